"""Whether a storage holds the demonstration, so that no output of it passes for real figures.

Belongs here: the sign and the words. Imports nothing heavy: every command asks.
"""

from __future__ import annotations

from orchestration.storage.interface import Storage

LANDING = "landing/demo/"

NOTICE = "DONNÉES FICTIVES : démonstration, aucune de ces remontées n'est réelle."


def is_demonstration(storage: Storage) -> bool:
    """Whether demonstration returns were ever dropped here and not removed since."""
    return any(True for _ in storage.entries(LANDING))
