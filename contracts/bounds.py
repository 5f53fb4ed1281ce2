"""Between which days the date of a column must lie, by the rules that are about it.

Belongs here: the bounds that a quarter gives. Does not belong here: judging a date (the rules' own conditions), those that
another cell or the day of the check gives.
"""

from __future__ import annotations

from datetime import date

from contracts.model import Column, Sheet
from contracts.quarters import first_day, last_day

_OF_THE_QUARTER = "R03"
_NOT_BEFORE = frozenset({"R04", "R13", "I06"})
_NOT_AFTER = "R14"


def days_allowed(sheet: Sheet, column: Column, quarter: str) -> tuple[date | None, date | None]:
    """The first and the last day that may stand in a column; None where the quarter does not bound it."""
    anchored = {rule.id for rule in sheet.rules if rule.anchor == column.name}
    start, end = first_day(quarter), last_day(quarter)
    if _OF_THE_QUARTER in anchored:
        return start, end
    return start if anchored & _NOT_BEFORE else None, end if _NOT_AFTER in anchored else None
