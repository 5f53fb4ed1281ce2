"""Files that appear below a folder whole or not at all.

A file is written in the storage's private `.tmp` folder, forced to the disk, and only then given its name.
What a killed process leaves in `.tmp` is nobody's object; it is swept away later.

Belongs here: temporary files, giving them their name, sweeping. Does not belong here: keys (`folder`).
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from orchestration.storage.folder_reading import TEMPORARY

_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_PREFIX = ".unfinished-"
_SWEPT_AFTER = 24 * 3600.0


def make_folder(path: Path, private: bool = False, root: Path | None = None) -> None:
    """Create a folder and the missing ones above it, durably; `private`: open to this account alone, whatever the umask.

    Of what lies above, that is true below `root` alone (None: of nothing).
    """
    if path.is_dir():
        return
    make_folder(path.parent, private and root is not None and root in path.parents[1:], root)
    path.mkdir(0o700 if private else 0o777, exist_ok=True)
    if private:
        path.chmod(0o700)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def temporary(folder: Path, private: bool = False) -> Iterator[BinaryIO]:
    """A new file in `folder`, gone at the end unless it was given a name.

    Its rights follow the umask; where it is `private`, it is this account's alone.
    """
    path = folder / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(8)}"
    try:
        # pathlib's own `open` takes no opener
        with open(path, "xb", opener=_closed if private else None) as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def _closed(path: str, flags: int) -> int:
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def _settled(file: BinaryIO) -> Path:
    file.flush()
    os.fsync(file.fileno())
    return Path(file.name)


def replace(file: BinaryIO, target: Path) -> None:
    """Give the temporary file its name, in a folder that is there, over whatever had it."""
    _settled(file).replace(target)
    _sync(target.parent)


def place_new(file: BinaryIO, target: Path) -> bool:
    """Give the temporary file its name, in a folder that is there, unless something has it already: then False."""
    source = _settled(file)
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if not _rename_new(source, target):
            return False
    _sync(target.parent)
    return True


def _rename_new(source: Path, target: Path) -> bool:
    # network shares without hard links: whoever creates something new takes turns on one file
    with (source.parent / "turn").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if os.path.lexists(target):
            return False
        source.replace(target)
        return True


def sweep(root: Path) -> None:
    """Remove what processes killed long ago left in `.tmp`. To be called by the holder of the run lock."""
    oldest = time.time() - _SWEPT_AFTER
    with suppress(OSError):
        for child in list(os.scandir(root / TEMPORARY)):
            with suppress(OSError):
                if child.name.startswith(_PREFIX) and child.stat(follow_symlinks=False).st_mtime < oldest:
                    Path(child.path).unlink()


def close_to_others(folders: Iterable[Path]) -> None:
    """Take the rights of other accounts from folders that an earlier version made: nothing below is theirs to reach."""
    for folder in folders:
        with suppress(OSError):  # not there, or not ours to close
            mode = folder.lstat().st_mode
            if stat.S_ISDIR(mode) and mode & 0o077:
                folder.chmod(0o700)
