"""The headline figures: what the latest quarter says, of how many cités, and how it moved.

Belongs here: the national figures and their change. Does not belong here: their drawing.
A raw change mixes what happened with who answered: the change among the cités that answered both times stands
beside it, and alone where one of the two quarters is partial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orchestration.page.coverage import Coverage, of_row
from orchestration.page.quarters import Quarters
from orchestration.page.words import evolution, number, quarter_short, signed
from orchestration.plurals import counted

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
class Figure:
    """One headline figure, ready to be read: texts, and the coverages that go with them."""

    column: str
    label: str
    description: str
    value: str
    coverage: Coverage
    changes: tuple[str, ...]
    more: str


def headline(quarters: Quarters) -> list[Figure]:
    """The six measures for the latest quarter, in the order of `MEASURES`."""
    return [_figure(quarters, column) for column in MEASURES]


def _figure(quarters: Quarters, column: str) -> Figure:
    described = next(
        described
        for described in quarters.edition.contract.published["indicateurs_nationaux"].columns
        if described.name == column
    )
    row = quarters.national[-1]
    return Figure(
        column=column,
        label=described.label,
        description=described.description,
        value=number(row[column] if row["cites_repondantes"] else None),
        coverage=of_row(row),
        changes=_changes(quarters, column),
        more=_mean(row) if column == "partenaires" else _cumulative(quarters, row, column),
    )


def _mean(row: Mapping[str, Any]) -> str:
    if row["partenaires_par_cite"] is None:
        return "Aucune cité n'a répondu : pas de moyenne."
    mean, median = number(row["partenaires_par_cite"]), number(row["partenaires_mediane"])
    cites = counted(row["cites_repondantes"], "cité", "répondante")
    return f"{mean} par cité en moyenne, {median} en médiane ({cites} sur {number(row['cites_attendues'])})."


def _cumulative(quarters: Quarters, row: Mapping[str, Any], column: str) -> str:
    total, since = number(row[f"cumul_{column}"]), quarter_short(quarters.names[0])
    return f"{total} depuis le {since} ({quarters.total_coverage.text})."


def _changes(quarters: Quarters, column: str) -> tuple[str, ...]:
    if len(quarters.national) < 2:
        return ("Premier trimestre publié : pas encore de comparaison.",)
    before, after = quarters.national[-2:]
    was = f"{quarter_short(before['trimestre'])} : {number(before[column])} ({of_row(before).text})."
    if of_row(before).is_partial or of_row(after).is_partial:
        moved = "Pas d'écart : un des deux trimestres est partiel."
    else:
        moved = f"Écart : {signed(after[column] - before[column])}."
    return f"{was} {moved}", comparable(quarters, column)


def comparable(quarters: Quarters, column: str) -> str:
    """The change among the cités whose return is in force in both of the last two quarters."""
    before, after = (_by_cite(quarters, quarter, column) for quarter in quarters.names[-2:])
    both = sorted(before.keys() & after.keys())
    if not both:
        return "Aucune cité n'a répondu aux deux trimestres."
    was, now = (sum((values[code] for code in both), Decimal(0)) for values in (before, after))
    cites = counted(len(both), "cité")
    return f"À cités comparables ({cites}) : {evolution(was, now)}."


def _by_cite(quarters: Quarters, quarter: str, column: str) -> dict[str, int]:
    return {
        row["code_cite"]: row[column]
        for row in quarters.rows("indicateurs_cites")
        if row["trimestre"] == quarter and row[column] is not None
    }
