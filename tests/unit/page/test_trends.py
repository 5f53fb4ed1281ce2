"""The course of each measure: its points, its table, and the chart in words."""

from orchestration.page.figures import MEASURES
from orchestration.page.trends import trends
from tests.unit.audit.small_world import ANGERS, Return, tables
from tests.unit.page.editions import changed, plain, quarters, up_to


def course(rows=None, column="nouveaux_beneficiaires"):
    return next(trend for trend in trends(quarters(rows)) if trend.column == column)


def test_there_is_one_trend_a_measure():
    assert [trend.column for trend in trends(quarters())] == list(MEASURES)


def test_its_points_are_the_quarters_oldest_first():
    told = [(plain(p.name), p.text, plain(p.coverage.text)) for p in course().points]
    assert told == [
        ("T1 2022", "55", "3 cités sur 3 — complet"),
        ("T2 2022", "55", "4 cités sur 4 — complet"),
        ("T3 2022", "74", "3 cités sur 4 — partiel"),
    ]


def test_in_words_it_has_its_ends_its_peak_and_what_is_not_final():
    assert plain(course().alternative) == (
        "Graphique en barres, 3 trimestres : nouveaux bénéficiaires, de 55 au T1 2022 (3 cités sur 3 — complet)"
        " à 55 au T2 2022 (4 cités sur 4 — complet), le plus haut est 55 au T1 2022 (3 cités sur 3 — complet)."
        " En cours : 74 au T3 2022 (3 cités sur 4 — partiel). Partiel : T3 2022."
    )


def test_provisional_and_partial_quarters_are_told_apart():
    rows = changed("indicateurs_nationaux", lambda row: {"statut": "provisoire"}, trimestre="2022-T1")
    assert plain(course(rows).alternative).endswith("Provisoire : T1 2022. Partiel : T3 2022.")


def test_its_legend_lists_the_statuses_that_occur_surest_first():
    assert course().statuses == ["complet", "partiel"]


def test_one_quarter_is_a_trend_too():
    assert plain(course(up_to("2022-T1")).alternative) == (
        "Graphique en barres, 1 trimestre : nouveaux bénéficiaires, 55 au T1 2022 (3 cités sur 3 — complet)."
    )


def test_a_quarter_that_was_never_published_keeps_its_place():
    rows = tables([Return(ANGERS, "2022-T1", 4), Return(ANGERS, "2022-T4", 5)], ("2022-T1", "2022-T4"))
    found = course(rows)
    assert found.course == ["2022-T1", "2022-T2", "2022-T3", "2022-T4"]
    assert [(plain(name), point.value if point else None) for name, point in found.rows] == [
        ("T1 2022", 18),
        ("T2 2022", None),
        ("T3 2022", None),
        ("T4 2022", 25),
    ]
    assert plain(found.alternative).endswith("Sans chiffre publié : T2 2022, T3 2022.")
