"""The folder that is handed to dbt: staged rows, the register and the reference, as local Parquet files.

Belongs here: bringing the files together.
Does not belong here: their content (`schemas`, `reference`, the register), or what dbt makes of them (`dbt`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from contracts.model import Contract
from orchestration.storage.interface import Storage
from orchestration.warehouse.mirror import mirror
from orchestration.warehouse.reference import write_reference
from orchestration.warehouse.schemas import REGISTER_SCHEMA, staged_schema, staged_tables
from orchestration.warehouse.staged_files import demand_committed

STAGED = "staged"
REGISTER = "register.parquet"
REFERENCE = "reference"

_NOTHING = "trimestre=aucun/vide.parquet"


class Events(Protocol):
    """What knows the history of every file: the register."""

    @property
    def events(self) -> Sequence[Mapping[str, Any]]:
        """Every event, in order of number."""


def prepare(storage: Storage, register: Events, contract: Contract, workdir: Path) -> None:
    """Fill `workdir` with `staged/**`, `register.parquet` and `reference/*.parquet`, replacing what it held.

    Every staged table is there, be it empty. Files of this machine are linked to, not copied.
    Raises StorageError, also where a staged file is not the one that its batch wrote.
    """
    workdir.mkdir(parents=True, exist_ok=True)
    mirror(storage, f"{STAGED}/", workdir)
    demand_committed(register.events, workdir, f"{STAGED}/")
    _write_empty_tables(contract, workdir / STAGED)
    write_reference(contract, workdir / REFERENCE)
    write_register(register.events, workdir / REGISTER)


def _write_empty_tables(contract: Contract, folder: Path) -> None:
    """One file without rows per table: the source exists, and every column of the contract with it."""
    for table in staged_tables(contract):
        path = folder / table / _NOTHING
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(staged_schema(contract, table).empty_table(), path)


def write_register(events: Sequence[Mapping[str, Any]], path: Path) -> None:
    """One row per event; keys that are nested, or that no figure depends on, stay in the register."""
    pq.write_table(pa.Table.from_pylist(list(events), schema=REGISTER_SCHEMA), path)
