"""Dates that a person reads without a doubt and the contract does not accept.

Belongs here: year first, months in words, spaces too many. Does not belong here: the dates that the contract
accepts (`submissions.reading.dates`), and what could be meant in two ways: never month first, never half a year.
"""

from __future__ import annotations

import re
from datetime import date

from contracts.keys import action_key
from orchestration.submissions.reading.dates import typed_date

_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SHORT = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)} | _SHORT
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})")
_IN_WORDS = re.compile(
    r"(?:le )?(?:(?P<name>[a-z]+),? )?(?:le )?(?P<day>[0-9]{1,2})(?:er)?[ -](?P<month>[a-z]+)\.?[ -](?P<year>[0-9]{4})"
)
_LABEL = re.compile(r"(?:date ?:?|le|du) ?(?=[0-9])")
_AROUND = re.compile(r" *([/.\-]) *")

Bounds = tuple[date | None, date | None]
"""The first and the last day that may stand in a cell, where they are known."""


def read_date(text: str, bounds: Bounds = (None, None)) -> date | None:
    """The day that a normalised text means: `2023/11/05`, `5 novembre 2023`, `5 nov. 2023`, `05 / 11 / 2023`.

    Figures alone have a second reading, day and month exchanged. Year first, it must be out of bounds; in the order that the
    contract itself reads, it must not be the only one within bounds.
    """
    plain = _LABEL.sub("", action_key(text.strip(" .,;:!()")))
    if match := _IN_WORDS.fullmatch(plain):
        return _in_words(match)
    if match := _YEAR_FIRST.fullmatch(plain):
        day = _day(int(match[1]), int(match[3]), int(match[4]))
        is_plain = day is not None and _is_within(day, bounds) and not _fits_exchanged(day, bounds)
        return day if is_plain or _exchanged(day) in (None, day) else None
    day = typed_date(_AROUND.sub(r"\1", plain))
    return None if day and not _is_within(day, bounds) and _fits_exchanged(day, bounds) else day


def _exchanged(day: date | None) -> date | None:
    return _day(day.year, day.day, day.month) if day else None


def _fits_exchanged(day: date, bounds: Bounds) -> bool:
    other = _exchanged(day)
    return other is not None and _is_within(other, bounds)


def _is_within(day: date, bounds: Bounds) -> bool:
    first, last = bounds
    return (first is None or first <= day) and (last is None or day <= last)


def _in_words(match: re.Match[str]) -> date | None:
    month = _NUMBERS.get(match["month"])
    day = _day(int(match["year"]), month, int(match["day"])) if month else None
    named = match["name"]
    if day is None or (named is not None and named != _DAYS[day.weekday()]):
        return None  # a day of the week that does not fit: one of the two is wrong
    return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
