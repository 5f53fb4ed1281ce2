"""The register: what was received, judged, accepted, superseded and withdrawn, and when. Append-only.

Belongs here: the events in their order, and the questions asked of them. Does not belong here: the segments that
they are kept in (`segments`), what leads to an event (intake, judging, a command), the Parquet form (`warehouse`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

from orchestration.errors import CitesError, StorageError
from orchestration.storage.interface import Storage
from orchestration.submissions.segments import PREFIX, Event, Segment, segment_after, segments_of

__all__ = ["PREFIX", "Event", "Place", "Register", "moment"]

Place = tuple[str, str]
"""(code_cite, trimestre)."""


def moment(instant: datetime) -> str:
    """An instant as the register writes it: UTC, microseconds, of constant width, so that texts sort like time."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


class Register:
    """The events in the order of their `numero`, as loaded; `append` adds to the storage and to this object."""

    def __init__(self, storage: Storage) -> None:
        """An empty register; `load` gives the one that the storage holds."""
        self._storage = storage
        self._events: list[Event] = []
        self._last: Segment | None = None
        self._digests: list[str] = []
        self._lengths: list[int] = []

    @classmethod
    def load(cls, storage: Storage) -> Register:
        """Read and verify every segment. Raises DamagedRegister, naming the segment, or StorageError."""
        register = cls(storage)
        for segment in segments_of(storage):
            register._accept(segment)
        return register

    def _accept(self, segment: Segment) -> None:
        self._events.extend(segment.events)
        self._last = segment
        self._digests.append(segment.digest)
        self._lengths.append(len(self._events))
        for name in ("_seen", "_received", "judgements"):
            self.__dict__.pop(name, None)

    def append(self, events: Iterable[Event]) -> None:
        """Commit events as one segment: all of them or none. No events, no segment.

        Raises StorageError, also where another run committed meanwhile.
        """
        added = list(events)
        if not added:
            return
        segment = segment_after(self._last, len(self._events), added)
        if not self._storage.write_new(segment.key, segment.data):
            raise StorageError(
                "another run committed to the register meanwhile; nothing was recorded: run the command again"
            )
        self._accept(segment)

    @property
    def events(self) -> Sequence[Event]:
        """Every event, in order of number."""
        return self._events

    @property
    def head(self) -> tuple[int, str]:
        """The last segment's number and SHA-256 (0 and nothing before the first): what the register says, in short."""
        return (self._last.number, self._last.digest) if self._last else (0, "")

    def digest(self, segment: int) -> str | None:
        """The SHA-256 of a segment by its number; None where the register does not go so far."""
        return self._digests[segment - 1] if 0 < segment <= len(self._digests) else None

    def until(self, segment: int) -> Sequence[Event]:
        """The events up to a segment, itself included: what the register said when that was its last."""
        return self._events[: self._lengths[segment - 1]] if 0 < segment <= len(self._lengths) else []

    def of_kind(self, kind: str) -> Iterator[Event]:
        """The events of one kind (`jugee`, `recue` …), in order."""
        return (event for event in self._events if event["evenement"] == kind)

    @cached_property
    def _seen(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (event["cle"], event["marque"])
            for event in self._events
            if event["evenement"] in ("recue", "reconnue")
        )

    @cached_property
    def _received(self) -> Mapping[str, Event]:
        return {event["empreinte"]: event for event in self.of_kind("recue")}

    @cached_property
    def judgements(self) -> Mapping[str, Event]:
        """The last judgement of each file, by fingerprint, in order of number: a file judged twice is one file."""
        last = {event["empreinte"]: event for event in self.of_kind("jugee")}
        return dict(sorted(last.items(), key=lambda item: int(item[1]["numero"])))

    @property
    def received_last(self) -> str:
        """The time at which the last file was received, as the register writes it; empty before the first."""
        return max((event["recue_le"] for event in self.of_kind("recue")), default="")

    def received(self, fingerprint: str) -> Event | None:
        """How these bytes were received first; None where they never were."""
        return self._received.get(fingerprint)

    @property
    def ever_accepted(self) -> bool:
        """Whether a return was ever accepted, withdrawn since or not."""
        return any(event["verdict"] == "acceptee" for event in self.judgements.values())

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
            event
            for event in self.judgements.values()
            if event["verdict"] == "acceptee" and event["empreinte"] not in withdrawn
        ]

    def in_force(self) -> dict[Place, Event]:
        """The judgement that counts for each cité and quarter: the accepted one of greatest (time received, number)."""
        ordered = sorted(self.accepted(), key=lambda event: (event["recue_le"], event["numero"]))
        return {(event["code_cite"], event["trimestre"]): event for event in ordered}

    def withdraw(self, code_cite: str, quarter: str, reason: str, instant: datetime) -> Event:
        """The event that takes the return in force out of force. Raises CitesError where there is none."""
        counted = self.in_force().get((code_cite, quarter))
        if counted is None:
            raise CitesError(
                f"no return of {code_cite} is in force for {quarter}: nothing to withdraw (see `cites status`)"
            )
        return {
            "evenement": "retiree",
            "instant": moment(instant),
            "empreinte": counted["empreinte"],
            "code_cite": code_cite,
            "trimestre": quarter,
            "motif": _plain(reason),
        }


def _plain(text: str) -> str:
    """One line of valid Unicode, whatever the terminal passed on."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
