"""Which published columns can be explained, and what each is made of.

Belongs here: for every table and column the formula and the rows, files or findings that go into it.
Does not belong here: fetching them (`contributions`), computing with them (`formulas`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Formula = Literal["somme", "somme_arrondie", "moyenne", "mediane", "rapport", "cites", "valeur", "retard"]
Kind = Literal["lignes", "cites", "fichiers", "constats", "identification"]
"""What is listed: rows of the returns in force, expected cités, judged files, findings, a cell of Identification."""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one sheet that count: the intermediate table they stand in, and what each adds.

    `value` is the column that is summed; None: each row counts for one, and `pointed` is the column whose cell is shown.
    """

    sheet: str
    relation: str
    value: str | None
    pointed: str
    condition: str = "true"


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is made. `to_date`: earlier quarters count too. `filters`: columns of the row's key that its rows bear.

    `once`: a return counts for one however many rows of it there are. `everyone`: returns without any such row are listed
    with 0. `counted`: which files or findings count, a column of the register's judgements.
    """

    kind: Kind
    formula: Formula
    source: Source | None = None
    to_date: bool = False
    filters: tuple[str, ...] = ()
    once: bool = False
    everyone: bool = False
    counted: str | None = None


def _outreach(column: str | None) -> Source:
    return Source("aller_vers", "int_aller_vers__retenues", column, column or "id_action")


def _innovative(column: str | None) -> Source:
    return Source("actions_innovantes", "int_actions_innovantes__retenues", column, column or "id_action")


_PARTNERS = Source("partenaires", "int_partenaires__actifs", None, "siret")
_FLOWS: Mapping[str, Source] = {
    "comites_pilotage": Source(
        "gouvernance", "int_reunions__retenues", None, "instance", "instance = 'comite_pilotage'"
    ),
    "actions_aller_vers": _outreach(None),
    "nouveaux_beneficiaires": _outreach("nouveaux_beneficiaires"),
    "actions_innovantes": _innovative(None),
    "beneficiaires_accompagnes": _innovative("beneficiaires"),
}


def _summed(source: Source, *filters: str, formula: Formula = "somme") -> Measure:
    return Measure("lignes", formula, source, filters=filters)


_OF_A_CITE: Mapping[str, Measure] = {
    "partenaires": replace(_summed(_PARTNERS), everyone=True),
    **{flow: replace(_summed(source), everyone=True) for flow, source in _FLOWS.items()},
    **{
        f"cumul_{flow}": replace(_summed(source), everyone=True, to_date=True)
        for flow, source in _FLOWS.items()
    },
}
_OF_MANY_CITES: Mapping[str, Measure] = {
    "cites_attendues": Measure("cites", "somme"),
    "cites_repondantes": Measure("cites", "somme", counted="repondante"),
    "taux_remontee": Measure("cites", "rapport", counted="repondante"),
    "partenaires_par_cite": replace(_OF_A_CITE["partenaires"], formula="moyenne"),
    "partenaires_mediane": replace(_OF_A_CITE["partenaires"], formula="mediane"),
    **_OF_A_CITE,
}


def _by_axis(axis: str) -> Mapping[str, Measure]:
    counted = ("beneficiaires", "sorties_emploi", "sorties_formation")
    return {
        "actions": _summed(_innovative(None), axis),
        **{name: _summed(_innovative(name), axis) for name in counted},
        **{
            name: _summed(_innovative(name), axis, formula="somme_arrondie")
            for name in ("cout_total", "part_cite")
        },
    }


MEASURES: Mapping[str, Mapping[str, Measure]] = {
    "indicateurs_nationaux": _OF_MANY_CITES,
    "indicateurs_territoriaux": _OF_MANY_CITES,
    "indicateurs_cites": _OF_A_CITE,
    "indicateurs_qpv": {
        name: _summed(source, "code_qpv") for name, source in _FLOWS.items() if name != "comites_pilotage"
    },
    "partenaires_categories": {
        "partenaires": _summed(_PARTNERS, "categorie"),
        "cites": replace(_summed(_PARTNERS, "categorie"), once=True),
    },
    "aller_vers_modalites": {
        "actions": _summed(_outreach(None), "modalite"),
        **{n: _summed(_outreach(n), "modalite") for n in ("personnes_rencontrees", "nouveaux_beneficiaires")},
    },
    "actions_innovantes_freins": _by_axis("frein"),
    "actions_innovantes_publics": _by_axis("public"),
    "beneficiaires_profils": {"beneficiaires": Measure("lignes", "somme")},
    "suivi_remontees": {
        "date_remontee": Measure("identification", "valeur"),
        "retard_jours": Measure("identification", "retard"),
        "versions": Measure("fichiers", "somme", counted="acceptee"),
        "rejets": Measure("fichiers", "somme", counted="rejetee"),
        "erreurs": Measure("fichiers", "somme", counted="bloquants"),
        "alertes": Measure("fichiers", "somme", counted="alertes"),
    },
    "qualite_regles": {
        "constats": Measure("constats", "somme"),
        "fichiers": Measure("constats", "somme", once=True),
        "cites": Measure("constats", "cites", once=True),
    },
}
"""By table, then by column; what is not here is a code, a label, a word or a date of the reference."""


def measure(table: str, column: str, key: Mapping[str, str]) -> Measure:
    """What a column of one row is made of. Raises KeyError where it is not explained."""
    found = MEASURES[table][column]
    if table != "beneficiaires_profils":
        return found
    # here the row's key says from which sheet and column the figure comes
    of_scheme = _outreach if key["dispositif"] == "aller_vers" else _innovative
    return replace(found, source=of_scheme(key["modalite"]))
