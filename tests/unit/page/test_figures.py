"""The headline figures: value, denominator, status, and how they moved."""

import pytest

from orchestration.page.figures import MEASURES, headline
from tests.unit.page.editions import changed, plain, quarters, up_to


def figure(column, rows=None):
    return next(figure for figure in headline(quarters(rows)) if figure.column == column)


def test_there_is_one_figure_a_measure():
    assert [figure.column for figure in headline(quarters())] == list(MEASURES)


def test_a_figure_is_the_latest_quarters_value_with_its_coverage():
    newcomers = figure("nouveaux_beneficiaires")
    assert (newcomers.label, newcomers.value) == ("Nouveaux bénéficiaires", "74")
    assert plain(newcomers.coverage.text) == "3 cités sur 4 — partiel"


def test_between_two_complete_quarters_the_difference_is_told_with_both_denominators():
    told = figure("partenaires", up_to("2022-T2")).changes
    assert list(map(plain, told)) == [
        "T1 2022 : 15 (3 cités sur 3 — définitif). Écart : +1.",
        "À cités comparables (3 cités) : −20 %.",  # Nantes, new in the second quarter, has 4 of the 16
    ]


def test_a_partial_quarter_has_no_raw_difference():
    told = figure("nouveaux_beneficiaires").changes
    assert list(map(plain, told)) == [
        "T2 2022 : 55 (4 cités sur 4 — définitif). Pas d'écart : un des deux trimestres est partiel.",
        "À cités comparables (3 cités) : +42,3 %.",  # 52 to 74, without Grenoble's 3
    ]


def test_after_a_partial_quarter_there_is_no_raw_difference_either():
    rows = changed("indicateurs_nationaux", lambda row: {"statut": "definitif"}, trimestre="2022-T3")
    rows["indicateurs_nationaux"][1]["statut"] = "partiel"
    assert "Pas d'écart" in figure("nouveaux_beneficiaires", rows).changes[0]


def test_the_first_quarter_has_nothing_to_be_compared_with():
    assert figure("actions_innovantes", up_to("2022-T1")).changes == (
        "Premier trimestre publié : pas encore de comparaison.",
    )


def test_where_no_cite_answered_twice_nothing_is_comparable():
    rows = changed("indicateurs_cites", lambda row: dict.fromkeys(MEASURES), trimestre="2022-T2")
    assert figure("partenaires", rows).changes[1] == "Aucune cité n'a répondu aux deux trimestres."


def test_a_flow_tells_its_cumulative_with_the_returns_it_stands_for():
    told = plain(figure("nouveaux_beneficiaires").more)
    assert told == "184 depuis le T1 2022 (10 remontées sur 11 — partiel)."


def test_partners_are_a_stock_and_have_a_mean_with_its_denominator():
    told = plain(figure("partenaires").more)
    assert told == "5,67 par cité en moyenne, 6 en médiane (3 cités répondantes sur 4)."


@pytest.mark.parametrize(
    ("column", "more"),
    [
        ("partenaires", "Aucune cité n'a répondu : pas de moyenne."),
        ("comites_pilotage", "12 depuis le T1 2022 (7 remontées sur 11 — partiel)."),
    ],
)
def test_a_quarter_without_any_return_has_no_figures(column, more):
    silent = {"cites_repondantes": 0, "partenaires_par_cite": None, "partenaires_mediane": None}
    rows = changed("indicateurs_nationaux", lambda row: silent, trimestre="2022-T3")
    assert (figure(column, rows).value, plain(figure(column, rows).more)) == ("—", more)
