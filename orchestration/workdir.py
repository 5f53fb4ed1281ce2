"""Where a candidate is built: a folder of this machine that nobody else can write to.

Belongs here: its place, and that it is ours alone. Does not belong here: what lies in it (`warehouse`).
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from orchestration.errors import CitesError
from orchestration.storage.interface import Storage


class UnsafeWorkdir(CitesError):
    """The place where we would build belongs to somebody else, or is open to others."""


def workdir_of(storage: Storage) -> Path:
    """Inside a folder storage, else a folder of its own, for this account and storage, in the machine's temporary files.

    Raises UnsafeWorkdir where the latter is there already and is no folder of ours, closed to all others.
    """
    inside = storage.local_path("work/here")
    if inside is not None:
        inside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        inside.parent.chmod(0o700)
        return inside.parent
    return made(temporary_place(storage.url))


def temporary_place(url: str) -> Path:
    """The folder for this account and storage in the machine's temporary files; nothing is made by asking."""
    name = hashlib.sha256(url.encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"cites-{os.getuid()}-{name}"


def made(workdir: Path) -> Path:
    """That folder, made where it is missing. Raises UnsafeWorkdir where it is somebody else's."""
    workdir.mkdir(mode=0o700, exist_ok=True)
    _demand_ours(workdir)
    return workdir


def _demand_ours(workdir: Path) -> None:
    # its name can be guessed: another account of the machine may have made it first, or a link in its place
    found = workdir.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) == 0o700:
        return
    raise UnsafeWorkdir(
        f"{workdir} is not a folder that belongs to this account alone (mode 0700): remove it, or set TMPDIR to a "
        "folder of your own"
    )
