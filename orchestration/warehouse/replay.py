"""The candidate as it would be if the register said something else: its own SQL, run again in memory.

Belongs here: running the statements of a build over other events. Does not belong here: which events, and why
(`publication.revisions`, `explanation`).

A candidate is a function of the register's events, the staged rows, the reference and the SQL. With the SQL kept, any
earlier or imagined state of the register gives its figures in a fraction of a second, without dbt and by one definition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import CitesError
from orchestration.scratch import scratch
from orchestration.warehouse.statements import Statement
from orchestration.warehouse.workdir import REFERENCE, REGISTER, STAGED, write_register

_DATABASE = "candidate"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 2,
}


class ReplayFailed(CitesError):
    """The statements could not be run over these rows."""


@contextmanager
def replayed(
    statements: Sequence[Statement], workdir: Path, events: Sequence[Mapping[str, Any]]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the tables that these statements make of the workdir's rows and these events alone.

    The workdir is what `workdir.prepare` laid out; nothing in it changes. Raises ReplayFailed.
    """
    with scratch() as folder, duckdb.connect(config=_CONFIG) as connection:
        for name in (STAGED, REFERENCE):
            (folder / name).symlink_to((workdir / name).resolve())
        write_register(events, folder / REGISTER)
        try:
            _run(connection, statements, folder)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise ReplayFailed(f"the release's queries cannot be run again: {reason}") from error
        yield connection


def _run(connection: duckdb.DuckDBPyConnection, statements: Sequence[Statement], folder: Path) -> None:
    connection.execute(f"attach ':memory:' as {_DATABASE}")
    connection.execute(f"use {_DATABASE}")
    connection.execute(f"set variable workdir = '{_pattern(folder)}'")
    for schema in sorted({statement.schema for statement in statements}):
        connection.execute(f'create schema "{schema}"')
    for statement in statements:
        connection.execute(f'create table "{statement.schema}"."{statement.name}" as {statement.sql}')


def _pattern(folder: Path) -> str:
    """A folder's name as a pattern in which it stands for itself, within quotes."""
    escaped = str(folder).replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")
    return escaped.replace("'", "''")
