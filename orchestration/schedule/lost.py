"""Which runs lost their process: their service was killed or their machine went down, and nobody is left to say so.

Belongs here: judging that from what a run left behind. Does not belong here: where that is read and told
(`assets.lost_runs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestration.errors import LockHeld
from orchestration.schedule.processes import lives
from orchestration.schedule.thresholds import SILENCE_OF_A_LOST_RUN
from orchestration.storage.interface import Storage


@dataclass(frozen=True, slots=True)
class Signs:
    """What a run that is called started has left: when it last said something (aware), and which process it noted, when."""

    last: datetime
    process: int | None = None
    noted: datetime | None = None


def is_lost(signs: Signs, now: datetime, storage: Storage) -> bool:
    """Whether nobody works on that run any more: silent, without its process, and nobody holds the storage's lock.

    The lock stands for what this machine cannot see: a run whose process is on another one.
    """
    if now - signs.last < SILENCE_OF_A_LOST_RUN:
        return False
    if signs.process is not None and lives(signs.process, signs.noted or signs.last):
        return False
    return _is_free(storage)


def farewell(signs: Signs) -> str:
    """What to say of a lost run, on one line: what happened, and what to do."""
    which = f"process {signs.process}" if signs.process else "its process"
    return (
        f"this run was cut off: {which} is gone, its last sign of life was on {signs.last:%Y-%m-%d at %H:%M:%S} UTC; "
        "the service or the machine was killed or stopped. Nothing is half-published, and the files that wait are asked "
        "for again: nothing to do, unless it comes back (then see the service's journal: memory, disk, restarts)"
    )


def _is_free(storage: Storage) -> bool:
    try:
        with storage.lock():
            return True
    except LockHeld:
        return False
