"""Rows into tables, streamed with COPY.

Belongs here: emptying and filling tables that exist. Does not belong here: making them (`statements`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from psycopg import sql

from orchestration.serving.connection import Connection
from orchestration.serving.statements import names, place, together
from orchestration.serving.structure import Table

_BATCH = 10_000
"""Rows that are Python objects at a time."""


def empty(connection: Connection, schema: str, tables: Sequence[Table]) -> None:
    """Delete every row, children first. Readers keep seeing the rows until the transaction commits."""
    deletions = [sql.SQL("delete from {}").format(place(schema, table.name)) for table in reversed(tables)]
    connection.execute(together(deletions))


def fill(
    connection: Connection,
    schema: str,
    tables: Iterable[Table],
    rows: Mapping[str, pa.Table],
    *,
    new: bool,
) -> None:
    """Copy the rows into the tables, in the order given. `new`: the tables were made in this transaction.

    New tables are frozen: also a transaction with an older snapshot, that finds them by their name, finds
    them full.
    """
    for table in tables:
        _fill(connection, schema, table, rows[table.name], new)


def _fill(connection: Connection, schema: str, table: Table, rows: pa.Table, new: bool) -> None:
    columns = [column.name for column in table.columns]
    options = sql.SQL(" (freeze)" if new else "")
    command = sql.SQL("copy {} ({}) from stdin{}").format(place(schema, table.name), names(columns), options)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in _rows(rows.select(columns)):
            copy.write_row(row)


def _rows(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in rows.to_batches(max_chunksize=_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
