"""Take in what arrived: keep the bytes of every new file under their fingerprint, before anything is read in them.

Belongs here: what is new, what is recognised, what is left for the next run. Does not belong here: judging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orchestration.storage.interface import Entry, Storage
from orchestration.submissions.register import Register, moment

LANDING = "landing/"


def returns_key(fingerprint: str) -> str:
    """Where the original bytes of a return are kept, for ever."""
    return f"returns/{fingerprint[:2]}/{fingerprint}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file taken in: its fingerprint (SHA-256), landing key, size, time received (UTC) and mark."""

    fingerprint: str
    key: str
    size: int
    received: datetime
    mark: str

    def event(self, kind: str, instant: datetime) -> Mapping[str, Any]:
        """What the register says of it: `recue` or `reconnue`."""
        return {
            "evenement": kind,
            "instant": moment(instant),
            "empreinte": self.fingerprint,
            "cle": self.key,
            "taille": self.size,
            "recue_le": moment(self.received),
            "marque": self.mark,
        }


@dataclass
class Intake:
    """What one look at the landing area gave. `new` holds each fingerprint once: its earliest (time, key)."""

    instant: datetime
    new: list[Arrival] = field(default_factory=list)
    recognised: list[Arrival] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    postponed: set[str] = field(default_factory=set)
    """Fingerprints that got no verdict: nothing is committed of them, so that the next run meets them as new ones."""

    @property
    def events(self) -> list[Mapping[str, Any]]:
        """The events to commit together with the verdicts."""
        kinds = (("recue", self.new), ("reconnue", self.recognised))
        return [
            arrival.event(kind, self.instant)
            for kind, arrivals in kinds
            for arrival in arrivals
            if arrival.fingerprint not in self.postponed
        ]


def unseen(storage: Storage, register: Register) -> Iterator[Entry]:
    """The files of the landing area that the register does not know as they are now; nothing is read."""
    return (entry for entry in storage.entries(LANDING) if not register.seen(entry.key, entry.mark))


def is_anything_new(storage: Storage, register: Register) -> bool:
    """Whether a run would find a file to take in; costs the listing only."""
    return any(True for _ in unseen(storage, register))


def take_in(
    storage: Storage, register: Register, now: datetime, wanted: Callable[[Entry], bool] = lambda _: True
) -> Intake:
    """Keep the bytes of every unseen file that is `wanted` (default: all).

    Files that cannot be read, or change meanwhile, are left for the next run.
    """
    intake = Intake(now, problems=storage.skipped(LANDING))
    arrivals = []
    for kept in storage.keep(filter(wanted, unseen(storage, register)), returns_key):
        if kept.fingerprint is None:
            intake.problems.append(kept.problem)
        else:
            entry = kept.entry
            arrivals.append(Arrival(kept.fingerprint, entry.key, entry.size, entry.modified, entry.mark))
    first: set[str] = set()
    for arrival in sorted(arrivals, key=lambda arrival: (arrival.received, arrival.key)):
        is_new = arrival.fingerprint not in first and not register.known(arrival.fingerprint)
        (intake.new if is_new else intake.recognised).append(arrival)
        first.add(arrival.fingerprint)
    return intake
