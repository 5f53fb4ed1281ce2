"""Where a rule does not hold in the frames, before it is worded.

Belongs here: the value object. Does not belong here: finding hits (`cells`, `rules`), wording them
(`hit_findings`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from contracts.model import Rule
from orchestration.submissions.judging.tables import Table

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """A rule, and the cells that its findings are anchored to: rows of the frame, ascending, in one column."""

    rule: Rule
    table: Table
    column: str
    rows: Rows

    def by_file(self) -> Iterator[tuple[int, Hits]]:
        """The hits of each file by itself; the rows of a file are neighbours."""
        files = self.table.file[self.rows]
        starts = np.flatnonzero(np.diff(files)) + 1
        for rows in np.split(self.rows, starts) if len(files) else ():
            yield int(self.table.file[rows[0]]), replace(self, rows=rows)

    def without(self, others: Rows) -> Hits:
        """The hits but for some rows."""
        return replace(self, rows=np.setdiff1d(self.rows, others, assume_unique=True))
