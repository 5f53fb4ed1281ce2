"""The releases that are kept in the database beside the published one, and dropping older ones.

Belongs here: how many, and never at somebody's cost. Does not belong here: releases in the storage, which are
kept for ever.
"""

from __future__ import annotations

from psycopg import errors, sql

from orchestration.serving.connection import Connection
from orchestration.serving.inspection import kept_name, kept_schemas, relations_of, served_on
from orchestration.serving.locking import briefly
from orchestration.serving.statements import place

KEPT = 5

_IN_USE = (
    errors.DependentObjectsStillExist,
    errors.LockNotAvailable,
    errors.QueryCanceled,
    errors.InsufficientPrivilege,
)


def drop_older(connection: Connection) -> list[str]:
    """Drop the schemas of all but the newest releases and the served one; the sentences say what stayed, and why.

    A schema that is being read, or that something else depends on, stays until the next time.
    """
    served = served_on(connection)
    older = [name for name in kept_schemas(connection)[KEPT:] if not served or name != kept_name(served)]
    return [problem for name in older if (problem := _tried(connection, name))]


def _tried(connection: Connection, schema: str) -> str | None:
    try:
        with briefly(connection):
            drop(connection, schema)
    except _IN_USE as error:
        reason = (error.diag.message_primary or "it is in use").splitlines()[0]
        return f"the old schema {schema} is kept for now: {reason}"
    return None


def drop(connection: Connection, schema: str) -> None:
    """Drop a schema and its tables, and nothing that depends on them. Raises DependentObjectsStillExist."""
    if tables := relations_of(connection, schema):
        places = sql.SQL(", ").join(place(schema, table) for table in sorted(tables))
        connection.execute(sql.SQL("drop table {}").format(places))
    connection.execute(sql.SQL("drop schema {}").format(sql.Identifier(schema)))
