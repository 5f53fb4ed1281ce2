"""From a figure of the country or of a territory down to the cités, out of the published tables alone.

Belongs here: what a page can show of the way of a number without reading any file again. Does not belong here: the way
further down, to rows and cells (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from orchestration.publication.edition import Edition

_OF_A_LEVEL = {"region": "region_code", "departement": "departement_code", "vague": "vague"}
_MADE_OF_PARTNERS = ("partenaires_par_cite", "partenaires_mediane")
_RATE = "taux_remontee"

TRACED = ("indicateurs_nationaux", "indicateurs_territoriaux")
"""The tables whose figures are made of those of `indicateurs_cites`."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one expected cité gives to a figure. `valeur` and `empreinte` are None where no return of it is in force.

    Of a running total `valeur` is the cité's own (a number even where this quarter's return is missing), and `empreinte` is
    that of this quarter's return.
    """

    code_cite: str
    nom_cite: str
    empreinte: str | None
    valeur: int | None


def trail(edition: Edition, table: str, key: Mapping[str, str], column: str) -> list[Share]:
    """The cités behind `column` of one row of `indicateurs_nationaux` or `indicateurs_territoriaux`, by code.

    A count or a running total is the sum of the values (None counts as 0); `partenaires_par_cite` their mean and
    `partenaires_mediane` their median over those that are not None; `cites_repondantes` counts those with an `empreinte`,
    `cites_attendues` all, `taux_remontee` divides the one by the other. Raises KeyError for another table or column.
    """
    if table not in TRACED:
        raise KeyError(table)
    measure = traced(column)
    counted = {place: event["empreinte"] for place, event in edition.register.in_force().items()}
    return [
        Share(
            row["code_cite"],
            row["nom_cite"],
            counted.get((row["code_cite"], row["trimestre"])),
            _value(row, measure),
        )
        for row in _rows(edition.tables["indicateurs_cites"], key)
    ]


def traced(column: str) -> str:
    """The measure of each cité that a column is made of: means and medians are of partners."""
    return "partenaires" if column in _MADE_OF_PARTNERS else column


def _rows(cites: pa.Table, key: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    level = _OF_A_LEVEL[key["niveau"]] if "niveau" in key else None
    for row in sorted(cites.to_pylist(), key=lambda row: str(row["code_cite"])):
        if row["trimestre"] == key["trimestre"] and (level is None or row[level] == key["code"]):
            yield row


def _value(row: Mapping[str, Any], column: str) -> int | None:
    responded = row["partenaires"] is not None
    if column == "cites_attendues":
        return 1
    if column in ("cites_repondantes", _RATE):
        return 1 if responded else 0
    value: int | None = row[column]
    return value
