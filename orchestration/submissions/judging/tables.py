"""All rows of a sheet over a whole batch of files: the frame, and what is known about its cells.

Belongs here: what is there of a sheet in which file, which cells failed, where a cell stands.
Does not belong here: making the frame from readings (`frames`), what its values must be (`cells`, `rules`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts.derive.pandera_schemas import STATE
from contracts.model import Sheet
from orchestration.submissions.reading.result import Place, SheetReading

Mask = npt.NDArray[np.bool_]

FILE, RANK = "_fichier", "_rang"
"""The key columns: position of the file in the batch, position of the row among the file's kept rows."""

ABSENT = 3
"""The state of a cell whose column is not there: optional and left out, or failed S or C07."""


@dataclass
class Table:
    """One sheet of every file: one row per kept row, columns as `pandera_schemas.cell_schema` wants them.

    `readings` has one entry per file, None where the sheet is not there.
    `failed` has one mask per column with one entry per row: the cells that failed T; their values are null.
    """

    sheet: Sheet
    readings: Sequence[SheetReading | None]
    frame: pd.DataFrame
    texts: dict[str, list[str | None]]
    failed: dict[str, Mask] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()
    """The files that hold rows of this sheet where nobody reads them (S10, S11)."""
    _arrays: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    @cached_property
    def file(self) -> npt.NDArray[np.int64]:
        """The file of every row."""
        return self.frame[FILE].to_numpy()

    @cached_property
    def there(self) -> Mask:
        """The files that have this sheet."""
        return np.array([reading is not None for reading in self.readings], dtype=bool)

    @cached_property
    def partial(self) -> Mask:
        """The files where the rows that were read are not all of them: nothing is counted or looked for in these."""
        return np.array([file in self.unread for file in range(len(self.readings))], dtype=bool)

    def lost(self, column: str) -> Mask:
        """The files where this column failed S (or C07), or the whole sheet is not there."""
        return np.array(
            [reading is None or column in reading.failed for reading in self.readings], dtype=bool
        )

    def spoiled(self, column: str) -> Mask:
        """The files where the column is lost or one of its cells failed T."""
        spoiled = self.lost(column)
        spoiled[self.file[self.failed_cells(column)]] = True
        return spoiled

    def failed_cells(self, column: str) -> Mask:
        """The rows whose cell of this column failed T."""
        return self.failed.get(column, np.zeros(len(self.frame), dtype=bool))

    def fail(self, column: str, rows: npt.NDArray[np.int64]) -> None:
        """Mark cells as failed: from here on their value is null, so that no other rule speaks of them."""
        mask = self.failed.setdefault(column, np.zeros(len(self.frame), dtype=bool))
        mask[rows] = True
        self.frame.loc[mask, column] = None
        self._arrays.pop(column, None)

    def add(self, name: str, values: Any) -> None:
        """Add a context column, or replace it."""
        self.frame[name] = values
        self._arrays.pop(name, None)

    def value(self, column: str, row: int) -> Any:
        """One value of the frame, as pandas holds it."""
        if column not in self._arrays:
            self._arrays[column] = self.frame[column].to_numpy()
        return self._arrays[column][row]

    def has(self, column: str, rows: npt.NDArray[np.int64]) -> Mask:
        """Whether the column is there in the files of these rows."""
        there: Mask = self.frame[column + STATE].to_numpy()[rows] != ABSENT
        return there

    def place(self, column: str, row: int) -> Place:
        """Where a cell of the frame stands in its file."""
        reading = self.readings[int(self.file[row])]
        assert reading is not None
        return reading.place(column, int(self.value(RANK, row)))

    def values(self, column: str) -> npt.NDArray[np.object_]:
        """One value per file of a sheet that has one record a file; None where there is none."""
        values = np.full(len(self.readings), None, dtype=object)
        column_values = self.frame[column]
        values[self.file] = column_values.astype(object).where(column_values.notna(), None)
        return values
