"""What an .ods does not show: sheets, rows and columns that its author had hidden, such as the lists behind its choices.

Belongs here: reading that from `content.xml`, and hiding the same in a new workbook. Does not belong here: values, which
are read whether they are hidden or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.grid import RawSheet

_CONTENT = "content.xml"
_VISIBLE = "visible"
_PIECE = 1 << 16


@dataclass
class Hidden:
    """What one sheet hides: itself, ranges of its rows and columns, from 1."""

    is_whole: bool = False
    rows: list[range] = field(default_factory=list)
    columns: list[range] = field(default_factory=list)

    def hide(self, page: Worksheet, sheet: RawSheet) -> None:
        """Hide the same in the copy of the sheet, as far as it holds values."""
        if self.is_whole:
            page.sheet_state = "hidden"
        for row in _within(self.rows, (number for number, _ in sheet.rows)):
            page.row_dimensions[row].hidden = True
        there = {column + 1 for _, row in sheet.rows for column in row}
        for column in _within(self.columns, there):
            page.column_dimensions[get_column_letter(column)].hidden = True


def hidden(archive: Archive) -> dict[str, Hidden]:
    """What each sheet hides, by its name. Raises ExpatError where there is no XML."""
    reader = _Reader()
    parser = ParserCreate()
    parser.StartElementHandler = reader.start
    with archive.open(_CONTENT) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece)
    return reader.sheets


class _Reader:
    """Goes through the elements in their order: styles come before the tables that have them."""

    def __init__(self) -> None:
        self.sheets: dict[str, Hidden] = {}
        self._sheet = Hidden()
        self._style = ""
        self._unseen: set[str] = set()
        self._next = {"table:table-row": 1, "table:table-column": 1}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._unseen.add(self._style)
        elif name == "table:table":
            self._sheet = Hidden(is_whole=attributes.get("table:style-name", "") in self._unseen)
            self.sheets.setdefault(attributes.get("table:name", ""), self._sheet)
            self._next = dict.fromkeys(self._next, 1)
        elif name in self._next:
            self._pass(name, attributes)

    def _pass(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.removeprefix("table:table-")
        first = self._next[name]
        self._next[name] = first + int(attributes.get(f"table:number-{kind}s-repeated", "1"))
        if attributes.get("table:visibility", _VISIBLE) != _VISIBLE:
            ranges = self._sheet.rows if kind == "row" else self._sheet.columns
            ranges.append(range(first, self._next[name]))


def _within(ranges: Iterable[range], numbers: Iterable[int]) -> list[int]:
    ranges = list(ranges)
    return [number for number in numbers if any(number in one for one in ranges)] if ranges else []
