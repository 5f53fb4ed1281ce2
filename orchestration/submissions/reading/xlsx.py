"""The sheets of an .xlsx as raw values, read by the letter of the format, cell by cell.

Belongs here: cells, merged ranges. Does not belong here: the parts around the sheets (`xlsx_package`), and which
workbooks need this reader (`open_xml`): calamine is several times faster, and reads nearly all of them alike.

Sheets are streamed and only cells with a value kept: one stray value in the last row of a sheet costs nothing, where
calamine fills the rectangle around the values. What one cell has wrong stays in that cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.model import Limits
from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.grid import Bounds, Raw, RawRow, RawSheet, check_extent
from orchestration.submissions.reading.letters import column_of
from orchestration.submissions.reading.number_formats import dated, duration, kind_for
from orchestration.submissions.reading.plain_values import iso_date, plain_number
from orchestration.submissions.reading.refusals import Refused
from orchestration.submissions.reading.xlsx_package import Workbook, read_workbook
from orchestration.submissions.reading.xml_stream import parse, unescaped

_CELL, _VALUE, _TEXT, _GUIDE, _ROW, _DATA, _MERGE = range(1, 8)
_TEXTS = (_VALUE, _TEXT)
_ELEMENTS = {
    "c": _CELL,
    "v": _VALUE,
    "t": _TEXT,
    "rPh": _GUIDE,
    "row": _ROW,
    "sheetData": _DATA,
    "mergeCell": _MERGE,
}
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_KINDS = {f"{space}|{name}": kind for space in _NAMESPACES for name, kind in _ELEMENTS.items()}
_MOST_LETTERS = 3
_LOST = "\ufffd"
"""What stands for a text that the workbook does not hold: no number, no date and no code, so that it is told of."""
_MOST_DIGITS = 9
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


def xlsx_sheets(archive: Archive, limits: Limits) -> Iterator[RawSheet]:
    """The worksheets in the workbook's order, hidden ones included, one at a time.

    Raises Refused and XML errors.
    """
    workbook = read_workbook(archive)
    if not workbook.sheets:
        raise Refused("illisible")
    for name, part in workbook.sheets:
        reader = _SheetReader(workbook, Bounds(name, limits))
        with archive.open(part) as stream:
            parse(stream, reader.start, reader.end, reader.text)
        rows = reader.finished()
        check_extent(name, rows, limits)
        yield RawSheet(
            name,
            True,
            rows,
            head=sum(number <= limits.header_rows for number, _ in rows[: limits.header_rows]),
        )


class _Columns(dict[str, int]):
    """Columns counted from 0, by letters; each worked out once."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= _MOST_LETTERS):
            raise ValueError(letters)
        self[letters] = column_of(letters.upper())
        return self[letters]


_COLUMNS = _Columns()


class _SheetReader:
    """Handlers for one sheet's XML. What is outside `sheetData` is passed over, but for merged ranges."""

    def __init__(self, workbook: Workbook, bounds: Bounds) -> None:
        self._workbook = workbook
        self._bounds = bounds
        self._rows: dict[int, RawRow] = {}
        self._merged: list[str] = []
        self._row: RawRow | None = None
        self._row_number = 0
        self._column = -1
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._collecting = False
        self._in_data = False
        self._guides = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(element)
        if kind == _CELL:
            self._start_cell(attributes)
        elif kind == _VALUE:
            self._collecting = self._in_data and self._cell.get("t") != "inlineStr"
        elif kind == _TEXT:
            self._collecting = self._in_data and not self._guides
        elif kind == _ROW:
            self._start_row(int(attributes.get("r", self._row_number + 1)))
        elif kind == _GUIDE:
            self._guides += 1
        elif kind == _DATA:
            self._in_data = True
        elif kind == _MERGE:
            self._merged.append(attributes["ref"])

    def text(self, data: str) -> None:
        if self._collecting:
            self._parts.append(data)

    def end(self, element: str) -> None:
        kind = _KINDS.get(element)
        if kind == _CELL:
            self._end_cell()
        elif kind in _TEXTS:
            self._collecting = False
        elif kind == _GUIDE:
            self._guides -= 1
        elif kind == _DATA:
            self._in_data = False
            self._end_row()

    def finished(self) -> list[tuple[int, RawRow]]:
        """The rows that hold values, in order; of a merged range only the top left cell."""
        for reference in self._merged:
            _clear_covered(self._rows, reference)
        return sorted((number, row) for number, row in self._rows.items() if row)

    def _start_row(self, number: int) -> None:
        self._end_row()
        self._row_number, self._column = number, -1

    def _end_row(self) -> None:
        if self._row:
            self._bounds.count(self._row)
        self._row = None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._parts.clear()
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        self._column = _COLUMNS[letters]
        number = int(reference[len(letters) :])
        if number != self._row_number:
            self._start_row(number)
            self._column = _COLUMNS[letters]

    def _end_cell(self) -> None:
        if not self._parts:
            return
        value = self._value("".join(self._parts))
        if value is not None and not (isinstance(value, str) and (not value or value.isspace())):
            if self._row is None:
                self._row = self._rows.setdefault(self._row_number, {})
            self._row[self._column] = value

    def _value(self, text: str) -> Raw | None:
        """What the cell holds; a value that is not of the kind that the cell says is the text that is stored."""
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number(text)
        if kind == "b":
            return _BOOLEANS.get(text.strip().lower(), text)
        if kind == "d":
            return iso_date(text)
        return None if kind == "e" else unescaped(text)

    def _shared(self, text: str) -> str:
        number, strings = text.strip(), self._workbook.strings
        if not (number.isascii() and number.isdigit()) or len(number) > _MOST_DIGITS:
            return _LOST
        return strings[int(number)] if int(number) < len(strings) else _LOST

    def _number(self, text: str) -> Raw:
        number = plain_number(text)
        if number is None:
            return text
        sections = self._workbook.formats.get(self._cell.get("s", ""))
        kind = kind_for(number, sections) if sections else "number"
        if kind == "number":
            return number
        return duration(number) if kind == "duration" else dated(number, self._workbook.is_1904)


def _clear_covered(rows: dict[int, RawRow], reference: str) -> None:
    """Take out what a merged range hides: some programs leave values behind its top left cell."""
    corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return
    (left, top), (right, bottom) = ((_COLUMNS[corner[1]], int(corner[2])) for corner in corners if corner)
    numbers = range(top, bottom + 1)
    for number in numbers if len(numbers) <= len(rows) else [one for one in rows if one in numbers]:
        row = rows.get(number, {})
        for column in [one for one in row if left <= one <= right and (number, one) != (top, left)]:
            del row[column]
