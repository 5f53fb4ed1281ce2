"""What follows a look at the landing area that went well: its trace for `cites health`, the ping of the dead man's switch.

Belongs here: both, and that neither fails the look. Does not belong here: looking (`assets.sensors`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from orchestration.clock import now
from orchestration.errors import CitesError
from orchestration.settings import Settings
from orchestration.watching.ping import ping
from orchestration.watching.traces import Traces


def tell_of_a_good_look(settings: Settings, rest: timedelta, say: Callable[[str], None]) -> None:
    """Note the look, and that the next one is due after `rest`; ping. What went wrong is said in a line."""
    instant = now()
    try:
        Traces(settings).note_look(instant, instant + rest)
    except (OSError, CitesError) as error:
        say(f"this look could not be noted for `cites health` ({error})")
    ping(settings, say)
