"""Releases of the small programme, made without building any: Parquet files and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from contracts.model import Contract
from orchestration.publication.assemble import table_path
from orchestration.publication.catalogue import Release
from orchestration.publication.fingerprint import arrow_type, content_hash
from orchestration.publication.formats.parquet_file import encode
from orchestration.publication.manifest import key_of, release_id
from orchestration.serving import serve as room
from tests.unit.audit.small_world import Tables, small_contract, tables
from tests.unit.publication.memory import Memory

Change = Callable[[Tables], Any]


class Shelf:
    """A storage with releases, numbered as they are made. `contract` may be exchanged for a later one."""

    def __init__(self) -> None:
        self.storage, self.contract, self.made = Memory(), small_contract(), 0
        self.notices: list[str] = []

    def release(self, *changes: Change, demo: bool = False) -> Release:
        """The next release: the small programme's tables after these changes of their rows."""
        published = tables()
        for change in changes:
            change(published)
        rows = {
            name: as_arrow(self.contract, name, published[name])
            for name in self.contract.released
            if name in published
        }
        self.made += 1
        return _written(self.storage, self.made, rows, self.contract, demo)

    def serve(self, dsn: str, release: Release, wait_seconds: float = 5.0) -> None:
        self.notices.clear()
        room.serve(
            dsn,
            self.storage,
            release,
            self.contract,
            notice=self.notices.append,
            wait_seconds=wait_seconds,
        )


def as_arrow(contract: Contract, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """One table in this contract's columns; a column that the small programme does not know is null."""
    schema = pa.schema([(c.name, arrow_type(c.sql_type)) for c in contract.released[name].columns])
    return pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in rows], schema=schema)


def _written(
    storage: Memory, number: int, rows: dict[str, pa.Table], contract: Contract, demo: bool
) -> Release:
    fingerprint = content_hash(rows)
    name = release_id(number, fingerprint)
    files = {table_path("parquet", table): encode(content, table) for table, content in rows.items()}
    for path, data in files.items():
        storage.objects[key_of(name, path)] = data
    manifest = {
        "release": name,
        "empreinte_contenu": fingerprint,
        "demonstration": demo,
        "tables": {
            table: {
                "lignes": content.num_rows,
                "cle": list(contract.released[table].primary_key),
                "colonnes": {c.name: c.sql_type for c in contract.released[table].columns},
            }
            for table, content in rows.items()
        },
        "fichiers": [
            {"chemin": path, "octets": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in files.items()
        ],
    }
    return Release(name, manifest, current=True)


def numbered(value: int) -> Change:
    """Every table says which release it is of: the sum of one column of it is `value` times its rows."""

    def change(published: Tables) -> None:
        for name, column in MARKED.items():
            for row in published[name]:
                row[column] = value

    return change


MARKED = {
    "indicateurs_nationaux": "comites_pilotage",
    "indicateurs_territoriaux": "comites_pilotage",
    "indicateurs_cites": "cumul_comites_pilotage",
    "indicateurs_qpv": "actions_innovantes",
    "partenaires_categories": "cites",
    "suivi_remontees": "versions",
    "qualite_regles": "fichiers",
}
"""A column of each of these tables that `numbered` fills."""
