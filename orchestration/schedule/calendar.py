"""The calendar of the collection: which quarters there are, which one is being collected, when it closes.

Belongs here: days and quarters. Does not belong here: what a schedule does on those days.
"""

from __future__ import annotations

from datetime import date, timedelta

from contracts.quarters import deadline, last_day, quarter_of, shift
from orchestration.schedule.thresholds import COLLECTION_DAYS

_ALIVE = 4
"""Quarters without any return after which a collection counts as ended: its last quarter is then the one to look at."""


def last_over(day: date) -> str:
    """The last quarter that is over on this day."""
    return shift(quarter_of(day), -1)


def quarters_until(first: str, day: date) -> list[str]:
    """Every quarter from `first` to the last that is over on this day; empty where none is."""
    found = []
    while first <= last_over(day):
        found.append(first)
        first = shift(first, 1)
    return found


def collected(day: date) -> str | None:
    """The quarter whose returns are collected on this day: 1 to 45 days after its last day; else None."""
    quarter = last_over(day)
    return quarter if day <= last_day(quarter) + timedelta(days=COLLECTION_DAYS) else None


def next_collection(day: date) -> date:
    """The day on which the next collection opens: the first day of the next quarter."""
    return last_day(quarter_of(day)) + timedelta(days=1)


def watched(day: date, last_judged: str | None) -> str:
    """The quarter that a data engineer looks at: the last that is over.

    Where nobody has sent anything for a year (`last_judged` is the last quarter that a judged file speaks of), the
    collection has ended, or is a demonstration: its own last quarter then.
    """
    latest = last_over(day)
    if last_judged is not None and shift(last_judged, _ALIVE) < latest:
        return last_judged
    return latest


def closing_days(days: int) -> list[tuple[int, int]]:
    """(month, day) of the four days that follow a deadline, `days` after a quarter's last day, in a common year."""
    closings = [deadline(f"2022-T{number}", days) + timedelta(days=1) for number in (4, 1, 2, 3)]
    return [(day.month, day.day) for day in closings]


def closed_on(day: date, days: int) -> str | None:
    """The quarter whose deadline was the day before; None on any other day."""
    quarter = last_over(day)
    return quarter if deadline(quarter, days) + timedelta(days=1) == day else None
