"""The demonstration's indicators stand beside the published ones, and nobody can take them for real."""

from decimal import Decimal

import pytest

from orchestration.demo.comparison import NOTICE, comparison, comparison_lines
from orchestration.demo.published_figures import PUBLISHED_FIGURES, SOURCE

AGREEING = {
    "trimestre": "2023-T4",
    "statut": "complet",
    "cites_attendues": 84,
    "cites_repondantes": 84,
    "partenaires_par_cite": Decimal("16.00"),
    "cumul_comites_pilotage": 312,
    "cumul_actions_aller_vers": 4164,
    "cumul_nouveaux_beneficiaires": 61221,
    "cumul_actions_innovantes": 2817,
    "cumul_beneficiaires_accompagnes": 15321,
}


def obtained(**changes):
    return comparison([{"trimestre": "2023-T3", "statut": "provisoire"}, AGREEING | changes])


def test_the_published_figures_are_those_of_the_programme():
    assert SOURCE == "ANCT, page « Cités de l'emploi »"
    assert {figure.column: int(figure.value) for figure in PUBLISHED_FIGURES} == {
        "cites_repondantes": 84,
        "partenaires_par_cite": 16,
        "cumul_comites_pilotage": 300,
        "cumul_actions_aller_vers": 4164,
        "cumul_nouveaux_beneficiaires": 61221,
        "cumul_actions_innovantes": 2817,
        "cumul_beneficiaires_accompagnes": 15321,
    }


def test_figures_that_agree_are_said_equal():
    assert all(figure.egal for figure in obtained())


@pytest.mark.parametrize(
    ("column", "value", "equal"),
    [
        ("partenaires_par_cite", 16.0, True),
        ("partenaires_par_cite", Decimal("15.99"), False),
        ("partenaires_par_cite", Decimal("16.01"), False),
        ("cumul_actions_aller_vers", 4165, False),
        ("cumul_comites_pilotage", 301, True),
        ("cumul_comites_pilotage", 300, False),  # « plus de 300 »
        ("cumul_comites_pilotage", None, False),
    ],
)
def test_a_figure_is_equal_or_it_is_not(column, value, equal):
    position = [figure.column for figure in PUBLISHED_FIGURES].index(column)
    assert [figure.egal for figure in obtained(**{column: value})] == [
        equal if index == position else True for index in range(len(PUBLISHED_FIGURES))
    ]


def test_figures_are_written_in_french():
    by_label = {
        figure.libelle: (figure.publie, figure.obtenu) for figure in obtained(partenaires_par_cite=15.5)
    }
    assert by_label["Nouveaux bénéficiaires repérés"] == ("61\u202f221", "61\u202f221")
    assert by_label["Comités de pilotage"] == ("plus de 300", "312")
    assert by_label["Partenaires par cité, en moyenne"] == ("16", "15,5")


def test_nothing_is_equal_where_the_quarter_is_not_published():
    assert {(figure.obtenu, figure.egal) for figure in comparison([])} == {(None, False)}


def test_the_lines_begin_by_saying_that_the_data_are_fictitious():
    before = {"trimestre": "2023-T3", "statut": "provisoire", "cites_attendues": 84, "cites_repondantes": 82}
    lines = comparison_lines([before, AGREEING])
    assert lines[0] == NOTICE
    assert lines[0].startswith("DONNÉES FICTIVES")
    assert lines[1:3] == [
        "Cumul jusqu'à 2023-T4 (166\u00a0remontées sur 168 — provisoire),",
        f"à côté des chiffres publiés ({SOURCE}) :",
    ]
    assert [line.split()[-1] for line in lines[5:]] == ["égal"] * 7


def test_a_difference_leaps_to_the_eye():
    lines = comparison_lines([AGREEING | {"cumul_actions_innovantes": 2816}])
    assert [line for line in lines if line.endswith("DIFFÉRENT")] == [
        "Actions innovantes                      2\u202f817   2\u202f816  DIFFÉRENT"
    ]
    assert lines[-2].startswith("Ce stockage contient d'autres remontées que celles de la démonstration")


def test_no_reason_is_given_where_nothing_differs():
    assert "Ce stockage" not in "\n".join(comparison_lines([AGREEING]))
