"""Does a SIRET's key hold?

Belongs here: the digits alone. Does not belong here: which cells hold one, and what follows from it.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]{14}")
_LA_POSTE = "356000000"
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The sum of the digits of twice a digit."""


def is_valid_siret(text: str) -> bool:
    """R01: 14 digits, not all zeros, whose Luhn key holds; La Poste's may add up to a multiple of 5."""
    if not _DIGITS.fullmatch(text) or not text.strip("0"):
        return False
    digits = [int(digit) for digit in text]
    if text.startswith(_LA_POSTE) and sum(digits) % 5 == 0:
        return True
    return (sum(digits[1::2]) + sum(_DOUBLED[digit] for digit in digits[::2])) % 10 == 0
