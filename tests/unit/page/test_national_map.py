"""The map: one mark a cité, and nobody placed where it is not."""

import pytest

from orchestration.page.france.ground import ground
from orchestration.page.national_map import drawn
from orchestration.page.territories import Place, places
from orchestration.publication.coverage import Coverage
from tests.unit.audit.small_world import ANGERS, GRENOBLE
from tests.unit.page.editions import only, plain, quarters

COVERAGE = Coverage(1, 1, "complet")


def place(code=ANGERS, departement="49", newcomers: int | None = 25, state="acceptee"):
    return Place(code, "Une cité", departement, "Son département", state, None, None, newcomers, ())


def drawing(name, *shown):
    return next(each for each in drawn(shown, COVERAGE, ground()).drawings if each.frame.code == name)


def test_the_whole_country_is_drawn_the_overseas_departements_too():
    labels = [each.frame.label for each in drawn([], COVERAGE, ground()).drawings]
    assert labels == [
        "France métropolitaine",
        "Paris et alentours",
        "Lille et alentours",
        "Lyon et alentours",
        "Guadeloupe",
        "Martinique",
        "Guyane",
        "La Réunion",
        "Mayotte",
    ]


def test_every_cite_has_its_mark():
    marks = drawing("metropole", *places(quarters(only("2022-T3")))).marks
    assert [(mark.title, mark.state) for mark in marks if "Nantes" not in mark.title] == [
        ("CU Angers Loire Métropole : 25\u00a0personnes\u00a0repérées", "acceptee"),
        ("Grenoble-Alpes-Métropole : remontée manquante", "manquante"),
        ("Belfort : 7\u00a0personnes\u00a0repérées", "acceptee"),
    ]


def test_areas_go_with_the_newcomers():
    large, small = drawing("metropole", place(newcomers=400), place(GRENOBLE, "38", newcomers=100)).marks
    assert large.radius == pytest.approx(2 * small.radius, abs=0.2)


def test_large_marks_are_drawn_first_so_that_small_ones_show():
    marks = drawing("metropole", place(newcomers=1), place(GRENOBLE, "38", newcomers=100)).marks
    assert marks[0].radius > marks[1].radius


@pytest.mark.parametrize("newcomers", [0, None])
def test_a_cite_without_newcomers_is_seen_all_the_same(newcomers):
    assert drawing("metropole", place(newcomers=newcomers)).marks[0].radius > 5


def test_an_overseas_cite_stands_in_its_own_frame_only():
    shown = drawn([place("cde-035", "972")], COVERAGE, ground())
    assert [each.frame.code for each in shown.drawings if each.marks] == ["972"]


def test_a_parisian_cite_stands_on_the_large_map_and_on_the_close_up():
    shown = drawn([place("cde-066", "93")], COVERAGE, ground())
    assert [each.frame.code for each in shown.drawings if each.marks] == ["metropole", "paris"]


def test_the_large_map_shows_where_the_close_ups_are():
    shown = drawn([], COVERAGE, ground()).drawings
    boxes = [each.frame.box for each in shown if each.frame.code in ("paris", "lille", "lyon")]
    assert list(shown[0].enlarged) == boxes
    assert not any(each.enlarged for each in shown[1:])


def test_an_unknown_cite_stands_in_the_middle_of_its_departement_and_the_map_says_so():
    shown = drawn([place("cde-999", "49")], COVERAGE, ground())
    assert (shown.approximate, shown.unplaced) == (("Une cité",), ())
    assert (shown.drawings[0].marks[0].x, shown.drawings[0].marks[0].y) == ground().centres["49"]


def test_a_known_code_in_another_departement_is_another_cite():
    assert drawn([place(ANGERS, "38")], COVERAGE, ground()).approximate == ("Une cité",)


def test_a_cite_of_no_known_departement_is_not_drawn_and_the_map_says_so():
    shown = drawn([place("cde-999", "987")], COVERAGE, ground())
    assert shown.unplaced == ("Une cité",)
    assert not any(each.marks for each in shown.drawings)


def test_in_words_a_drawing_counts_its_marks_by_state():
    silent = place(GRENOBLE, "38", None, "manquante")
    told = [plain(drawing("metropole", *shown).alternative) for shown in ([place(), silent], [])]
    assert told == [
        "France métropolitaine : 2 cités, remontées : 1 en vigueur, 1 manquante.",
        "France métropolitaine : 0 cité, remontées : aucune.",
    ]
