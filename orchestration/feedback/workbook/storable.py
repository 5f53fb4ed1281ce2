"""Values as a workbook can hold them: texts that stay texts, numbers to their last digit.

Belongs here: characters without a place in XML, the longest text, what would turn into a formula when edited.
Does not belong here: which cells hold what.
"""

from __future__ import annotations

import re

LONGEST = 32_767
"""Characters that a cell may hold; a workbook with more does not open."""
_NO_PLACE_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def storable(text: str) -> str:
    """The text as it is stored: `_x000B_` for what XML has no place for, a line end included; cut where too long."""
    escaped = _LOOKS_ESCAPED.sub("_x005F_", text[:LONGEST])
    return _NO_PLACE_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)


def could_be_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if somebody typed it."""
    return text.startswith(_FORMULA_STARTS)


def storable_number(number: int | float) -> int | float | str:
    """The number, or its digits where openpyxl, which writes sixteen of them, would write another number."""
    return number if float(f"{number:.16g}") == float(number) else repr(float(number))
