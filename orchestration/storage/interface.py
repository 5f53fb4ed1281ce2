"""What every storage can do. Keys are `/`-separated, relative, printable (`keys`), and never start with `/`.

Belongs here: the protocol, its values, its errors. Does not belong here: how it is done (`folder`, `s3`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orchestration.errors import StorageError

LOCK_KEY = "run.lock"
CLAIMS = "run.locks/"
"""Where the lock's claims lie on a server without conditional writes."""


class MissingKey(StorageError):
    """There is no object under this key."""


class UnreadableObject(StorageError):
    """This one object cannot be read (no right, no regular file, changed meanwhile); the storage is well."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object: key, size in bytes, last modification (UTC), and a mark that changes when the content does.

    The mark is `<size>-<mtime in nanoseconds>` in a folder and `<size>-<ETag>` on S3.
    """

    key: str
    size: int
    modified: datetime
    mark: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one object that was to be kept: the SHA-256 of its bytes, or why there is none (with its key)."""

    entry: Entry
    fingerprint: str | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the run lock, in words, and since when (aware; None where that is not known)."""

    who: str
    since: datetime | None


class Lease(Protocol):
    """The run lock while it is held."""

    def check(self) -> None:
        """Raise StorageError unless the lock is still ours. To be called last before the pointer moves."""


class Storage(Protocol):
    """Bytes under keys. Every method raises StorageError, with what to do, where the place cannot be used."""

    url: str
    """How a person names this storage: the folder, or `s3://bucket/prefix`."""

    def entries(self, prefix: str) -> Iterator[Entry]:
        """The objects whose key starts with `prefix`, sorted by key; unfinished writes and the lock never."""

    def skipped(self, prefix: str) -> list[str]:
        """What below the prefix is no object, a sentence each: links, pipes, folders without access."""

    def exists(self, key: str) -> bool:
        """Whether there is an object under the key."""

    def read(self, key: str) -> bytes:
        """The whole object. Raises MissingKey, UnreadableObject."""

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several objects in the order asked for, fetched side by side where that is faster."""

    def write(self, key: str, data: bytes) -> None:
        """Create or replace the object, atomically: a reader sees the old bytes or the new."""

    def write_new(self, key: str, data: bytes) -> bool:
        """Create the object unless it exists; False where it does. Of several writers one wins."""

    def version(self, key: str) -> str | None:
        """What tells the object as it stands from any other state of it; None where there is none."""

    def write_over(self, key: str, data: bytes, version: str | None) -> bool:
        """`write` if the object is still this `version` (None: if there is none); False, and nothing, where it is not.

        In a folder, and on a server without conditional writes, nothing but the lock keeps others from writing
        between the look and the write.
        """

    def write_many(self, items: Iterable[tuple[str, bytes]]) -> None:
        """`write` for several objects, side by side where that is faster."""

    def keep(self, entries: Iterable[Entry], key_of: Callable[[str], str]) -> Iterator[Kept]:
        """Copy each object under the key that `key_of` makes of its SHA-256, unless it exists; in order.

        Nothing large is held in memory, and what is kept is what was hashed: an object that changed since its
        entry was made, is gone or cannot be read is left alone, and `Kept.problem` says so.
        """

    def upload(self, path: Path, key: str) -> None:
        """`write` from a local file, without holding it in memory."""

    def download(self, key: str, path: Path) -> None:
        """Copy the object to a local file, whole or not at all, not through memory. Raises MissingKey."""

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""

    def local_path(self, key: str) -> Path | None:
        """The path that the object has, or would have, where objects are local files; else None."""

    def location(self, key: str) -> str:
        """How a person or a BI tool reaches the object: an absolute path, or an `s3://` URL."""

    def lock(self) -> AbstractContextManager[Lease]:
        """Hold the storage's run lock. Raises LockHeld, at once. A killed holder does not leave it behind."""

    def holder(self) -> Holder | None:
        """Who holds the run lock, told without taking it, so that nobody is kept from it; None where nobody does.

        Of a shared folder only the holders on this machine are seen.
        """
