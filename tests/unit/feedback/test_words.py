"""Quarters, days and cités in French."""

import datetime

import pytest

from orchestration.feedback.words import cite_in_words, day_in_words, quarter_in_words, sentence
from tests.rules.cases import CONTRACT


@pytest.mark.parametrize(
    ("quarter", "text"),
    [
        ("2024-T1", "1er trimestre 2024"),
        ("2023-T2", "2e trimestre 2023"),
        ("2023-T4", "4e trimestre 2023"),
        (None, "trimestre non reconnu"),
    ],
)
def test_a_quarter_is_said(quarter, text):
    assert quarter_in_words(quarter).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("cde-001", "CU Angers Loire Métropole (cde-001)"),
        ("cde-999", "cité cde-999"),
        (None, "cité non reconnue"),
    ],
)
def test_a_cite_is_said(code, text):
    assert cite_in_words(code, CONTRACT) == text


def test_a_day_is_written_day_first():
    assert day_in_words(datetime.date(2023, 2, 1)) == "01/02/2023"


@pytest.mark.parametrize(("text", "said"), [("été", "Été"), ("", ""), ("Été", "Été")])
def test_a_sentence_has_a_capital(text, said):
    assert sentence(text) == said
