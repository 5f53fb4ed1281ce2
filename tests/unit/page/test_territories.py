"""Where: regions with their denominators, and cités that add up to the national figure."""

import pytest

from orchestration.explanation.trail import trail
from orchestration.page.figures import MEASURES, headline
from orchestration.page.territories import labels, places, regions, sums
from orchestration.page.words import number
from tests.unit.audit.small_world import ANGERS, GRENOBLE, Return
from tests.unit.page.editions import changed, only, plain, quarters


def test_regions_have_a_denominator_and_stand_by_name():
    rows = only("2022-T3")
    for row in rows["indicateurs_territoriaux"]:
        row["libelle"] = {"84": "Île-de-France", "27": "Zélande"}.get(row["code"], row["code"])
    told = [(region.label, plain(region.coverage.text)) for region in regions(quarters(rows))]
    assert told == [
        ("52", "2 cités sur 2 — complet"),
        ("Île-de-France", "0 cité sur 1 — partiel"),
        ("Zélande", "1 cité sur 1 — complet"),
    ]


def test_a_region_has_the_status_that_its_own_counts_make():
    rows = changed("indicateurs_territoriaux", lambda row: {"cites_attendues": 10, "cites_repondantes": 8})
    assert {region.coverage.status for region in regions(quarters(rows))} == {"provisoire"}


def test_a_region_that_stays_silent_has_no_figures():
    silent = next(region for region in regions(quarters(only("2022-T3"))) if region.label == "84")
    assert silent.values == ("—",) * len(MEASURES)


def test_cites_stand_by_name_with_the_return_their_figures_come_from():
    angers = next(place for place in places(quarters(only("2022-T3"))) if place.code == ANGERS)
    assert (angers.name, angers.departement, angers.state, angers.newcomers) == (
        "CU Angers Loire Métropole",
        "Maine-et-Loire",
        "acceptee",
        25,
    )
    assert angers.fingerprint == Return(ANGERS, "2022-T3", 5).sha[:8]
    assert [place.name[0] for place in places(quarters())] == ["B", "C", "G", "N"]


def test_a_silent_cite_has_a_row_without_figures():
    silent = next(place for place in places(quarters(only("2022-T3"))) if place.code == GRENOBLE)
    assert (silent.word, silent.values, silent.fingerprint, silent.received) == (
        "manquante",
        ("—",) * len(MEASURES),
        None,
        None,
    )


def test_the_cites_columns_add_up_to_the_headline_figures():
    found = quarters()
    assert list(sums(found)) == [figure.value for figure in headline(found)]


@pytest.mark.parametrize("measure", MEASURES)
def test_the_cites_column_is_the_trail_of_the_headline_figure(measure):
    found = quarters()
    shares = trail(found.edition, "indicateurs_nationaux", {"trimestre": found.lead}, measure)
    shown = {place.code: place.values[MEASURES.index(measure)] for place in places(found)}
    assert shown == {share.code_cite: number(share.valeur) for share in shares}


def test_the_columns_are_titled_in_the_order_of_the_values():
    assert labels(quarters())[:2] == ["Nouveaux bénéficiaires", "Bénéficiaires accompagnés"]
    assert len(labels(quarters())) == len(MEASURES)


@pytest.mark.parametrize(("versions", "word"), [(0, "manquante"), (1, "manquante (retirée)")])
def test_a_withdrawn_return_is_missing_and_said_to_be_withdrawn(versions, word):
    rows = only("2022-T3")
    for row in rows["suivi_remontees"]:
        if row["code_cite"] == GRENOBLE:
            row["versions"] = versions
    silent = next(place for place in places(quarters(rows)) if place.code == GRENOBLE)
    assert silent.word == word


def test_a_correction_of_a_withdrawn_return_is_in_force():
    rows = changed("suivi_remontees", lambda row: {"versions": 2})
    assert {place.word for place in places(quarters(rows))} == {"en vigueur"}


@pytest.mark.parametrize(
    ("state", "word"), [("acceptee", "en vigueur"), ("rejetee", "rejetée"), ("manquante", "manquante")]
)
def test_each_state_has_its_word(state, word):
    rows = changed("indicateurs_cites", lambda row: {"statut_remontee": state})
    assert {place.word for place in places(quarters(rows))} == {word}
