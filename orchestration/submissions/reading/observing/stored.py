"""What the parts of a workbook say of cells beside their values: which are merged, which formulas have no stored
value, which show an error.

Belongs here: the value object. Does not belong here: finding marks (`open_xml_marks`, `open_document_marks`), which cells matter
(`blanks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.submissions.reading.places import letters

Range = tuple[int, int, int, int]
"""First row (from 1), first column (from 0), last row, last column."""


@dataclass(slots=True)
class Marks:
    """The merged ranges of a sheet, and the cells (row from 1, column from 0) whose formula has no stored value, or which show an
    error, with what they show.
    """

    merged: list[Range] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def merged_over(self, row: int, column: int) -> str:
        """The range that covers a cell without beginning at it, as `G6:G7`; nothing where there is none."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return f"{letters(left)}{top}:{letters(right)}{bottom}"
        return ""


NO_MARKS = Marks()
