"""How a run waits for the lock that another one holds, and what it says when it gives up.

Belongs here: patience, and telling runs that come and go from one that hangs. Does not belong here: taking the lock
(`assets.resources`), who is told (`assets.notifications`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from orchestration.errors import LockHeld, LockStuck

_PAUSE_SECONDS = 2.0
_FROM_THE_BEGINNING = 0.1
"""Who held the lock after this part of the wait, and still does at its end, counts as having held it all the time."""


class Wait:
    """One wait. `say` is told once that it has begun; `clock` counts seconds."""

    def __init__(
        self,
        patience: timedelta,
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin to wait."""
        self._patience, self._say, self._clock, self._pause = patience, say, clock, pause
        self._began = clock()
        self._holder: str | None = None
        self._came_after = 0.0

    def go_on(self, held: LockHeld) -> None:
        """Pause, since another run was found at work. Once patience ends raises LockStuck where it was one and the same
        all the time, else what was found.
        """
        waited = self._clock() - self._began
        if self._holder is None:
            self._say(f"waiting, at most {self._patience}: {held}")
        if self._holder != str(held):
            self._holder, self._came_after = str(held), waited
        if waited >= self._patience.total_seconds():
            raise self._end(held) from None
        self._pause(_PAUSE_SECONDS)

    def _end(self, held: LockHeld) -> LockHeld:
        if self._came_after > self._patience.total_seconds() * _FROM_THE_BEGINNING:
            return held
        who = str(held).partition("): ")[0]
        return LockStuck(
            f"{who}), and did so for the {self._patience} that this run waited: see whether that process still works; "
            "where it hangs, end it: the lock comes free by itself, and the files that wait are asked for again"
        )
