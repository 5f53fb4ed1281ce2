"""The names that a rule may use besides the columns of its own sheet.

Belongs here: which names exist and on which sheets; `docs/reference/rule-context.md` tells what they mean.
Does not belong here: computing them (`orchestration.submissions.judging`).
"""

from __future__ import annotations

from contracts.model import Sheet

_EVERYWHERE = frozenset({"debut_trimestre", "fin_trimestre", "aujourdhui"})
_ACTIONS = frozenset({"rang_action", "porteur_connu", "deja_remontee", "deja_nommee"})
_IDENTITY = frozenset(
    {
        "cite_connue",
        "trimestre_valide",
        "trimestre_attendu",
        "nom_conforme",
        "autre_cite",
        "modele_accepte",
        "versions_modele",
        "premier_trimestre_national",
        "premier_trimestre_cite",
    }
)
_BY_SHEET = {
    "identification": _IDENTITY,
    "partenaires": frozenset({"rang_siret"}),
    "aller_vers": _ACTIONS,
    "actions_innovantes": _ACTIONS,
}
_BY_TYPE = {"siret": "siret_valide", "qpv": "qpv_valide"}

PLACEHOLDERS = frozenset(
    {
        "valeur",
        "attendu",
        "ecart",
        "colonne",
        "feuille",
        "feuille_modele",
        "libelle",
        "definition",
        "type",
        "minimum",
        "maximum",
        "longueur",
        "codes",
        "donnees",
        "cite",
        "trimestre",
        "exemple",
        "si_vide",
        "si_zero",
        "sources",
        "actions",
        "detail",
    }
)

VARIANTS = frozenset({"en_doute", "porteuse", "precedent_en_doute"})
"""The situations in which a rule may be worded otherwise."""


def context_names(sheet: Sheet) -> frozenset[str]:
    """The context names that the rules of this sheet may use."""
    by_type = {_BY_TYPE[column.type] for column in sheet.columns if column.type in _BY_TYPE}
    indicators = {
        f"{prefix}_{column.name}"
        for column in sheet.columns
        for prefix in ("detail", "precedent")
        if sheet.layout == "indicateurs"
    }
    return _EVERYWHERE | _BY_SHEET.get(sheet.name, frozenset()) | by_type | indicators
