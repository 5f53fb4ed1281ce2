"""A folder for what is needed for a moment: gone with its use, and where the process was killed, with the next use.

Belongs here: the folder, that it is ours alone, sweeping. Does not belong here: what lies in it, and the place where a
candidate is built (`workdir`).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "cites-scratch-"


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder among the machine's temporary files, closed to all other accounts; afterwards it is removed.

    What processes of this account left behind that were killed is removed first: they can hold personal data.
    """
    sweep()
    path, held = _made()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(held)


def sweep() -> None:
    """Remove the folders that no living process holds, and that belong to this account."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            held = _hold(path)
            if held is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(held)


def _made() -> tuple[Path, int]:
    """A new folder and what holds it; another one where somebody swept it up between its making and its holding."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):
            held = _hold(path)
            if held is not None and path.exists():
                return path, held


def _hold(path: Path) -> int | None:
    """Hold the folder as long as this process lives; None where another one does, or where it is not this account's.

    A lock and no process number: those are given again, and mean nothing from one container to the next.
    """
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(handle).st_uid == os.getuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
    except BlockingIOError:
        pass
    os.close(handle)
    return None
