"""How often to look at the landing area: the longer a look takes, the longer the rest after it.

Listing 100,000 old files costs a second of a processor, or a hundred requests to a bucket: not worth it every ten seconds,
day and night. An ordinary area is listed in milliseconds, and looked at with every tick.

Belongs here: the pace. Does not belong here: what is looked at (`settling`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from orchestration.schedule.thresholds import LONGEST_REST, REST_AFTER_A_LOOK

_EVERY_TICK = 8.0
"""Rests up to so many seconds lie between two ticks of the sensor anyhow."""


class Pace:
    """Remembers when the last look ended and how long to rest after it. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """The first look is due at once."""
        self._clock = clock
        self._due = clock()
        self._last_took = 0.0

    @property
    def rest(self) -> float:
        """Seconds until the next look is due; 0 where it is."""
        return max(0.0, self._due - self._clock())

    @contextmanager
    def look(self) -> Iterator[None]:
        """The time of one look; a rest of `REST_AFTER_A_LOOK` times as long follows, `LONGEST_REST` at most."""
        began = self._clock()
        yield
        ended = self._clock()
        self._last_took = ended - began
        rest = min(self._last_took * REST_AFTER_A_LOOK, LONGEST_REST.total_seconds())
        self._due = ended + rest if rest > _EVERY_TICK else ended

    def hurry(self) -> None:
        """Something is moving: rest no longer than the look took."""
        self._due = min(self._due, self._clock() + self._last_took)
