"""Look at a page as a browser and a screen reader do.

Belongs here: elements, texts and colours. Does not belong here: expectations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


@dataclass
class Element:
    """An element, its attributes and its text, children's included."""

    name: str
    attributes: dict[str, str | None]
    parents: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).replace("\u00a0", " ").split())


class Page(HTMLParser):
    """Every element of a page, in order. Raises AssertionError where elements do not nest."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.source = data.decode("utf-8")
        self.feed(self.source)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), tuple(one.name for one in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop().name == tag

    def handle_data(self, data):
        for element in self._open:
            element.parts.append(data)

    def all(self, name: str) -> list[Element]:
        return [element for element in self.elements if element.name == name]

    def texts(self, name: str) -> list[str]:
        return [element.text for element in self.all(name)]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#rgb` or `#rrggbb` as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_colours(style: str) -> set[str]:
    """The colours that a style sheet gives to text."""
    return set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{3,6})", style))
