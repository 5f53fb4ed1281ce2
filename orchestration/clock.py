"""What time it is, for people and for the rules.

Belongs here: the only calls to the system's clock. The rules' "today" is the day in Europe/Paris.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present instant, UTC aware."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Europe/Paris: what "today" means in rules I02 and I06."""
    return datetime.now(PARIS).date()
