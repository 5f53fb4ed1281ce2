"""Personal data that a rule found in a cell may stand elsewhere too: behind a formula that repeats the cell, in a note. No
copy repeats it.

Belongs here: emptying such places of a copy. Does not belong here: recognising personal data (`reading.personal_data`), the
cell itself (`marking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.personal_data import WITHHELD
from orchestration.feedback.workbook.outside import formula_text
from orchestration.feedback.workbook.stored_values import Values
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.personal_data import personal_data, personal_parts
from orchestration.submissions.reading.plain_text import plain
from orchestration.submissions.reading.texts import normal, shown

_PROPERTIES = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category")

Place = tuple[int, int, int]
"""The sheet's position, the row from 1, the column from 0."""


@dataclass
class Cleaning:
    """A copy that is cleaned: its pages, and what is stored for the formulas of each, which loses what it must not say."""

    sheets: Sequence[RawSheet]
    pages: Sequence[Worksheet]
    stored: list[Values]

    def clean(self, withheld: Iterable[Place]) -> set[Place]:
        """Take out of every other cell and note what gave these cells away; the cells that were changed."""
        withheld = set(withheld)
        if not withheld:
            return set()
        parts = {part for place in withheld for part in personal_parts(self._text(place))}
        places = (self._repeating(parts) | self._saying(parts)) - withheld
        for sheet, row, column in places:
            self._empty(sheet, self.pages[sheet].cell(row, column + 1), parts)
        for page in self.pages:
            for cell in page._cells.values():
                _clean_note(cell)
        for page in self.pages[:1]:
            _clean_properties(page.parent)
        return places

    def _text(self, place: Place) -> str:
        sheet, number, column = place
        return next(
            (shown(row[column]) for at, row in self.sheets[sheet].rows if at == number and column in row), ""
        )

    def _repeating(self, parts: set[str]) -> set[Place]:
        """The cells whose value, that of a formula included, holds one of the parts."""
        return {
            (number, at, column)
            for number, sheet in enumerate(self.sheets)
            for at, row in sheet.rows
            for column, value in row.items()
            if _gives_away(shown(value), parts)
        }

    def _saying(self, parts: set[str]) -> set[Place]:
        """The cells whose formula itself holds one of the parts."""
        return {
            (number, row, column - 1)
            for number, page in enumerate(self.pages)
            for (row, column), cell in page._cells.items()
            if cell.data_type == "f" and _gives_away(formula_text(cell.value), parts)
        }

    def _empty(self, sheet: int, cell: Cell, parts: set[str]) -> None:
        """Of a formula only the stored value goes, unless it says itself what must not be said."""
        self.stored[sheet] = {
            address: value for address, value in self.stored[sheet].items() if address != cell.coordinate
        }
        if cell.data_type != "f" or _gives_away(formula_text(cell.value), parts):
            cell._value, cell.data_type = WITHHELD, "s"


def _gives_away(text: str, parts: set[str]) -> bool:
    if len(text) < min(map(len, parts), default=0):  # most cells: codes, numbers, days
        return False
    bare = plain(normal(text))
    return any(part in bare for part in parts)


def _clean_note(cell: Cell) -> None:
    note = cell.comment
    if note is not None and personal_data(normal(note.text)):
        note.text = WITHHELD
    if note is not None and personal_data(normal(note.author or "")):
        note.author = ""


def _clean_properties(workbook: Workbook) -> None:
    for name in _PROPERTIES:
        if personal_data(normal(getattr(workbook.properties, name) or "")):
            setattr(workbook.properties, name, None)
