"""One connection to PostgreSQL, and every fault of it in one line for a person.

Belongs here: opening, and wording what the server or the network said. Does not belong here: what is done
on the connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import psycopg
from psycopg import errors
from psycopg.conninfo import make_conninfo

from orchestration.serving.address import ServingFailed, address, parameters

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

_DEFAULTS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "application_name": "cites",
}
"""Where the DSN does not say otherwise; a server that vanishes is noticed within a minute."""

_CATCHES_UP = "the release stands in the storage, and the next `cites run` serves it"
_REMEDIES: tuple[tuple[type[Exception], str], ...] = (
    (
        errors.InsufficientPrivilege,
        "this user must own the schema publication and have the right `create` on the database",
    ),
    (errors.DiskFull, "the server has no room left: free some on its disk"),
    (errors.LockNotAvailable, "another session keeps a lock that is needed: wait for it or end it"),
    (psycopg.OperationalError, "check CITES_POSTGRES and that the server answers"),
)
_LAST_REMEDY = "the server's log says more"


class Obstacle(Exception):
    """Something in the database is in the way; the text says what, and what to do."""


@contextmanager
def opened(dsn: str) -> Iterator[Connection]:
    """A connection outside any transaction, closed at the end; its transactions are READ COMMITTED.

    Raises ServingFailed for whatever goes wrong on it, Obstacle included.
    """
    given = parameters(dsn)
    try:
        with psycopg.connect(_conninfo(given), autocommit=True, prepare_threshold=None) as connection:
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            connection.read_only = False
            yield connection
    except (psycopg.Error, Obstacle) as error:
        raise ServingFailed(f"PostgreSQL at {address(dsn)}: {_said(error, given)}; {_CATCHES_UP}") from None


def _conninfo(given: dict[str, str]) -> str:
    return make_conninfo("", **{**_DEFAULTS, **given, "client_encoding": "UTF8"})


def _said(error: psycopg.Error | Obstacle, given: dict[str, str]) -> str:
    if isinstance(error, Obstacle):
        return str(error)
    remedy = next((remedy for kind, remedy in _REMEDIES if isinstance(error, kind)), _LAST_REMEDY)
    said = (error.diag.message_primary or str(error)).strip() or type(error).__name__
    first = said.splitlines()[0].removeprefix("connection failed: ").strip()
    return f"{_without_secrets(first, given)}; {remedy}"


def _without_secrets(text: str, given: dict[str, str]) -> str:
    for secret in ("password", "sslpassword"):
        if given.get(secret):
            text = text.replace(given[secret], "***")
    return text
