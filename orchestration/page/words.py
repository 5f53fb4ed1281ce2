"""How figures, quarters, days and sizes are written in French, for people.

Belongs here: wording of values. Does not belong here: sentences, which stand in the templates and parts.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from contracts.typography import grouped
from orchestration.clock import PARIS
from orchestration.plurals import counted

NO_BREAK = "\u00a0"
NOTHING = "—"
_MINUS = "−"
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

Value = int | Decimal | None


def number(value: Value) -> str:
    """`6 900`, `16,02`, `−12`; a dash where there is no figure."""
    if value is None:
        return NOTHING
    whole, _, decimals = format(abs(value), "f").partition(".")
    sign = _MINUS if value < 0 else ""
    return f"{sign}{grouped(int(whole))}" + (f",{decimals}" if decimals.strip("0") else "")


def signed(value: int | Decimal) -> str:
    """The same with its sign, also where it is positive: `+1 200`."""
    return f"+{number(value)}" if value > 0 else number(value)


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """`52 %`, half up on exact decimals; a dash where there is no whole."""
    if not whole:
        return NOTHING
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{number(int(share))}{NO_BREAK}%"


def evolution(before: int | Decimal, after: int | Decimal) -> str:
    """`+3,2 %` from one value to the next; a dash where the first is zero."""
    if not before:
        return NOTHING
    share = (Decimal(after - before) * 100 / Decimal(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{signed(share)}{NO_BREAK}%"


def quarter_name(quarter: str) -> str:
    """`2023-T4` as `4ᵉ trimestre 2023`."""
    year, _, position = quarter.partition("-T")
    ordinal = "1ᵉʳ" if position == "1" else f"{position}ᵉ"
    return f"{ordinal}{NO_BREAK}trimestre{NO_BREAK}{year}"


def quarter_short(quarter: str) -> str:
    """`2023-T4` as `T4 2023`."""
    year, _, position = quarter.partition("-T")
    return f"T{position}{NO_BREAK}{year}"


def day(value: date) -> str:
    """`1ᵉʳ février 2024`."""
    ordinal = "1ᵉʳ" if value.day == 1 else str(value.day)
    return f"{ordinal}{NO_BREAK}{_MONTHS[value.month - 1]}{NO_BREAK}{value.year}"


def day_of(instant: str) -> str:
    """The day in Paris of an instant in ISO form."""
    return day(datetime.fromisoformat(instant).astimezone(PARIS).date())


def size(octets: int) -> str:
    """`512 octets`, `35 ko`, `3,1 Mo`."""
    if octets < 1000:
        return counted(octets, "octet")
    if octets < 1_000_000:
        return f"{number((octets + 500) // 1000)}{NO_BREAK}ko"
    return f"{number((Decimal(octets) / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP))}{NO_BREAK}Mo"
