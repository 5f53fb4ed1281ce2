"""How a table goes on paper: landscape A4, as many pages side by side as it takes to be read.

Belongs here: pages, what is repeated on each of them, and with it what stays in sight on the screen. Does not belong here:
what is written (`table_sheet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orchestration.publication.workbook.columns import SheetColumn
from orchestration.publication.workbook.facts import Facts

_A4 = 9
_MARGIN, _MARGIN_TOP, _MARGIN_BOTTOM = 0.4, 0.7, 0.6
"""In inches."""

_PIXELS_A_CHARACTER, _PIXELS_AROUND = 7, 5
_LEGIBLE = 1450
"""The pixels of columns that an A4 page in landscape holds at about 70 %: print of 8 points."""

_NAMES = ("libelle", "nom_", "trimestre")
_COUNTS = ("cites_attendues", "cites_repondantes")
_AMONG_THE_FIRST, _BESIDE = 6, 4


def kept_in_sight(columns: Sequence[SheetColumn]) -> int:
    """The columns up to the name of what a row is about, and its quarter where this stands close by; one at least."""
    return _up_to(columns[:_BESIDE], _NAMES)


def set_up_printing(
    sheet: Any, label: str, columns: Sequence[SheetColumn], facts: Facts, rows: tuple[int, int]
) -> None:
    """Every page has the table's name, the headings, what a row is about and stands for, and the release.

    `rows`: that of the headings and the last one. What stands above is for the screen: pages say it in their margins.
    """
    repeated = _up_to(columns[:_AMONG_THE_FIRST], (*_NAMES, *_COUNTS))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN_TOP, _MARGIN_BOTTOM)
    sheet.fit_to_pages(pages_across([column.width for column in columns], repeated), 0)
    sheet.print_across()
    sheet.print_area(rows[0], 0, rows[1], len(columns) - 1)
    sheet.repeat_rows(rows[0])
    sheet.repeat_columns(0, repeated - 1)
    sheet.set_header(f"&L&B {_escaped(label)}&R{_escaped(facts.line())}")
    notice = "DONNÉES FICTIVES — " if facts.fictitious else ""
    sheet.set_footer(f"&L{notice}Version {facts.release}&RPage &P / &N")


def pages_across(widths: Sequence[int], repeated: int) -> int:
    """The pages side by side that columns of these widths (characters) take to be read; the first ones are on each."""
    pixels = [width * _PIXELS_A_CHARACTER + _PIXELS_AROUND for width in widths]
    room, rest = _LEGIBLE - sum(pixels[:repeated]), sum(pixels[repeated:])
    return max(1, -(-rest // max(room, _LEGIBLE // 3)))


def _up_to(columns: Sequence[SheetColumn], names: tuple[str, ...]) -> int:
    telling = (i for i, column in enumerate(columns, start=1) if column.technical.startswith(names))
    return max(telling, default=1)


def _escaped(text: str) -> str:
    """As a page's margin shows it: an ampersand would give an order there."""
    return text.replace("&", "&&")
