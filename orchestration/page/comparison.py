"""How a measure moved from one published quarter to the next: the totals as they are, and the same cités twice.

Belongs here: which two quarters are compared, and the comparison in words. Does not belong here: the figures themselves.
A raw difference mixes what happened with who answered: the change among the cités that answered both times stands beside
it, and alone where one of the two quarters is partial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.quarters import shift
from orchestration.page.quarters import Quarters, between
from orchestration.page.words import evolution, number, quarter_short, signed
from orchestration.publication.coverage import Coverage, of_row, status_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two national rows, the earlier one first."""

    before: Row
    after: Row

    @property
    def is_adjacent(self) -> bool:
        """Whether no quarter lies between them, published or not."""
        return bool(shift(self.before["trimestre"], 1) == self.after["trimestre"])

    @property
    def has_partial(self) -> bool:
        """Whether too few cités answered in one of them for their totals to be compared."""
        return of_row(self.before).is_partial or of_row(self.after).is_partial


def pair(quarters: Quarters, quarter: str) -> Pair | None:
    """A quarter with the one published before it; None for the first."""
    place = quarters.names.index(quarter)
    return Pair(quarters.national[place - 1], quarters.national[place]) if place else None


def difference(found: Pair, column: str) -> str:
    """The total before with what it stands for, and the difference where both totals describe the programme."""
    before, after = found.before, found.after
    was = f"{quarter_short(before['trimestre'])}{_gap(found)} : {number(before[column])} ({of_row(before).text})."
    if found.has_partial:
        return f"{was} Pas d'écart : un des deux trimestres est partiel."
    return f"{was} Écart : {signed(after[column] - before[column])}."


def _gap(found: Pair) -> str:
    """What is missing between the two, which nobody would guess."""
    if found.is_adjacent:
        return ""
    missing = between(found.before["trimestre"], found.after["trimestre"])[1:-1]
    return f" (aucun chiffre publié {span(missing)})"


def span(names: list[str]) -> str:
    """Quarters that follow one another: `au T2 2022`, `du T2 2022 au T1 2023`."""
    first, last = quarter_short(names[0]), quarter_short(names[-1])
    return f"au {first}" if first == last else f"du {first} au {last}"


def comparable(quarters: Quarters, found: Pair, column: str) -> str:
    """The change among the cités whose return is in force in both quarters, of those expected in both."""
    before, after = (_by_cite(quarters, row["trimestre"], column) for row in (found.before, found.after))
    expected = before.keys() & after.keys()
    both = [code for code in expected if before[code] is not None and after[code] is not None]
    if not both:
        return "Aucune cité n'a répondu aux deux trimestres."
    was, now = (sum((Decimal(values[code] or 0) for code in both), Decimal(0)) for values in (before, after))
    coverage = Coverage(len(both), len(expected), status_of(len(both), len(expected)))
    told = f"À cités comparables avec le {quarter_short(found.before['trimestre'])} ({coverage.text})"
    return f"{told} : {evolution(was, now)}."


def _by_cite(quarters: Quarters, quarter: str, column: str) -> dict[str, int | None]:
    return {
        row["code_cite"]: row[column]
        for row in quarters.rows("indicateurs_cites")
        if row["trimestre"] == quarter
    }
