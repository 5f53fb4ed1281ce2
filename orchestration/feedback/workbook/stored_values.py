"""The values that a workbook stores for its formulas: openpyxl drops them, and what shows a file without computing
it (a preview, a phone, our own reader) sees nothing else.

Belongs here: taking them from the original, putting them into the copy. Does not belong here: computing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored value as the file writes it: its kind (`n`, `str`, `b`, `e`) and its text."""

    kind: str
    text: str


_KINDS = ("n", "str", "b", "e")

Values = Mapping[str, Stored]
"""By address."""

_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"((?: s="[0-9]+")?)>(<f(?:/>|[^>]*/>|[^>]*>[^<]*</f>))<v ?/></c>'
)


def stored_values(parts: Iterable[bytes], strings: Sequence[object]) -> list[dict[str, Stored]]:
    """What is stored for the formulas of each worksheet; `strings` are the workbook's shared texts.

    Raises ParseError where a part is not XML, LookupError where a shared text is not there.
    """
    return [dict(_of_part(part, strings)) for part in parts]


def _of_part(part: bytes, strings: Sequence[object]) -> Iterator[tuple[str, Stored]]:
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        if element.tag.rpartition("}")[2] != "c":
            continue
        if element.find("{*}f") is not None and (text := element.findtext("{*}v")):
            kind = element.get("t", "n")
            if kind == "s":
                kind, text = "str", str(strings[int(text)])
            if kind in _KINDS and (address := element.get("r")):
                yield address, Stored(kind, text)
        element.clear()


def filled(xml: bytes, values: Values) -> bytes:
    """A worksheet as openpyxl writes it, with the stored values back behind its formulas."""
    return _FORMULA_CELL.sub(_filler(values), xml) if values else xml


def _filler(values: Values) -> Callable[[re.Match[bytes]], bytes]:
    def fill(match: re.Match[bytes]) -> bytes:
        stored = values.get(match[1].decode())
        if stored is None:
            return match[0]
        kind = b"" if stored.kind == "n" else b' t="%s"' % stored.kind.encode()
        text = escape(stored.text).encode()
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (match[1], match[2], kind, match[3], text)

    return fill
