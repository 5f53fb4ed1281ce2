"""One thing that is wrong with what is kept, and what a whole look at it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BACKUP = "put it back from a backup (docs/how-to/back-up-the-register.md)"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an object of the storage, as a sentence that begins with its key, and what puts it right."""

    key: str
    what: str
    remedy: str = BACKUP

    def __str__(self) -> str:
        """One line: what is wrong; what to do."""
        return f"{self.what}; {self.remedy}"


@dataclass
class Verification:
    """What was looked at, by kind; what is wrong; what could not be judged since its record is older than the check."""

    looked_at: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    not_verifiable: list[str] = field(default_factory=list)

    def add(self, kind: str, count: int, problems: Sequence[Problem]) -> None:
        """Note how many of a kind were looked at, and what is wrong with them."""
        self.looked_at[kind] = count
        self.problems.extend(problems)

    def as_dict(self) -> Mapping[str, object]:
        """The object of `cites verify --json`."""
        return {
            "examines": self.looked_at,
            "problemes": [
                {"cle": one.key, "constat": one.what, "remede": one.remedy} for one in self.problems
            ],
            "non_verifiables": self.not_verifiable,
        }
