"""What the template looks like.

Belongs here: colours, formats by role, widths. Does not belong here: which cell has which role.
"""

from __future__ import annotations

from typing import Any

Formats = dict[str, Any]

BLUE, PALE_BLUE, GREY, INK = "#000091", "#E3E3FD", "#EEEEEE", "#444444"
"""To be filled in; to be filled in where there is something to say; filled in already; explanations."""

STAR = "\u00a0*"
"""Marks what is required, so that colour is never the only sign."""

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
_WIDTHS = {"text": 29, "code": 28, "bool": 14, "siret": 16, "qpv": 14, "int": 13, "decimal": 13, "date": 13}
_NARROW_TEXT = 15
_LIKE_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ALIGNED = {"date": {"align": "center"}, "bool": {"align": "center"}}
_LABEL = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#929292"}
_RULE = "#BFBFBF"
_FRAMED = {"border": 1, "border_color": "#929292", "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "bare": {},
    "title": {"bold": True, "font_size": 14},
    "purpose": {"italic": True},
    "legend": {"font_color": INK},
    "required": {**_LABEL, "font_color": "#FFFFFF", "bg_color": BLUE},
    "optional": {**_LABEL, "bg_color": PALE_BLUE},
    # the star is shown, not stored: the reader finds the bare name
    "required_name": {
        **_LABEL,
        "font_color": "#FFFFFF",
        "bg_color": BLUE,
        "num_format": f'@"{STAR}"',
        "indent": 1,
    },
    "optional_name": {**_LABEL, "bg_color": PALE_BLUE, "indent": 1},
    "header": {**_FRAMED, "font_color": "#595959", "font_size": 8, "bg_color": GREY, "shrink": True},
    "name": {**_FRAMED, "bg_color": GREY, "indent": 1},
    "help": {"font_color": INK, "text_wrap": True, "valign": "vcenter", "indent": 1},
    "strong": {"bold": True},
    "given": {**_FRAMED, "bg_color": GREY, "num_format": "@", "indent": 1},
    "computed": {**_FRAMED, "bg_color": GREY, "bold": True, "num_format": "0", "align": "center"},
}


def add_formats(book: Any) -> Formats:
    """Every format of the workbook: the roles above, one for the cells of each type, framed ones as `field_…`."""
    roles = {role: book.add_format(style) for role, style in _STYLES.items()}
    for type_, shape in _NUMBER_FORMATS.items():
        ruled = {"num_format": shape, "border": 1, "border_color": _RULE}
        roles[type_] = book.add_format(ruled | _ALIGNED.get(type_, {}))
        # a text that begins like a formula stays a text, even where somebody edits its cell
        roles[f"quoted_{type_}"] = book.add_format(ruled | _ALIGNED.get(type_, {}) | {"quote_prefix": True})
        framed = {**_FRAMED, "num_format": shape, "align": "left", "indent": 1, "text_wrap": type_ == "text"}
        roles[f"field_{type_}"] = book.add_format(framed)
    return roles


def of_text(type_: str, text: str) -> str:
    """The role of a cell of this type that holds this text, which others wrote."""
    return f"quoted_{type_}" if text.lstrip().startswith(_LIKE_A_FORMULA) else type_


def width(type_: str, longest: int | None = None) -> int:
    """The width of a column of this type, in characters; short texts (at most `longest`) need less."""
    return _NARROW_TEXT if type_ == "text" and longest and longest <= 40 else _WIDTHS[type_]
