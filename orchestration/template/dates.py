"""Dates and quarters in French words, as a letter would write them.

Belongs here: what cités read in the template and in reminders. Does not belong here: dates in tables and findings
(`submissions.judging.french`).
"""

from __future__ import annotations

from datetime import date

from contracts.quarters import first_day, last_day

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def in_words(day: date) -> str:
    """A date as it is read aloud: `1er avril 2024`."""
    return f"{_day(day)} {_MONTHS[day.month - 1]} {day.year:04d}"


def period(quarter: str) -> str:
    """The quarter and its days: `2024-T1 (du 1er janvier au 31 mars 2024)`."""
    first = first_day(quarter)
    return f"{quarter} (du {_day(first)} {_MONTHS[first.month - 1]} au {in_words(last_day(quarter))})"


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
