"""Marks of an .xlsx: `<mergeCell>`, `<f>` without `<v>` and cells of type `e` in the parts of its sheets.

Belongs here: one pass over a sheet. Does not belong here: which part is a sheet's (`xlsx_package`), what marks mean.
"""

from __future__ import annotations

import re
from typing import Any

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.letters import column_of
from orchestration.submissions.reading.observing.stored import Marks, Range
from orchestration.submissions.reading.xlsx_package import sheet_parts
from orchestration.submissions.reading.xml_stream import local, parse

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def open_xml_marks(archive: Archive) -> dict[str, Marks]:
    """The marks of every sheet by its name. Raises Refused, LookupError and XML errors where the package is not as usual."""
    return {name: _marks(archive, part) for name, part in sheet_parts(archive)}


class _Cells:
    """One pass over a sheet: where each cell is, whether it has a formula, a value, an error."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._row, self._column = 0, -1
        self._has_formula = self._in_value = self._is_error = False
        self._value = ""

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        tag = local(tag)
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1
        elif tag == "c":
            place = _ADDRESS.fullmatch(attributes.get("r", ""))
            self._column = column_of(place[1]) if place else self._column + 1
            self._has_formula, self._is_error, self._value = False, attributes.get("t") == "e", ""
        elif tag == "f":
            self._has_formula = True
        elif tag == "v":
            self._in_value = True
        elif tag == "mergeCell" and (merged := _range(attributes.get("ref", ""))):
            self.marks.merged.append(merged)

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text.strip()

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._is_error:
            self.marks.errors[self._row, self._column] = self._value
        elif tag == "c" and self._has_formula and not self._value:
            self.marks.formulas.add((self._row, self._column))


def _marks(archive: Archive, part: str) -> Marks:
    cells = _Cells()
    with archive.open(part) as stream:
        parse(stream, cells.start, cells.end, cells.text)
    return cells.marks


def _range(text: str) -> Range | None:
    first, _, last = text.partition(":")
    start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    return (int(start[2]), column_of(start[1]), int(end[2]), column_of(end[1])) if start and end else None
