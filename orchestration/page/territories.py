"""Where: the regions, and each cité's part of the headline figures, down to the return that it comes from.

Belongs here: the rows of the regional table and of the cités' table. Does not belong here: the map (`ground`).
The column of a measure in the cités' table adds up to the headline figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.keys import key
from orchestration.page.figures import MEASURES
from orchestration.page.quarters import Quarters, summed
from orchestration.page.words import number
from orchestration.publication.coverage import Coverage, of_counts

STATES = {"acceptee": "en vigueur", "rejetee": "rejetée", "manquante": "manquante"}
"""`statut_remontee` as people read it."""

_FINGERPRINT = 8
_SILENT: dict[str, Any] = dict.fromkeys(MEASURES)
"""Silence is not zero: a territory of which nobody answered has no figures."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A region: its coverage and its measures."""

    label: str
    coverage: Coverage
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cité in the quarter that leads; what depends on a return is null where none is in force."""

    code: str
    name: str
    departement_code: str
    departement: str
    state: str
    received: date | None
    fingerprint: str | None
    newcomers: int | None
    values: tuple[str, ...]
    is_withdrawn: bool = False
    """Whether a return was accepted, then taken out of force, and nothing was judged after it."""

    @property
    def word(self) -> str:
        """The state of its return as people read it."""
        return f"{STATES[self.state]} (retirée)" if self.is_withdrawn else STATES[self.state]


def labels(quarters: Quarters) -> list[str]:
    """The titles of the columns of measures, in the order of the values."""
    columns = quarters.edition.contract.published["indicateurs_nationaux"].columns
    by_name = {column.name: column.label for column in columns}
    return [by_name[measure] for measure in MEASURES]


def regions(quarters: Quarters) -> list[Territory]:
    """The regions of the quarter that leads, by name."""
    rows = [row for row in quarters.of_lead("indicateurs_territoriaux") if row["niveau"] == "region"]
    return [
        Territory(row["libelle"], of_counts(row), _values(row if row["cites_repondantes"] else _SILENT))
        for row in sorted(rows, key=lambda row: key(row["libelle"]))
    ]


def places(quarters: Quarters) -> list[Place]:
    """Every cité expected in the quarter that leads, by name."""
    followed = {row["code_cite"]: row for row in quarters.of_lead("suivi_remontees")}
    in_force = {
        returned["code_cite"]: str(returned["empreinte"])
        for returned in quarters.edition.origin["remontees"]
        if returned["trimestre"] == quarters.lead
    }
    cites = quarters.edition.contract.reference.cites
    return [
        Place(
            code=row["code_cite"],
            name=row["nom_cite"],
            departement_code=row["departement_code"],
            departement=cites[row["code_cite"]].departement if row["code_cite"] in cites else "",
            state=row["statut_remontee"],
            received=followed.get(row["code_cite"], {}).get("date_remontee"),
            fingerprint=in_force.get(row["code_cite"], "")[:_FINGERPRINT] or None,
            newcomers=row["nouveaux_beneficiaires"],
            values=_values(row),
            is_withdrawn=_is_withdrawn(followed.get(row["code_cite"])),
        )
        for row in sorted(quarters.of_lead("indicateurs_cites"), key=lambda row: key(row["nom_cite"]))
    ]


def _is_withdrawn(followed: dict[str, Any] | None) -> bool:
    return bool(followed and followed["statut_remontee"] == "manquante" and followed["versions"])


def sums(quarters: Quarters) -> tuple[str, ...]:
    """The sums of the cités' table, column by column: the headline figures again, from the cités up."""
    rows = quarters.of_lead("indicateurs_cites")
    return tuple(number(summed(rows, measure)) for measure in MEASURES)


def _values(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(number(row[measure]) for measure in MEASURES)
