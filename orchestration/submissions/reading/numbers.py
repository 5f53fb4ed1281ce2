"""Numbers as French people type them, and what counts as a whole one.

Belongs here: texts and floats that are numbers. Does not belong here: bounds; those are judged.
"""

from __future__ import annotations

import math
import re
import sys

_TYPED = re.compile(
    r"(?P<sign>[+\-−]?)(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,](?P<part>[0-9]+))?(?: ?€)?"
)
_MINUS = ("-", "−")
_TOLERANCE = 1e-9
_LARGEST_WHOLE = 2**63 - 1
_LARGEST = sys.float_info.max


def typed_decimal(text: str) -> float | None:
    """A normalised text as a number, None where it is none.

    `1 234,50 €` is 1234.5 and `1.234` is 1.234; `1.234,50`, `1e3`, `12 34` and `10%` are none.
    """
    match = _TYPED.fullmatch(text)
    if match is None:
        return None
    number = float(f"{match['whole'].replace(' ', '')}.{match['part'] or 0}")
    return bounded(-number if match["sign"] in _MINUS else number)


def typed_whole(text: str) -> int | None:
    """A normalised text as a whole number, None where it is none; `12,0` is 12, `12,5` nothing."""
    match = _TYPED.fullmatch(text)
    if match is None:
        return None
    if match["part"]:
        number = typed_decimal(text)
        return None if number is None else whole(number)
    digits = match["whole"].replace(" ", "").lstrip("0") or "0"
    size = int(digits) if len(digits) < 20 else _LARGEST_WHOLE
    return max(-_LARGEST_WHOLE, min(-size if match["sign"] in _MINUS else size, _LARGEST_WHOLE))


def whole(number: float) -> int | None:
    """The whole number that a float is, within 1e-9; None for any other.

    Kept within 64 bits: bounds are far below.
    """
    if abs(number) >= _LARGEST_WHOLE:
        return _LARGEST_WHOLE if number > 0 else -_LARGEST_WHOLE
    nearest = round(number)
    return nearest if abs(number - nearest) <= _TOLERANCE else None


def bounded(number: float) -> float:
    """A finite float, never a negative zero: beyond the largest, the largest."""
    if math.isinf(number):
        return math.copysign(_LARGEST, number)
    return number or 0.0
