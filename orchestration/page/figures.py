"""The headline figures: what the quarter that leads says, of how many cités, and how it moved.

Belongs here: the six measures as figures with their texts. Does not belong here: charts (`trends`) and parts of a figure
(`breakdowns`, `territories`), how two quarters compare (`comparison`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestration.page.comparison import Pair, comparable, difference, pair
from orchestration.page.quarters import Quarters
from orchestration.page.words import number, quarter_short
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage, of_row

MEASURES = (
    "nouveaux_beneficiaires",
    "beneficiaires_accompagnes",
    "actions_aller_vers",
    "actions_innovantes",
    "partenaires",
    "comites_pilotage",
)
"""The measures of a return, people first."""


@dataclass(frozen=True, slots=True)
class Begun:
    """One measure in a quarter that too few cités have answered for yet: no headline, told beside it."""

    quarter: str
    value: str
    coverage: Coverage
    comparison: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure, ready to be read: texts, and the coverages that go with them."""

    column: str
    label: str
    description: str
    value: str
    coverage: Coverage
    changes: tuple[str, ...]
    more: str
    begun: tuple[Begun, ...]


def headline(quarters: Quarters) -> list[Figure]:
    """The six measures for the quarter that leads, in the order of `MEASURES`."""
    return [_figure(quarters, column) for column in MEASURES]


def _figure(quarters: Quarters, column: str) -> Figure:
    described = next(
        described
        for described in quarters.edition.contract.published["indicateurs_nationaux"].columns
        if described.name == column
    )
    row = quarters.told[-1]
    return Figure(
        column=column,
        label=described.label,
        description=described.description,
        value=_value(row, column),
        coverage=of_row(row),
        changes=_changes(quarters, column),
        more=_mean(row) if column == "partenaires" else _cumulative(quarters, row, column),
        begun=tuple(_begun(quarters, each, column) for each in quarters.begun),
    )


def _value(row: Mapping[str, Any], column: str) -> str:
    return number(row[column] if row["cites_repondantes"] else None)


def _mean(row: Mapping[str, Any]) -> str:
    if row["partenaires_par_cite"] is None:
        return "Aucune cité n'a répondu : pas de moyenne."
    mean, median = number(row["partenaires_par_cite"]), number(row["partenaires_mediane"])
    return f"{mean} par cité en moyenne, {median} en médiane ({of_row(row).text})."


def _cumulative(quarters: Quarters, row: Mapping[str, Any], column: str) -> str:
    total = number(row[f"cumul_{column}"])
    return f"{total} {since(quarters)} ({quarters.total_coverage.text})."


def since(quarters: Quarters) -> str:
    """What a sum up to the quarter that leads is over: `depuis le T1 2022`, or as many quarters as are published since."""
    first, last = quarters.told[0]["trimestre"], quarters.lead
    told = f"depuis le {quarter_short(first)}"
    if not any(first < name < last for name in quarters.unpublished):
        return told
    return f"sur les {counted(len(quarters.told), 'trimestre', 'publié')} {told}"


def _changes(quarters: Quarters, column: str) -> tuple[str, ...]:
    found = pair(quarters, quarters.lead)
    if found is None:
        return ("Premier trimestre publié : pas encore de comparaison.",)
    return difference(found, column), comparable(quarters, found, column)


def _begun(quarters: Quarters, row: Mapping[str, Any], column: str) -> Begun:
    moved = comparable(quarters, Pair(quarters.told[-1], row), column)
    return Begun(quarter_short(row["trimestre"]), _value(row, column), of_row(row), moved)
