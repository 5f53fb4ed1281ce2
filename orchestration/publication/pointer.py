"""`releases/current.json`: which release is current, and every move that the pointer ever made.

Belongs here: the only object of the storage that is overwritten, its shape and its moves. Does not belong
here: what a release holds (`manifest`), or whether it may become current (`release`, `catalogue`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

from orchestration.errors import CitesError
from orchestration.publication.manifest import complete_releases
from orchestration.storage.interface import Lease, MissingKey, Storage

KEY = "releases/current.json"
_WAY_BACK = "put back a copy of it from a backup, or make a release current with `cites rollback RELEASE --reason TEXT`"

Kind = Literal["publication", "retour_arriere", "republication"]


class DamagedPointer(CitesError):
    """`releases/current.json` is not what was written there, or is gone."""


class MovedMeanwhile(CitesError):
    """Another run wrote the pointer after this one had lost its lock without noticing."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One move: to which release, when readers got it (UTC, ISO), of which kind, and why.

    `manifeste` is the SHA-256 that the release's manifest had then: who changes a file and its checksum in the manifest
    together is told by it. Moves of earlier versions have none.
    """

    release: str
    instant: str
    genre: Kind
    motif: str
    manifeste: str = ""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The current release, since when and why; `entrees` is the digest of the inputs last consolidated."""

    release: str
    depuis: str
    motif: str
    entrees: str
    mouvements: tuple[Movement, ...]

    def set_aside(self) -> frozenset[str]:
        """The releases that a person left by rolling back, with no publication since."""
        left: set[str] = set()
        for before, after in reversed(list(pairwise(self.mouvements))):
            if after.genre != "retour_arriere":
                break
            left.add(before.release)
        return frozenset(left - {self.release})

    def manifest_digest(self, release: str) -> str:
        """The SHA-256 that this release's manifest had when the pointer last came to it; empty where nobody wrote it down."""
        known = (m.manifeste for m in reversed(self.mouvements) if m.release == release and m.manifeste)
        return next(known, "")

    def was_current(self, release: str) -> bool:
        """Whether the pointer ever stood on this release."""
        return any(movement.release == release for movement in self.mouvements)


def stamp(now: datetime) -> str:
    """An instant as it is written everywhere: UTC, to the second, ISO."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def read_pointer(storage: Storage) -> Pointer | None:
    """Where the pointer stands; None where nothing was ever published. Raises DamagedPointer."""
    try:
        data = storage.read(KEY)
    except MissingKey:
        # one release without a pointer is a first publication that was cut short; several have lost theirs
        if len(complete_releases(storage)) > 1:
            raise DamagedPointer(
                f"{storage.location(KEY)} is missing although there are releases; {_WAY_BACK}"
            ) from None
        return None
    try:
        said = json.loads(data)
        pointer = Pointer(
            **{**said, "mouvements": tuple(Movement(**movement) for movement in said["mouvements"])}
        )
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedPointer(f"{storage.location(KEY)} is damaged; {_WAY_BACK}") from error
    if not _follows_its_journal(pointer):
        raise DamagedPointer(
            f"{storage.location(KEY)} was altered: what it says is not the last move of its own journal; {_WAY_BACK}"
        )
    return pointer


def _follows_its_journal(pointer: Pointer) -> bool:
    last = pointer.mouvements[-1] if pointer.mouvements else None
    said = (pointer.release, pointer.depuis, pointer.motif)
    return last is not None and said == (last.release, last.instant, last.motif)


def standing(storage: Storage) -> Pointer | None:
    """The pointer for those who can do without it: None also where it is damaged or gone."""
    try:
        return read_pointer(storage)
    except DamagedPointer:
        return None


def keep_damaged(storage: Storage, now: datetime) -> None:
    """Copy what stands in the pointer's place beside it, before another one is written over it."""
    if storage.exists(KEY):
        storage.write(
            f"releases/current.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.json", storage.read(KEY)
        )


def moved(pointer: Pointer | None, movement: Movement, inputs: str) -> Pointer:
    """The pointer after one more move."""
    journal = (*(pointer.mouvements if pointer else ()), movement)
    return Pointer(movement.release, movement.instant, movement.motif, inputs, journal)


def remembering(pointer: Pointer, inputs: str) -> Pointer:
    """The pointer where it stood, after inputs that gave nothing to publish."""
    return replace(pointer, entrees=inputs)


def write_pointer(storage: Storage, pointer: Pointer, lease: Lease) -> None:
    """Write the pointer, at once and as the very last step, provided that the lock is still ours.

    Raises MovedMeanwhile where it is no longer what stood there when the lock was ours for sure.
    """
    data = json.dumps(asdict(pointer), ensure_ascii=False, indent=1).encode()
    version = storage.version(KEY)
    lease.check()  # who falls asleep behind this line is stopped by the version
    if not storage.write_over(KEY, data, version):
        raise MovedMeanwhile(
            f"{storage.location(KEY)} was moved by another run, which took over while this one was cut off; this one "
            "published nothing: run again"
        )
