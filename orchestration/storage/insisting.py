"""Asking again before giving up: is the lock of a bucket still ours? A whole run depends on the answer.

Belongs here: how often, and how long between. Does not belong here: what the S3 client tries again by itself (`s3_connection`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from orchestration.errors import StorageError

_ATTEMPTS = 4
_PAUSE_SECONDS = 0.5


def insisting(ask: Callable[[], bool]) -> bool:
    """What `ask` answers; asked again where it raises StorageError, four times in all. Raises the last StorageError."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return ask()
        except StorageError:
            time.sleep(_PAUSE_SECONDS * attempt)
    return ask()


def demand_renewed(renew: Callable[[], bool], url: str) -> None:
    """Renew the lock of the bucket at `url` on the spot. Raises StorageError where it was lost, or nobody answers."""
    if not insisting(renew):
        raise StorageError(
            f"this run lost the lock of {url}: it was cut off for too long, and another "
            "run took over; nothing was published: run again"
        )
