"""Whether to ask for a run on a batch of settled files, given the runs that were asked for on the same batch.

Belongs here: asking once, waiting while a run is under way, asking again after a failure. Does not belong here: where
the past runs are found (`assets.sensors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from orchestration.schedule.thresholds import FIRST_RETRY, LAST_RETRY

Outcome = Literal["running", "succeeded", "failed"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run that was asked for: what became of it, when it ended (None while it runs), and its number.

    0 is the number of one that a person started again by hand: it used up none.
    """

    outcome: Outcome
    ended: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer: the number of the attempt to ask for now, or None with the reason, for a person."""

    attempt: int | None
    reason: str = ""


def ask(attempts: Sequence[Attempt], now: datetime, most: int | None = None) -> Asked:
    """Whether to ask for a run on one batch; `attempts` are those on this batch, newest first, `now` is aware.

    Of many attempts the last few do: the next number follows the highest of theirs.
    After `most` attempts no more is asked for: what fails alike each time is for a person.
    """
    if not attempts:
        return Asked(1)
    if most is not None and len(attempts) >= most and attempts[0].outcome != "running":
        return Asked(
            None, f"{len(attempts)} runs have failed on this: see the last one, then materialise all"
        )
    last = attempts[0]
    if last.outcome == "running" or last.ended is None:
        return Asked(None, "the run on this is under way")
    due = last.ended + _patience(attempts)
    if now >= due:
        # not their count: Dagster starts nothing for a number it knows, and old runs may be missing here
        return Asked(max(attempt.number for attempt in attempts) + 1)
    if last.outcome == "succeeded":
        return Asked(None, f"the last run left this as it was, its steps say why; again at {_at(due)}")
    return Asked(None, f"the last run on this failed; again at {_at(due)}")


def _patience(attempts: Sequence[Attempt]) -> timedelta:
    # a file that a good run leaves alone (no right to read it) is not worth hurrying
    if attempts[0].outcome == "succeeded":
        return LAST_RETRY
    failures = next(
        (number for number, attempt in enumerate(attempts) if attempt.outcome != "failed"), len(attempts)
    )
    doubled: timedelta = FIRST_RETRY * 2 ** min(failures - 1, 10)
    return min(LAST_RETRY, doubled)


def _at(instant: datetime) -> str:
    return f"{instant:%H:%M} UTC"
