"""The run lock of a folder: `flock` on `run.lock`, which the kernel releases whatever ends the process.

The file stays; what it says (who, where, since when) is for the reader of a refusal.

Belongs here: taking, checking and releasing that lock, telling who holds it. Does not belong here: the lease on S3 (`s3_lock`).
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from orchestration.clock import now
from orchestration.errors import LockHeld, StorageError
from orchestration.storage.folder_errors import explained
from orchestration.storage.interface import LOCK_KEY, Holder

_held: set[int] = set()


def _forget_in_child() -> None:
    # a forked worker that outlives a killed run would otherwise keep its lock
    for descriptor in _held:
        with suppress(OSError):
            os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)


class FolderLease:
    """The lock of a folder while it is held."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path

    def check(self) -> None:
        """Raise StorageError where the lock's file was removed: another run could hold a new one."""
        try:
            same = os.path.samestat(os.fstat(self._descriptor), os.lstat(self._path))
        except OSError:
            same = False
        if not same:
            raise StorageError(
                f"the lock {self._path} was removed meanwhile; nothing was published: run again"
            )


@contextmanager
def held(root: Path) -> Iterator[FolderLease]:
    """Hold the lock of a folder that exists. Raises LockHeld at once where another process has it."""
    path = root / LOCK_KEY
    with explained(root, f"take the lock {path}"):
        descriptor = os.open(
            path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600
        )
    _held.add(descriptor)
    try:
        _take(descriptor, root)
        yield FolderLease(descriptor, path)
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def _take(descriptor: int, root: Path) -> None:
    with explained(root, f"take the lock {root / LOCK_KEY}"):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 300, 0).decode("utf-8", "replace").strip() or "unknown"
            raise LockHeld(
                f"another run holds the lock of {root} ({holder}): wait until it ends, then run again"
            ) from None
        text = (
            f"process {os.getpid()} on {socket.gethostname()} since {now().isoformat(timespec='seconds')}\n"
        )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode(), 0)


def holder(root: Path) -> Holder | None:
    """Who on this machine holds the lock of a folder; None where nobody does. Nothing is taken, not for a moment."""
    path = root / LOCK_KEY
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            said, inode = file.read(300).strip(), os.fstat(file.fileno()).st_ino
    except OSError:
        return None
    if not _is_locked(inode):
        return None
    who, _, since = said.rpartition(" since ")
    try:
        return Holder(who, datetime.fromisoformat(since))
    except ValueError:  # it has just begun
        return Holder(said or "a run that has just begun", None)


def _is_locked(inode: int) -> bool:
    """Whether the kernel lists a lock of this file: `1: FLOCK ADVISORY WRITE 123 fe:00:4711 0 EOF`."""
    try:
        listed = Path("/proc/locks").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return False
    held = (line.split() for line in listed if " FLOCK " in line and "->" not in line)
    return any(len(words) > 5 and words[5].rpartition(":")[2] == str(inode) for words in held)
