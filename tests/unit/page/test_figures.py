"""The headline figures: value, denominator, status, and how they moved."""

import pytest

from orchestration.page.figures import MEASURES, headline
from tests.unit.audit.small_world import ANGERS, Return, tables
from tests.unit.page.editions import changed, only, plain, quarters, up_to


def figure(column, rows=None):
    return next(figure for figure in headline(quarters(rows)) if figure.column == column)


def test_there_is_one_figure_a_measure():
    assert [figure.column for figure in headline(quarters())] == list(MEASURES)


def test_a_figure_is_the_value_of_the_quarter_that_leads_with_its_coverage():
    newcomers = figure("nouveaux_beneficiaires")
    assert (newcomers.label, newcomers.value) == ("Nouveaux bénéficiaires", "55")
    assert plain(newcomers.coverage.text) == "4 cités sur 4 — complet"


def test_it_moved_from_the_quarter_before_and_among_the_same_cites():
    assert list(map(plain, figure("nouveaux_beneficiaires").changes)) == [
        "T1 2022 : 55 (3 cités sur 3 — complet). Écart : 0.",
        "À cités comparables avec le T1 2022 (3 cités sur 3 — complet) : −21,8 %.",  # 55 to 43
    ]


def test_a_quarter_that_has_only_begun_is_told_beside_the_figure():
    (begun,) = figure("nouveaux_beneficiaires").begun
    assert (plain(begun.quarter), begun.value) == ("T3 2022", "74")
    assert plain(begun.coverage.text) == "3 cités sur 4 — partiel"
    assert (
        plain(begun.comparison) == "À cités comparables avec le T2 2022 (3 cités sur 4 — partiel) : +42,3 %."
    )


def test_where_every_quarter_is_partial_the_last_one_is_the_figure():
    newcomers = figure("nouveaux_beneficiaires", only("2022-T3"))
    assert (newcomers.value, newcomers.begun) == ("74", ())
    assert plain(newcomers.coverage.text) == "3 cités sur 4 — partiel"


def test_the_first_quarter_has_nothing_to_be_compared_with():
    assert figure("actions_innovantes", up_to("2022-T1")).changes == (
        "Premier trimestre publié : pas encore de comparaison.",
    )


def test_a_flow_tells_its_cumulative_with_the_returns_it_stands_for():
    told = plain(figure("nouveaux_beneficiaires").more)
    assert told == "110 depuis le T1 2022 (7 remontées sur 7 — complet)."


def test_a_cumulative_is_as_sure_as_its_least_sure_quarter():
    rows = changed("indicateurs_nationaux", lambda row: {"statut": "provisoire"}, trimestre="2022-T1")
    told = plain(figure("nouveaux_beneficiaires", rows).more)
    assert told == "110 depuis le T1 2022 (7 remontées sur 7 — provisoire)."


def test_a_cumulative_over_a_gap_says_how_many_quarters_it_adds_up():
    names = ("2022-T1", "2022-T4")
    told = plain(
        figure("nouveaux_beneficiaires", tables([Return(ANGERS, name, 4) for name in names], names)).more
    )
    assert told == "36 sur les 2 trimestres publiés depuis le T1 2022 (2 remontées sur 7 — partiel)."


def test_partners_are_a_stock_and_have_a_mean_with_its_denominator_and_status():
    told = plain(figure("partenaires").more)
    assert told == "4 par cité en moyenne, 3,5 en médiane (4 cités sur 4 — complet)."


@pytest.mark.parametrize(
    ("column", "more"),
    [
        ("partenaires", "Aucune cité n'a répondu : pas de moyenne."),
        ("comites_pilotage", "4 depuis le T3 2022 (0 cité sur 4 — partiel)."),
    ],
)
def test_a_quarter_without_any_return_has_no_figures(column, more):
    rows = only("2022-T3")
    rows["indicateurs_nationaux"][0].update(
        {"cites_repondantes": 0, "partenaires_par_cite": None, "partenaires_mediane": None}
    )
    assert (figure(column, rows).value, plain(figure(column, rows).more)) == ("—", more)
