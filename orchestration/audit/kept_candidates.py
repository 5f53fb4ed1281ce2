"""Candidates whose audit failed, kept for a person to look into: the last few of them.

Belongs here: where they lie and how many stay. Does not belong here: the audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from orchestration.storage.interface import Storage

PREFIX = "candidates/"
KEPT = 5
"""How many stay: each is as large as a release's database, and the last ones are those that are looked into."""


def keep_candidate(storage: Storage, files: Sequence[Path], instant: datetime) -> str:
    """Keep these files under the instant, remove the oldest candidates beyond `KEPT`; where it lies, for a person."""
    place = f"{PREFIX}{instant:%Y%m%dT%H%M%SZ}"
    for path in files:
        storage.upload(path, f"{place}/{path.name}")
    _remove_older(storage)
    return storage.location(place)


def _remove_older(storage: Storage) -> None:
    keys = [entry.key for entry in storage.entries(PREFIX)]
    names = sorted({key.split("/")[1] for key in keys})
    for name in names[:-KEPT]:
        for key in keys:
            if key.startswith(f"{PREFIX}{name}/"):
                storage.delete(key)
