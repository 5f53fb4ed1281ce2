"""Marks of an .xlsx: `<mergeCell>` and `<f>` without `<v>` in the parts of its sheets.

Belongs here: finding the part of a sheet through the relationships, one pass over it. Does not belong here: what marks mean.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers.expat import ParserCreate

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.observing.stored import Marks, Range

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Start = Callable[[str, dict[str, Any]], None]


def open_xml_marks(archive: Archive) -> dict[str, Marks]:
    """The marks of every sheet by its name. Raises KeyError and ExpatError where the package is not as usual."""
    return {name: _marks(archive, part) for name, part in _sheet_parts(archive)}


def _sheet_parts(archive: Archive) -> Iterator[tuple[str, str]]:
    """The names of the sheets, each with its part: found through relationships, whatever the parts are called."""
    book = next(target for kind, _, target in _related(archive, "") if kind.endswith("/officeDocument"))
    parts = {name: target for _, name, target in _related(archive, book)}
    named: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, Any]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            name = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            named.append((attributes.get("name", ""), name))

    _parse(archive, book, start)
    yield from ((name, parts[relation]) for name, relation in named if relation in parts)


def _related(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Type, id and target of what a part is related to."""
    folder, name = posixpath.split(part)
    found: list[tuple[str, str, str]] = []

    def start(tag: str, attributes: dict[str, Any]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found.append((attributes["Type"], attributes["Id"], target))

    _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _parse(archive: Archive, part: str, start: Start, **handlers: Any) -> None:
    parser = ParserCreate()
    parser.StartElementHandler = start
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    with archive.open(part) as stream:
        parser.ParseFile(stream)


class _Cells:
    """One pass over a sheet: where each cell is, whether it has a formula and a value."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._row, self._column = 0, -1
        self._has_formula = self._in_value = self._has_value = False

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1
        elif tag == "c":
            place = _ADDRESS.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._has_formula = self._has_value = False
        elif tag == "f":
            self._has_formula = True
        elif tag == "v":
            self._in_value = True
        elif tag == "mergeCell" and (merged := _range(attributes.get("ref", ""))):
            self.marks.merged.append(merged)

    def text(self, text: str) -> None:
        self._has_value = self._has_value or (self._in_value and bool(text.strip()))

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._has_formula and not self._has_value:
            self.marks.formulas.add((self._row, self._column))


def _marks(archive: Archive, part: str) -> Marks:
    cells = _Cells()
    _parse(archive, part, cells.start, EndElementHandler=cells.end, CharacterDataHandler=cells.text)
    return cells.marks


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(text: str) -> Range | None:
    first, _, last = text.partition(":")
    start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    return (int(start[2]), _column(start[1]), int(end[2]), _column(end[1])) if start and end else None
