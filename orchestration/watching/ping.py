"""The ping of a dead man's switch: after every good look, to the address of `CITES_HEARTBEAT_URL`.

Whoever waits there tells the team once the pings stay out: nobody who is dead has to say so.

Belongs here: one GET that never fails what it follows. Does not belong here: when a look was good (`assets.sensors`).
"""

from __future__ import annotations

from collections.abc import Callable

from orchestration.errors import UsageError
from orchestration.notifications.calling import Address, Unanswered
from orchestration.settings import Settings

_VARIABLE = "CITES_HEARTBEAT_URL"
_SECONDS = 5
"""A look is due every ten seconds or so: a ping must not hold up the next one."""


def ping(settings: Settings, say: Callable[[str], None]) -> None:
    """Ping where an address is set. What went wrong is said in a line; nothing is raised."""
    if settings.heartbeat_url is None:
        return
    try:
        address = Address.of(settings.heartbeat_url, _VARIABLE)
    except UsageError as error:
        say(str(error))
        return
    try:
        address.call(_SECONDS)
    except Unanswered as error:
        say(f"the heartbeat at {address.host} {error}; see {_VARIABLE}")
    except Exception as error:  # a look that went well must not fail on telling so
        say(f"the heartbeat at {address.host} was not sent ({type(error).__name__}); see {_VARIABLE}")
