"""Every release against its manifest, every manifest against what vouches for it, the pointer against its journal.

Belongs here: which releases there should be, and their files. Does not belong here: the figures in them (`figures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orchestration.publication.manifest import (
    NAME,
    PREFIX,
    RELEASE_ID,
    DamagedRelease,
    Manifest,
    altered,
    complete_releases,
    key_of,
    manifest_digest,
    read_manifest,
    release_id,
    unlike,
)
from orchestration.publication.pointer import KEY, DamagedPointer, Pointer, read_pointer
from orchestration.storage.interface import Storage
from orchestration.verification.contents import digests
from orchestration.verification.problem import BACKUP, Problem

_NAMED = "put it back from a backup, or make another release current with `cites rollback`"


@dataclass
class Shelf:
    """The releases as they lie there: sizes by key of each, the manifests that can be read, the pointer."""

    held: dict[str, dict[str, int]] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    pointer: Pointer | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def vouched(self) -> Mapping[str, set[str]]:
        """The SHA-256 that a manifest should have, by release: the pointer's journal and the release after it say so."""
        found: dict[str, set[str]] = {}
        for movement in self.pointer.mouvements if self.pointer else ():
            found.setdefault(movement.release, set()).update({movement.manifeste} - {""})
        for manifest in self.manifests.values():
            if before := manifest.get("precedente"):
                found.setdefault(before["release"], set()).add(before["manifeste"])
        return found


def look(storage: Storage) -> Shelf:
    """List the releases and read their manifests; what cannot be read is a problem. Raises StorageError."""
    shelf = Shelf()
    try:
        shelf.pointer = read_pointer(storage)
    except DamagedPointer as error:
        what, _, remedy = str(error).partition("; ")
        shelf.problems.append(Problem(KEY, what, remedy))
    if shelf.pointer is None and not shelf.problems:
        shelf.problems.extend(pointer_gone(storage))
    for entry in storage.entries(PREFIX):
        release = entry.key.split("/")[1]
        if RELEASE_ID.fullmatch(release):
            shelf.held.setdefault(release, {})[entry.key] = entry.size
    for release, keys in shelf.held.items():
        # without a manifest it is none: what a killed publication left, unless somebody knows it as one
        if key_of(release, NAME) in keys:
            try:
                shelf.manifests[release] = read_manifest(storage, release)
            except DamagedRelease as error:
                shelf.problems.append(_problem(key_of(release, NAME), error))
    return shelf


def pointer_gone(storage: Storage) -> Iterator[Problem]:
    """Of a storage without a pointer: that there should be one, since there is a release. Raises StorageError."""
    if complete_releases(storage):
        what = f"{storage.location(KEY)} is missing though there is a release: nobody is served it"
        yield Problem(KEY, what, "run `cites run`, or put it back from a backup")


def verify_manifests(storage: Storage, shelf: Shelf) -> Iterator[Problem]:
    """Releases that are gone, and manifests that are not the ones that were published."""
    vouched = shelf.vouched
    for release in sorted(vouched.keys() - shelf.held.keys()):
        yield Problem(f"{PREFIX}{release}/", f"release {release} is gone, which was published once")
    for release in sorted(vouched.keys() & shelf.held.keys()):
        key = key_of(release, NAME)
        if key not in shelf.held[release]:
            yield Problem(key, f"{key} is missing: the release is not whole", _NAMED)
        elif release in shelf.manifests and vouched[release] - {manifest_digest(storage, release)}:
            what = f"{key} is not the one that was published: the pointer or a later release knows another checksum"
            yield Problem(key, what, _NAMED)
    for release, manifest in shelf.manifests.items():
        if {manifest["release"], release_id(manifest["numero"], manifest["empreinte_contenu"])} != {release}:
            key = key_of(release, NAME)
            yield Problem(key, f"{key} speaks of another release than its folder's name", _NAMED)


def verify_files(storage: Storage, shelf: Shelf, release: str) -> Iterator[Problem]:
    """The files of a release: missing, one too many, of another size or content than its manifest says."""
    prefix = key_of(release, "")
    held = {key: size for key, size in shelf.held[release].items() if key != prefix + NAME}
    stated = {prefix + entry["chemin"]: entry for entry in shelf.manifests[release]["fichiers"]}
    yield from (Problem(*fault) for fault in unlike(held, stated))
    alike = [key for key, size in held.items() if key in stated and stated[key]["octets"] == size]
    for key, found in digests(storage, alike):
        if found != stated[key]["sha256"]:
            yield Problem(*altered(key))


def unvouched(shelf: Shelf) -> list[str]:
    """The releases whose manifest nothing vouches for: an earlier version published them, and none came after."""
    vouched = shelf.vouched
    return sorted(release for release in shelf.manifests if not vouched.get(release))


def _problem(key: str, error: DamagedRelease) -> Problem:
    what, _, remedy = str(error).partition("; ")
    return Problem(key, what, remedy or BACKUP)
