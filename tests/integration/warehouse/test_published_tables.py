"""What is published of a small programme, figure by figure."""

from datetime import date
from decimal import Decimal

import pytest

from tests.integration.warehouse.world import ANGERS, BELFORT, NANTES, as_dicts, rows_of, three_cites

FLOWS = (
    "comites_pilotage",
    "actions_aller_vers",
    "nouveaux_beneficiaires",
    "actions_innovantes",
    "beneficiaires_accompagnes",
)


def test_the_schemas_are_exactly_the_three_layers(candidate):
    found = rows_of(candidate, "select distinct schema_name from duckdb_tables() order by all")
    assert found == [("intermediate",), ("publication",), ("staging",)]


@pytest.mark.parametrize("table", three_cites().published)
def test_a_published_table_has_the_columns_order_and_types_of_the_contract(candidate, table):
    found = rows_of(
        candidate,
        "select column_name, data_type from duckdb_columns()"
        f" where schema_name = 'publication' and table_name = '{table}' order by column_index",
    )
    assert found == [(column.name, column.sql_type) for column in three_cites().published[table].columns]


def test_nothing_is_published_beyond_the_contract(candidate):
    found = rows_of(candidate, "select table_name from duckdb_tables() where schema_name = 'publication'")
    assert {name for (name,) in found} == set(three_cites().published)


def test_the_country_in_a_complete_quarter(candidate):
    assert as_dicts(candidate, "indicateurs_nationaux", trimestre="2022-T1") == [
        {
            "trimestre": "2022-T1",
            "statut": "complet",
            "cites_attendues": 2,
            "cites_repondantes": 2,
            "taux_remontee": Decimal("1.0000"),
            "partenaires": 13,
            "partenaires_par_cite": Decimal("6.50"),
            "partenaires_mediane": Decimal("6.5"),
            **dict(zip(FLOWS, (2, 3, 22, 1, 4), strict=True)),
            **{f"cumul_{flow}": value for flow, value in zip(FLOWS, (2, 3, 22, 1, 4), strict=True)},
        }
    ]


def test_the_country_in_a_quarter_with_gaps_keeps_its_running_totals(candidate):
    assert as_dicts(candidate, "indicateurs_nationaux", trimestre="2022-T2") == [
        {
            "trimestre": "2022-T2",
            "statut": "partiel",
            "cites_attendues": 3,
            "cites_repondantes": 1,
            "taux_remontee": Decimal("0.3333"),
            "partenaires": 1,
            "partenaires_par_cite": Decimal("1.00"),
            "partenaires_mediane": Decimal("1.0"),
            **dict(zip(FLOWS, (1, 0, 0, 2, 5), strict=True)),
            **{f"cumul_{flow}": value for flow, value in zip(FLOWS, (3, 3, 22, 3, 9), strict=True)},
        }
    ]


def test_a_quarter_without_any_accepted_return_is_not_published(candidate):
    assert rows_of(candidate, "select trimestre from publication.indicateurs_nationaux order by all") == [
        ("2022-T1",),
        ("2022-T2",),
    ]


def test_every_territory_of_an_expected_cite_is_there_with_its_name(candidate):
    found = rows_of(
        candidate,
        "select niveau, code, libelle, cites_attendues, cites_repondantes, partenaires, partenaires_mediane"
        " from publication.indicateurs_territoriaux where trimestre = '2022-T2' order by niveau, code",
    )
    assert found == [
        ("departement", "44", "Loire-Atlantique", 1, 1, 1, Decimal("1.0")),
        ("departement", "49", "Maine-et-Loire", 1, 0, 0, None),
        ("departement", "90", "Territoire de Belfort", 1, 0, 0, None),
        ("region", "27", "Bourgogne-Franche-Comté", 1, 0, 0, None),
        ("region", "52", "Pays de la Loire", 2, 1, 1, Decimal("1.0")),
        ("vague", "1", "Vague 1", 3, 1, 1, Decimal("1.0")),
    ]


def test_a_cite_is_listed_from_its_first_quarter_on_and_silence_is_null(candidate):
    found = rows_of(
        candidate,
        "select code_cite, trimestre, statut_remontee, partenaires, nouveaux_beneficiaires,"
        " cumul_nouveaux_beneficiaires from publication.indicateurs_cites order by all",
    )
    assert found == [
        (ANGERS, "2022-T1", "acceptee", 4, 15, 15),
        (ANGERS, "2022-T2", "rejetee", None, None, 15),
        (BELFORT, "2022-T1", "acceptee", 9, 7, 7),
        (BELFORT, "2022-T2", "manquante", None, None, 7),
        (NANTES, "2022-T2", "acceptee", 1, 0, 0),
    ]


def test_the_follow_up_says_who_is_late_rejected_or_withdrawn(candidate):
    assert rows_of(candidate, "select * from publication.suivi_remontees order by all") == [
        (ANGERS, "2022-T1", "acceptee", date(2022, 4, 15), 0, 2, 0, 0, 0),
        (ANGERS, "2022-T2", "rejetee", None, None, 0, 1, 2, 0),
        (BELFORT, "2022-T1", "acceptee", date(2022, 5, 2), 2, 1, 0, 0, 0),
        (BELFORT, "2022-T2", "manquante", None, None, 1, 0, 0, 1),
        (NANTES, "2022-T2", "acceptee", date(2022, 6, 30), 0, 1, 0, 0, 0),
    ]


def test_breakdowns_list_what_occurs_and_only_that(candidate):
    assert rows_of(candidate, "select * from publication.aller_vers_modalites") == [
        ("2022-T1", "forum", "Forum ou salon de l'emploi", 3, 44, 22)
    ]
    assert rows_of(candidate, "select * from publication.partenaires_categories order by all") == [
        ("2022-T1", "plie", "PLIE ou maison de l'emploi", 13, 2),
        ("2022-T2", "plie", "PLIE ou maison de l'emploi", 1, 1),
    ]


@pytest.mark.parametrize(
    ("table", "code", "label"),
    [
        ("actions_innovantes_freins", "mobilite", "Mobilité"),
        ("actions_innovantes_publics", "jeunes", "Jeunes de moins de 26 ans"),
    ],
)
def test_costs_are_added_before_they_are_rounded(candidate, table, code, label):
    assert rows_of(candidate, f"select * from publication.{table} order by all") == [
        ("2022-T1", code, label, 1, 4, 1, 0, Decimal("10.01"), Decimal("0.10")),
        ("2022-T2", code, label, 2, 5, 2, 0, Decimal("20.01"), Decimal("0.20")),
    ]


def test_a_district_of_the_2015_generation_is_listed_without_a_name(candidate):
    assert rows_of(candidate, "select * from publication.indicateurs_qpv order by all") == [
        ("QP049001", None, ANGERS, "2022-T1", 2, 15, 0, 0),
        ("QP049001", None, BELFORT, "2022-T1", 1, 7, 0, 0),
    ]


def test_profiles_are_those_of_the_schemes_that_had_an_action(candidate):
    found = rows_of(
        candidate,
        "select trimestre, dispositif, sum(beneficiaires), count(*) from publication.beneficiaires_profils"
        " group by all order by all",
    )
    assert found == [
        ("2022-T1", "actions_innovantes", 8, 5),
        ("2022-T1", "aller_vers", 44, 5),
        ("2022-T2", "actions_innovantes", 10, 5),
    ]


def test_the_quality_of_rules_counts_files_of_unknown_cites_too(candidate):
    assert rows_of(candidate, "select * from publication.qualite_regles order by all") == [
        ("2022-T2", "I01", "bloquant", 1, 1, 0),
        ("2022-T2", "R05", "bloquant", 2, 1, 1),
    ]


def test_the_dictionary_describes_every_published_column(candidate):
    found = rows_of(candidate, "select nom_table, colonne, type from publication.dictionnaire order by all")
    assert found == sorted(
        (table.name, column.name, column.sql_type)
        for table in three_cites().released.values()
        for column in table.columns
    )


def test_codes_that_look_like_numbers_keep_their_zeros(candidate):
    query = "select min(siret) from staging.stg_remontees__partenaires"
    assert rows_of(candidate, query) == [("00000000000000",)]
