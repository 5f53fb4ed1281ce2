"""Files below a folder as objects: listing them and opening them, regular files only.

A link, a pipe, a socket or a device is never opened: a pipe would hang, a link could lead out of the storage.

Belongs here: walking, marks, opening. Does not belong here: writing (`folder_writing`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from orchestration.storage.interface import LOCK_KEY, Entry, MissingKey, UnreadableObject
from orchestration.storage.keys import checked, original, printable

TEMPORARY = ".tmp"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}


def mark(status: os.stat_result) -> str:
    """What tells a changed file cheaply: its size and its modification time."""
    return f"{status.st_size}-{status.st_mtime_ns}"


def modified(status: os.stat_result) -> datetime:
    """The modification time, UTC, to the microsecond; beyond the calendar, the nearest that it holds."""
    try:
        return _EPOCH + timedelta(microseconds=status.st_mtime_ns // 1000)
    except OverflowError:
        return (datetime.max if status.st_mtime_ns > 0 else datetime.min).replace(tzinfo=UTC)


def entry(key: str, status: os.stat_result) -> Entry:
    """The object that a regular file is."""
    return Entry(key, status.st_size, modified(status), mark(status))


def walk(root: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str] | OSError]]:
    """What stands below `root` under keys that start with `prefix`, folders aside, in no order.

    A folder that cannot be opened comes with its error in place of an entry; a missing one is an empty one.
    """
    start = prefix.rpartition("/")[0]
    pending = [checked(start) if start else start]
    while pending:
        folder = pending.pop()
        try:
            children = list(os.scandir(root / original(folder)))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if folder == start:
                raise
            yield folder, error
            continue
        for child in children:
            key = f"{folder}/{printable(child.name)}" if folder else printable(child.name)
            if not key.startswith(prefix) or key in (TEMPORARY, LOCK_KEY):
                continue
            if child.is_dir(follow_symlinks=False):
                pending.append(key)
            else:
                yield key, child


def entries(root: Path, prefix: str) -> list[Entry]:
    """The regular files below `root` whose key starts with `prefix`, sorted by key."""
    found = []
    for key, child in walk(root, prefix):
        if isinstance(child, os.DirEntry) and child.is_file(follow_symlinks=False):
            try:
                found.append(entry(key, child.stat(follow_symlinks=False)))
            except OSError:  # gone since its folder was read
                continue
    return sorted(found, key=lambda one: one.key)


def skipped(root: Path, prefix: str) -> list[str]:
    """What `entries` leaves out, one sentence each, sorted."""
    told = []
    folder = prefix.rpartition("/")[0]
    if folder and (root / original(checked(folder))).is_file():
        told.append(f"{folder}: a file where a folder is needed: move it away")
    for key, child in walk(root, prefix):
        if isinstance(child, OSError):
            told.append(f"{key}: the folder cannot be opened ({(child.strerror or '').lower()})")
        elif not child.is_file(follow_symlinks=False):
            told.append(f"{key}: {_kind(child)}, not a file: never opened")
    return sorted(told)


def _kind(child: os.DirEntry[str]) -> str:
    try:
        return _KINDS.get(stat.S_IFMT(child.stat(follow_symlinks=False).st_mode), "a device")
    except OSError:
        return "gone meanwhile"


def open_regular(path: str, key: str) -> BinaryIO:
    """Open a regular file for reading. Raises MissingKey; UnreadableObject for anything else of that name."""
    try:
        if stat.S_ISDIR(mode := os.lstat(path).st_mode):
            raise MissingKey(f"there is no file {key}")
        if not stat.S_ISREG(mode):
            raise UnreadableObject(
                f"{key}: {_KINDS.get(stat.S_IFMT(mode), 'a device')}, not a file: never opened"
            )
        # were it swapped for a pipe or a link just now, these flags keep us from hanging or following
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingKey(f"there is no file {key}") from error
    except OSError as error:
        raise UnreadableObject(f"{key}: cannot be opened ({(error.strerror or '').lower()})") from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise UnreadableObject(f"{key}: not a file: never opened")
    return file
