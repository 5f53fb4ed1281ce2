"""The command line in this process, on a storage of its own."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from orchestration.cli import main
from orchestration.storage.opening import open_storage
from tests.making.files import make
from tests.making.returns import Book

NOON = 12 * 3600


@dataclass
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Desk:
    """Someone at a terminal: drops files, gives commands."""

    def __init__(self, url: str, ask: Callable[..., Answer]) -> None:
        self.url = url
        self.ask = ask

    def drop(
        self, name: str, what: Book | bytes, received: str | None = None, container: str = "xlsx"
    ) -> bytes:
        """Put a return below landing/; `received` (AAAA-MM-JJ) is its modification time, in a folder."""
        data = what if isinstance(what, bytes) else make(what, container)
        storage = open_storage(self.url)
        storage.write(f"landing/{name}", data)
        path = storage.local_path(f"landing/{name}")
        if path and received:
            moment = datetime.fromisoformat(f"{received}T12:00:00+00:00").timestamp()
            os.utime(path, (moment, moment))
        return data

    def run(self, status: int = 0) -> Answer:
        answer = self.ask("run")
        assert answer.status == status, answer.err + answer.out
        return answer

    def table(self, name: str, *more: str) -> list[dict]:
        return self.ask("pull", name, "--format", "json", *more).json

    def releases(self) -> list[dict]:
        return self.ask("releases", "--json").json


@pytest.fixture
def ask(monkeypatch, capsys):
    def asked(*arguments: str) -> Answer:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        return Answer(status, shown.out, shown.err)

    return asked


@pytest.fixture
def desk(tmp_path: Path, monkeypatch, ask) -> Desk:
    """A desk on an empty folder."""
    home = tmp_path / "storage"
    home.mkdir()
    monkeypatch.setenv("CITES_STORAGE", str(home))
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return Desk(str(home), ask)


@pytest.fixture
def bucket_desk(s3_url, monkeypatch, ask) -> Desk:
    """A desk on an empty prefix of a bucket."""
    monkeypatch.setenv("CITES_STORAGE", s3_url)
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return Desk(s3_url, ask)
