"""A rule that does not hold somewhere in the frames, before it is worded.

Belongs here: the value object.
Does not belong here: finding hits (`cells`, `rules`), wording them (`wording`).
"""

from __future__ import annotations

from dataclasses import dataclass

from contracts.model import Rule
from orchestration.submissions.judging.tables import Table


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A rule, and the cell of a table that its finding is anchored to: a column and a row of the frame."""

    rule: Rule
    table: Table
    column: str
    row: int

    @property
    def file(self) -> int:
        """The position of the file in the batch."""
        return int(self.table.file[self.row])
