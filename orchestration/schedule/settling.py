"""Which dropped files have settled: those that two looks in a row found alike, and whole. One still being uploaded is not.

Belongs here: what a look keeps for the next one, in a bounded text. Does not belong here: listing, asking for a run, or
telling that a file is cut off (`landing.arriving`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orchestration.schedule.thresholds import FILES_OF_A_BATCH
from orchestration.storage.interface import Entry


def token(entry: Entry) -> str:
    """16 hex digits that name this very state of a file: its key and its mark."""
    return hashlib.sha256(f"{entry.key}\0{entry.mark}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Memory:
    """What a look keeps for the next one: the tokens that it saw, and the key behind which that one begins."""

    tokens: tuple[str, ...] = ()
    after: str = ""

    @classmethod
    def read(cls, text: str | None) -> Memory:
        """What `text` says; nothing is remembered where it says nothing that is understood."""
        kept = json.loads(text or "{}")
        return cls(tuple(kept["tokens"]), kept["after"]) if isinstance(kept, dict) and kept else cls()

    @property
    def text(self) -> str:
        """Some 20 characters a token."""
        return json.dumps({"tokens": self.tokens, "after": self.after})


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the new files: the tokens of those that it took (for the next look), and of the settled ones, sorted.

    `last` is the key at which it stopped, empty where it took all of them; `after` the one behind which it began.
    """

    tokens: tuple[str, ...]
    settled: tuple[str, ...]
    after: str = ""
    last: str = ""

    @property
    def moving(self) -> int:
        """How many files were not there, or not like this, at the look before, or are cut off."""
        return len(self.tokens) - len(self.settled)

    @property
    def batch(self) -> str:
        """16 hex digits that name this set of settled files, whatever the order."""
        return hashlib.sha256("\n".join(self.settled).encode()).hexdigest()[:16]

    def memory(self, *, go_on: bool = False) -> Memory:
        """What to remember. `go_on` where these files were asked for: the next look takes those behind them first."""
        if go_on and self.last:
            return Memory((), self.last)
        return Memory(self.tokens, self.after)


def look(
    unseen: Iterable[Entry],
    before: Memory,
    limit: int = FILES_OF_A_BATCH,
    on_its_way: Callable[[Entry], object] = lambda _: None,
) -> Look:
    """Look at `limit` new files, sorted by key, beginning behind `before.after` and going round.

    So files that no run can take in hide those behind them for one look only. `on_its_way` is asked of files found alike.
    """
    ordered = list(unseen)
    behind = next((n for n, entry in enumerate(ordered) if entry.key > before.after), 0)
    taken = (ordered[behind:] + ordered[:behind])[:limit]
    alike, by_token = set(before.tokens), {token(entry): entry for entry in taken}
    settled = sorted(one for one, entry in by_token.items() if one in alike and not on_its_way(entry))
    last = taken[-1].key if len(ordered) > limit else ""
    return Look(tuple(sorted(by_token)), tuple(settled), before.after, last)
