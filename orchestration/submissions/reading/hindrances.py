"""Why a file could not be read though it may be a good one: it gets no verdict, and the next run tries it again.

Belongs here: what may come between a file and its reader, and how a worker's end is told apart. Does not belong here: refusals,
which are the file's own doing (`refusals`).
"""

from __future__ import annotations

import signal
from typing import Literal

from orchestration.submissions.reading.memory import OUT_OF_MEMORY, machine_has

Hindrance = Literal["held_up", "killed", "memory"]

TOLD: dict[Hindrance, str] = {
    "held_up": "its reader was held up for too long",
    "killed": "its reader was killed from outside",
    "memory": "the machine ran out of memory",
}
"""Each as the summary of a run tells it."""

_OF_THE_FILE = frozenset(
    {
        signal.SIGPROF,  # the limit of processor time
        signal.SIGXCPU,
        signal.SIGABRT,  # an allocation beyond the limit of memory, in Rust
        signal.SIGSEGV,
        signal.SIGBUS,
        signal.SIGFPE,
        signal.SIGILL,
        signal.SIGTRAP,
    }
)
"""Signals that a file brings upon its reader. All others come from outside."""


def hindrance(status: int, allowed: int) -> Hindrance | None:
    """What the end of a worker (its status as `subprocess` gives it) says of its file; None: it is the file's own doing.

    `allowed` is the memory that a file may have: where the machine has not as much, even an end that looks like the file's
    doing says nothing of it.
    """
    if status == OUT_OF_MEMORY or (status == -signal.SIGABRT and not machine_has(allowed)):
        return "memory"
    return "killed" if status < 0 and -status not in _OF_THE_FILE else None
