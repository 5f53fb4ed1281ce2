"""Who is expected to send what, and what becomes of it: sent, missing, rejected, corrected.

Belongs here: the slots (cité × quarter) and their fate. Does not belong here: figures, files.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.model import Cite
from contracts.quarters import shift
from orchestration.demo.published_figures import FIRST_QUARTER, LAST_QUARTER


class Fate(StrEnum):
    """What a cité sent for a quarter."""

    SENT = "sent"
    NEVER_SENT = "never sent"
    REJECTED = "rejected, never corrected"
    RESUBMITTED = "rejected, then corrected"
    AMENDED = "accepted, then corrected"
    FAILED_AMENDMENT = "accepted, then a rejected correction"


OUT_OF_FORCE = (Fate.NEVER_SENT, Fate.REJECTED)

# share of the slots that meet each fate; the last quarter ends complete: the published mean is over 84 cités
_RATES_BEFORE_LAST = {
    Fate.NEVER_SENT: 0.010,
    Fate.REJECTED: 0.007,
    Fate.RESUBMITTED: 0.010,
    Fate.AMENDED: 0.007,
    Fate.FAILED_AMENDMENT: 0.0035,
}
_RATES_LAST = {Fate.RESUBMITTED: 0.036, Fate.AMENDED: 0.024, Fate.FAILED_AMENDMENT: 0.012}


@dataclass(frozen=True)
class Slot:
    """One expected return. `number` counts the cités from 1, in the order of their codes."""

    cite: Cite
    number: int
    quarter: str


def quarters() -> list[str]:
    """The quarters of the demonstration, oldest first."""
    every = [FIRST_QUARTER]
    while every[-1] != LAST_QUARTER:
        every.append(shift(every[-1], 1))
    return every


def slots(cites: Iterable[Cite]) -> list[Slot]:
    """Every return that is expected, by quarter, then by cité; none before a cité's first quarter."""
    numbered = list(enumerate(sorted(cites, key=lambda cite: cite.code), start=1))
    return [
        Slot(cite, number, quarter)
        for quarter in quarters()
        for number, cite in numbered
        if cite.first_quarter <= quarter
    ]


def fates(expected: Sequence[Slot], rng: random.Random) -> dict[Slot, Fate]:
    """Draw the fate of every slot. In the last quarter every cité ends up with a return in force."""
    drawn = dict.fromkeys(expected, Fate.SENT)
    for last, rates in ((False, _RATES_BEFORE_LAST), (True, _RATES_LAST)):
        pool = [slot for slot in expected if (slot.quarter == LAST_QUARTER) is last]
        special = [fate for fate, rate in rates.items() for _ in range(round(rate * len(pool)))]
        drawn.update(zip(rng.sample(pool, len(special)), special, strict=True))
    return drawn
