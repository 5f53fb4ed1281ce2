"""The parts of an .xlsx around its sheets: which sheets there are, the shared texts, which styles are dates.

Belongs here: workbook, relationships, shared strings, styles. Does not belong here: cells (`xlsx`).

Parts are found through the relationships, whatever they are called and wherever they lie.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.number_formats import Section, sections_of
from orchestration.submissions.reading.refusals import Refused
from orchestration.submissions.reading.xml_stream import local, named, parse, unescaped

TEXT, GUIDE, STRING = named("t"), named("rPh"), named("si")
_DOCUMENT = "/officeDocument"


@dataclass(frozen=True, slots=True)
class Workbook:
    """What sheets need: (name, part) of each, the shared texts, the styles that make no numbers."""

    sheets: list[tuple[str, str]]
    strings: list[str]
    formats: dict[str, tuple[Section, ...]]
    is_1904: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a workbook lie: its own, what it is related to by identifier, and the two that sheets share."""

    workbook: str
    related: dict[str, tuple[str, str]]

    def of_kind(self, kind: str) -> str | None:
        """The part of a kind of which there is one (`styles`, `sharedStrings`); None where there is none."""
        return next((path for one, path in self.related.values() if one.rpartition("/")[2] == kind), None)


def parts_of(archive: Archive) -> Parts:
    """Follow the relationships from the package to its workbook. Raises Refused, LookupError and XML errors."""
    roots = [target for kind, target in _relationships(archive, "").values() if kind.endswith(_DOCUMENT)]
    if not roots:
        raise Refused("illisible")
    return Parts(roots[0], _relationships(archive, roots[0]))


def read_workbook(archive: Archive) -> Workbook:
    """Read the package's plan: chart sheets and dialogs are no sheets.

    Raises Refused, LookupError and XML errors.
    """
    parts = parts_of(archive)
    listed, is_1904 = _sheets(archive, parts.workbook)
    strings, styles = parts.of_kind("sharedStrings"), parts.of_kind("styles")
    return Workbook(
        sheets=_worksheets(parts, listed),
        strings=_strings(archive, strings) if strings else [],
        formats=_formats(archive, styles) if styles else {},
        is_1904=is_1904,
    )


def sheet_parts(archive: Archive) -> list[tuple[str, str]]:
    """The worksheets in the workbook's order, each with its part. Raises as `read_workbook`."""
    parts = parts_of(archive)
    return _worksheets(parts, _sheets(archive, parts.workbook)[0])


def _worksheets(parts: Parts, listed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    related = parts.related
    return [(name, related[key][1]) for name, key in listed if related[key][0].endswith("/worksheet")]


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """(type, path of the target) by identifier, for one part or the package ("")."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if local(element) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
            found[attributes["Id"]] = (attributes["Type"], target.lstrip("/"))

    with archive.open(posixpath.join(folder, "_rels", f"{name}.rels")) as stream:
        parse(stream, start)
    return found


def _sheets(archive: Archive, path: str) -> tuple[list[tuple[str, str]], bool]:
    """(name, relationship) of every sheet, and whether days count from 1904."""
    sheets: list[tuple[str, str]] = []
    flags: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        name = local(element)
        if name == "sheet":
            keys = [value for attribute, value in attributes.items() if attribute.endswith("|id")]
            sheets.append((attributes["name"], keys[0]))
        elif name == "workbookPr":
            flags.append(attributes.get("date1904", ""))

    with archive.open(path) as stream:
        parse(stream, start)
    return sheets, "".join(flags).lower() in ("1", "true", "on")


class _Strings:
    """The shared texts: runs of rich text joined, phonetic guides left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._guides = 0

    def start(self, element: str, _: Any) -> None:
        if element in TEXT:
            self._in_text = not self._guides
        elif element in GUIDE:
            self._guides += 1

    def end(self, element: str) -> None:
        if element in TEXT:
            self._in_text = False
        elif element in GUIDE:
            self._guides -= 1
        elif element in STRING:
            self.strings.append(unescaped("".join(self._parts)))
            self._parts.clear()

    def text(self, data: str) -> None:
        if self._in_text:
            self._parts.append(data)


def _strings(archive: Archive, path: str) -> list[str]:
    reader = _Strings()
    with archive.open(path) as stream:
        parse(stream, reader.start, reader.end, reader.text)
    return reader.strings


def _formats(archive: Archive, path: str) -> dict[str, tuple[Section, ...]]:
    """The cell styles, by the number that cells refer to, that make something else of a number."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        name = local(element)
        if name == "numFmt" and inside[-1:] == ["numFmts"]:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            formats.append(attributes.get("numFmtId", "0"))
        inside.append(name)

    with archive.open(path) as stream:
        parse(stream, start, lambda _: inside.pop())
    known = {
        number: sections_of(int(number) if number.isascii() and number.isdigit() else 0, codes.get(number))
        for number in set(formats)
    }
    return {
        str(style): known[number]
        for style, number in enumerate(formats)
        if any(section.kind != "number" for section in known[number])
    }
