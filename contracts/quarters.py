"""Quarters, written `AAAA-Tn`.

Belongs here: reading the shapes that the return allows, first and last day, neighbours, deadline.
The text form sorts like time, so quarters are compared as strings.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_SHAPES = re.compile(
    r"(?P<y1>\d{4})-?T(?P<q1>[1-4])|T(?P<q2>[1-4])[ -](?P<y2>\d{4})|(?P<q3>[1-4])T(?P<y3>\d{4})", re.ASCII
)


def parse_quarter(text: str) -> str | None:
    """Read `2021-T4`, `2021T4`, `T4 2021`, `T4-2021` or `4T2021` (any case); None where it is no quarter."""
    match = _SHAPES.fullmatch(text.strip().upper())
    if match is None:
        return None
    year = match["y1"] or match["y2"] or match["y3"]
    number = match["q1"] or match["q2"] or match["q3"]
    # a date can express neither the year 0 nor the deadline of the last quarter of all
    return None if year == "0000" or (year, number) == ("9999", "4") else f"{year}-T{number}"


def first_day(quarter: str) -> date:
    """The first day of `AAAA-Tn`."""
    return date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)


def last_day(quarter: str) -> date:
    """The last day of `AAAA-Tn`. The last quarter that a date can express is 9999-T4."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return date(year, 12, 31) if number == 4 else date(year, 3 * number + 1, 1) - timedelta(days=1)


def shift(quarter: str, by: int) -> str:
    """The quarter `by` quarters later (earlier where negative)."""
    year, number = divmod(int(quarter[:4]) * 4 + int(quarter[-1]) - 1 + by, 4)
    return f"{year:04d}-T{number + 1}"


def deadline(quarter: str, days: int) -> date:
    """The day by which a return is due: `days` after the quarter's last day (30 in the contract)."""
    return last_day(quarter) + timedelta(days=days)


def quarter_of(day: date) -> str:
    """The quarter that a day lies in."""
    return f"{day.year:04d}-T{(day.month + 2) // 3}"
