"""Marks of an .ods: cells that span others, and formulas without a stored value, in `content.xml`.

Belongs here: one pass over it, repeated rows and cells counted. Does not belong here: what marks mean.
"""

from __future__ import annotations

from typing import Any
from xml.parsers.expat import ParserCreate

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.observing.stored import Marks

_CELLS = ("table:table-cell", "table:covered-table-cell")
_MOST_REPEATED = 1_000
"""Formulas without a value in one run of cells: nobody writes more, and a run may be as long as a sheet is wide."""


def open_document_marks(archive: Archive) -> dict[str, Marks]:
    """The marks of every sheet by its name. Raises KeyError and ExpatError where the package is not as usual."""
    tables = _Tables()
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = tables.start, tables.end
    with archive.open("content.xml") as stream:
        parser.ParseFile(stream)
    return tables.marks


class _Tables:
    """Where the pass is: the sheet, the row (from 1), the column (from 0)."""

    def __init__(self) -> None:
        self.marks: dict[str, Marks] = {}
        self._sheet = Marks()
        self._row, self._column, self._repeated = 1, 0, 1

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        if tag == "table:table":
            self._sheet = self.marks.setdefault(attributes.get("table:name", ""), Marks())
            self._row = 1
        elif tag == "table:table-row":
            self._column, self._repeated = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif tag in _CELLS:
            self._cell(attributes, int(attributes.get("table:number-columns-repeated", 1)))

    def _cell(self, attributes: dict[str, Any], number: int) -> None:
        rows = int(attributes.get("table:number-rows-spanned", 1))
        columns = int(attributes.get("table:number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            last = self._row + rows - 1, self._column + columns - 1
            self._sheet.merged.append((self._row, self._column, *last))
        if "table:formula" in attributes and "office:value-type" not in attributes:
            run = range(self._column, self._column + min(number, _MOST_REPEATED))
            self._sheet.formulas.update((self._row, column) for column in run)
        self._column += number

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._repeated
