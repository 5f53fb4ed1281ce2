"""The « Mode d'emploi »: a sheet of text boxes in front of the six others.

Belongs here: where each text stands. Does not belong here: what it says (`guide_text`).

A sheet that the contract does not know is a finding of every return (S07) unless it is empty. Text boxes are
drawn over the cells: the sheet is read by people and stays empty for the reader.
"""

from __future__ import annotations

import textwrap
from typing import Any

from contracts.typography import typeset
from orchestration.language import LANGUAGE
from orchestration.template.guide_text import Request, Section, due, marks, sections, title
from orchestration.template.styles import BLUE, GREY, INK, PALE_BLUE

LABEL = "Mode d'emploi"

_WIDTH, _GAP, _COLUMN = 1080, 20, 530
_LINE, _CHARACTERS, _PADDING = 20, 76, 6
"""Pixels a line and characters a line of a column, generous: fonts differ from one office suite to the next."""


def _font(size: int, **look: Any) -> dict[str, Any]:
    """A font whose language a screen reader is told: it speaks English else."""
    return {"size": size, "lang": LANGUAGE, **look}


_BODY = {"font": _font(12, color=INK)}
_HEADING = {"font": _font(13, bold=True, color=BLUE)}
_TITLE = {"font": _font(15, bold=True, color="#FFFFFF"), "fill": {"color": BLUE}}
_DUE = {"font": _font(13, bold=True, color=BLUE), "fill": {"color": PALE_BLUE}}
_SAMPLES: dict[str, dict[str, Any]] = {
    "required": {"font": _font(12, bold=True, color="#FFFFFF"), "fill": {"color": BLUE}},
    "optional": {"font": _font(12, bold=True), "fill": {"color": PALE_BLUE}},
    "given": {"font": _font(12), "fill": {"color": GREY}},
}


def write_guide(page: Any, asked: Request) -> None:
    """Lay the guide out on an empty sheet: a title, the deadline, two columns of sections."""
    boxes = _Boxes(page)
    boxes.put(0, 0, _WIDTH, 64, title(asked), _TITLE)
    boxes.put(0, 72, _WIDTH, 34, due(asked), _DUE)
    order, signs, *after = sections(asked)
    below = boxes.column(0, 116, [order, signs])
    for index, (role, (sample, meaning)) in enumerate(marks().items()):
        top = below + index * 30
        boxes.put(8, top, 80, 26, sample, _SAMPLES[role])
        boxes.put(96, top, _COLUMN - 96, 28, meaning, _BODY)
    boxes.column(_COLUMN + _GAP, 116, after)
    _set_up(page, max(boxes.bottom, below + 90))


def _set_up(page: Any, bottom: int) -> None:
    page.hide_gridlines(2)
    page.hide_row_col_headers()
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(0.4, 0.4, 0.4, 0.6)
    page.print_area(0, 0, bottom // 20 + 1, _WIDTH // 64)
    page.fit_to_pages(1, 1)


class _Boxes:
    """Text boxes on one sheet, and how far down they reach."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.bottom = 0

    def column(self, left: int, top: int, parts: list[Section]) -> int:
        """Sections one below the other; the pixel below the last."""
        for part in parts:
            self.put(left, top, _COLUMN, 28, typeset(part.title), _HEADING)
            top += 28
            for paragraph in part.paragraphs:
                height = _LINE * _lines(paragraph) + _PADDING
                self.put(left, top, _COLUMN, height, paragraph, _BODY)
                top += height
            top += 6
        return top

    def put(self, left: int, top: int, width: int, height: int, text: str, style: dict[str, Any]) -> None:
        """One box; it stays where it is, whatever becomes of the cells below it. Its alternative text is what it says."""
        place = {"x_offset": left, "y_offset": top, "width": width, "height": height, "object_position": 3}
        plain = {"line": {"none": True}, "fill": {"none": True}, "align": {"vertical": "middle"}}
        if style is _BODY:
            plain["align"] = {"vertical": "top"}
        self._page.insert_textbox(0, 0, text, {**plain, **style, **place, "description": text})
        self.bottom = max(self.bottom, top + height)


def _lines(paragraph: str) -> int:
    return sum(len(textwrap.wrap(line, _CHARACTERS)) for line in paragraph.split("\n"))
