from collections.abc import Iterator

import psycopg
import pytest

from tests.integration.serving.conftest import server  # noqa: F401
from tests.integration.serving.releases import Shelf
from tests.integration.serving.server import PostgresServer


@pytest.fixture(scope="module")
def served(server: PostgresServer) -> Iterator[tuple[PostgresServer, str]]:  # noqa: F811
    """A server and the name of a database that serves the small programme, read by the user `tableau_de_bord`."""
    name, shelf = server.fresh_database(), Shelf()
    shelf.serve(server.dsn(name), shelf.release())
    with psycopg.connect(server.dsn(name), autocommit=True) as owner:
        owner.execute("create role tableau_de_bord login password 'lecture' in role cites_lecture")
    yield server, name
    server.drop_database(name)
