"""The text that a person sees in a cell of an .ods: its paragraphs, without comments and drawings.

Belongs here: paragraphs, spaces, tabs, line breaks, what is not text. Does not belong here: typed values
(`ods`).
"""

from __future__ import annotations

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0|"
_PARAGRAPHS = (f"{_SPACE}p", f"{_SPACE}h")
_BLANKS = (f"{_SPACE}s", f"{_SPACE}tab", f"{_SPACE}line-break")
_ASIDE = (f"{_SPACE}note", f"{_SPACE}ruby-text")


class CellText:
    """Collects the text of one cell after the other from the elements inside them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._depth = 0
        self._skipped_from = 0

    def start(self, element: str) -> None:
        """An element begins. Outside a paragraph only a paragraph counts, inside it only elements of text."""
        self._depth += 1
        if self._skipped_from:
            return
        if self._depth == 1 and element in _PARAGRAPHS:
            self._parts.append("\n")
        elif self._depth == 1 or not element.startswith(_SPACE) or element in _ASIDE:
            self._skipped_from = self._depth
        elif element in _BLANKS:
            self._parts.append(" ")

    def data(self, text: str) -> None:
        """Characters: between paragraphs they only lay out the file."""
        if self._depth and not self._skipped_from:
            self._parts.append(text)

    def end(self) -> None:
        """The element that began last ends."""
        if self._skipped_from == self._depth:
            self._skipped_from = 0
        self._depth -= 1

    def taken(self) -> str:
        """The text of the cell that ends, trimmed; the next one starts without any."""
        if not self._parts:
            return ""
        text = "".join(self._parts).strip()
        self._parts.clear()
        return text
