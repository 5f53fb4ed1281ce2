"""The register: what was received, judged, accepted, superseded and withdrawn, and when. Append-only.

Belongs here: the chain of segments in the storage, and the questions asked of the events.
Does not belong here: what leads to an event (intake, judging, a command), the register's Parquet form (`warehouse`).

A segment is one object of JSON Lines: a head {"segment": n, "precedent": sha256 of the segment before}, then one event a line.
It is written once, by one commit; the hash in the next head makes a change, a loss or a fork visible.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from orchestration.errors import CitesError, DamagedRegister, StorageError
from orchestration.storage.interface import Storage

PREFIX = "register/"

Event = Mapping[str, Any]
Place = tuple[str, str]
"""(code_cite, trimestre)."""

_RESTORE = "nothing was changed; restore register/ from a backup (docs/how-to/back-up-the-register.md)"


def moment(instant: datetime) -> str:
    """An instant as the register writes it: UTC, microseconds, of constant width, so that texts sort like time."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Register:
    """The events in the order of their `numero`, as loaded; `append` adds to the storage and to this object."""

    def __init__(self, storage: Storage, events: list[Event], segments: int, last_hash: str) -> None:
        self._storage = storage
        self._events = events
        self._segments = segments
        self._last_hash = last_hash

    @classmethod
    def load(cls, storage: Storage) -> Register:
        """Read and verify every segment. Raises DamagedRegister, naming the segment, or StorageError."""
        register = cls(storage, [], 0, "")
        keys = [entry.key for entry in storage.entries(PREFIX)]
        for key, data in storage.read_many(keys):
            register._take(key, data)
        return register

    def _take(self, key: str, data: bytes) -> None:
        expected = _key(self._segments + 1)
        if key != expected:
            raise DamagedRegister(f"{self._storage.location(expected)} is missing; {_RESTORE}")
        try:
            head, *events = [json.loads(line) for line in data.decode().splitlines()]
            whole = data.endswith(b"\n") and head == self._head() and all(map(_is_event, events))
            whole = whole and [event["numero"] for event in events] == self._numbers(len(events))
        except (ValueError, TypeError, KeyError):
            whole = False
        if not whole:
            raise DamagedRegister(f"{self._storage.location(key)} is not what was committed; {_RESTORE}")
        self._accept(data, events)

    def _head(self) -> dict[str, Any]:
        return {"segment": self._segments + 1, "precedent": self._last_hash}

    def _numbers(self, count: int) -> list[int]:
        return list(range(len(self._events) + 1, len(self._events) + 1 + count))

    def _accept(self, data: bytes, events: Sequence[Event]) -> None:
        self._events.extend(events)
        self._segments += 1
        self._last_hash = hashlib.sha256(data).hexdigest()
        for name in ("_seen", "_received"):
            self.__dict__.pop(name, None)

    def append(self, events: Iterable[Event]) -> None:
        """Commit events as one segment: all of them or none. No events, no segment.

        Raises StorageError, also where another run committed meanwhile.
        """
        added = list(events)
        if not added:
            return
        numbered = [{"numero": number, **event} for number, event in zip(self._numbers(len(added)), added, strict=True)]
        data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in [self._head(), *numbered]).encode()
        if not self._storage.write_new(_key(self._segments + 1), data):
            raise StorageError("another run committed to the register meanwhile; nothing was recorded, run the command again")
        self._accept(data, numbered)

    @property
    def events(self) -> Sequence[Event]:
        """Every event, in order of number."""
        return self._events

    def of_kind(self, kind: str) -> Iterator[Event]:
        """The events of one kind (`jugee`, `recue` …), in order."""
        return (event for event in self._events if event["evenement"] == kind)

    @cached_property
    def _seen(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (event["cle"], event["marque"]) for event in self._events if event["evenement"] in ("recue", "reconnue")
        )

    @cached_property
    def _received(self) -> Mapping[str, Event]:
        return {event["empreinte"]: event for event in self.of_kind("recue")}

    def seen(self, key: str, mark: str) -> bool:
        """Whether this very content of this landing key was taken in already."""
        return (key, mark) in self._seen

    def known(self, fingerprint: str) -> bool:
        """Whether these bytes were received before, under any key."""
        return fingerprint in self._received

    def accepted(self) -> list[Event]:
        """The judgements of accepted returns that were not withdrawn, in order of number."""
        withdrawn = {event["empreinte"] for event in self.of_kind("retiree")}
        return [
            event for event in self.of_kind("jugee") if event["verdict"] == "acceptee" and event["empreinte"] not in withdrawn
        ]

    def in_force(self) -> dict[Place, Event]:
        """The judgement that counts for each cité and quarter: the greatest (time received, number) of the accepted ones."""
        ordered = sorted(self.accepted(), key=lambda event: (event["recue_le"], event["numero"]))
        return {(event["code_cite"], event["trimestre"]): event for event in ordered}

    def withdraw(self, code_cite: str, quarter: str, reason: str, instant: datetime) -> Event:
        """The event that takes the return in force out of force. Raises CitesError where there is none."""
        counted = self.in_force().get((code_cite, quarter))
        if counted is None:
            raise CitesError(f"no return of {code_cite} is in force for {quarter}: nothing to withdraw (see `cites status`)")
        return {
            "evenement": "retiree",
            "instant": moment(instant),
            "empreinte": counted["empreinte"],
            "code_cite": code_cite,
            "trimestre": quarter,
            "motif": reason,
        }


def _key(segment: int) -> str:
    return f"{PREFIX}{segment:08d}.jsonl"


def _is_event(line: Any) -> bool:
    return isinstance(line, dict) and all(isinstance(line.get(name), str) for name in ("evenement", "instant", "empreinte"))
