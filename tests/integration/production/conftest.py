"""A machine for a test: PostgreSQL, an S3 server, and what the guide installs."""

from collections.abc import Iterator

import pytest

from tests.integration.notifications.webhook_server import Room, answering
from tests.integration.production.machine import Machine
from tests.integration.serving.conftest import server

__all__ = ["server"]


@pytest.fixture
def room() -> Iterator[Room]:
    """Where the team is told."""
    with answering(Room()) as opened:
        yield opened


@pytest.fixture
def machine(tmp_path, server, s3_server) -> Iterator[Machine]:
    """A machine on which nothing is installed yet."""
    pytest.importorskip("dagster_postgres", reason="the extra « production » is not installed")
    made = Machine(tmp_path / "machine", server, s3_server)
    try:
        yield made
    finally:
        made.stop()
        server.execute("drop database if exists dagster with (force)", "drop role if exists cites_dagster")
