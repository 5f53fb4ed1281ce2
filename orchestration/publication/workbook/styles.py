"""How cells look: one format object for each look, made once a workbook.

Belongs here: colours, fonts, number formats. Does not belong here: what is written (`table_sheet`, `cover`, `notes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xlsxwriter

from contracts.model import PublishedColumn

_INK, _QUIET, _PETROL, _LINE, _ALARM = "#1B1B1B", "#555555", "#0B4F6C", "#B8C4CA", "#9A3412"

FILLED = 1.1
"""Characters of a French text that a column holds, for each one of its width: letters are narrower than digits."""

_PROVISIONAL = {"bg_color": "#FFF3CD", "font_color": "#5C4400"}
_PARTIAL = {"bg_color": "#FBD9D0", "font_color": "#7A1F0B", "bold": True}
_ASIDE: Mapping[str, Any] = {"align": "left", "indent": 1}
_FROM_THE_RIGHT: Mapping[str, Any] = {"align": "right", "indent": 1}

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": _PETROL},
    "section": {"bold": True, "font_size": 13, "font_color": _PETROL},
    "text": {"text_wrap": True, "valign": "top"},
    "plain": {},
    "strong": {"bold": True},
    "quiet": {"font_color": _QUIET},
    "alarm": {"bold": True, "font_color": _ALARM},
    "link": {"font_color": _PETROL, "underline": 1},
    "linked": {"font_color": _PETROL, "underline": 1, "valign": "top", **_ASIDE},
    "heading": {
        "bold": True,
        "bg_color": _PETROL,
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "vcenter",
        "indent": 1,
        "border": 1,
        "border_color": _LINE,
    },
    "reminding": {
        "bold": True,
        "bg_color": "#E3E3E3",
        "font_color": _INK,
        "text_wrap": True,
        "valign": "vcenter",
        "indent": 1,
        "border": 1,
        "border_color": _LINE,
    },
    "line": {"bottom": 1, "bottom_color": _LINE},
    "provisoire": _PROVISIONAL,
    "partiel": _PARTIAL,
    "told_provisoire": {**_PROVISIONAL, **_ASIDE, "valign": "vcenter"},
    "told_partiel": {**_PARTIAL, **_ASIDE, "valign": "vcenter"},
}


class Styles:
    """The looks of one workbook, by name, and those of cells by number format."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The look of this name. Raises KeyError."""
        return self._once(name, _LOOKS[name])

    def cell(self, number_format: str, wrapped: bool = False, tall: bool = True) -> Any:
        """A cell of a table, its numbers shown like this; `tall`: its row may have several lines, which begin together."""
        look = {"num_format": number_format, "text_wrap": wrapped, "valign": "top" if tall else "vcenter"}
        look |= _ASIDE if number_format == "@" else _FROM_THE_RIGHT
        return self._once(f"{number_format}{wrapped}{tall}", look)

    def _once(self, key: str, look: Mapping[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(look))
        return self._made[key]


def number_format(column: PublishedColumn) -> str:
    """How a column's values are shown: `1 234`, `97,62 %`, `1 234,50 €`, `31/12/2023`, or as text."""
    if column.sql_type == "VARCHAR":
        return "@"
    if column.sql_type == "DATE":
        return "dd/mm/yyyy"
    if column.unit == "part":
        return "0.00\\ %"
    decimals = _decimals(column.sql_type)
    whole = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{whole}" €"' if column.unit == "€" else whole


def _decimals(sql_type: str) -> int:
    """The decimals that are shown: those of the type; two where it is a floating number."""
    if sql_type.startswith("DECIMAL"):
        return int(sql_type.rstrip(")").rpartition(",")[2])
    return 2 if sql_type == "DOUBLE" else 0
