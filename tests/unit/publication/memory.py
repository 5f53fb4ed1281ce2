"""A storage in memory that counts its writes and can die at one of them; a lease that can be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

from orchestration.errors import StorageError
from orchestration.storage.interface import Entry, MissingKey


class Died(BaseException):
    """The process ended here: nothing of ours may catch it."""


class Memory:
    """Objects in a dictionary. `dies_at` is the number of the write or delete that never happens (1 is the first)."""

    url = "memory"

    def __init__(self, objects: dict[str, bytes] | None = None, dies_at: int | None = None) -> None:
        self.objects = dict(objects or {})
        self.dies_at = dies_at
        self.steps: list[str] = []

    def _step(self, key: str) -> None:
        self.steps.append(key)
        if self.dies_at == len(self.steps):
            raise Died(key)

    def entries(self, prefix: str) -> Iterator[Entry]:
        found = sorted(key for key in self.objects if key.startswith(prefix))
        day = datetime(2023, 1, 1, tzinfo=UTC)
        return iter(
            [
                Entry(
                    key,
                    len(self.objects[key]),
                    day,
                    md5(self.objects[key]).hexdigest(),
                )
                for key in found
            ]
        )

    def exists(self, key: str) -> bool:
        return key in self.objects

    def read(self, key: str) -> bytes:
        if key not in self.objects:
            raise MissingKey(f"{key}: no such object")
        return self.objects[key]

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        return ((key, self.read(key)) for key in keys)

    def write(self, key: str, data: bytes) -> None:
        self._step(key)
        self.objects[key] = data

    def version(self, key: str) -> str | None:
        return md5(self.objects[key]).hexdigest() if key in self.objects else None

    def write_over(self, key: str, data: bytes, version: str | None) -> bool:
        if self.version(key) != version:
            return False
        self.write(key, data)
        return True

    def write_many(self, items: Iterable[tuple[str, bytes]]) -> None:
        for key, data in items:
            self.write(key, data)

    def upload(self, path: Path, key: str) -> None:
        self.write(key, path.read_bytes())

    def download(self, key: str, path: Path) -> None:
        path.write_bytes(self.read(key))

    def delete(self, key: str) -> None:
        self._step(key)
        self.objects.pop(key, None)

    def local_path(self, key: str) -> Path | None:
        return None

    def location(self, key: str) -> str:
        return f"memory://{key}"


class HeldLease:
    """A lock that is still ours for `checks` checks (for ever by default)."""

    def __init__(self, checks: int | None = None) -> None:
        self.checks = checks

    def check(self) -> None:
        if self.checks is not None:
            if self.checks == 0:
                raise StorageError("the lock is lost")
            self.checks -= 1
