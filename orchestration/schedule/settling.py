"""Which dropped files have settled: those that two looks in a row found alike. One that is still being uploaded is not.

Belongs here: what a look keeps for the next one, in a bounded text. Does not belong here: listing, or asking for a run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from orchestration.schedule.thresholds import FILES_OF_A_BATCH
from orchestration.storage.interface import Entry


def token(entry: Entry) -> str:
    """16 hex digits that name this very state of a file: its key and its mark."""
    return hashlib.sha256(f"{entry.key}\0{entry.mark}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the new files: the tokens of all (for the next look), and those of the settled ones, sorted."""

    tokens: tuple[str, ...]
    settled: tuple[str, ...]

    @property
    def moving(self) -> int:
        """How many files were not there, or not like this, at the look before."""
        return len(self.tokens) - len(self.settled)

    @property
    def batch(self) -> str:
        """16 hex digits that name this set of settled files, whatever the order."""
        return hashlib.sha256("\n".join(self.settled).encode()).hexdigest()[:16]


def look(unseen: Iterable[Entry], before: Collection[str], limit: int = FILES_OF_A_BATCH) -> Look:
    """Look at the first `limit` new files; `before` holds the tokens of the look before this one."""
    tokens = tuple(sorted(token(entry) for entry in islice(unseen, limit)))
    return Look(tokens, tuple(sorted(set(tokens) & set(before))))
