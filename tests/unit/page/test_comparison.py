"""How a measure moved: against which quarter, of how many cités, and never as if a partial total were whole."""

import pytest

from orchestration.page.comparison import Pair, comparable, difference, pair, span
from orchestration.page.figures import MEASURES
from tests.unit.audit.small_world import ANGERS, BELFORT, Return, tables
from tests.unit.page.editions import changed, plain, quarters

APART = ("2022-T1", "2022-T4")


def moved(quarter, column="nouveaux_beneficiaires", rows=None):
    """The two sentences about a quarter and the one published before it."""
    found = quarters(rows)
    both = pair(found, quarter)
    return [plain(difference(both, column)), plain(comparable(found, both, column))]


def with_status(status, quarter):
    return changed("indicateurs_nationaux", lambda row: {"statut": status}, trimestre=quarter)


def test_between_two_complete_quarters_the_difference_is_told_with_both_denominators():
    assert moved("2022-T2", "partenaires") == [
        "T1 2022 : 15 (3 cités sur 3 — complet). Écart : +1.",
        # Nantes, new in the second quarter, has 4 of the 16
        "À cités comparables avec le T1 2022 (3 cités sur 3 — complet) : −20 %.",
    ]


def test_a_partial_quarter_has_no_raw_difference():
    assert moved("2022-T3") == [
        "T2 2022 : 55 (4 cités sur 4 — complet). Pas d'écart : un des deux trimestres est partiel.",
        # 52 to 74, without Grenoble's 3
        "À cités comparables avec le T2 2022 (3 cités sur 4 — partiel) : +42,3 %.",
    ]


@pytest.mark.parametrize("partial", ["2022-T1", "2022-T2"])
def test_nor_has_one_after_a_partial_quarter(partial):
    assert "Pas d'écart" in moved("2022-T2", rows=with_status("partiel", partial))[0]


def test_the_first_quarter_has_nothing_to_be_compared_with():
    assert pair(quarters(), "2022-T1") is None


def test_where_no_cite_answered_twice_nothing_is_comparable():
    rows = changed("indicateurs_cites", lambda row: dict.fromkeys(MEASURES), trimestre="2022-T1")
    assert moved("2022-T2", rows=rows)[1] == "Aucune cité n'a répondu aux deux trimestres."


def test_a_comparison_over_a_gap_names_the_quarters_that_are_missing():
    rows = tables([Return(cite, name, 4) for cite in (ANGERS, BELFORT) for name in APART], APART)
    assert moved("2022-T4", rows=rows) == [
        "T1 2022 (aucun chiffre publié du T2 2022 au T3 2022) : 36 (2 cités sur 3 — partiel)."
        " Pas d'écart : un des deux trimestres est partiel.",
        "À cités comparables avec le T1 2022 (2 cités sur 3 — partiel) : 0 %.",
    ]


def test_two_quarters_need_not_be_neighbours_to_be_compared():
    found = quarters()
    apart = Pair(found.national[0], found.national[2])
    assert not apart.is_adjacent
    # Angers and Belfort, 30 then 32; Grenoble is silent in the third quarter
    assert plain(comparable(found, apart, "nouveaux_beneficiaires")) == (
        "À cités comparables avec le T1 2022 (2 cités sur 3 — partiel) : +6,7 %."
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [(["2022-T2"], "au T2 2022"), (["2022-T4", "2023-T1"], "du T4 2022 au T1 2023")],
)
def test_a_gap_of_one_quarter_or_more_is_told_in_words(names, told):
    assert plain(span(names)) == told
