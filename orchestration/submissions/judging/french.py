"""Values as a French person reads them: 1 234,5 · 31/12/2023 · oui.

Belongs here: formatting one value. Does not belong here: whole sentences (`wording`).
"""

from __future__ import annotations

import datetime
from decimal import Decimal

_NARROW_SPACE = "\u202f"
_LONGEST = 80
_DECIMALS = {"€": 2}
"""How many decimals a number of a unit has where it has any: `12 500,50 €`, and yet `12 500 €`."""

Readable = str | bool | int | float | Decimal | datetime.date | None


def french(value: Readable, unit: str | None = None) -> str:
    """One value in words or digits; nothing for None. Texts are cut after 80 characters; euros have their cents."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1].rstrip()}…"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m}/{value.year:04d}"
    return _number(exact(value), _DECIMALS.get(unit or "", 0))


def exact(number: float | Decimal) -> Decimal:
    """The decimal that a person wrote: the shortest one that reads back as this number."""
    return number if isinstance(number, Decimal) else Decimal(repr(float(number)))


def _number(number: Decimal, decimals: int) -> str:
    if not number.is_finite():
        return str(number)
    whole, _, fraction = f"{abs(number):,f}".partition(".")
    fraction = fraction.rstrip("0")
    fraction = fraction.ljust(decimals, "0") if fraction else fraction
    sign = "-" if number < 0 else ""
    return f"{sign}{whole.replace(',', _NARROW_SPACE)}{',' if fraction else ''}{fraction}"
