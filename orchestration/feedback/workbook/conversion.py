"""An .ods, a zip of CSV, or a workbook that openpyxl does not understand, as a new workbook: cell by cell.

Belongs here: values, with dates as dates and texts as texts. Does not belong here: marking.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.workbook.storable import could_be_a_formula, storable, storable_number
from orchestration.submissions.reading.grid import Raw, RawSheet

_NARROWEST, _WIDEST = 9, 45
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_DAY = "dd/mm/yyyy"
_NO_DATE = datetime.datetime(2000, 1, 1)
"""The same file gives the same bytes, whenever it is made."""


def converted(sheets: Sequence[RawSheet]) -> Workbook:
    """The sheets in their order, every value at its row (the line, in a CSV) and column."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = "Cités de l'emploi"
    workbook.properties.created = workbook.properties.modified = _NO_DATE
    titles: set[str] = set()
    for sheet in sheets:
        title = _title(sheet.name, titles)
        titles.add(title.lower())
        _fill(workbook.create_sheet(title), sheet)
    return workbook


def write(cell: Cell, value: Raw) -> None:
    """Put a value into a cell as it is: a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        cell._value, cell.data_type = storable(value), "s"
        cell.quotePrefix = could_be_a_formula(value)
    elif isinstance(value, datetime.date):
        cell.value, cell.number_format = value, _DAY
    elif isinstance(value, bool):
        cell.value = value
    else:
        cell._value, cell.data_type = storable_number(value), "n"


def _fill(page: Worksheet, sheet: RawSheet) -> None:
    widths: dict[int, int] = {}
    for number, row in sheet.rows:
        for column, value in row.items():
            write(page.cell(number, column + 1), value)
            widths[column] = max(widths.get(column, _NARROWEST), len(str(value)) + 2)
    _fit(page)
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column + 1)].width = min(width, _WIDEST)


def _fit(page: Worksheet) -> None:
    """As wide as a page when it is printed."""
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0


def _title(name: str, taken: Iterable[str]) -> str:
    """The name as a workbook allows it: 31 characters, no brackets or slashes, unlike the others."""
    plain = storable(name).translate(_NOT_IN_TITLES).strip().strip("'")[:_LONGEST_TITLE] or "Feuille"
    title, number = plain, 2
    while title.lower() in taken:
        suffix = f" ({number})"
        title, number = plain[: _LONGEST_TITLE - len(suffix)] + suffix, number + 1
    return title
