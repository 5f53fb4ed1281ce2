"""What each cité adds to a published number that is the sum of the cités' shares.

Belongs here: for every published table, the query of its shares by key and cité, over the intermediate tables of a build.
Does not belong here: numbers that are no sums (rates, means, medians), tables of one cité a row (`indicateurs_cites` …).
"""

from __future__ import annotations

_FLOWS = (
    "comites_pilotage",
    "actions_aller_vers",
    "nouveaux_beneficiaires",
    "actions_innovantes",
    "beneficiaires_accompagnes",
)

_OF_A_CITE = ", ".join(
    [
        "1 as cites_attendues",
        "count(partenaires) as cites_repondantes",
        "coalesce(sum(partenaires), 0) as partenaires",
        *(f"coalesce(sum({flow}), 0) as {flow}" for flow in _FLOWS),
        *(f"sum(cumul_{flow}) as cumul_{flow}" for flow in _FLOWS),
    ]
)

_INNOVANTES = (
    "count(*) as actions, sum(beneficiaires) as beneficiaires, sum(sorties_emploi) as sorties_emploi,"
    " sum(sorties_formation) as sorties_formation, sum(cout_total) as cout_total, sum(part_cite) as part_cite"
)

_SEXE, _AGE = ("femmes", "hommes"), ("moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus")
_PROFILES = " union all ".join(
    f"select trimestre, '{scheme}' as dispositif, '{criterion}' as critere, '{name}' as modalite, code_cite,"
    f" sum({name}) as beneficiaires from intermediate.int_{scheme}__retenues group by all"
    for scheme in ("aller_vers", "actions_innovantes")
    for criterion, names in (("sexe", _SEXE), ("age", _AGE))
    for name in names
)

SHARES = {
    "indicateurs_nationaux": (
        f"select trimestre, code_cite, {_OF_A_CITE} from intermediate.int_cites__mesurees group by all"
    ),
    "indicateurs_territoriaux": (
        f"select niveau, code, trimestre, code_cite, {_OF_A_CITE} from intermediate.int_cites__mesurees"
        " join intermediate.int_territoires__composes using (code_cite) where niveau <> 'national' group by all"
    ),
    "partenaires_categories": (
        "select categorie, trimestre, code_cite, count(*) as partenaires, 1 as cites"
        " from intermediate.int_partenaires__actifs group by all"
    ),
    "aller_vers_modalites": (
        "select modalite, trimestre, code_cite, count(*) as actions,"
        " sum(personnes_rencontrees) as personnes_rencontrees, sum(nouveaux_beneficiaires) as nouveaux_beneficiaires"
        " from intermediate.int_aller_vers__retenues group by all"
    ),
    "actions_innovantes_freins": (
        f"select frein, trimestre, code_cite, {_INNOVANTES}"
        " from intermediate.int_actions_innovantes__retenues group by all"
    ),
    "actions_innovantes_publics": (
        f"select public, trimestre, code_cite, {_INNOVANTES}"
        " from intermediate.int_actions_innovantes__retenues group by all"
    ),
    "beneficiaires_profils": _PROFILES,
    "qualite_regles": (
        "select regle, trimestre_lu as trimestre, jugees.code_cite, count(*) as constats,"
        " count(distinct empreinte) as fichiers, count(distinct jugees.code_cite) as cites"
        " from intermediate.int_constats__retenus as constats"
        " join intermediate.int_remontees__jugees as jugees using (empreinte) group by all"
    ),
}
"""By table: one row per key and cité; the shares of a column add up to the published value, before its rounding."""
