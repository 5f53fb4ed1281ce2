"""Take in what arrived: keep the bytes of every new file under their fingerprint, before anything is read in them.

Belongs here: what is new, what is sent again, when it counts as received, what is left for the next run.
Does not belong here: judging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from orchestration.landing.leftovers import is_left_about
from orchestration.storage.interface import Entry, Storage
from orchestration.submissions.register import Register, moment

LANDING = "landing/"
_NEXT = timedelta(microseconds=1)


def returns_key(fingerprint: str) -> str:
    """Where the original bytes of a return are kept, for ever."""
    return f"returns/{fingerprint[:2]}/{fingerprint}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file taken in: its fingerprint (SHA-256), landing key, size, time received (UTC) and mark.

    `dated` is its modification time, which can be older than what was received before it.
    """

    fingerprint: str
    key: str
    size: int
    received: datetime
    mark: str
    dated: datetime | None = None

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
    """What one look at the landing area gave. `new` holds each fingerprint once: its earliest (time, key).

    `again` are those of `recognised` whose bytes were rejected the last time: each once, received when they first were.
    `left_about` counts what systems left there.
    """

    instant: datetime
    new: list[Arrival] = field(default_factory=list)
    recognised: list[Arrival] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    postponed: set[str] = field(default_factory=set)
    """Fingerprints that got no verdict: nothing is committed of them, so that the next run meets them as new ones."""
    again: list[Arrival] = field(default_factory=list)
    left_about: int = 0

    @property
    def to_judge(self) -> list[Arrival]:
        """What waits for a verdict."""
        return [*self.new, *self.again]

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


@dataclass
class Look:
    """The landing area, listed once: what the register does not know as it is now, and what systems left about."""

    unseen: list[Entry] = field(default_factory=list)
    left_about: int = 0


def look_at(storage: Storage, register: Register) -> Look:
    """List the landing area; nothing is read."""
    look = Look()
    for entry in storage.entries(LANDING):
        if is_left_about(entry.key):
            look.left_about += 1
        elif not register.seen(entry.key, entry.mark):
            look.unseen.append(entry)
    return look


def take_in(
    storage: Storage, register: Register, now: datetime, wanted: Callable[[Entry], bool] = lambda _: True
) -> Intake:
    """Keep the bytes of every unseen file that is `wanted` (default: all).

    Files that cannot be read, or change meanwhile, are left for the next run.
    """
    look = look_at(storage, register)
    intake = Intake(now, problems=storage.skipped(LANDING), left_about=look.left_about)
    arrivals = []
    for kept in storage.keep(filter(wanted, look.unseen), returns_key):
        if kept.fingerprint is None:
            intake.problems.append(kept.problem)
        else:
            entry = kept.entry
            arrivals.append(
                Arrival(kept.fingerprint, entry.key, entry.size, entry.modified, entry.mark, entry.modified)
            )
    first: set[str] = set()
    for arrival in sorted(arrivals, key=lambda arrival: (arrival.received, arrival.key)):
        is_new = arrival.fingerprint not in first and not register.known(arrival.fingerprint)
        (intake.new if is_new else intake.recognised).append(arrival)
        first.add(arrival.fingerprint)
    intake.new = list(_in_turn(register.received_last, now, intake.new))
    intake.again = list(_rejected_before(register, intake.recognised))
    return intake


def _in_turn(last: str, now: datetime, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
    """The same in their order, received after all that an earlier run received, and not in the future.

    A file may say that it is older than it came, or of tomorrow: among those that come together its date decides, no further.
    """
    earliest = datetime.fromisoformat(last) if last else datetime.min.replace(tzinfo=UTC)
    for arrival in arrivals:
        received = min(arrival.received, now)
        if received <= earliest:
            received = earliest + _NEXT
        if received != arrival.received:
            earliest = received
        yield replace(arrival, received=received)


def _rejected_before(register: Register, recognised: Iterable[Arrival]) -> Iterator[Arrival]:
    """Of each file that was rejected the last time, the first that came now; it stays received when it first was."""
    seen: set[str] = set()
    for arrival in recognised:
        judged = register.judgements.get(arrival.fingerprint)
        if judged and judged["verdict"] == "rejetee" and arrival.fingerprint not in seen:
            seen.add(arrival.fingerprint)
            yield replace(arrival, received=datetime.fromisoformat(judged["recue_le"]))
