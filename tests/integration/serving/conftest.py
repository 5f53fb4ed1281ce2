from collections.abc import Iterator

import psycopg
import pytest

from tests.integration.serving.releases import Shelf
from tests.integration.serving.server import PostgresServer, binaries


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test session's own."""
    found = binaries()
    if found is None:
        pytest.skip(
            "no PostgreSQL server is installed here (no initdb on the path or in /usr/lib/postgresql)"
        )
    started = PostgresServer(found)
    try:
        started.start()
        yield started
    finally:
        started.remove()


@pytest.fixture
def dsn(server: PostgresServer) -> Iterator[str]:
    """An empty database, and no role but the owner."""
    name = server.fresh_database()
    yield server.dsn(name)
    server.drop_database(name)


@pytest.fixture
def sql(dsn: str) -> Iterator[psycopg.Connection]:
    """The owner, looking on; each statement is a transaction of its own."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def plain(server: PostgresServer) -> Iterator[str]:
    """A database that serves the small programme as it is; only to be read."""
    name = server.fresh_database()
    shelf = Shelf()
    shelf.serve(server.dsn(name), shelf.release())
    yield server.dsn(name)
    server.drop_database(name)


@pytest.fixture
def reading(plain: str) -> Iterator[psycopg.Connection]:
    """The owner, reading what `plain` serves."""
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()
