"""A number and its noun agree as in French, and stay on one line."""

import pytest

from orchestration.plurals import agreed, counted


@pytest.mark.parametrize(
    ("number", "words", "text"),
    [
        (0, ["ligne"], "0 ligne"),
        (1, ["ligne"], "1 ligne"),
        (2, ["ligne"], "2 lignes"),
        (1, ["total"], "1 total"),
        (6, ["total"], "6 totaux"),
        (2, ["autre", "point"], "2 autres points"),
        (1, ["autre", "point"], "1 autre point"),
        (3, ["fois"], "3 fois"),
        (1234, ["champ"], "1\u202f234 champs"),
    ],
)
def test_words_follow_their_number(number, words, text):
    assert counted(number, *words).replace("\u00a0", " ") == text


def test_a_number_does_not_leave_its_word():
    assert " " not in counted(12, "autre", "point")


@pytest.mark.parametrize(("number", "word"), [(0, "rejetée"), (1, "rejetée"), (2, "rejetées")])
def test_a_word_alone_agrees_too(number, word):
    assert agreed(number, "rejetée") == word
