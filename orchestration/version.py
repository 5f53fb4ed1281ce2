"""Which code is running: the package's version and a digest of its sources, so that every release is attributable.

Belongs here: nothing else. The digest covers all that can change a published figure: Python, SQL and contract files.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

VERSION = "1.0.0"
_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = (
    "contracts/**/*.py",
    "contracts/**/*.yaml",
    "orchestration/**/*.py",
    "dbt_project/**/*.sql",
    "dbt_project/**/*.yml",
)


@cache
def code_version() -> str:
    """`1.0.0+3fa9c1d2e4b5`: the version, then 12 hex digits over every source file's name and bytes.

    The answer of the first call stands as long as the process: it is to be asked for when the code is loaded.
    """
    return version_on_disk()


def version_on_disk() -> str:
    """The same as the files are now: another one where somebody changed the code under a process that works."""
    digest = hashlib.sha256()
    paths = sorted(path for pattern in _SOURCES for path in _ROOT.glob(pattern) if "target" not in path.parts)
    for path in paths:
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:12]}"
