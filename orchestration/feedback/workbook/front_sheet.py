"""The first sheet of a workbook that we give back: what was decided, what to do, where.

Belongs here: laying a document out on a sheet, printable on A4. Does not belong here: its words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.document import Block, Document
from orchestration.feedback.workbook.marking import COLOURS
from orchestration.feedback.workbook.storable import could_be_a_formula, storable
from orchestration.terminal import safe

_WIDTHS = (28, 20, 22, 9, 76)
_INK, _BLUE, _GREY = "FF161616", "FF000091", "FFEEEEEE"
_LINE = 14.5
"""Points that a line of text of 11 points takes."""
_FILLED = 1.05
"""The part of a line that words fill: spreadsheets do not agree on what fits, and a cut text is lost."""
_THIN = Side(style="thin", color="FFB0B0B0")
_TOP = {"vertical": "top", "wrap_text": True}


def add_front_sheet(workbook: Workbook, document: Document, addresses: Mapping[int, str]) -> Worksheet:
    """Put the document before every other sheet, and open the workbook on it."""
    page = workbook.create_sheet(document.sheet, 0)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is page
    workbook.active = 0
    _Layout(page, addresses).lay_out(document)
    return page


def _font(color: str = _INK, **looks: Any) -> Font:
    return Font(name="Arial", color=color, **{"size": 11, **looks})


def _lines(text: str, width: float) -> int:
    """The lines that a text takes in a column of this width, in characters of 11 points."""
    return max(1, len(textwrap.wrap(text, max(1, int(width * _FILLED)))))


class _Layout:
    """One row after the other."""

    def __init__(self, page: Worksheet, addresses: Mapping[int, str]) -> None:
        self._page = page
        self._addresses = addresses
        self._row = 0
        for number, width in enumerate(_WIDTHS):
            page.column_dimensions["ABCDE"[number]].width = width
        page.sheet_view.showGridLines = False
        page.sheet_properties.tabColor = "FFC9191E"
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.oddFooter.center.text = "Page &P / &N"

    def lay_out(self, document: Document) -> None:
        for notice in document.notices:
            self._line(notice, _font(bold=True), fill=COLOURS["alerte"])
        self._line(document.title, _font(bold=True, size=18, color=_BLUE))
        self._line(document.subject, _font())
        self._row += 1
        self._line(document.verdict, _font(bold=True, size=13))
        for number, step in enumerate(document.steps, start=1):
            self._line(f"{number}. {step}", _font())
        for remark in document.remarks:
            self._line(remark, _font(italic=True))
        for section in document.sections:
            self._row += 1
            self._line(section.title, _font(bold=True, size=14, color=_BLUE))
            self._cells(section.columns, _font(bold=True), fill=_GREY)
            for block in section.blocks:
                self._block(block, COLOURS[section.severity])

    def _block(self, block: Block, colour: str) -> None:
        self._row += 1
        self._page.row_dimensions[self._row].height = _LINE / 2
        self._line(block.heading, _font(bold=True, size=12), fill=colour)
        if block.found:
            self._line(block.found, _font())
        if block.remedy:
            self._line(f"Que faire\u00a0: {block.remedy}", _font())
        for row in block.rows:
            self._cells((row.place, *row.cells), _font())
            location = None if row.mark is None else self._addresses.get(row.mark)
            if location:
                self._link(location)
        if block.more:
            self._line(block.more, _font(italic=True))

    def _line(self, text: str, font: Font, fill: str | None = None) -> None:
        """A text over the whole width; merged cells do not grow by themselves, so their height is told."""
        self._row += 1
        self._page.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=len(_WIDTHS)
        )
        self._write(1, text, font, fill)
        self._grow(_lines(text, sum(_WIDTHS) * 11 / font.size), font)

    def _cells(self, texts: Sequence[str], font: Font, fill: str | None = None) -> None:
        self._row += 1
        for column, text in enumerate(texts, start=1):
            self._write(column, text, font, fill)
            self._page.cell(self._row, column).border = Border(bottom=_THIN)
        self._grow(max(map(_lines, texts, _WIDTHS)), font)

    def _grow(self, lines: int, font: Font) -> None:
        self._page.row_dimensions[self._row].height = lines * _LINE * font.size / 11 + 3

    def _write(self, column: int, text: str, font: Font, fill: str | None) -> None:
        """A text that stays a text, whatever it begins with and whoever edits it."""
        cell = self._page.cell(self._row, column)
        cell._value, cell.data_type = storable(safe(text)) or None, "s"
        cell.font, cell.alignment = font, Alignment(**_TOP)
        if could_be_a_formula(text):
            cell.quotePrefix = True
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)

    def _link(self, location: str) -> None:
        cell = self._page.cell(self._row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
        cell.font = _font(color=_BLUE, underline="single")
