"""Write one release: assembled locally, sent, read back and verified; its manifest last.

Belongs here: the way of a release's files into the storage, and what its manifest says of where they come
from. Does not belong here: whether there is anything to write, and the pointer (`release`).
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from contracts.model import Contract
from orchestration.publication.assemble import DUCKDB, assemble
from orchestration.publication.edition import Edition, Register
from orchestration.publication.manifest import (
    NAME,
    DamagedRelease,
    Manifest,
    files_in,
    key_of,
    library_versions,
    number_of,
    unfinished_keys,
    verify,
)
from orchestration.publication.pointer import Pointer, stamp
from orchestration.scratch import scratch
from orchestration.storage.interface import Lease, Storage


def origin_of(
    register: Register, contract: Contract, now: datetime, demo: bool, code_version: str, inputs: str
) -> dict[str, Any]:
    """The manifest's half that says what a release was made from, by what and when."""
    return {
        "cree_le": stamp(now),
        "demonstration": demo,
        "contrat": {"version": contract.version, "empreinte": contract.digest},
        "code": code_version,
        "bibliotheques": library_versions(),
        "entrees": inputs,
        "registre": {"segment": register.head[0], "empreinte": register.head[1]},
        "remontees": returns_in_force(register),
    }


def returns_in_force(register: Register) -> list[dict[str, str]]:
    """The returns that count, by cité and quarter, as a manifest names them."""
    counted = sorted(register.in_force().items())
    return [{"code_cite": c, "trimestre": q, "empreinte": event["empreinte"]} for (c, q), event in counted]


def clean_up(storage: Storage, pointer: Pointer | None) -> None:
    """Remove what crashed publications left: release folders without a manifest.

    One that was current has lost its manifest since: its files stay for whoever puts it back.
    """
    for key in unfinished_keys(storage):
        if pointer is None or not pointer.was_current(key.split("/")[1]):
            storage.delete(key)


def write_release(storage: Storage, edition: Edition, lease: Lease) -> None:
    """Put a whole, verified release into the storage; until its manifest is there it is no release.

    Raises UnbuiltFile, DamagedRelease, StorageError.
    """
    with scratch() as place:
        folder = place / "release"
        folder.mkdir()
        assemble(folder, edition)
        manifest = {
            "release": edition.release,
            "numero": number_of(edition.release),
            **edition.origin,
            "tables": _described(edition.every_table, edition.contract),
            "fichiers": files_in(folder),
        }
        _send(storage, folder, manifest)
        verify(storage, manifest, place)
        _seal(storage, manifest, lease)
    _protect(storage, manifest)


def _seal(storage: Storage, manifest: Manifest, lease: Lease) -> None:
    """Write the manifest, from which moment the folder is a release, and read it back."""
    key = key_of(manifest["release"], NAME)
    data = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    lease.check()
    storage.write(key, data)
    if storage.read(key) != data:
        raise DamagedRelease(f"{key} does not read back as it was written; check the storage, then run again")


def _described(tables: Mapping[str, pa.Table], contract: Contract) -> dict[str, Any]:
    return {
        name: {
            "lignes": rows.num_rows,
            "cle": list(contract.released[name].primary_key),
            "colonnes": {column.name: column.sql_type for column in contract.released[name].columns},
            # what tells of the publication itself is no content: the same figures have the same hash whatever came before
            "dans_empreinte": name in contract.published,
        }
        for name, rows in tables.items()
    }


def _send(storage: Storage, folder: Path, manifest: Manifest) -> None:
    release = manifest["release"]
    storage.upload(folder / DUCKDB, key_of(release, DUCKDB))
    storage.write_many(_contents(folder, release, [entry["chemin"] for entry in manifest["fichiers"]]))


def _contents(folder: Path, release: str, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path != DUCKDB:
            yield key_of(release, path), (folder / path).read_bytes()


def _protect(storage: Storage, manifest: Manifest) -> None:
    """On a folder, take the right to write from every file: a release never changes. Who reads it, the umask says."""
    for path in (*(entry["chemin"] for entry in manifest["fichiers"]), NAME):
        local = storage.local_path(key_of(manifest["release"], path))
        if local is not None:
            local.chmod(stat.S_IMODE(local.stat().st_mode) & 0o555)
