"""Two words are the same word when their keys are: what counts, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.keys import action_key, key, name_key


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Code QPV", "code_qpv"),
        ("Aller-vers", "aller_vers"),
        ("Synthèse", "synthese"),
        ("SYNTHE\u0300SE", "synthese"),  # the accent as a character of its own
        ("Id action", "id_action"),
        ("Date entree", "date_entree"),
        ("  De 26 à 49 ans ", "de_26_a_49_ans"),
        ("Garde d'enfants", "garde d’enfants"),
        ("CDE-001", "cde-001"),
        ("CDE 001", "cde-001"),
    ],
)
def test_the_words_of_a_return_are_recognised(written, meant):
    assert key(written) == key(meant)


@pytest.mark.parametrize(
    "space",
    [
        "\u0020",
        "\t",
        "\n",
        "\r\n",
        "\u00a0",
        "\u202f",
        "\u2009",
        "\u2003",
        "\u3000",
        "\u200b",
        "\u2060",
        "\ufeff",
    ],
)
def test_spaces_of_every_kind_are_dropped(space):
    assert key(f"code{space}qpv") == "codeqpv"


@pytest.mark.parametrize(
    "dash",
    ["-", "\u2010", "\u2011", "\u2012", "–", "—", "\u2015", "−", "\u00ad", "\uff0d", "\u2043"],
)
def test_hyphens_and_dashes_are_dropped(dash):
    assert key(f"aller{dash}vers") == "allervers"


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "‛", "ʼ", "ʻ", "＇"])
def test_apostrophes_straight_and_curly_are_dropped(apostrophe):
    assert key(f"d{apostrophe}entree") == "dentree"


@pytest.mark.parametrize("character", '.,;:!?/()&+*%€$#@"«»`´°|œæß1²\u00b7')
def test_every_other_character_counts(character):
    assert key(f"a{character}b") != key("ab")


def test_case_and_accents_are_dropped():
    assert key("ÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŸ") == "eeeeaaaiioouuucy"


def test_a_key_is_its_own_key():
    for text in ("Aller-vers", "N° SIRET", "œuvre", "İstanbul"):
        assert key(key(text)) == key(text)


def test_nothing_has_an_empty_key():
    assert key("") == key(" -_'\u00a0") == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dreux, Chartres (Vernouillet)", "Dreux / Chartres / Vernouillet"),
        ("CU Angers-Loire métropole.", "CU Angers Loire Métropole"),
        ("L’Haÿ « les Roses »", "L'Hay-les-Roses"),
    ],
)
def test_punctuation_does_not_count_in_a_name(written, meant):
    assert name_key(written) == name_key(meant)


@pytest.mark.parametrize(
    ("one", "other"), [("Saint-Denis", "Saint-Denis 2"), ("A + B", "A B"), ("Évry", "Ivry")]
)
def test_names_that_differ_by_more_than_punctuation_differ(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("one", "other"), [("AV-01a", "av-01A"), ("Été 1", "ete 1"), ("E\u0301", "é")])
def test_identifiers_of_actions_are_the_same_whatever_their_case_and_accents(one, other):
    assert action_key(one) == action_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("AV-01", "AV01"), ("AV 01", "AV01"), ("AV_01", "AV-01"), ("AV'01", "AV’01"), ("1", "01")],
)
def test_every_other_character_counts_in_an_identifier(one, other):
    assert action_key(one) != action_key(other)


@given(st.text(max_size=40))
def test_any_text_has_a_key_that_is_its_own_key(text):
    assert key(key(text)) == key(text)


@given(
    st.text(alphabet=st.characters(codec="ascii"), max_size=20),
    st.sampled_from(list(" _-'\u00a0\u202f–’\u200b")),
)
def test_what_is_dropped_is_dropped_anywhere(text, dropped):
    assert key(dropped.join(text)) == key(text)


@given(st.text(max_size=40))
def test_what_action_keys_tell_apart_no_more_than_case_and_accents_do(text):
    assert action_key(text) == action_key(action_key(text)) == action_key(text.lower())
