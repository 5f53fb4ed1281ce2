"""Is a number of an Excel cell a date? Only its number format tells.

Belongs here: built-in and custom formats, serial numbers of both calendars.
Does not belong here: reading the styles' XML (`xlsx_styles`).
"""

from __future__ import annotations

import datetime
import math
import re
from typing import Literal

Kind = Literal["number", "date", "duration"]

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
"""ECMA-376 part 1, 18.8.30: dates and times, those that depend on the country included."""
_BUILT_IN_DURATION = 46
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_GENERAL = re.compile(r"general|standard", re.IGNORECASE)

_EPOCH_1900 = datetime.date(1899, 12, 30).toordinal()
_EPOCH_1904 = datetime.date(1904, 1, 1).toordinal()
_FIRST_OF_MARCH_1900 = 61
_LAST_ORDINAL = datetime.date.max.toordinal()
_NOISE = 1e-9


def kind_of(number: int, code: str | None) -> Kind:
    """What the format of this number, or its own code where the workbook defines one, makes of a number."""
    if code is not None:
        return _kind_of_code(code)
    if number == _BUILT_IN_DURATION:
        return "duration"
    return "date" if number in _BUILT_IN_DATES else "number"


def _kind_of_code(code: str) -> Kind:
    """A letter of d, m, y, h, s makes a date, `[h]` a duration; not so in literals, colours, conditions."""
    first = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(first):
        return "duration"
    bare = _GENERAL.sub("", _BRACKETS.sub("", first))
    return "date" if _DATE_LETTERS.search(bare) else "number"


def dated(serial: float, is_1904: bool) -> datetime.date | str | float:
    """A serial number as its day; below 1 as a time of day, a text; the number where the calendar ends."""
    if 0 <= serial < 1:
        return duration(serial)
    if not 0 <= serial <= _LAST_ORDINAL:
        return serial
    day = math.floor(serial + _NOISE)
    # 1900 was no leap year, but its calendar in workbooks has a 29 February: earlier days are one off.
    shift = _EPOCH_1904 if is_1904 else _EPOCH_1900 + (day < _FIRST_OF_MARCH_1900 - 1)
    if day + shift > _LAST_ORDINAL:
        return serial
    return datetime.date.fromordinal(day + shift)


def duration(days: float) -> str | float:
    """A length of time as `HH:MM:SS`, hours beyond 24 included; the number where it is absurd or negative."""
    if not 0 <= days <= _LAST_ORDINAL:
        return days
    minutes, seconds = divmod(round(days * 86_400), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
