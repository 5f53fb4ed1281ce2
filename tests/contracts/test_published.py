"""The published tables are those that BI tools rely on: names, order of columns, types, keys."""

import pytest

from contracts.errors import ContractError

FLOWS = (
    "comites_pilotage actions_aller_vers nouveaux_beneficiaires actions_innovantes beneficiaires_accompagnes"
)
CUMUL = " ".join(f"cumul_{flow}" for flow in FLOWS.split())
RETURNS = (
    "cites_attendues cites_repondantes taux_remontee partenaires partenaires_par_cite partenaires_mediane"
)
COSTS = "actions beneficiaires sorties_emploi sorties_formation cout_total part_cite"
TABLES = {
    "indicateurs_nationaux": ("trimestre", f"trimestre statut {RETURNS} {FLOWS} {CUMUL}"),
    "indicateurs_territoriaux": (
        "niveau code trimestre",
        f"niveau code libelle trimestre {RETURNS} {FLOWS} {CUMUL}",
    ),
    "indicateurs_cites": (
        "code_cite trimestre",
        "code_cite nom_cite departement_code region_code vague trimestre statut_remontee partenaires"
        f" {FLOWS} {CUMUL}",
    ),
    "indicateurs_qpv": (
        "code_qpv code_cite trimestre",
        "code_qpv nom_qpv code_cite trimestre actions_aller_vers nouveaux_beneficiaires"
        " actions_innovantes beneficiaires_accompagnes",
    ),
    "partenaires_categories": ("categorie trimestre", "trimestre categorie libelle partenaires cites"),
    "aller_vers_modalites": (
        "modalite trimestre",
        "trimestre modalite libelle actions personnes_rencontrees nouveaux_beneficiaires",
    ),
    "actions_innovantes_freins": ("frein trimestre", f"trimestre frein libelle {COSTS}"),
    "actions_innovantes_publics": ("public trimestre", f"trimestre public libelle {COSTS}"),
    "beneficiaires_profils": (
        "dispositif critere modalite trimestre",
        "trimestre dispositif critere modalite beneficiaires",
    ),
    "suivi_remontees": (
        "code_cite trimestre",
        "code_cite trimestre statut_remontee date_remontee retard_jours versions rejets erreurs alertes",
    ),
    "qualite_regles": ("regle trimestre", "trimestre regle gravite constats fichiers cites"),
    "dictionnaire": ("nom_table colonne", "nom_table colonne type description unite"),
}
NULLABLE = {
    "indicateurs_nationaux": "partenaires_par_cite partenaires_mediane",
    "indicateurs_territoriaux": "partenaires_par_cite partenaires_mediane",
    "indicateurs_cites": f"partenaires {FLOWS}",
    "indicateurs_qpv": "nom_qpv",
    "suivi_remontees": "date_remontee retard_jours",
    "dictionnaire": "unite",
}
DECIMALS = {
    "taux_remontee": "DECIMAL(18,4)",
    "partenaires_par_cite": "DECIMAL(18,2)",
    "partenaires_mediane": "DECIMAL(18,1)",
    "cout_total": "DECIMAL(24,2)",
    "part_cite": "DECIMAL(24,2)",
}
TEXTS = (
    "trimestre statut niveau code libelle code_cite nom_cite departement_code region_code vague"
    " statut_remontee code_qpv nom_qpv categorie modalite frein public dispositif critere regle gravite"
    " nom_table colonne type description unite"
)
CLOSED = {
    ("indicateurs_nationaux", "statut"): "complet provisoire partiel",
    ("indicateurs_territoriaux", "niveau"): "region departement vague",
    ("indicateurs_cites", "statut_remontee"): "acceptee rejetee manquante",
    ("suivi_remontees", "statut_remontee"): "acceptee rejetee manquante",
    ("beneficiaires_profils", "dispositif"): "aller_vers actions_innovantes",
    ("beneficiaires_profils", "critere"): "sexe age",
    ("beneficiaires_profils", "modalite"): "femmes hommes moins_26_ans de_26_a_49_ans de_50_ans_et_plus",
    ("qualite_regles", "gravite"): "bloquant alerte",
}
FROM_CODE_LISTS = {
    ("partenaires_categories", "categorie"): "categorie_partenaire",
    ("aller_vers_modalites", "modalite"): "modalite_aller_vers",
    ("actions_innovantes_freins", "frein"): "frein",
    ("actions_innovantes_publics", "public"): "public",
}


def sql_type(column: str) -> str:
    if column in TEXTS.split():
        return "VARCHAR"
    return DECIMALS.get(column, "DATE" if column == "date_remontee" else "BIGINT")


def test_the_tables_come_in_the_order_of_the_interface(contract):
    assert list(contract.published) == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_columns_have_the_agreed_order_and_types(table, contract):
    columns = [(column.name, column.sql_type) for column in contract.published[table].columns]
    assert columns == [(name, sql_type(name)) for name in TABLES[table][1].split()]


@pytest.mark.parametrize("table", TABLES)
def test_one_row_per_key(table, contract):
    published = contract.published[table]
    assert published.primary_key == tuple(TABLES[table][0].split())
    assert published.grain.startswith("Une ligne par ")


@pytest.mark.parametrize("table", TABLES)
def test_only_what_may_be_unknown_may_be_empty(table, contract):
    empty = [column.name for column in contract.published[table].columns if not column.required]
    assert empty == NULLABLE.get(table, "").split()


def test_closed_columns_list_their_values(contract):
    lists = contract.reference.codelists
    expected = {place: tuple(values.split()) for place, values in CLOSED.items()}
    expected |= {place: tuple(code.code for code in lists[name]) for place, name in FROM_CODE_LISTS.items()}
    found = {
        (table.name, column.name): column.values
        for table in contract.published.values()
        for column in table.columns
        if column.values
    }
    assert found == expected


LABELLED = {
    "niveau": ("région", "département", "vague"),
    "statut": ("complet", "provisoire", "partiel"),
    "statut_remontee": ("acceptée", "rejetée", "manquante"),
    "dispositif": ("Aller-vers", "Actions innovantes"),
    "critere": ("Sexe", "Âge"),
    "modalite": ("Femmes", "Hommes", "Moins de 26 ans", "De 26 à 49 ans", "50 ans et plus"),
}


def test_codes_that_no_label_stands_beside_have_one_for_people(contract):
    found = {
        column.name: column.value_labels
        for table in contract.published.values()
        for column in table.columns
        if column.value_labels
    }
    assert found == LABELLED
    (status,) = (c for c in contract.published["indicateurs_nationaux"].columns if c.name == "statut")
    assert status.labels == {"complet": "complet", "provisoire": "provisoire", "partiel": "partiel"}


def test_a_label_for_each_code_or_none_at_all(copy):
    copy.edit(
        "published/indicateurs_nationaux.odcs.yaml",
        "libelles, value: [complet, provisoire, partiel]",
        "libelles, value: [complet]",
    )
    with pytest.raises(ContractError, match="column statut has 1 libelles; give one for each of its valeurs"):
        copy.load()


def test_every_number_has_a_unit_and_none_is_negative(contract):
    numbers = [
        (table.name, column)
        for table in contract.published.values()
        for column in table.columns
        if column.sql_type not in ("VARCHAR", "DATE")
    ]
    assert [(name, column.name) for name, column in numbers if not column.unit or column.minimum != 0] == []


def test_only_shares_have_an_upper_bound(contract):
    bounded = {
        (column.name, column.maximum)
        for table in contract.published.values()
        for column in table.columns
        if column.maximum is not None
    }
    assert bounded == {("taux_remontee", 1)}


def test_every_table_and_column_is_described_by_a_sentence(contract):
    for table in contract.published.values():
        for text in (table.description, table.grain, *(column.description for column in table.columns)):
            assert text.endswith(".")
            assert len(text.split()) >= 3
