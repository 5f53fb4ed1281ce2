"""Stop this process, or make it fail, at the n-th change that it makes to the files below a folder.

Belongs here: what counts as a change, and what happens there. Python announces every one of them to an audit hook before it
is made (PEP 578); what DuckDB writes by itself, in the folder where a candidate is built, is not among them.
Does not belong here: what is tried, and what must hold afterwards.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = {
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.remove": 1,
    "os.mkdir": 2,
    "os.rmdir": 1,
    "os.truncate": None,
    "os.chmod": 2,
}
"""Audit events of changes to names, and where among their arguments the folder's descriptor stands."""

Act = Callable[[], None]


def at_change(root: Path, number: int, act: Act) -> None:
    """From now on do `act` when this process is about to make its n-th change below `root`."""
    counter = itertools.count(1)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if _is_change(event, arguments, str(root)) and next(counter) == number:
            act()

    sys.addaudithook(heard)


def noted(root: Path, into: Path) -> None:
    """From now on write a line into a file for every change below `root`."""
    opened = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if _is_change(event, arguments, str(root)):
            os.write(opened, f"{event} {_path(event, arguments)}\n".encode())

    sys.addaudithook(heard)


def killed() -> None:
    """End this very process as the system's memory keeper or a power cut would: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def failing(error: int) -> Act:
    """Fail with an error of the system."""

    def fail() -> None:
        raise OSError(error, os.strerror(error))

    return fail


def _is_change(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR):
            return False
    elif event not in _CHANGES:
        return False
    path = _path(event, arguments)
    return path is not None and path.startswith(root + "/")


def _path(event: str, arguments: tuple[Any, ...]) -> str | None:
    path = arguments[0]
    if isinstance(path, int):
        return _behind(path)
    try:
        path = os.fsdecode(path)
    except TypeError:
        return None
    if Path(path).is_absolute():
        return path
    position = _CHANGES.get(event)
    folder = arguments[position] if position is not None and len(arguments) > position else -1
    return f"{_behind(folder)}/{path}" if isinstance(folder, int) and folder >= 0 else str(Path.cwd() / path)


def _behind(descriptor: int) -> str | None:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return None
