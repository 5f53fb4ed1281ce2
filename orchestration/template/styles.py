"""What the template looks like.

Belongs here: formats, by role. Does not belong here: which cell has which role.
"""

from __future__ import annotations

from typing import Any

Formats = dict[str, Any]

_NUMBER_FORMATS = {
    "text": "@",
    "code": "@",
    "bool": "@",
    "siret": "@",
    "qpv": "@",
    "int": "0",
    "decimal": "#,##0.00",
    "date": "dd/mm/yyyy",
}
_WIDTHS = {"text": 30, "code": 34, "bool": 14, "siret": 18, "qpv": 14, "int": 14, "decimal": 14, "date": 14}
_LABEL = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "purpose": {"italic": True},
    "legend": {"font_color": "#444444"},
    "required": {**_LABEL, "font_color": "#FFFFFF", "bg_color": "#000091"},
    "optional": {**_LABEL, "bg_color": "#E3E3FD"},
    "header": {"font_color": "#666666", "font_size": 9, "bg_color": "#EEEEEE", "border": 1},
    "help": {"font_color": "#444444", "text_wrap": True, "valign": "top"},
    "computed": {"bg_color": "#EEEEEE", "border": 1, "bold": True, "num_format": "0"},
}


def add_formats(book: Any) -> Formats:
    """Every format of the workbook: the roles above, and one for the cells of each type."""
    roles = {role: book.add_format(style) for role, style in _STYLES.items()}
    return roles | {type_: book.add_format({"num_format": shape}) for type_, shape in _NUMBER_FORMATS.items()}


def width(type_: str) -> int:
    """The width of a column of this type, in characters."""
    return _WIDTHS[type_]
