"""The segments of the register: one object of JSON Lines per commit, chained by hash.

The first line is the head: {"segment": n, "precedent": SHA-256 of the segment before (empty for the first),
"evenements": how many follow, "contenu": SHA-256 of the lines that follow}; then one event a line. A segment is
written once. Its own hash shows a change in it even while nothing follows; the chain shows a loss or a fork.

Belongs here: writing a segment, verifying them all. Does not belong here: what the events mean (`register`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orchestration.errors import DamagedRegister
from orchestration.storage.interface import Storage

PREFIX = "register/"
_NAME = re.compile(r"register/(\d{8})\.jsonl", re.ASCII)
_RESTORE = "nothing was changed; restore register/ from a backup (docs/how-to/back-up-the-register.md)"

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Segment:
    """One commit: its number, its events (numbered through the whole register) and its bytes."""

    number: int
    events: Sequence[Event]
    data: bytes

    @property
    def key(self) -> str:
        """Where it is kept."""
        return _key(self.number)

    @property
    def digest(self) -> str:
        """What the next segment says of it."""
        return hashlib.sha256(self.data).hexdigest()


def _key(number: int) -> str:
    return f"{PREFIX}{number:08d}.jsonl"


def segment_after(previous: Segment | None, count: int, events: Sequence[Event]) -> Segment:
    """The segment of these events, to be written after `previous`; `count` events come before it in the register."""
    numbered = [{"numero": count + index, **event} for index, event in enumerate(events, 1)]
    body = b"".join(map(_line, numbered))
    head = _line(_head(previous, len(numbered), body))
    return Segment((previous.number if previous else 0) + 1, numbered, head + body)


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8") + b"\n"


def _head(previous: Segment | None, count: int, body: bytes) -> dict[str, Any]:
    return {
        "segment": (previous.number if previous else 0) + 1,
        "precedent": previous.digest if previous else "",
        "evenements": count,
        "contenu": hashlib.sha256(body).hexdigest(),
    }


def segments_of(storage: Storage) -> Iterator[Segment]:
    """Every segment of the storage, verified, in order. Raises DamagedRegister on the first that is not whole.

    Other objects below `register/` are nobody's business here and left alone.
    """
    keys = [entry.key for entry in storage.entries(PREFIX) if _NAME.fullmatch(entry.key)]
    previous, count = None, 0
    for key, data in storage.read_many(keys):
        if key != (expected := _key(previous.number + 1 if previous else 1)):
            raise DamagedRegister(f"{storage.location(expected)} is missing: {_RESTORE}")
        previous = _verified(previous, count, data, storage.location(key))
        count += len(previous.events)
        yield previous


def _verified(previous: Segment | None, count: int, data: bytes, place: str) -> Segment:
    """The segment that these bytes are. Raises DamagedRegister."""
    first, _, body = data.partition(b"\n")
    try:
        stated = json.loads(first)
        if not isinstance(stated, dict):
            raise ValueError("no head")
        # split at line feeds alone: a text may hold the other signs that Unicode counts as ends of line
        events = [json.loads(line) for line in body.split(b"\n")[:-1]]
    except ValueError as error:
        raise DamagedRegister(f"{place} is cut off or not JSON Lines: {_RESTORE}") from error
    expected = _head(previous, len(events), body)
    if {**stated, "precedent": None} != {**expected, "precedent": None} or not _are_events(events, count):
        raise DamagedRegister(f"{place} was altered or cut off: {_RESTORE}")
    if stated["precedent"] != expected["precedent"]:
        raise DamagedRegister(
            f"{place} does not follow the segment before it, one of them was altered: {_RESTORE}"
        )
    return Segment(expected["segment"], events, data)


def _are_events(lines: Sequence[Any], count: int) -> bool:
    return all(
        isinstance(line, dict)
        and line.get("numero") == count + index
        and all(isinstance(line.get(name), str) for name in ("evenement", "instant", "empreinte"))
        for index, line in enumerate(lines, 1)
    )
