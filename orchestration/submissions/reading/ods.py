"""The sheets of an .ods as raw values.

Belongs here: tables, repeated rows and cells, typed values. Does not belong here: the text inside a cell
(`ods_text`).

A table is read where it is a sheet: not inside a cell, a tracked change or the cache of another document.
Covered cells are empty, whatever they hold. Repeated empty cells, by which whole sheets are padded, cost
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Limits
from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.formula_errors import error_text
from orchestration.submissions.reading.grid import Bounds, Raw, RawRow, RawSheet
from orchestration.submissions.reading.ods_text import CellText
from orchestration.submissions.reading.plain_values import iso_date, iso_duration, plain_number
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
    yield from document.sheets


class _Document:
    """Handlers for `content.xml`."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[RawSheet] = []
        self._limits = limits
        self._depth = 0
        self._sheet: _Sheet | None = None
        self._cell: _Cell | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._cell is not None:
            self._cell.text.start(element, attributes)
        elif self._sheet is not None:
            self._start_in_sheet(self._sheet, element, attributes)
        elif element == _SHEET and self._depth == _SHEETS_DEPTH + 1:
            self._sheet = _Sheet(attributes.get(f"{_TABLE}name", ""), self._limits)

    def _start_in_sheet(self, sheet: _Sheet, element: str, attributes: dict[str, str]) -> None:
        if element in _CELLS:
            self._cell = _Cell(attributes, self._depth, element == _COVERED)
        elif element == _ROW:
            sheet.start_row(int(attributes.get(_ROWS_REPEATED, "1")))
        elif element == _SOURCE:
            sheet.is_cache = True

    def text(self, data: str) -> None:
        if self._cell is not None:
            self._cell.text.data(data)

    def end(self, element: str) -> None:
        cell, sheet = self._cell, self._sheet
        if cell is not None and sheet is not None:
            if cell.depth == self._depth:
                sheet.add(cell.value(), cell.repeated)
                self._cell = None
            else:
                cell.text.end(element)
        elif sheet is not None and element == _ROW:
            sheet.end_row()
        elif sheet is not None and self._depth == _SHEETS_DEPTH + 1:
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
        if value is not None:
            columns = range(self._column, self._column + repeated)
            self._bounds.count(
                columns if repeated <= self._limits.columns else range(self._limits.columns + 1), rows=0
            )
            self._row.update(dict.fromkeys(columns, value))
        self._column += repeated

    def end_row(self) -> None:
        if self._row:
            self._bounds.count((), rows=self._repeated)
            self._rows.extend(
                (number, self._row) for number in range(self._next, self._next + self._repeated)
            )
        self._next += self._repeated

    def finished(self) -> RawSheet:
        first = self._rows[: self._limits.header_rows]
        head = sum(number <= self._limits.header_rows for number, _ in first)
        return RawSheet(self._name, True, self._rows, head)


class _Cell:
    """One cell: its value as the office suite stored it, else its text."""

    def __init__(self, attributes: dict[str, str], depth: int, is_covered: bool) -> None:
        self.depth = depth
        self.repeated = int(attributes.get(_COLUMNS_REPEATED, "1"))
        self.text = CellText()
        self._attributes = attributes
        self._is_covered = is_covered

    def value(self) -> Raw | None:
        """The raw value, None where the cell is empty: a formula without a stored value is."""
        if self._is_covered:
            return None
        text = self.text.read() or None
        if text is not None and self._attributes.get(_ERROR_TYPE) == "error":
            return error_text(text)
        kind = self._attributes.get(_TYPE)
        stored = self._stored(kind) if kind else None
        return text if stored is None else stored

    def _stored(self, kind: str) -> Raw | None:
        get = self._attributes.get
        if kind in ("float", "percentage", "currency"):
            return plain_number(get(f"{_OFFICE}value", ""))
        if kind == "date":
            return iso_date(get(f"{_OFFICE}date-value", "")) or None
        if kind == "time":
            return iso_duration(get(f"{_OFFICE}time-value", "")) or None
        if kind == "boolean":
            return {"true": True, "false": False}.get(get(f"{_OFFICE}boolean-value", "").lower())
        return get(f"{_OFFICE}string-value") or None
