"""The breakdowns of the quarter that leads: who, how, against which obstacle, for whom.

Belongs here: the rows of each breakdown, with the same rows summed over all the quarters.
Does not belong here: their drawing. A breakdown lists only what occurs, so one may be empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.page.quarters import Quarters
from orchestration.page.words import number, percent
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage

LISTED = 12
"""How many bars a chart has at most; its table has them all."""


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a breakdown: the quarter that leads's value, its share of the whole, and the sum over all quarters."""

    label: str
    value: int
    share: str
    total: int | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One breakdown, largest part first. `total` of a part is null where summing quarters would mean nothing."""

    name: str
    title: str
    kind: str
    """What its parts are, at the head of their column: `Frein`."""

    measure: str
    parts: tuple[Part, ...]
    coverage: Coverage
    whole_coverage: Coverage
    other_columns: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts that the chart shows."""
        return self.parts[:LISTED]

    @property
    def has_totals(self) -> bool:
        """Whether the quarters may be summed."""
        return any(part.total is not None for part in self.parts)

    @property
    def alternative(self) -> str:
        """The chart in words: its largest parts, and what it stands for."""
        by_value = sorted(self.parts, key=lambda part: -part.value)
        largest = ", ".join(f"{part.label} {number(part.value)} ({part.share})" for part in by_value[:3])
        listed = counted(len(self.shown), "barre")
        return f"Graphique, {listed} : {self.measure.lower()}. En tête : {largest}. {self.coverage.text}."


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a breakdown comes from: the table, its code and the column that is drawn."""

    table: str
    code: str
    column: str
    title: str
    kind: str
    is_stock: bool = False
    others: tuple[str, ...] = ()


_PLANS = (
    _Plan(
        "partenaires_categories",
        "categorie",
        "partenaires",
        "Partenaires par catégorie",
        "Catégorie",
        is_stock=True,
        others=("cites",),
    ),
    _Plan(
        "aller_vers_modalites",
        "modalite",
        "nouveaux_beneficiaires",
        "Aller-vers : comment les habitants sont rencontrés",
        "Modalité",
        others=("actions", "personnes_rencontrees"),
    ),
    _Plan(
        "actions_innovantes_freins",
        "frein",
        "beneficiaires",
        "Actions innovantes : les freins levés",
        "Frein",
        others=("actions", "sorties_emploi", "sorties_formation"),
    ),
    _Plan(
        "actions_innovantes_publics",
        "public",
        "beneficiaires",
        "Actions innovantes : les publics",
        "Public",
        others=("actions", "sorties_emploi", "sorties_formation"),
    ),
)


def breakdowns(quarters: Quarters) -> list[Breakdown]:
    """Partner categories, ways of outreach, obstacles and publics."""
    return [_breakdown(quarters, plan) for plan in _PLANS]


def _breakdown(quarters: Quarters, plan: _Plan) -> Breakdown:
    labels = {column.name: column.label for column in quarters.edition.contract.published[plan.table].columns}
    rows = quarters.of_lead(plan.table)
    whole = sum(row[plan.column] for row in rows)
    totals = _totals(quarters, plan)
    parts = [
        Part(
            row["libelle"],
            row[plan.column],
            percent(row[plan.column], whole),
            None if plan.is_stock else totals[row[plan.code]],
            tuple(number(row[other]) for other in plan.others),
        )
        for row in rows
    ]
    return Breakdown(
        plan.table,
        plan.title,
        plan.kind,
        labels[plan.column],
        _ordered(parts),
        quarters.coverage(),
        quarters.total_coverage,
        tuple(labels[other] for other in plan.others),
    )


def _totals(quarters: Quarters, plan: _Plan) -> Mapping[str, int]:
    totals: defaultdict[str, int] = defaultdict(int)
    for row in quarters.until_lead(plan.table):
        totals[row[plan.code]] += row[plan.column]
    return totals


def _ordered(parts: list[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.value, part.label)))
