"""What the cités' accepted returns already say: the returns in force, by cité and quarter.

Belongs here: which return is in force and the questions that Q rules ask of them.
Does not belong here: the register that they come from (`submissions.register`), evaluating rules (`rules`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.quarters import shift
from orchestration.submissions.judging.action_marks import name_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted return: time received (UTC, ISO), number of its judgement, totals, marks of its actions, and whether it may be
    another cité's.
    """

    code_cite: str
    trimestre: str
    empreinte: str
    recue_le: str
    numero: int
    synthese: Mapping[str, int]
    actions: Mapping[str, Sequence[str]]
    en_doute: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """An accepted return that does not count, for another of the same cité and quarter does."""

    empreinte: str
    par: str
    code_cite: str
    trimestre: str


class History:
    """The accepted returns in force. For one cité and quarter: the greatest (time received, judged later)."""

    def __init__(self) -> None:
        self._in_force: dict[str, dict[str, Accepted]] = defaultdict(dict)
        self._last_number = 0

    @classmethod
    def of(cls, returns: Iterable[Accepted]) -> History:
        """The history made of accepted returns that were not withdrawn, in any order."""
        history = cls()
        for accepted in returns:
            history.accept(accepted)
        return history

    def __len__(self) -> int:
        """How many returns are in force."""
        return sum(map(len, self._in_force.values()))

    @property
    def next_number(self) -> int:
        """A number greater than that of every judgement known."""
        return self._last_number + 1

    def accept(self, accepted: Accepted) -> Replacement | None:
        """Add an accepted return; tell which of two returns no longer counts."""
        self._last_number = max(self._last_number, accepted.numero)
        quarters = self._in_force[accepted.code_cite]
        known = quarters.get(accepted.trimestre)
        if known is None:
            quarters[accepted.trimestre] = accepted
            return None
        earlier, later = sorted((known, accepted), key=lambda each: (each.recue_le, each.numero))
        quarters[accepted.trimestre] = later
        return Replacement(earlier.empreinte, later.empreinte, later.code_cite, later.trimestre)

    def preceding(self, code_cite: str, trimestre: str) -> Mapping[str, int] | None:
        """The totals of the return in force for the quarter just before, None where there is none."""
        accepted = self._before(code_cite, trimestre)
        return accepted.synthese if accepted else None

    def preceding_is_in_doubt(self, code_cite: str, trimestre: str | None) -> bool:
        """Whether the return in force for the quarter just before may be another cité's: it is compared with, never told."""
        accepted = self._before(code_cite, trimestre) if trimestre else None
        return bool(accepted and accepted.en_doute)

    def _before(self, code_cite: str, trimestre: str) -> Accepted | None:
        return self._in_force.get(code_cite, {}).get(shift(trimestre, -1))

    def reported(self, code_cite: str, trimestre: str, sheet: str) -> dict[str, str]:
        """The actions in force for other quarters than this one, by mark and by name, with the first quarter of each.

        Events written before there were marks hold identifiers instead: too little to be compared, so these actions
        are no one's again.
        """
        quarters = self._in_force.get(code_cite, {})
        return {
            known: quarter
            for quarter in sorted(quarters, reverse=True)
            if quarter != trimestre
            for mark in quarters[quarter].actions.get(sheet, ())
            for known in (mark, name_of(mark))
        }
