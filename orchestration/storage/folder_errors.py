"""What went wrong with a folder, in one line that says what to do.

Belongs here: the sentences. Does not belong here: what is ignored or tried again (`folder_*`).
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.errors import StorageError

_REMEDIES = {
    errno.ENOSPC: "no space is left on the disk of {root}: free some and run again",
    errno.EDQUOT: "the disk quota of {root} is used up: free some space, or have it raised, and run again",
    errno.EFBIG: "the file is larger than {root} or this process may hold: raise the limit and run again",
    errno.EACCES: "permission denied: give this user the right to read and write {root}",
    errno.EPERM: "permission denied: give this user the right to read and write {root}",
    errno.EROFS: "{root} is on a read-only disk: make it writable, or point CITES_STORAGE elsewhere",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
    errno.EEXIST: "a file stands where a folder is needed: move it away",
    errno.EISDIR: "a folder stands where a file is needed: move it away",
    errno.EXDEV: "{root} spans two disks: everything but landing/ must lie on one",
    errno.ENAMETOOLONG: "the name is longer than the disk of {root} allows: choose a shorter folder",
}


def sentence(error: OSError, root: Path, doing: str) -> str:
    """One line: what could not be done, why, and what to do about it."""
    reason = (error.strerror or str(error)).lower()
    remedy = _REMEDIES.get(error.errno or 0, f"{reason}: check the disk of {{root}} and run again")
    return f"cannot {doing}: {remedy.format(root=root)}; nothing half-written was kept"


@contextmanager
def explained(root: Path, doing: str) -> Iterator[None]:
    """Turn an error of the system into a StorageError; `doing` completes "cannot …"."""
    try:
        yield
    except OSError as error:
        raise StorageError(sentence(error, root, doing)) from error


# DuckDB takes `?` for the start of options and `\` for an escape, and reads a column off a folder called like ours
_MISREAD = re.compile(r"[?\\]|(^|/)trimestre=")


def usable(root: Path) -> Path:
    """The folder itself, where it is one or can become one. Raises StorageError."""
    if _MISREAD.search(str(root)):
        raise StorageError(
            f"{root} cannot be the storage: DuckDB misreads a path with ? or \\, or below a folder called trimestre=…; "
            "point CITES_STORAGE at a folder with a plainer name"
        )
    with explained(root, f"use {root} as the storage"):
        if root.is_dir():
            return root
        if os.path.lexists(root) and not root.is_dir():  # made by another process since the last line
            raise StorageError(
                f"{root} is not a folder: point CITES_STORAGE at a folder, or move that file away"
            )
        if not root.parent.is_dir():
            raise StorageError(
                f"the folder {root.parent} does not exist, so {root} cannot be made in it: "
                "create it (or mount its disk), or correct CITES_STORAGE"
            )
    return root
