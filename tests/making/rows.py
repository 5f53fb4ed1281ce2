"""The rows that a default return is made of: valid, different from one another, coherent within themselves.

Belongs here: one function a table, from the cité, the quarter and the row's index.
Does not belong here: editing them (`returns`).
"""

from __future__ import annotations

import datetime
from typing import Any

from contracts.quarters import first_day
from tests.making.identifiers import qpv, siret
from tests.making.shape import AGES


def _partner(cite: str, quarter: str, index: int) -> dict[str, Any]:
    categories = ("france_travail", "mission_locale", "association")
    return {
        "siret": siret(index),
        "nom": f"Structure {index + 1}",
        "categorie": categories[index % 3],
        "date_entree": first_day(quarter) - datetime.timedelta(days=100 - index % 90),
        "date_sortie": None,
    }


def _meeting(cite: str, quarter: str, index: int) -> dict[str, Any]:
    return {
        "date": first_day(quarter) + datetime.timedelta(days=20 + index % 60),
        "instance": "comite_technique" if index % 2 else "comite_pilotage",
        "copresidee": index % 2 == 0,
        "structures_presentes": 8 + index,
    }


def _outreach(cite: str, quarter: str, index: int) -> dict[str, Any]:
    start = first_day(quarter) + datetime.timedelta(days=10 + index % 60)
    return {
        "id_action": f"AV-{index + 1:03d}",
        "intitule": f"Rencontre n° {index + 1}",
        "modalite": "porte_a_porte" if index % 2 else "forum",
        "code_qpv": qpv(cite, quarter),
        "date_debut": start,
        "date_fin": start + datetime.timedelta(days=index % 10),
        "siret_porteur": siret(0),
        "personnes_rencontrees": 60 + index,
        "nouveaux_beneficiaires": 27,
        "femmes": 13,
        "hommes": 14,
        **dict(zip(AGES, (9, 11, 7), strict=True)),
    }


def _innovative(cite: str, quarter: str, index: int) -> dict[str, Any]:
    start = first_day(quarter) + datetime.timedelta(days=15 + index % 60)
    return {
        "id_action": f"AI-{index + 1:03d}",
        "intitule": f"Atelier n° {index + 1}",
        "frein": "mobilite" if index % 2 else "langue",
        "public": "femmes" if index % 2 else "tous",
        "code_qpv": qpv(cite, quarter) if index % 2 == 0 else None,
        "date_debut": start,
        "date_fin": None,
        "siret_porteur": siret(1),
        "cout_total": 12500.5,
        "part_cite": 4000.25,
        "beneficiaires": 12,
        "femmes": 7,
        "hommes": 5,
        **dict(zip(AGES, (4, 5, 3), strict=True)),
        "sorties_emploi": 3,
        "sorties_formation": 2,
    }


DEFAULTS = {
    "partenaires": _partner,
    "gouvernance": _meeting,
    "aller_vers": _outreach,
    "actions_innovantes": _innovative,
}
