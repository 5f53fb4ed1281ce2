"""What a person sees, and what says nothing (return.md, "How a cell is read")."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.submissions.reading.texts import Words, normal, shown, written
from tests.unit.reading.asking import CONTRACT

WORDS = Words(CONTRACT.submission.missing_words)


@pytest.mark.parametrize(
    ("written_as", "seen"),
    [
        ("  Café de l'emploi ", "Café de l'emploi"),
        ("Café\u00a0de\u202fl'emploi", "Café de l'emploi"),
        ("Café\n\tde\r\nl'emploi", "Café de l'emploi"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a \u2003 b", "a b"),
        ("\u3000", ""),
        ("a\0b\x1a", "ab"),
        ("siret\u200b", "siret"),
        ("\ufeff\u00ad\u200e 12 \u2066\u2069", "12"),
        ("1\u200b2\u202e3\u2064", "123"),
        ("\u200b\u2060", ""),
        ("a\x85b\x1cc\vd", "a b c d"),
        ("👩\u200d💻", "👩💻"),
    ],
)
def test_white_space_is_one_space_and_letters_are_composed(written_as, seen):
    assert normal(written_as) == seen


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (1.0, "1"),
        (0.0, "0"),
        (-0.0, "0"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.30000000000000004"),
        (100.0, "100"),
        (1e15, "1000000000000000"),
        (1e16, "10000000000000000"),
        (1e22, "10000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (-2.5, "-2.5"),
        (44444444444444.0, "44444444444444"),
        (True, "VRAI"),
        (False, "FAUX"),
        (datetime.date(2023, 10, 5), "2023-10-05"),
        (datetime.date(987, 1, 2), "0987-01-02"),
        (" a  b ", "a b"),
    ],
)
def test_a_value_is_shown_as_a_text(value, seen):
    assert shown(value) == seen


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_out_reads_back(number):
    text = written(number)
    assert float(text) == number
    assert "e" not in text.lower()
    assert not text.endswith(".0")


@pytest.mark.parametrize(
    "word",
    ["n.d.", "nd", "n/d", "nc", "n.c.", "-", "–", "néant", "neant", "n/a", "na", "#n/a"],
)
def test_missing_words_say_nothing_in_any_case(word):
    assert WORDS.is_missing(word)
    assert WORDS.is_missing(word.upper())
    assert WORDS.is_missing(f" \u00a0{word.capitalize()} ")


@pytest.mark.parametrize(
    "error",
    [
        *[
            "#REF!",
            "#DIV/0!",
            "#VALEUR!",
            "#NOM?",
            "#VALUE!",
            "#NAME?",
            "#NULL!",
            "#NUL!",
            "#NUM!",
            "#NOMBRE!",
            "#N/A",
            "#N/D",
        ],
        *[
            "#ref!",
            "#VALEUR !",
            "#NOM\u00a0?",
            "#SPILL!",
            "#PROPAGATION!",
            "#CALC!",
            "#GETTING_DATA",
            "#BLOQUÉ!",
            "#bloque!",
        ],
        *["Err:502", "Err :502", "ERR:523", "#ERREUR!", "#ERROR!"],
    ],
)
def test_formula_errors_say_nothing(error):
    assert WORDS.is_missing(error)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\n\t"])
def test_nothing_but_white_space_says_nothing(text):
    assert WORDS.is_missing(text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "0",
            "non",
            "aucun",
            "?",
            "--",
            "—",
            "n",
            "n.a.",
            "n a",
            "nan",
            "null",
            "vide",
            "ND1",
            "néants",
            "/",
            "sans objet",
        ],
        *[
            "#1",
            "#",
            "#emploi",
            "#champ",
            "#REF",
            "REF!",
            "#VALEURS!",
            "#N/B",
            "Err:50",
            "Err:5021",
            "Erreur",
            "E",
            "é",
        ],
    ],
)
def test_other_texts_say_something(text):
    assert not WORDS.is_missing(text)


def test_numbers_dates_and_booleans_always_hold_a_value():
    assert [WORDS.holds_value(raw) for raw in (0.0, False, datetime.date(2023, 1, 1))] == [True, True, True]
    assert not WORDS.holds_value(None)


@given(st.text(max_size=100))
def test_normalising_twice_changes_nothing(text):
    assert normal(normal(text)) == normal(text)
