"""A storage that is a folder of this machine (or of a share).

Belongs here: the storage's interface in terms of files. Does not belong here: how files are found and opened
(`folder_reading`), made to appear whole (`folder_writing`) or locked (`folder_lock`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from orchestration.storage import folder_lock, folder_reading, folder_writing
from orchestration.storage.folder_errors import explained, usable
from orchestration.storage.interface import Entry, Holder, Kept, MissingKey, UnreadableObject
from orchestration.storage.keys import checked, original
from orchestration.storage.side_by_side import all_of, in_order

_BLOCK = 1 << 20
_OPEN = ("releases/", "landing/")
"""What other accounts may see, as the umask says; all the rest holds what returns hold, and is this account's alone."""
_PRIVATE = ("returns", "reports", "staged", "register", "reminders", "candidates", "work")
_WORKERS = 8  # what waits here is the disk, forced after every file


class Folder:
    """Objects as regular files below `root`. See `interface.Storage` for what each method promises."""

    def __init__(self, root: Path) -> None:
        """Take the folder; it is made at the first write. Raises StorageError where it cannot be one."""
        self._root = usable(root.absolute())
        self._temporary = self._root / folder_reading.TEMPORARY
        self.url = str(self._root)

    def entries(self, prefix: str) -> Iterator[Entry]:
        """The regular files whose key starts with `prefix`, sorted by key."""
        with explained(self._root, f"list {self._root / prefix}"):
            found = folder_reading.entries(self._root, prefix)
        return iter(found)

    def skipped(self, prefix: str) -> list[str]:
        """Links, pipes, sockets, devices and folders without access below the prefix, one sentence each."""
        with explained(self._root, f"list {self._root / prefix}"):
            return folder_reading.skipped(self._root, prefix)

    def exists(self, key: str) -> bool:
        """Whether a regular file has this key."""
        path = self._path(key)
        with explained(self._root, f"look for {path}"):
            return path.is_file() and not path.is_symlink()

    def read(self, key: str) -> bytes:
        """The whole file. Raises MissingKey, UnreadableObject."""
        with self._open(key) as file:
            return b"".join(_blocks(file, key))

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several files in the order asked for, one after the other: a disk gains nothing from more."""
        return ((key, self.read(key)) for key in keys)

    def write(self, key: str, data: bytes) -> None:
        """Create or replace the file, atomically and durably."""
        with self._writing(key) as (file, target):
            file.write(data)
            folder_writing.replace(file, target)

    def write_new(self, key: str, data: bytes) -> bool:
        """Create the file unless something has its name; False where it has."""
        with self._writing(key) as (file, target):
            if os.path.lexists(target):
                return False
            file.write(data)
            return folder_writing.place_new(file, target)

    def version(self, key: str) -> str | None:
        """The SHA-256 of the file's bytes; None where there is none."""
        try:
            return sha256(self.read(key)).hexdigest()
        except MissingKey:
            return None

    def write_over(self, key: str, data: bytes, version: str | None) -> bool:
        """`write` if the file is still this version; the lock keeps others from writing in between."""
        if self.version(key) != version:
            return False
        self.write(key, data)
        return True

    def write_many(self, items: Iterable[tuple[str, bytes]]) -> None:
        """`write` for several files, side by side."""
        all_of(lambda item: self.write(*item), items, _WORKERS)

    def keep(self, entries: Iterable[Entry], key_of: Callable[[str], str]) -> Iterator[Kept]:
        """Copy each file under the key made of its SHA-256, taken from the very bytes that are written."""
        return in_order(lambda entry: self._keep(entry, key_of), entries, _WORKERS)

    def upload(self, path: Path, key: str) -> None:
        """`write` from a local file."""
        with (
            explained(path.parent, f"read {path}"),
            path.open("rb") as source,
            self._writing(key) as (file, target),
        ):
            shutil.copyfileobj(source, file, _BLOCK)
            folder_writing.replace(file, target)

    def download(self, key: str, path: Path) -> None:
        """Copy the file to `path`, whole or not at all. Raises MissingKey."""
        with self._open(key) as source, explained(path.parent, f"write {path}"):
            folder_writing.make_folder(path.parent)
            with folder_writing.temporary(path.parent, private=True) as file:
                file.writelines(_blocks(source, key))
                folder_writing.replace(file, path)

    def delete(self, key: str) -> None:
        """Remove the file; nothing happens where there is none."""
        path = self._path(key)
        with explained(self._root, f"delete {path}"):
            path.unlink(missing_ok=True)

    def local_path(self, key: str) -> Path | None:
        """The path that the file has or would have."""
        return self._path(key)

    def location(self, key: str) -> str:
        """The file's absolute path."""
        return str(self._path(key))

    @contextmanager
    def lock(self) -> Iterator[folder_lock.FolderLease]:
        """Hold the folder's run lock and sweep up what killed runs left. Raises LockHeld."""
        with explained(self._root, f"make the folder {self._root}"):
            folder_writing.make_folder(self._root)
        with folder_lock.held(self._root) as lease:
            folder_writing.sweep(self._root)
            folder_writing.close_to_others(self._root / name for name in _PRIVATE)
            yield lease

    def holder(self) -> Holder | None:
        """Who on this machine holds the folder's run lock."""
        return folder_lock.holder(self._root)

    def _path(self, key: str) -> Path:
        return self._root / original(checked(key))

    def _open(self, key: str) -> BinaryIO:
        return folder_reading.open_regular(str(self._path(key)), key)

    @contextmanager
    def _writing(self, key: str) -> Iterator[tuple[BinaryIO, Path]]:
        target, private = self._path(key), not key.startswith(_OPEN)
        with self._unfinished(f"write {target}", private) as file:
            folder_writing.make_folder(target.parent, private, self._root)
            yield file, target

    @contextmanager
    def _unfinished(self, doing: str, private: bool) -> Iterator[BinaryIO]:
        with explained(self._root, doing):
            folder_writing.make_folder(self._temporary, private=True)
            with folder_writing.temporary(self._temporary, private) as file:
                yield file

    def _holds(self, key: str, fingerprint: str) -> bool:
        """Whether the key holds these bytes already; a copy that was damaged since is replaced by the good one."""
        if not self.exists(key):
            return False
        with self._path(key).open("rb") as kept:
            return file_digest(kept, "sha256").hexdigest() == fingerprint

    def _keep(self, entry: Entry, key_of: Callable[[str], str]) -> Kept:
        try:
            with (
                self._open(entry.key) as source,
                self._unfinished(f"keep the bytes of {entry.key}", private=True) as file,
            ):
                fingerprint = _copy(source, file, entry)
                if not self._holds(key := key_of(fingerprint), fingerprint):
                    folder_writing.make_folder(self._path(key).parent, private=True, root=self._root)
                    folder_writing.replace(file, self._path(key))
        except MissingKey:
            return Kept(entry, None, f"{entry.key}: gone since it was listed")
        except UnreadableObject as problem:
            return Kept(entry, None, str(problem))
        return Kept(entry, fingerprint)


def _copy(source: BinaryIO, file: BinaryIO, entry: Entry) -> str:
    """Copy what the entry describes; its SHA-256. Raises UnreadableObject where it is not that any more."""
    digest = sha256()
    for block in _blocks(source, entry.key, entry.size):
        digest.update(block)
        file.write(block)
    if folder_reading.mark(os.fstat(source.fileno())) != entry.mark:
        raise UnreadableObject(f"{entry.key}: changed while it was read, left for the next run")
    return digest.hexdigest()


def _blocks(file: BinaryIO, key: str, expected: int | None = None) -> Iterator[bytes]:
    """The bytes of a file, given up once it proves longer than expected: something still writes to it."""
    total = 0
    try:
        while block := file.read(_BLOCK):
            total += len(block)
            if expected is not None and total > expected:
                raise UnreadableObject(f"{key}: changed while it was read, left for the next run")
            yield block
    except OSError as error:
        raise UnreadableObject(f"{key}: cannot be read ({(error.strerror or '').lower()})") from error
