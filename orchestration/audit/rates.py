"""Controls of what is not a sum: rate of return, mean, median and statut, counted again for every territory.

Belongs here: formulas and rounding, half up on exact fractions. Does not belong here: sums (`controls`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median
from typing import Any

from contracts.model import Contract
from orchestration.audit.comparison import Control, Tables, compared, records
from orchestration.audit.recount import Place, Recount

_PROVISIONAL_FROM = Fraction(80, 100)
_NAMES = (
    "statut",
    "cites_attendues",
    "cites_repondantes",
    "taux_remontee",
    "partenaires_par_cite",
    "partenaires_mediane",
)


def rates(tables: Tables, counted: Recount, contract: Contract) -> Control:
    """Expected and answering cités, rate, mean, median, national statut: again for every territory."""
    expected = dict(_rate_cells(counted, contract))
    rows = [("pays", "FR", row) for row in records(tables["indicateurs_nationaux"])]
    rows += [(row["niveau"], row["code"], row) for row in records(tables["indicateurs_territoriaux"])]
    found = {
        f"{level} {code} {row['trimestre']} {name}": row[name]
        for level, code, row in rows
        for name in _NAMES
        if name in row
    }
    return compared(
        "rates, means, medians and statut are those of the cités expected and in force", expected, found
    )


def _rate_cells(counted: Recount, contract: Contract) -> Iterator[tuple[str, Any]]:
    members: defaultdict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for cite, quarter in counted.expected:
        for level, code in _territories(contract, cite):
            members[level, code, quarter].append((cite, quarter))
    for (level, code, quarter), places in members.items():
        for name, value in _rated([counted.measured.get(place) for place in places]).items():
            if level == "pays" or name != "statut":
                yield f"{level} {code} {quarter} {name}", value


def _territories(contract: Contract, code: str) -> tuple[tuple[str, str], ...]:
    cite = contract.reference.cites[code]
    return (
        ("pays", "FR"),
        ("region", cite.region_code),
        ("departement", cite.departement_code),
        ("vague", cite.wave),
    )


def _rated(measures: Sequence[Mapping[str, int] | None]) -> dict[str, Any]:
    partners = [Fraction(measured["partenaires"]) for measured in measures if measured is not None]
    rate = Fraction(len(partners), len(measures))
    return {
        "statut": _status(rate),
        "cites_attendues": len(measures),
        "cites_repondantes": len(partners),
        "taux_remontee": half_up(rate, 4),
        "partenaires_par_cite": half_up(sum(partners, Fraction(0)) / len(partners), 2) if partners else None,
        "partenaires_mediane": half_up(median(partners), 1) if partners else None,
    }


def _status(rate: Fraction) -> str:
    if rate == 1:
        return "complet"
    return "provisoire" if rate >= _PROVISIONAL_FROM else "partiel"


def half_up(exact: Fraction, decimals: int) -> Decimal:
    """An exact number that is not negative, rounded half up, with all its decimals written."""
    return Decimal(floor(exact * 10**decimals + Fraction(1, 2))).scaleb(-decimals)
