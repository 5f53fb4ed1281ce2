"""The releases that exist, which one is current, and going back to an earlier one.

Belongs here: finding releases by name and moving the pointer at a person's wish.
Does not belong here: what is in a release (`pull`, `diff`), or making one (`release`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from orchestration.errors import CitesError, UsageError
from orchestration.meant import unknown
from orchestration.publication.assemble import DUCKDB, table_path
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import (
    Manifest,
    complete_releases,
    key_of,
    manifest_digest,
    number_of,
    read_file,
    read_manifest,
    verify,
)
from orchestration.publication.pointer import (
    Movement,
    Pointer,
    keep_damaged,
    moved,
    read_pointer,
    stamp,
    standing,
    write_pointer,
)
from orchestration.scratch import scratch
from orchestration.settings import is_by_default
from orchestration.storage.interface import Lease, Storage

_SHORTEST_HASH = 4
_NUMBER = re.compile(r"r?(\d+)")
_CURRENT = ("courante", "current")


class NothingPublished(CitesError):
    """There is no release yet in this storage, which is named: it may be the wrong one."""

    def __init__(self, url: str) -> None:
        """Take the storage's address."""
        default = " (the default: CITES_STORAGE is not set)" if is_by_default(url) else ""
        super().__init__(
            f"nothing is published yet in {url}{default}: drop returns below its landing/, then `cites run`"
        )


@dataclass(frozen=True, slots=True)
class Release:
    """One release that is whole: its id, its manifest, and whether it is the current one."""

    id: str
    manifest: Manifest
    current: bool

    @property
    def content_hash(self) -> str:
        """The content hash of its tables."""
        return str(self.manifest["empreinte_contenu"])


def releases(storage: Storage) -> list[Release]:
    """Every whole release, newest first; empty where nothing was published, none current where the pointer is damaged."""
    pointer = standing(storage)
    now = pointer.release if pointer else None
    found = [Release(name, manifest, name == now) for name, manifest in complete_releases(storage).items()]
    return found[::-1]


def current(storage: Storage) -> Release:
    """The current release. Raises NothingPublished, DamagedRelease where its manifest is gone or was altered."""
    pointer = read_pointer(storage)
    if pointer is None:
        raise NothingPublished(storage.url)
    manifest = read_manifest(storage, pointer.release, pointer.manifest_digest(pointer.release))
    return Release(pointer.release, manifest, current=True)


def resolve(storage: Storage, name: str | None) -> Release:
    """The release of this name: its id, its number (`r1`), or the beginning of its id or content hash (4 digits at least).

    None and `courante` name the current one. Raises NothingPublished, or UsageError with the releases that exist.
    """
    found = releases(storage)
    typed = (name or "").strip().lower().rstrip("…-")
    if name is None or typed in _CURRENT or not found:
        return current(storage)
    matching = [release for release in found if _is_named(release, typed)]
    if len(matching) == 1:
        return _unaltered(storage, matching[0])
    if matching:
        listed = ", ".join(release.id for release in matching)
        raise UsageError(f"{len(matching)} releases are called {name!r}: {listed}; say which")
    raise UsageError(unknown(name, {release.id: () for release in found}, f"no release is called {name!r}"))


def _unaltered(storage: Storage, release: Release) -> Release:
    """The release itself. Raises DamagedRelease where its manifest is not the one that the pointer's journal knows."""
    if pointer := standing(storage):
        read_manifest(storage, release.id, pointer.manifest_digest(release.id))
    return release


def _is_named(release: Release, typed: str) -> bool:
    by_hash = len(typed) >= _SHORTEST_HASH and release.content_hash.startswith(typed)
    if numbered := _NUMBER.fullmatch(typed):
        return number_of(release.id) == int(numbered[1]) or by_hash
    return bool(typed) and (release.id.startswith(typed) or by_hash)


def tables_of(storage: Storage, release: Release, names: Sequence[str] | None = None) -> dict[str, pa.Table]:
    """The tables of a release (these, or all), read from its Parquet files. Raises DamagedRelease."""
    return _read(storage, release, list(release.manifest["tables"]) if names is None else names)


def consolidated_tables_of(storage: Storage, release: Release) -> dict[str, pa.Table]:
    """Those that its content hash is of: all but the ones that tell of the publication itself. Raises DamagedRelease."""
    return _read(storage, release, consolidated(release.manifest))


def consolidated(manifest: Manifest) -> list[str]:
    """The names of the tables that the content hash of a release is of."""
    return [name for name, table in manifest["tables"].items() if table.get("dans_empreinte", True)]


def _read(storage: Storage, release: Release, names: Sequence[str]) -> dict[str, pa.Table]:
    paths = {table: table_path("parquet", table) for table in names}
    return {table: decode(read_file(storage, release.manifest, path)) for table, path in paths.items()}


def warehouse(storage: Storage) -> str:
    """The current release's DuckDB file: an absolute path or an `s3://` URL. Raises NothingPublished."""
    return storage.location(key_of(current(storage).id, DUCKDB))


def rollback(storage: Storage, name: str, reason: str, now: datetime, lease: Lease) -> Pointer:
    """Make another release current, once it was read back whole; no run undoes it without something new.

    It is also the way out of a damaged pointer: what stood there is kept beside, and its journal begins anew.
    Raises UsageError (no reason, no such release, already current), NothingPublished, DamagedRelease.
    """
    if not reason.strip():
        raise UsageError("a reason is asked for: say why in --reason, it stays in the journal")
    release, pointer = resolve(storage, name), standing(storage)
    if release.current:
        raise UsageError(f"{release.id} is already the current release; see `cites releases`")
    with scratch() as place:
        verify(storage, release.manifest, place)
    seal = manifest_digest(storage, release.id)
    movement = Movement(release.id, stamp(now), "retour_arriere", reason.strip(), seal)
    if pointer is None:
        keep_damaged(storage, now)
        pointer = _begun_anew(storage, release, now)
    after = moved(pointer, movement, pointer.entrees if pointer else "")
    write_pointer(storage, after, lease)
    return after


def _begun_anew(storage: Storage, target: Release, now: datetime) -> Pointer | None:
    """In place of a lost journal: it stood on the newest release, so that one newer than the target is set aside."""
    newest = releases(storage)[0]
    if number_of(newest.id) <= number_of(target.id):
        return None
    return moved(None, Movement(newest.id, stamp(now), "publication", "journal perdu"), "")
