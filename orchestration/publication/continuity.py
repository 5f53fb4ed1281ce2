"""Opening the register: whole in itself, and still what the releases were made from. Every command opens it here.

Belongs here: the one way to the register for who relies on it, and comparing its chain with what the releases recorded of it.
Does not belong here: the chain itself (`submissions.segments`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Protocol

from orchestration.errors import DamagedRegister
from orchestration.publication.manifest import (
    RELEASE_ID,
    DamagedRelease,
    Manifest,
    complete_releases,
    number_of,
    read_manifest,
)
from orchestration.publication.pointer import standing
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Register


class Chain(Protocol):
    """The register, as far as it is read here."""

    def digest(self, segment: int) -> str | None:
        """The SHA-256 of a segment by its number, None where there is none."""


def open_register(storage: Storage) -> Register:
    """The register for who reads it: whole, and not shorter or other than the releases that were current remember it.

    Costs the pointer and two manifests at most. Raises DamagedRegister, StorageError.
    """
    register = Register.load(storage)
    _demand(register, _remembering(storage))
    return register


def open_register_to_add(storage: Storage) -> Register:
    """The register for who adds to it: held against every release that there is. Raises DamagedRegister, StorageError."""
    register = Register.load(storage)
    demand_continuity(storage, register)
    return register


def demand_continuity(storage: Storage, register: Chain) -> None:
    """Raise DamagedRegister where a release was made from a segment that is gone or another one now.

    The end of a chain can be lost without any mark in what is left of it: the releases remember it.
    """
    _demand(register, complete_releases(storage))


RESTORE = "restore register/ from a backup (docs/how-to/back-up-the-register.md)"


def broken(register: Chain, releases: Mapping[str, Manifest]) -> Iterator[str]:
    """A sentence a release that was made from a segment which is gone or another one now; `RESTORE` is what to do."""
    for release, manifest in releases.items():
        made_from = manifest.get("registre", {"segment": 0, "empreinte": ""})
        number = made_from["segment"]
        if number and register.digest(number) != made_from["empreinte"]:
            yield (
                f"release {release} was made from segment {number:08d} of the register, which is gone or another one now"
            )


def _demand(register: Chain, releases: Mapping[str, Manifest]) -> None:
    for what in broken(register, releases):
        raise DamagedRegister(f"{what}: nothing was changed; {RESTORE}")


def _remembering(storage: Storage) -> Mapping[str, Manifest]:
    """The current release, and the newest that ever was: who went back from it must not forget what it knew.

    Every release that is whole, where the pointer or one of the two cannot be read.
    """
    pointer = standing(storage)
    if pointer is not None:
        newest = max((movement.release for movement in pointer.mouvements), key=_number)
        with suppress(DamagedRelease):
            return {release: read_manifest(storage, release) for release in {pointer.release, newest}}
    return complete_releases(storage)


def _number(release: str) -> int:
    return number_of(release) if RELEASE_ID.fullmatch(release) else 0
