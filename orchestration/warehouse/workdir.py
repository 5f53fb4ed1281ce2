"""The folder that is handed to dbt: staged rows, the register and the reference, as local Parquet files.

Belongs here: bringing the files together.
Does not belong here: their content (`schemas`, `reference`, the register), or what dbt makes of them (`dbt`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pyarrow.parquet as pq

from contracts.model import Contract
from orchestration.storage.interface import Storage
from orchestration.warehouse.reference import write_reference
from orchestration.warehouse.schemas import staged_schema, staged_tables

STAGED = "staged"
REGISTER = "register.parquet"
REFERENCE = "reference"

_NOTHING = "trimestre=aucun/vide.parquet"


class Events(Protocol):
    """What writes `register.parquet`: the register."""

    def write_parquet(self, path: Path) -> None:
        """Write every event as one row."""


def prepare(storage: Storage, register: Events, contract: Contract, workdir: Path) -> None:
    """Fill `workdir` with `staged/**`, `register.parquet` and `reference/*.parquet`, replacing what it held.

    Every staged table is there, be it empty. A storage on this machine is linked to, not copied.
    Raises StorageError.
    """
    for name in (STAGED, REFERENCE):
        shutil.rmtree(workdir / name, ignore_errors=True)
    _write_empty_tables(contract, workdir)
    _bring(storage, workdir)
    write_reference(contract, workdir / REFERENCE)
    register.write_parquet(workdir / REGISTER)


def _write_empty_tables(contract: Contract, workdir: Path) -> None:
    """One file without rows per table: the source exists, and every column of the contract with it."""
    for table in staged_tables(contract):
        path = workdir / STAGED / table / _NOTHING
        path.parent.mkdir(parents=True)
        pq.write_table(staged_schema(contract, table).empty_table(), path)


def _bring(storage: Storage, workdir: Path) -> None:
    keys = [entry.key for entry in storage.entries(f"{STAGED}/") if entry.key.endswith(".parquet")]
    local = {key: path for key in keys if (path := storage.local_path(key)) is not None}
    for key, path in local.items():
        _target(workdir, key).symlink_to(path.resolve())
    _download(storage, [key for key in keys if key not in local], workdir)


def _download(storage: Storage, keys: Iterable[str], workdir: Path) -> None:
    for key, data in storage.read_many(keys):
        _target(workdir, key).write_bytes(data)


def _target(workdir: Path, key: str) -> Path:
    path = workdir / key
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
