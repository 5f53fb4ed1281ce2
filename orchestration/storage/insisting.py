"""Asking again before giving up: for a question that a whole run depends on.

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
