"""Whose limit was it? A file that needs more than it may have is refused; one that met a full machine is tried again.

Belongs here: asking the machine for what a file may have. Does not belong here: the limit itself (`worker`).
"""

from __future__ import annotations

import mmap
from pathlib import Path

OUT_OF_MEMORY = 75
"""The exit status of a worker that the machine left without memory (EX_TEMPFAIL: what failed may succeed later)."""

_SIZE = Path("/proc/self/statm")
_SPARE = 32 * 2**20
"""What the process needs for the asking itself."""


def machine_has(allowed: int) -> bool:
    """Whether this process could have as much memory as a file is allowed, as far as the machine is concerned.

    Where it can, want of memory came from the limit that the process keeps.
    """
    try:
        mmap.mmap(-1, max(mmap.PAGESIZE, allowed - _size() - _SPARE)).close()
    except (OSError, ValueError, MemoryError):
        return False
    return True


def _size() -> int:
    """The address space of this process; 0 where the system does not tell."""
    try:
        return int(_SIZE.read_bytes().split()[0]) * mmap.PAGESIZE
    except (OSError, ValueError, IndexError):
        return 0
