"""A storage with returns dropped into it, and one pool of workers for all tests."""

import datetime
import os
from collections.abc import Iterator

import pytest

from contracts.loading import load_contract
from orchestration.landing.intake import take_in
from orchestration.storage.folder import Folder
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.register import Register
from tests.making.files import make
from tests.making.returns import Book

TODAY = datetime.date(2024, 8, 1)
NOW = datetime.datetime(2024, 8, 1, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def pool() -> Iterator[ReaderPool]:
    """Two workers, started once."""
    with ReaderPool(2) as readers:
        yield readers


class Drop:
    """A storage into which returns are dropped, and batches that are judged and, or not, committed."""

    def __init__(self, root, pool, storage=None):
        self.root, self.pool = root, pool
        self.storage = storage or Folder(root)

    def put(
        self, name: str, content: Book | bytes, container: str = "xlsx", day: int = 1, month: int = 2
    ) -> str:
        """Drop a file, received on a day of 2024; give its landing key."""
        path = self.root / "landing" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else make(content, container))
        received = datetime.datetime(2024, month, day, tzinfo=datetime.UTC).timestamp()
        os.utime(path, (received, received))
        return f"landing/{name}"

    def judge(self, *, commit=True, progress=None):
        """Take in what is new and judge it; a run that dies before its commit has `commit` off."""
        register = Register.load(self.storage)
        intake = take_in(self.storage, register, NOW)
        arrivals, contract = intake.new, load_contract()
        batch = judge_arrivals(
            self.storage, register, arrivals, contract, TODAY, progress, self.pool, instant=NOW
        )
        if commit:
            register.append([*intake.events, *batch.events])
        return batch

    def objects(self, prefix: str) -> dict[str, bytes]:
        """What lies below a prefix of the storage."""
        return {entry.key: self.storage.read(entry.key) for entry in self.storage.entries(prefix)}


@pytest.fixture
def drop(tmp_path, pool) -> Drop:
    return Drop(tmp_path / "storage", pool)
