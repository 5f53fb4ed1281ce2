"""The template as the specification words it: sheets, columns, fields and indicators, spelled out by hand.

Belongs here: names only. Does not belong here: anything read from the contract, which is tested against this.
"""

from __future__ import annotations

from typing import Any

Grid = list[list[Any]]

LABELS = {
    "identification": "Identification",
    "partenaires": "Partenaires",
    "gouvernance": "Gouvernance",
    "aller_vers": "Aller-vers",
    "actions_innovantes": "Actions innovantes",
    "synthese": "Synthèse",
}
AGES = ["moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus"]
HEADERS = {
    "identification": ["champ", "valeur"],
    "partenaires": ["siret", "nom", "categorie", "date_entree", "date_sortie"],
    "gouvernance": ["date", "instance", "copresidee", "structures_presentes"],
    "aller_vers": [
        *["id_action", "intitule", "modalite", "code_qpv", "date_debut", "date_fin", "siret_porteur"],
        *["personnes_rencontrees", "nouveaux_beneficiaires", "femmes", "hommes", *AGES],
    ],
    "actions_innovantes": [
        *["id_action", "intitule", "frein", "public", "code_qpv", "date_debut", "date_fin", "siret_porteur"],
        *[
            "cout_total",
            "part_cite",
            "beneficiaires",
            "femmes",
            "hommes",
            *AGES,
            "sorties_emploi",
            "sorties_formation",
        ],
    ],
    "synthese": ["indicateur", "valeur"],
}
FIELDS = [
    *["modele", "code_cite", "nom_cite", "trimestre", "date_remontee", "etp_coordination"],
    *["validee_etat", "validee_collectivite", "commentaire"],
]
INDICATORS = [
    *["partenaires", "comites_pilotage", "actions_aller_vers", "nouveaux_beneficiaires"],
    *["actions_innovantes", "beneficiaires_accompagnes"],
]
LEDGERS = ("partenaires", "gouvernance", "aller_vers", "actions_innovantes")
RECORDS = {"identification": FIELDS, "synthese": INDICATORS}
