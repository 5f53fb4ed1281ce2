"""Whether a process of this machine still lives, told from another one that was given its number later.

Belongs here: asking the kernel. Does not belong here: what follows for a run (`lost`).
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from orchestration.clock import now

_SLACK = timedelta(seconds=10)
"""How far the clock may have been set back since a process noted its number."""


def lives(process: int, noted: datetime) -> bool:
    """Whether the process that noted its number at that instant (aware) is still there; a zombie is not.

    Where the kernel does not say when a process began (no Linux), any process of that number counts.
    """
    if not _exists(process):
        return False
    age = _age(process)
    return age is None or now() - age <= noted + _SLACK


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return _state(process) != "Z"


def _age(process: int) -> timedelta | None:
    fields = _fields(process)
    if not fields:
        return None
    began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME) - began)


def _state(process: int) -> str | None:
    fields = _fields(process)
    return fields[0] if fields else None


def _fields(process: int) -> list[str] | None:
    """What `/proc` says of a process from its state on: before it comes the programme's name, which can hold anything."""
    try:
        said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return said.rpartition(")")[2].split()
