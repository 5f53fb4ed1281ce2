"""Making the schema `publication` hold another release, in the transaction that is open.

Belongs here: what readers go through. Does not belong here: where the rows come from (`serve`).

The tables stay and their rows are exchanged, so PostgreSQL's own snapshots do the work: a statement reads the
old release or the new one, waits for nobody, and views, grants and prepared statements survive. (Renaming
schemas does not do it: a statement finds its tables one after the other, and a rename that commits in between
gives it some of each release.) Before the commit, transactions that are reading are waited for, for a few
seconds (`locking.hold_readers`): those that read several tables one after the other then read one release too. A transaction that
stays open longer is left alone; it is whole if it is REPEATABLE READ, else each of its statements is.

Only where the columns change, with the contract, are the tables made anew; that has to wait for the readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
from psycopg import errors, sql

from orchestration.publication.fingerprint import SCHEMA
from orchestration.serving.connection import Connection, Obstacle
from orchestration.serving.inspection import once_published, relations_of, served_on, shapes
from orchestration.serving.loading import empty, fill
from orchestration.serving.locking import hold_readers, sessions_on
from orchestration.serving.statements import creating, place, together
from orchestration.serving.structure import Table


def swap(
    connection: Connection, kept: str, tables: Sequence[Table], rows: Mapping[str, pa.Table], seconds: float
) -> None:
    """Put the rows into `publication`; the schema `kept` holds the same release, in the same tables.

    `seconds`: how long to wait for readers where the columns change. Raises Obstacle where they keep reading
    then, or where something is in the way that is not ours.
    """
    connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(SCHEMA)))
    there = _ours(connection)
    if _is_same_shape(connection, there, kept):
        empty(connection, SCHEMA, tables)
        fill(connection, SCHEMA, tables, rows, new=False)
    else:
        _drop(connection, there, seconds)
        connection.execute(together(creating(SCHEMA, tables)))
        fill(connection, SCHEMA, tables, rows, new=True)


def _ours(connection: Connection) -> list[str]:
    """The published tables that are there. What somebody else put into the schema is never touched."""
    there = relations_of(connection, SCHEMA)
    if there and served_on(connection) is None:
        raise Obstacle(
            f"the schema {SCHEMA} holds {min(there)} and was not made by this programme; "
            "rename it, or name another database in CITES_POSTGRES"
        )
    return sorted(there & once_published(connection))


def _is_same_shape(connection: Connection, there: Sequence[str], kept: str) -> bool:
    found, wanted = shapes(connection, SCHEMA), shapes(connection, kept)
    return {name: found.get(name) for name in there} == wanted


def _drop(connection: Connection, there: Sequence[str], seconds: float) -> None:
    if not there:
        return
    if not hold_readers(connection, _places(there), seconds):
        raise Obstacle(
            f"the columns of the published tables change, and these sessions keep reading them: "
            f"{sessions_on(connection, SCHEMA)}; end them"
        )
    try:
        connection.execute(sql.SQL("drop table {}").format(sql.SQL(", ").join(_places(there))))
    except errors.DependentObjectsStillExist as error:
        depending = (error.diag.message_detail or "").replace("\n", ", ")
        raise Obstacle(
            f"the columns of the published tables change, and {depending}; drop it, run again, then make it anew"
        ) from error


def _places(tables: Sequence[str]) -> list[sql.Identifier]:
    return [place(SCHEMA, table) for table in tables]
