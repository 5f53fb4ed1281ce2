"""The sheets of an .ods as raw values, read by the letter of the format, cell by cell.

Belongs here: tables, repeated rows and cells, typed values, what is shown as an error. Does not belong here: the text inside a
cell (`ods_text`), and which documents need this reader (`open_document`): calamine is faster, and reads nearly all of them alike.

A table is read where it is a sheet: not inside a cell, a tracked change or the cache of another document.
Covered cells are empty, whatever they hold. Repeated empty cells, by which whole sheets are padded, cost
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Limits
from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.formula_errors import is_formula_error
from orchestration.submissions.reading.grid import Bounds, Raw, RawRow, RawSheet, check_extent
from orchestration.submissions.reading.ods_text import CellText
from orchestration.submissions.reading.plain_values import iso_date, iso_duration, plain_number
from orchestration.submissions.reading.refusals import Refused
from orchestration.submissions.reading.texts import normal
from orchestration.submissions.reading.xml_stream import parse

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE = f"{_SPACE}office:1.0|", f"{_SPACE}table:1.0|"
_SHEETS_DEPTH = 3
"""`document-content`, `body`, `spreadsheet`: a sheet is a child of the third."""
_SHEET = f"{_TABLE}table"
_SOURCE = f"{_TABLE}table-source"
_ROW = f"{_TABLE}table-row"
_CELL = f"{_TABLE}table-cell"
_COVERED = f"{_TABLE}covered-table-cell"
_CELLS = (_CELL, _COVERED)
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_NUMBERS = ("float", "percentage", "currency")
_BOOLEANS = {"true": True, "false": False}
_TYPE = f"{_OFFICE}value-type"
# LibreOffice stores an error as an empty text beside what the cell shows (`#REF!`, `Err:502`).
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0|value-type"


def ods_sheets(archive: Archive, limits: Limits) -> Iterator[RawSheet]:
    """The sheets in the document's order, hidden ones included.

    Raises Refused, LookupError and XML errors.
    """
    document = _Document(limits)
    with archive.open("content.xml") as stream:
        parse(stream, document.start, document.end, document.text)
    if not document.sheets:
        raise Refused("illisible")
    yield from document.sheets


class _Document:
    """Handlers for `content.xml`."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[RawSheet] = []
        self._limits = limits
        self._depth = 0
        self._sheet: _Sheet | None = None
        self._cell_depth = 0
        self._cell: dict[str, str] = {}
        self._text = CellText()

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._cell_depth:
            self._text.start(element)
        elif self._sheet is not None:
            self._start_in_sheet(self._sheet, element, attributes)
        elif element == _SHEET and self._depth == _SHEETS_DEPTH + 1:
            self._sheet = _Sheet(attributes.get(f"{_TABLE}name", ""), self._limits)

    def _start_in_sheet(self, sheet: _Sheet, element: str, attributes: dict[str, str]) -> None:
        if element in _CELLS:
            self._cell_depth = self._depth
            self._cell = attributes
        elif element == _ROW:
            sheet.start_row(int(attributes.get(_ROWS_REPEATED, "1")))
        elif element == _SOURCE:
            sheet.is_cache = True

    def text(self, data: str) -> None:
        if self._cell_depth:
            self._text.data(data)

    def end(self, element: str) -> None:
        sheet = self._sheet
        if sheet is None:
            pass
        elif self._depth == self._cell_depth:
            text = self._text.taken()
            value = None if element == _COVERED else _value(self._cell, text)
            sheet.add(value, int(self._cell.get(_COLUMNS_REPEATED, "1")))
            self._cell_depth = 0
        elif self._cell_depth:
            self._text.end()
        elif element == _ROW:
            sheet.end_row()
        elif self._depth == _SHEETS_DEPTH + 1:
            if not sheet.is_cache:
                self.sheets.append(sheet.finished())
            self._sheet = None
        self._depth -= 1


class _Sheet:
    """The rows of one sheet as they come."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.is_cache = False
        self._name = name
        self._limits = limits
        self._bounds = Bounds(name, limits)
        self._rows: list[tuple[int, RawRow]] = []
        self._next = 1
        self._row: RawRow = {}
        self._column = 0
        self._repeated = 1

    def start_row(self, repeated: int) -> None:
        self._row, self._column, self._repeated = {}, 0, repeated

    def add(self, value: Raw | None, repeated: int) -> None:
        if value is not None and repeated == 1:
            self._row[self._column] = value
        elif value is not None:
            self._bounds.check_columns(repeated)
            self._row.update(dict.fromkeys(range(self._column, self._column + repeated), value))
        self._column += repeated

    def end_row(self) -> None:
        if self._row:
            self._bounds.count(self._row, self._repeated)
            numbers = range(self._next, self._next + self._repeated)
            self._rows.extend((number, self._row) for number in numbers)
        self._next += self._repeated

    def finished(self) -> RawSheet:
        check_extent(self._name, self._rows, self._limits)
        first = self._rows[: self._limits.header_rows]
        head = sum(number <= self._limits.header_rows for number, _ in first)
        return RawSheet(self._name, True, self._rows, head)


def _value(cell: dict[str, str], text: str) -> Raw | None:
    """What the office suite stored for a cell, else its text; None where it is empty.

    What is shown as an error is one, whatever is stored: Excel stores a number beside it.
    """
    if is_formula_error(normal(text)):
        return text
    if cell.get(_ERROR_TYPE) == "error":
        return None
    kind = cell.get(_TYPE)
    if kind is None or not text:
        return _stored(cell, kind) if kind else text or None
    stored = _stored(cell, kind)
    return text if stored is None else stored


def _stored(cell: dict[str, str], kind: str) -> Raw | None:
    """The value of a typed cell, None where there is none: a formula's may be missing."""
    if kind == "string":
        return cell.get(f"{_OFFICE}string-value", "").strip() or None
    if kind in _NUMBERS:
        return plain_number(cell.get(f"{_OFFICE}value", ""))
    if kind == "date":
        return iso_date(cell.get(f"{_OFFICE}date-value", "")) or None
    if kind == "time":
        return iso_duration(cell.get(f"{_OFFICE}time-value", "")) or None
    return _BOOLEANS.get(cell.get(f"{_OFFICE}boolean-value", "").lower())
