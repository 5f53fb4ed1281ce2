"""A figure out of what goes into it, in exact decimals, rounded half up as it is published.

Belongs here: the formulas, in numbers and in words. Does not belong here: what goes into a figure (`contributions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from orchestration.explanation.contributions import Contribution
from orchestration.explanation.measures import Formula

WORDS: Mapping[Formula, str] = {
    "somme": "somme des apports",
    "somme_arrondie": "somme des apports, arrondie au centime",
    "moyenne": "moyenne des apports, arrondie à 2 décimales",
    "mediane": "médiane des apports",
    "rapport": "cités répondantes ÷ cités attendues, arrondi à 4 décimales",
    "cites": "nombre de cités différentes",
    "valeur": "valeur de la cellule",
    "retard": "jours entre l'échéance et la date de signature, 0 au moins",
}


def computed(formula: Formula, given: Sequence[Contribution], deadline: date | None) -> Any:
    """The figure; None where a formula has nothing to start from. `deadline`: of the row's quarter, if it has one."""
    if formula == "retard":
        return max(0, (given[0].value - deadline).days) if given and deadline else None
    return _FORMULAS[formula](given)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _numbers(given: Sequence[Contribution]) -> list[Decimal]:
    return [Decimal(each.value) for each in given]


def _mean(given: Sequence[Contribution], decimals: int) -> Decimal | None:
    return rounded(sum(_numbers(given), Decimal(0)) / len(given), decimals) if given else None


_FORMULAS: Mapping[Formula, Callable[[Sequence[Contribution]], Any]] = {
    "somme": lambda given: sum(_numbers(given), Decimal(0)),
    "somme_arrondie": lambda given: rounded(sum(_numbers(given), Decimal(0)), 2),
    "moyenne": lambda given: _mean(given, 2),
    "mediane": lambda given: rounded(median(_numbers(given)), 1) if given else None,
    "rapport": lambda given: _mean(given, 4),
    "cites": lambda given: Decimal(len({each.code_cite for each in given} - {None})),
    "valeur": lambda given: given[0].value if given else None,
}
