"""The submitted .xlsx as a loaded workbook that is written back with the same values.

Belongs here: what openpyxl would change by itself: dates turned into days and back, long decimals, values behind
links. Does not belong here: ways out (`outside`), marks.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.workbook.extensions import take_over
from orchestration.feedback.workbook.storable import could_be_a_formula, storable_number
from orchestration.feedback.workbook.stored_values import Values, stored_values
from orchestration.submissions.reading.grid import RawSheet


class NotUnderstood(Exception):
    """openpyxl does not see in the file what our own reader sees."""


class _Reader(ExcelReader):  # type: ignore[misc]
    """Leaves numbers as they are stored: that one is a date is a matter of its format, which is kept too."""

    def read_worksheets(self) -> None:
        self.wb._date_formats = set()
        self.wb._timedelta_formats = set()
        there = [rel.target for _, rel in self.parser.find_sheets() if rel.target in self.valid_files]
        self.parts = {part: self.archive.read(part) for part in there}
        super().read_worksheets()


@dataclass
class Loaded:
    """A workbook, and by worksheet its part in the package and what is stored for its formulas; `lost` are extensions that
    openpyxl does not carry.
    """

    workbook: Workbook
    parts: list[str]
    stored: list[Values]
    lost: Counter[str]


def loaded(package: bytes, sheets: Sequence[RawSheet]) -> Loaded:
    """The workbook, its sheets in the file's order. Raises NotUnderstood, and whatever openpyxl raises."""
    reader = _Reader(io.BytesIO(package), keep_vba=False, keep_links=False, rich_text=True)
    reader.read()
    workbook = reader.wb
    workbook._sheets = workbook.worksheets
    if [page.title for page in workbook.worksheets] != [sheet.name for sheet in sheets]:
        raise NotUnderstood
    for page, sheet in zip(workbook.worksheets, sheets, strict=True):
        page._charts, page._images, page._pivots = [], [], []
        page.legacy_drawing = None
        _without_pictures(page)
        rows = dict(sheet.rows)
        for (row, column), cell in page._cells.items():
            _keep(cell, rows.get(row, {}), column - 1)
    workbook.calculation.fullCalcOnLoad = True
    parts = list(reader.parts.values())
    lost: Counter[str] = Counter()
    for part, page in zip(parts, workbook.worksheets, strict=True):
        lost += take_over(part, page)
    return Loaded(workbook, list(reader.parts), list(stored_values(parts, reader.shared_strings)), lost)


def _without_pictures(page: Worksheet) -> None:
    """Take the mark of a picture out of headers and footers: the picture is not there any more."""
    for line in (
        page.oddHeader,
        page.oddFooter,
        page.evenHeader,
        page.evenFooter,
        page.firstHeader,
        page.firstFooter,
    ):
        for part in (line.left, line.center, line.right):
            if part.text:
                part.text = part.text.replace("&G", "")


def _keep(cell: Cell, row: Mapping[int, object], column: int) -> None:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell._value = storable_number(value)
    elif isinstance(value, str) and cell.data_type == "s":
        if cell.hyperlink is not None and column not in row:
            cell._value, cell.data_type = None, "n"  # a link on an empty cell had become its text
        elif could_be_a_formula(value) and not cell.quotePrefix:
            cell.quotePrefix = True
