"""Parse a member of a package as a stream, in bounded memory.

Belongs here: feeding a parser, namespaces, the characters that Excel escapes.
Does not belong here: what the elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Any
from xml.parsers.expat import ParserCreate

from orchestration.submissions.reading.entities import refuse_declaration

_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_CHUNK = 65_536
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""Halves of surrogate pairs are no characters: they stay as they are written."""

Start = Callable[[str, dict[str, str]], Any]
End = Callable[[str], Any]
Text = Callable[[str], Any]


def parse(stream: IO[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers for a member; names come as `namespace|local`.

    Raises ExpatError where it is not XML.
    """
    parser = ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.EntityDeclHandler = refuse_declaration
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def named(name: str) -> tuple[str, str]:
    """An element of workbooks as both editions of OOXML write it."""
    return f"{_TRANSITIONAL}|{name}", f"{_STRICT}|{name}"


def local(name: str) -> str:
    """The name without its namespace: the two editions of OOXML differ in nothing else that matters here."""
    return name.rpartition("|")[2]


def unescaped(text: str) -> str:
    """Undo `_x000D_`, by which Excel writes characters that XML has no place for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
