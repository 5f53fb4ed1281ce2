"""Who may read: the role `cites_lecture`, to which a BI tool's user is given.

Belongs here: the role and its grants. Does not belong here: users and passwords, which are the administrator's.
"""

from __future__ import annotations

from collections.abc import Iterable

from psycopg import errors, sql

from orchestration.serving.connection import Connection
from orchestration.serving.statements import place, together

READERS = "cites_lecture"


def has_readers(connection: Connection) -> bool:
    """Whether the role is there, made now if this user may make it."""
    if connection.execute("select from pg_roles where rolname = %s", [READERS]).fetchone() is not None:
        return True
    try:
        with connection.transaction():
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(READERS)))
    except errors.InsufficientPrivilege:
        return False
    except (errors.DuplicateObject, errors.UniqueViolation):
        pass  # a loader of another database of this server made it at the same moment
    return True


def let_read(connection: Connection, schema: str, tables: Iterable[str]) -> None:
    """Let the role read these tables of the schema, and nothing else."""
    places = sql.SQL(", ").join(place(schema, table) for table in tables)
    role = sql.Identifier(READERS)
    connection.execute(
        together(
            [
                sql.SQL("grant usage on schema {} to {}").format(sql.Identifier(schema), role),
                sql.SQL("grant select on {} to {}").format(places, role),
            ]
        )
    )


def advice(schema: str) -> str:
    """What an administrator has to do where the role cannot be made."""
    return (
        f"the read-only role {READERS} is not there and this user may not make it: until an administrator runs "
        f"`create role {READERS} nologin; grant usage on schema {schema} to {READERS}; "
        f"grant select on all tables in schema {schema} to {READERS};` only the owner reads the tables"
    )
