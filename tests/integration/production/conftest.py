"""A machine for a test: PostgreSQL, an S3 server, and what the guide installs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from tests.integration.notifications.webhook_server import Room, answering
from tests.integration.production.machine import Machine
from tests.integration.serving.conftest import server
from tests.integration.serving.server import PostgresServer, binaries
from tests.servers import S3Server

__all__ = ["server"]


@pytest.fixture
def room() -> Iterator[Room]:
    """Where the team is told."""
    with answering(Room()) as opened:
        yield opened


@pytest.fixture
def machine(tmp_path, server, s3_server) -> Iterator[Machine]:
    """A machine on which nothing is installed yet."""
    with _prepared(tmp_path, server, s3_server) as made:
        yield made


@pytest.fixture
def modest_machine(request, tmp_path, s3_server) -> Iterator[Machine]:
    """The same; where no PostgreSQL is installed here, one without, and its test says so."""
    server = request.getfixturevalue("server") if binaries() else None
    with _prepared(tmp_path, server, s3_server) as made:
        yield made


@contextmanager
def _prepared(folder: Path, server: PostgresServer | None, s3_server: S3Server) -> Iterator[Machine]:
    pytest.importorskip("dagster_postgres", reason="the extra « production » is not installed")
    made = Machine(folder / "machine", server, s3_server)
    try:
        yield made
    finally:
        made.stop()
        if server:
            server.execute(
                "drop database if exists dagster with (force)", "drop role if exists cites_dagster"
            )


@pytest.fixture
def keys(s3_server, monkeypatch) -> None:
    """Keys of our own for the bucket."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in s3_server.environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def storage(machine, keys) -> Storage:
    """The bucket, as somebody with keys of their own sees it."""
    return open_storage(machine.url)
