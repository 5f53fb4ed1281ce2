"""The word that was meant: one that is clearly nearest, or none at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.loading import load_contract
from orchestration.submissions.judging.nearest import mistakes, nearest, nearest_of, one_mistake_away

CODELISTS = load_contract().reference.codelists
CATEGORIES = [code.label for code in CODELISTS["categorie_partenaire"]]
DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("written", "meant", "count"),
    [
        ("forum", "forum", 0),
        ("forun", "forum", 1),  # another letter
        ("frum", "forum", 1),  # one left out
        ("foorum", "forum", 1),  # one too many
        ("froum", "forum", 1),  # two exchanged
        ("fromu", "forum", 2),
        ("", "forum", 5),
        ("fanfare", "forum", 6),
    ],
)
def test_mistakes_are_counted(written, meant, count):
    assert mistakes(written, meant, 9) == mistakes(meant, written, 9) == count


@pytest.mark.parametrize("most", [0, 1, 4])
def test_beyond_a_limit_nothing_is_counted(most):
    assert mistakes("fanfare", "forum", most) == most + 1


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Mission local", "Mission locale"),
        ("MISSION-LOCALES", "Mission locale"),
        ("mision locale", "Mission locale"),
        ("Cap emplois", "Cap emploi"),
        ("Bailleurs sociaux", "Bailleur social"),
        ("Apce", "Apec"),  # one mistake in four letters
        ("Aqce", None),  # two
        ("CAP", None),  # as near to nothing as three letters can be
        ("Fanfare", None),
        ("", None),
        ("é" * 5_000, None),
    ],
)
def test_a_word_with_few_mistakes_is_recognised(word, meant):
    assert nearest(word, CATEGORIES) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Pôle emploi", "France Travail (ex-Pôle emploi)"),
        ("Préfecture", "Service de l'État (préfecture, DDETS, DREETS)"),
        ("Association loi 1901", "Association"),
        ("Centres sociaux", "Centre social ou espace de vie sociale"),
        ("Bailleur", "Bailleur social"),
        ("CPAM", "CPAM, MSA ou autre caisse"),
        ("MSA", None),  # too short to stand for the whole
        ("emploi", None),  # part of several
        ("Chambre", "Chambre consulaire"),
        ("cham", None),  # no whole word
    ],
)
def test_a_part_in_whole_words_stands_for_the_only_one_that_has_it(word, meant):
    assert nearest(word, CATEGORIES) == meant


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("femme", ["femmes", "hommes"], "femmes"),
        ("hemmes", ["femmes", "hommes"], None),  # one mistake from both
        ("date", ["date_debut", "date_fin"], None),
        ("date", ["date_debut"], "date_debut"),
        ("action 12", ["action 13", "action 14"], None),
        ("action 12", ["action 13"], "action 13"),
        ("Saint-Quentin", ["Saint Quentin", "Saint-Quentin en Yvelines"], "Saint Quentin"),
        ("Nantes Métropole", ["Nantes", "Rennes Métropole"], "Nantes"),
        ("Mantes Métropole", ["Rennes Métropole"], None),  # what is long and the same does not count
        ("x", [], None),
    ],
)
def test_of_several_only_one_that_is_clearly_nearest_is_meant(word, candidates, meant):
    assert nearest(word, candidates) == meant
    assert nearest(word, reversed(candidates)) == meant


def test_several_spellings_of_one_answer_do_not_compete():
    answers = {"moins_26_ans": "moins_26_ans", "Moins de 26 ans": "moins_26_ans"}
    assert nearest_of("Moins 26 an", answers) == "moins_26_ans"


@given(st.sampled_from(CATEGORIES))
def test_a_word_of_the_list_is_itself(label):
    assert nearest(label, CATEGORIES) == label
    assert nearest(label.upper().replace(" ", "-"), CATEGORIES) == label


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=6))
def test_what_is_meant_is_always_one_of_the_candidates(word, candidates):
    assert nearest(word, candidates) in {None, *candidates}


SIRETS = {"30000000700017", "30000001700015"}


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("30000000700018", "30000000700017"),
        ("3000000070017", "30000000700017"),
        ("300000007000017", "30000000700017"),
        ("03000000700017", "30000000700017"),  # exchanged
        ("30000000700017", None),  # itself
        ("30000000700028", None),  # two mistakes
        ("30000001700017", None),  # one from each
        ("", None),
        ("3" * 500, None),
    ],
)
def test_an_identifier_is_recognised_one_mistake_away(number, meant):
    assert one_mistake_away(number, SIRETS, DIGITS) == meant


@given(st.text(DIGITS, min_size=14, max_size=14), st.text(DIGITS, min_size=13, max_size=15))
def test_one_mistake_away_is_what_counting_says(candidate, number):
    expected = candidate if mistakes(number, candidate, 1) == 1 else None
    assert one_mistake_away(number, {candidate}, DIGITS) == expected
