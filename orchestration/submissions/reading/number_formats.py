"""Is a number of an Excel cell a date? Only its number format tells.

Belongs here: built-in and custom formats, which section of one applies, serial numbers of both calendars.
Does not belong here: reading the styles' XML (`xlsx_package`).
"""

from __future__ import annotations

import datetime
import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["number", "date", "duration"]

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
"""ECMA-376 part 1, 18.8.30: dates and times, those that depend on the country included."""
_BUILT_IN_DURATION = 46
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_GENERAL = re.compile(r"general|standard", re.IGNORECASE)
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}

_EPOCH_1900 = datetime.date(1899, 12, 30).toordinal()
_EPOCH_1904 = datetime.date(1904, 1, 1).toordinal()
_FIRST_OF_MARCH_1900 = 61
_LAST_ORDINAL = datetime.date.max.toordinal()
_NOISE = 1e-9

Condition = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: what it makes of a number, and of which numbers it says that it is meant for them."""

    kind: Kind
    condition: Condition | None


def sections_of(number: int, code: str | None) -> tuple[Section, ...]:
    """The sections of the format of this number, by its own code where the workbook defines one."""
    if code is not None:
        return sections(code)
    if number == _BUILT_IN_DURATION:
        return (Section("duration", None),)
    return (Section("date" if number in _BUILT_IN_DATES else "number", None),)


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format's code, that of texts left out."""
    parts = _LITERAL.sub("", code).split(";")
    if len(parts) > 1 and "@" in parts[-1]:
        parts.pop()
    return tuple(Section(_kind_of(part), _condition(part)) for part in parts[:3])


def kind_for(value: float, sections: tuple[Section, ...]) -> Kind:
    """What the section that applies to a value makes of it (ECMA-376 part 1, 18.8.31): by its condition where one is
    written, else the first holds for what is positive, the second for what is negative, the last for what is left.
    """
    last = len(sections) - 1
    for position, section in enumerate(sections):
        if section.condition is not None:
            applies = section.condition(value)
        elif position == last:
            applies = True
        elif position == 0:
            applies = value > 0 or (last == 1 and value == 0)
        else:
            applies = value < 0
        if applies:
            return section.kind
    return "number"


def depends_on_condition(code: str) -> bool:
    """Whether a condition decides if a number is a date: readers that look at the first section alone are wrong there."""
    found = sections(code)
    return any(one.condition for one in found) and len({one.kind for one in found}) > 1


def _condition(part: str) -> Condition | None:
    match = _CONDITION.search(part)
    if match is None:
        return None
    compare, bound = _OPERATORS[match[1]], float(match[2])
    return lambda value: compare(value, bound)


def _kind_of(part: str) -> Kind:
    """A letter of d, m, y, h, s makes a date, `[h]` a duration; not so in literals, colours, conditions."""
    if _ELAPSED.search(part):
        return "duration"
    bare = _GENERAL.sub("", _BRACKETS.sub("", part))
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
