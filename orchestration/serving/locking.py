"""Waiting in the database without ever hurting a reader.

Belongs here: one loader at a time, and holding readers back for a moment. Does not belong here: what is done
meanwhile (`swapping`, `retention`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, product

from psycopg import errors, sql

from orchestration.serving.connection import Connection

_LOADER = 0x63697465
"""The advisory lock of this programme's loaders in a database ("cite" in ASCII)."""

_LONGEST_WAIT = "60s"
_PATIENCES = (50, 100, 200, 400)
"""Milliseconds of one try for locks, one after the other, over and over.

Short tries get through where readers follow each other closely, long ones where their queries last."""

_PAUSE_SECONDS = 0.03
"""Between two tries, so that the readers that were held back go on."""


@contextmanager
def loading(connection: Connection) -> Iterator[None]:
    """One transaction, alone among the loaders of this database; it commits at the end or leaves nothing.

    Settings of the user or the database that would cut it short do not apply in it.
    """
    with connection.transaction():
        connection.execute(
            "select set_config('statement_timeout', '0', true), set_config('lock_timeout', %s, true), "
            "set_config('idle_in_transaction_session_timeout', '0', true)",
            [_LONGEST_WAIT],
        )
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOADER])
        yield


@contextmanager
def briefly(connection: Connection, milliseconds: int = _PATIENCES[-1]) -> Iterator[None]:
    """A part of the transaction that gives up, undone, rather than wait for a lock.

    Each statement's wait is shorter than the server's `deadlock_timeout`: where we and a reader wait for each other,
    we always give way before the server picks a victim. Raises QueryCanceled.
    """
    with connection.transaction():
        connection.execute(
            "select set_config('statement_timeout', least(%s, setting::int / 2 + 1)::text, true) "
            "from pg_settings where name = 'deadlock_timeout'",
            [milliseconds],
        )
        yield
        connection.execute("select set_config('statement_timeout', '0', true)")


def hold_readers(connection: Connection, places: Sequence[sql.Identifier], seconds: float) -> bool:
    """Wait for the transactions that read these tables, and hold back new ones until ours ends.

    False, holding nothing, where some transaction still reads after so many seconds. `places` are in the order
    in which they are likely to be read: asked for in that order, or in the opposite one, they come free one after
    the other while the transactions that read them go on to their end.
    """
    orders = [sql.SQL(", ").join(order) for order in (places, places[::-1])]
    deadline = time.monotonic() + seconds
    for milliseconds, order in cycle(product(_PATIENCES, orders)):
        try:
            with briefly(connection, milliseconds):
                connection.execute(sql.SQL("lock table {} in access exclusive mode").format(order))
            return True
        except (errors.QueryCanceled, errors.LockNotAvailable):
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE_SECONDS)
    return False


def sessions_on(connection: Connection, schema: str) -> str:
    """Who holds a lock on a table of the schema, for a person: process, user, application."""
    found = connection.execute(
        "select distinct format('%%s (%%s, %%s)', a.pid, a.usename, coalesce(nullif(a.application_name, ''), '?')) "
        "from pg_locks as l inner join pg_stat_activity as a on a.pid = l.pid "
        "inner join pg_class as c on c.oid = l.relation "
        "where c.relnamespace = to_regnamespace(%s) and a.pid <> pg_backend_pid() order by 1",
        [schema],
    ).fetchall()
    return ", ".join(text for (text,) in found)
