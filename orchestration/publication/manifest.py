"""The manifest of a release: what it was made from, what it holds, and the proof that it is whole.

Belongs here: the manifest's shape, reading it, and checking files against it.
Does not belong here: writing a release (`release`), or which release is current (`pointer`).

A folder without a manifest is no release: the manifest is written last in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from orchestration.errors import CitesError
from orchestration.storage.interface import MissingKey, Storage

PREFIX = "releases/"
NAME = "manifest.json"
RELEASE_ID = re.compile(r"r(\d{4,})-[0-9a-f]{8}")

_LIBRARIES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "great-expectations",
    "pandas",
    "pandera",
    "pyarrow",
    "xlsxwriter",
)
_CHUNK = 1 << 20
_REMEDY = "put it back from a backup, or make another release current with `cites rollback`"

Manifest = Mapping[str, Any]


class Fault(NamedTuple):
    """What is wrong with one file of a release, and what puts it right."""

    key: str
    what: str
    remedy: str = _REMEDY

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}"


class DamagedRelease(CitesError):
    """A file of a release is missing, or is not the one that was published."""


def release_id(number: int, content_hash: str) -> str:
    """`r0001-3fa9c1d2`: the number, then the first 8 digits of the content hash."""
    return f"r{number:04d}-{content_hash[:8]}"


def number_of(release: str) -> int:
    """The number in a release's id."""
    return int(release[1 : release.index("-")])


def key_of(release: str, path: str) -> str:
    """The storage key of a release's file."""
    return f"{PREFIX}{release}/{path}"


def library_versions() -> dict[str, str]:
    """The versions of the libraries that a published byte may depend on."""
    return {name: version(name) for name in _LIBRARIES}


def files_in(folder: Path) -> list[dict[str, Any]]:
    """Path, size and SHA-256 of every file below a local folder, sorted by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        {
            "chemin": path.relative_to(folder).as_posix(),
            "octets": path.stat().st_size,
            "sha256": hash_file(path),
        }
        for path in paths
    ]


def hash_file(path: Path) -> str:
    """SHA-256 of a local file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def complete_releases(storage: Storage) -> dict[str, Manifest]:
    """The manifests of all the releases, by id, oldest first; one whose manifest is damaged is none."""
    keys = [entry.key for entry in storage.entries(PREFIX) if _is_manifest(entry.key)]
    found: dict[str, Manifest] = {}
    for key, data in storage.read_many(sorted(keys, key=lambda key: number_of(key.split("/")[1]))):
        # one damaged manifest must not keep people from all the other releases
        with suppress(DamagedRelease):
            found[key.split("/")[1]] = _parsed(data, key)
    return found


def next_number(storage: Storage) -> int:
    """The number after the greatest that any release folder bears, damaged ones included."""
    names = {entry.key.split("/")[1] for entry in storage.entries(PREFIX)}
    return max((number_of(name) for name in names if RELEASE_ID.fullmatch(name)), default=0) + 1


def read_manifest(storage: Storage, release: str, digest: str = "") -> Manifest:
    """The manifest of one release. Raises DamagedRelease where it is gone, no manifest, or not the one of this SHA-256."""
    key = key_of(release, NAME)
    data = _bytes_of(storage, key)
    manifest = _parsed(data, key)
    if digest and hashlib.sha256(data).hexdigest() != digest:
        raise DamagedRelease(
            f"{key} is not the one that was published: releases/current.json knows it by another checksum; {_REMEDY}"
        )
    return manifest


def manifest_digest(storage: Storage, release: str) -> str:
    """The SHA-256 of a release's manifest as it stands. Raises DamagedRelease where it is gone."""
    return hashlib.sha256(_bytes_of(storage, key_of(release, NAME))).hexdigest()


def _bytes_of(storage: Storage, key: str) -> bytes:
    try:
        return storage.read(key)
    except MissingKey:
        raise DamagedRelease(f"{key} is missing: the release is not whole; {_REMEDY}") from None


def unfinished_keys(storage: Storage) -> list[str]:
    """What crashed publications left: the keys of release folders that have no manifest."""
    keys = [entry.key for entry in storage.entries(PREFIX) if RELEASE_ID.fullmatch(entry.key.split("/")[1])]
    whole = {key.split("/")[1] for key in keys if _is_manifest(key)}
    return [key for key in keys if key.split("/")[1] not in whole]


def _is_manifest(key: str) -> bool:
    parts = key.split("/")
    return len(parts) == 3 and parts[2] == NAME and RELEASE_ID.fullmatch(parts[1]) is not None


_PROMISED = ("release", "empreinte_contenu", "fichiers", "tables", "remontees", "cree_le", "contrat", "code")


def _parsed(data: bytes, key: str) -> Manifest:
    try:
        manifest: Manifest = json.loads(data)
        _ = [manifest[name] for name in _PROMISED]
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRelease(f"{key} is damaged; put back a copy of it from a backup") from error
    return manifest


def read_file(storage: Storage, manifest: Manifest, path: str) -> bytes:
    """One file of a release. Raises DamagedRelease where it is not the one that was published."""
    key = key_of(manifest["release"], path)
    expected = next((entry["sha256"] for entry in manifest["fichiers"] if entry["chemin"] == path), None)
    if expected is None:
        raise DamagedRelease(f"release {manifest['release']} holds no {path}")
    try:
        data = storage.read(key)
    except MissingKey as error:
        raise DamagedRelease(str(altered(key))) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise DamagedRelease(str(altered(key)))
    return data


def verify(storage: Storage, manifest: Manifest, scratch: Path) -> None:
    """Read a whole release back and compare it with its manifest; `scratch` is a folder for large files.

    Raises DamagedRelease on the first file that is missing, is one too many, or differs in size or content.
    """
    _, stated = demand_listed(storage, manifest)
    for key, found in _hashes(storage, stated, scratch):
        if found != stated[key]["sha256"]:
            raise DamagedRelease(str(altered(key)))


def demand_listed(
    storage: Storage, manifest: Manifest
) -> tuple[dict[str, int], dict[str, Mapping[str, Any]]]:
    """Sizes held and files stated, by key, of a release that has every file, as large as it was, and no other.

    One listing, nothing read: what a run with nothing new can afford to ask of the current release. Raises DamagedRelease.
    """
    prefix = key_of(manifest["release"], "")
    held = {entry.key: entry.size for entry in storage.entries(prefix) if not _is_manifest(entry.key)}
    stated = {prefix + entry["chemin"]: entry for entry in manifest["fichiers"]}
    for fault in unlike(held, stated):
        raise DamagedRelease(str(fault))
    return held, stated


def unlike(held: Mapping[str, int], stated: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """What a listing shows to be wrong with a release, file by file: missing, of another size, one too many."""
    for key in sorted(held.keys() | stated.keys()):
        if key not in held:
            yield Fault(key, f"{key} is missing: the release is not whole")
        elif key not in stated:
            yield Fault(
                key, f"{key} is no file of this release", "move it away: the release loses nothing by that"
            )
        elif held[key] != stated[key]["octets"]:
            yield altered(key, "size")


def _hashes(storage: Storage, keys: Iterable[str], scratch: Path) -> Iterator[tuple[str, str]]:
    large = [key for key in keys if key.endswith(".duckdb")]
    for key, data in storage.read_many(key for key in keys if key not in large):
        yield key, hashlib.sha256(data).hexdigest()
    for key in large:
        path = storage.local_path(key) or scratch / "verified.duckdb"
        if storage.local_path(key) is None:
            storage.download(key, path)
        yield key, hash_file(path)


def altered(key: str, by: str = "checksum") -> Fault:
    """A file that is not the one that was published."""
    return Fault(key, f"{key} is not the file that was published: its {by} differs")
