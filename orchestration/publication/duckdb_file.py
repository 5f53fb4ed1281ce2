"""The published DuckDB file, built by a process of its own from the published tables alone.

    python -m orchestration.publication.duckdb_file FOLDER OUT

FOLDER holds `<table>.parquet` and `schema.json`. A fresh process and a fresh file: nothing of the candidate
(dropped rows, temporary data) can remain in it. Belongs here: the file's schema, keys and comments. Does not
belong here: what is in the tables.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb

from contracts.model import Contract, PublishedTable
from orchestration.errors import CitesError
from orchestration.publication.references import parents_first, reference_of

SCHEMA_FILE = "schema.json"
_SCHEMA = "publication"

_BLOCK_BYTES = 16384
"""DuckDB's smallest block: a small table and its index take an eighth of their usual room."""

_FULL = os.strerror(errno.ENOSPC)


class UnbuiltFile(CitesError):
    """The published DuckDB file could not be built or is not what was asked for."""


def describe(contract: Contract) -> dict[str, Any]:
    """What `schema.json` says: for every table its comment, keys and columns; those that others refer to first."""
    tables = contract.released
    return {
        name: {
            "comment": f"{table.grain} {table.description}",
            "key": list(table.primary_key),
            "reference": _reference(table, tables),
            "columns": [
                {
                    "name": column.name,
                    "type": column.sql_type,
                    "required": column.required,
                    "comment": column.description,
                }
                for column in table.columns
            ],
        }
        for name, table in ((name, tables[name]) for name in parents_first(tables))
    }


def _reference(table: PublishedTable, tables: Collection[str]) -> dict[str, Any] | None:
    found = reference_of(table.name, [column.name for column in table.columns], tables)
    return {"columns": list(found.columns), "table": found.table} if found else None


class FreshProcess:
    """The builder at work in a process of its own, so that the caller may write other files meanwhile."""

    def __init__(self, folder: Path, contract: Contract, out: Path) -> None:
        """Begin to build the file `out` from `<folder>/<table>.parquet`."""
        self._schema = folder / SCHEMA_FILE
        self._schema.write_text(json.dumps(describe(contract), ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "orchestration.publication.duckdb_file", str(folder), str(out)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    def finish(self) -> None:
        """Wait for the file. Raises UnbuiltFile with the builder's last words."""
        _, said = self._process.communicate()
        self._schema.unlink()
        if self._process.returncode:
            words = said.strip().splitlines() or ["its process died"]
            remedy = "free some space there and run again" if _FULL in words[-1] else "run again"
            raise UnbuiltFile(f"the published DuckDB file could not be built: {words[-1]}; {remedy}")


def build(folder: Path, out: Path) -> None:
    """Build `out`, closed, without a write-ahead log beside it, and read-only. Raises what DuckDB raises."""
    tables = json.loads((folder / SCHEMA_FILE).read_text(encoding="utf-8"))
    out.unlink(missing_ok=True)
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        connection.execute(f"attach {_text(str(out))} as release (block_size {_BLOCK_BYTES})")
        connection.execute(f"create schema release.{_SCHEMA}")
        connection.execute(f"use release.{_SCHEMA}")
        for name, table in tables.items():
            _create(connection, name, table, folder)
            _fill(connection, name, table, folder / f"{name}.parquet")
        connection.execute("checkpoint release")
        connection.execute("use memory")
        connection.execute("detach release")
    out.chmod(0o444)


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: Mapping[str, Any], folder: Path) -> None:
    lines = [
        f"{_name(c['name'])} {c['type']}{' not null' if c['required'] else ''}" for c in table["columns"]
    ]
    if table["key"]:
        lines.append(f"primary key ({', '.join(map(_name, table['key']))})")
    if table["reference"] and _is_kept(connection, name, table["reference"], folder):
        columns, parent = table["reference"]["columns"], table["reference"]["table"]
        lines.append(f"foreign key ({', '.join(map(_name, columns))}) references {_name(parent)}")
    place = _place(name)
    connection.execute(f"create table {place} ({', '.join(lines)})")
    connection.execute(f"comment on table {place} is {_text(table['comment'])}")
    for column in table["columns"]:
        connection.execute(f"comment on column {place}.{_name(column['name'])} is {_text(column['comment'])}")


def _is_kept(
    connection: duckdb.DuckDBPyConnection, name: str, reference: Mapping[str, Any], folder: Path
) -> bool:
    """Whether every row refers to one of the parent; one with a null among the columns refers to nothing."""
    columns = reference["columns"]
    child, parent = (_text(str(folder / f"{table}.parquet")) for table in (name, reference["table"]))
    known = " and ".join(f"child.{_name(column)} is not null" for column in columns)
    lost = connection.execute(
        f"select 1 from read_parquet({child}) as child anti join read_parquet({parent}) "
        f"using ({', '.join(map(_name, columns))}) where {known} limit 1"
    )
    return lost.fetchone() is None


def _fill(connection: duckdb.DuckDBPyConnection, name: str, table: Mapping[str, Any], path: Path) -> None:
    names = ", ".join(_name(column["name"]) for column in table["columns"])
    connection.execute(
        f"insert into {_place(name)} ({names}) select {names} from read_parquet({_text(str(path))})"
    )


def _place(name: str) -> str:
    return f"release.{_SCHEMA}.{_name(name)}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
