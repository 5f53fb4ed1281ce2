"""Serve a release from PostgreSQL: load it, swap it in, let it be read, drop what is old.

Belongs here: the order of the steps. Does not belong here: any of them, or deciding which release is current
(`publication.catalogue`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa
from psycopg import sql

from contracts.model import Contract
from orchestration.publication.catalogue import Release, tables_of
from orchestration.publication.fingerprint import SCHEMA
from orchestration.serving.connection import Connection, opened
from orchestration.serving.inspection import comment_of, kept_name, served_on
from orchestration.serving.loading import fill
from orchestration.serving.locking import hold_readers, loading
from orchestration.serving.retention import drop, drop_older
from orchestration.serving.rights import advice, has_readers, let_read
from orchestration.serving.statements import commenting, creating, place, together
from orchestration.serving.structure import Table, describe, schema_comment
from orchestration.serving.swapping import swap
from orchestration.storage.interface import Storage
from orchestration.terminal import Progress

WAIT_SECONDS = 10.0


def serve(
    dsn: str,
    storage: Storage,
    release: Release,
    contract: Contract,
    *,
    notice: Callable[[str], None] | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> None:
    """Make the schema `publication` hold this release, whole and at once; nothing is done where it does.

    `notice` gets what an administrator should know (default: a line on standard error each). `wait_seconds`:
    how long transactions that are reading are waited for. Whatever fails, what was served stays served.
    Raises ServingFailed, DamagedRelease, StorageError.
    """
    tell = notice or Progress().stage
    with opened(dsn) as connection:
        with loading(connection):
            if served_on(connection) == release.id:
                return
            rows = tables_of(storage, release)
            tables = describe(release, rows, contract)
            kept = _keep(connection, release, tables, rows)
            swap(connection, kept, tables, rows, wait_seconds)
            _finish(connection, release, tables, (kept, SCHEMA), tell)
            hold_readers(connection, [place(SCHEMA, name) for name in rows], wait_seconds)
        with loading(connection):
            for problem in drop_older(connection):
                tell(problem)


def served(dsn: str) -> str | None:
    """The id of the release that is served now; None where there is none. Raises ServingFailed."""
    with opened(dsn) as connection:
        return served_on(connection)


def needs_serving(dsn: str, release_id: str) -> bool:
    """Whether PostgreSQL serves another release than this one, or none; one small query. Raises ServingFailed."""
    return served(dsn) != release_id


def _keep(
    connection: Connection, release: Release, tables: Sequence[Table], rows: Mapping[str, pa.Table]
) -> str:
    """The schema in which this release is kept, loaded unless it is there."""
    schema = kept_name(release.id)
    said = comment_of(connection, schema)
    if said == schema_comment(release):
        return schema
    if said is not None:
        drop(connection, schema)
    connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
    connection.execute(together(creating(schema, tables)))
    fill(connection, schema, tables, rows, new=True)
    return schema


def _finish(
    connection: Connection,
    release: Release,
    tables: Sequence[Table],
    schemas: Sequence[str],
    tell: Callable[[str], None],
) -> None:
    """Comments, and the right to read."""
    readable = has_readers(connection)
    for schema in schemas:
        connection.execute(together(commenting(schema, schema_comment(release), tables)))
        if readable:
            let_read(connection, schema, [table.name for table in tables])
    if not readable:
        tell(advice(SCHEMA))
