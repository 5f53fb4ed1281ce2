"""Controls of the breakdown tables: they add up to the national figures, quarter by quarter.

Belongs here: which breakdown adds up to which total. Does not belong here: the totals themselves
(`controls`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.audit.comparison import Control, Tables, compared, records

Row = Mapping[str, Any]

_PARTS = (
    ("partenaires_categories", "partenaires", "partenaires"),
    ("aller_vers_modalites", "actions", "actions_aller_vers"),
    ("aller_vers_modalites", "nouveaux_beneficiaires", "nouveaux_beneficiaires"),
    ("actions_innovantes_freins", "actions", "actions_innovantes"),
    ("actions_innovantes_freins", "beneficiaires", "beneficiaires_accompagnes"),
    ("actions_innovantes_publics", "actions", "actions_innovantes"),
    ("actions_innovantes_publics", "beneficiaires", "beneficiaires_accompagnes"),
    ("indicateurs_qpv", "actions_aller_vers", "actions_aller_vers"),
    ("indicateurs_qpv", "nouveaux_beneficiaires", "nouveaux_beneficiaires"),
)
"""A column of a breakdown table, and the national figure that it sums to.

Every outreach action names its QPV; an innovative one need not."""

_PROFILES = {"aller_vers": "nouveaux_beneficiaires", "actions_innovantes": "beneficiaires_accompagnes"}
_CRITERIA = ("sexe", "age")

_EXITS = ("sorties_emploi", "sorties_formation")
"""What both tables of actions give whole; their costs are rounded apart, so a cent may differ."""


def breakdowns(tables: Tables) -> Control:
    """Categories, modalités, freins, publics, QPV and profiles sum to the national figures."""
    national = {row["trimestre"]: row for row in records(tables["indicateurs_nationaux"])}
    expected: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for table, column, figure in _PARTS:
        _add(expected, found, national, figure, f"{table}.{column}", _summed(records(tables[table]), column))
    profiles = records(tables["beneficiaires_profils"])
    for scheme, figure in _PROFILES.items():
        for criterion in _CRITERIA:
            rows = [row for row in profiles if (row["dispositif"], row["critere"]) == (scheme, criterion)]
            _add(
                expected,
                found,
                national,
                figure,
                f"beneficiaires_profils {scheme} {criterion}",
                _summed(rows, "beneficiaires"),
            )
    return compared("breakdowns add up to the national figures", expected, found)


def _add(
    expected: dict[str, Any],
    found: dict[str, Any],
    national: Mapping[str, Row],
    figure: str,
    part: str,
    sums: Mapping[str, Any],
) -> None:
    for quarter, row in national.items():
        expected[f"{quarter} {part}"] = row[figure]
        found[f"{quarter} {part}"] = sums.get(quarter, 0)
    # a breakdown of a quarter that is not published at all
    found.update({f"{quarter} {part}": total for quarter, total in sums.items() if quarter not in national})


def exits_two_ways(tables: Tables) -> Control:
    """The exits to employment and training are the same whether told by frein or by public."""
    by_frein, by_public = (_exits(tables, f"actions_innovantes_{way}") for way in ("freins", "publics"))
    return compared("exits are the same by frein and by public", by_frein, by_public)


def _exits(tables: Tables, table: str) -> dict[str, Any]:
    rows = records(tables[table])
    sums = {column: _summed(rows, column) for column in _EXITS}
    return {f"{quarter} {column}": total for column, some in sums.items() for quarter, total in some.items()}


def _summed(rows: Iterable[Row], column: str) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        sums[row["trimestre"]] += row[column]
    return dict(sums)
