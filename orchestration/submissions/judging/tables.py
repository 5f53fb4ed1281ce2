"""All rows of a sheet over a whole batch of files, as one frame.

Belongs here: from readings to typed columns, and what is there of a sheet in which file.
Does not belong here: what the values must be (`cells`, `rules`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts.derive.pandera_schemas import DTYPES, STATE
from contracts.model import CellType, Column, Contract, Sheet
from orchestration.submissions.reading.result import Cells, Place, Reading, SheetReading, Value

Mask = npt.NDArray[np.bool_]

FILE, RANK = "_fichier", "_rang"
"""The key columns of a frame: position of the file in the batch, position of the row among the file's kept
rows.
"""

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

    @property
    def file(self) -> npt.NDArray[np.int64]:
        """The file of every row."""
        return self.frame[FILE].to_numpy()

    @property
    def there(self) -> Mask:
        """The files that have this sheet."""
        return np.array([reading is not None for reading in self.readings], dtype=bool)

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

    def has(self, column: str, row: int) -> bool:
        """Whether the column is there in this row's file."""
        return bool(self.frame[column + STATE].iat[row] != ABSENT)

    def place(self, column: str, row: int) -> Place:
        """Where a cell of the frame stands in its file."""
        reading = self.readings[int(self.file[row])]
        assert reading is not None
        return reading.place(column, int(self.frame[RANK].to_numpy()[row]))

    def values(self, column: str) -> npt.NDArray[np.object_]:
        """One value per file of a sheet that has one record a file; None where there is none."""
        values = np.full(len(self.readings), None, dtype=object)
        column_values = self.frame[column]
        values[self.file] = column_values.astype(object).where(column_values.notna(), None)
        return values


def tables_of(readings: Sequence[Reading], contract: Contract) -> dict[str, Table]:
    """One table per sheet of the contract, by the sheet's code."""
    return {
        sheet.name: _table(sheet, [reading.sheets.get(sheet.name) for reading in readings])
        for sheet in contract.submission.sheets
    }


def _table(sheet: Sheet, readings: Sequence[SheetReading | None]) -> Table:
    lengths = [_length(sheet, reading) for reading in readings]
    columns: dict[str, Any] = {
        FILE: np.repeat(np.arange(len(readings)), lengths),
        RANK: np.concatenate([np.arange(length) for length in [*lengths, 0]]),
    }
    texts: dict[str, list[str | None]] = {}
    for column in sheet.columns:
        cells = _gathered(column, readings, lengths)
        columns[column.name] = _typed(cells.values, column.type)
        columns[column.name + STATE] = np.array(cells.states, dtype="int8")
        texts[column.name] = cells.texts
    return Table(sheet, readings, pd.DataFrame(columns), texts)


def _length(sheet: Sheet, reading: SheetReading | None) -> int:
    if reading is None:
        return 0
    return len(reading.rows) if sheet.layout == "lignes" else 1


def _gathered(column: Column, readings: Sequence[SheetReading | None], lengths: Sequence[int]) -> Cells:
    gathered = Cells()
    for reading, length in zip(readings, lengths, strict=True):
        cells = reading.columns.get(column.name) if reading else None
        gathered.values.extend(cells.values if cells else [None] * length)
        gathered.states.extend(cells.states if cells else [ABSENT] * length)
        gathered.texts.extend(cells.texts if cells else [None] * length)
    return gathered


def _typed(values: list[Value], kind: CellType) -> pd.Series[Any]:
    if kind in ("int", "decimal"):
        return pd.Series(np.array([_number(value) for value in values], dtype="float64"))
    if kind == "date":
        return pd.Series(np.array([_day(value) for value in values], dtype="datetime64[s]"))
    return pd.Series(values, dtype=DTYPES[kind])  # type: ignore[call-overload, no-any-return]


def _number(value: Value) -> float:
    """A number as float; one beyond all floats stays beyond every bound."""
    if value is None:
        return float("nan")
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")  # type: ignore[operator]


def _day(value: Value) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None
