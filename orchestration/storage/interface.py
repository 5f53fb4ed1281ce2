"""What every storage can do. Keys are `/`-separated, relative, never start with `/`.

Belongs here: the protocol and the value objects. Does not belong here: an implementation (`folder`, `s3`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orchestration.errors import StorageError


class MissingKey(StorageError):
    """There is no object under this key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object: key, size in bytes, last modification (UTC), and a mark that changes whenever the content does."""

    key: str
    size: int
    modified: datetime
    mark: str


class Storage(Protocol):
    """Bytes under keys. Every method raises StorageError (one line, with what to do) where the place cannot be used."""

    url: str
    """How a person names this storage: the folder, or `s3://bucket/prefix`."""

    def entries(self, prefix: str) -> Iterator[Entry]:
        """The objects whose key starts with `prefix`, sorted by key. Unfinished writes are never listed."""

    def exists(self, key: str) -> bool:
        """Whether there is an object under the key."""

    def read(self, key: str) -> bytes:
        """The whole object. Raises MissingKey."""

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several objects in the order asked for, fetched side by side where that is faster."""

    def write(self, key: str, data: bytes) -> None:
        """Create or replace the object, atomically: a reader sees the old bytes or the new."""

    def write_new(self, key: str, data: bytes) -> bool:
        """Create the object unless it exists; False where it does. Of several writers one wins."""

    def write_many(self, items: Iterable[tuple[str, bytes]]) -> None:
        """`write` for several objects, side by side where that is faster."""

    def upload(self, path: Path, key: str) -> None:
        """`write` from a local file, without holding it in memory."""

    def download(self, key: str, path: Path) -> None:
        """Copy the object to a local file, whole or not at all, without holding it in memory. Raises MissingKey."""

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""

    def local_path(self, key: str) -> Path | None:
        """The object's path where it is a local file, else None."""

    def location(self, key: str) -> str:
        """How a person or a BI tool reaches the object: an absolute path, or an `s3://` URL."""

    def lock(self) -> AbstractContextManager[None]:
        """Hold the storage's run lock. Raises LockHeld. A killed holder does not leave it behind."""
