"""Every cité writes in its own way, and always means the same."""

import random
from dataclasses import replace
from datetime import date

import pytest

from orchestration.demo.dialect import Dialect, draw_dialect, number_in_words, spell

PLAIN = Dialect(
    container="xlsx",
    labels=False,
    text_dates=False,
    text_numbers=False,
    text_bools=False,
    number_sirets=False,
    label_headers=False,
    shuffled_columns=False,
    total_row=False,
    blank_rows=0,
    epoch_1904=False,
    separator=";",
    encoding="utf-8",
)


def cell(contract, column, value, **habits):
    found = contract.submission.by_name["actions_innovantes"].by_name[column]
    codes = contract.reference.codelists.get(found.codelist or "", ())
    return spell(value, found, replace(PLAIN, **habits), codes)


@pytest.mark.parametrize(
    ("column", "value", "habits", "written"),
    [
        ("frein", "garde_enfants", {}, "garde_enfants"),
        ("frein", "garde_enfants", {"labels": True}, "Garde d'enfants"),
        ("frein", "Stand au marché", {"labels": True}, "Stand au marché"),
        ("date_debut", date(2023, 2, 1), {}, date(2023, 2, 1)),
        ("date_debut", date(2023, 2, 1), {"text_dates": True}, "01/02/2023"),
        ("date_debut", "courant du trimestre", {}, "courant du trimestre"),
        ("siret_porteur", "00000101500012", {}, "00000101500012"),
        ("siret_porteur", "00000101500012", {"number_sirets": True}, 101500012),
        ("beneficiaires", 12, {}, 12),
        ("beneficiaires", 1234, {"text_numbers": True}, "1\N{NO-BREAK SPACE}234"),
        ("cout_total", 1234.5, {"container": "zip"}, "1\N{NO-BREAK SPACE}234,50"),
        ("code_qpv", None, {}, None),
    ],
)
def test_a_value_is_written_as_the_cite_does(contract, column, value, habits, written):
    assert cell(contract, column, value, **habits) == written


@pytest.mark.parametrize(
    ("value", "habits", "written"),
    [(True, {}, True), (True, {"text_bools": True}, "oui"), (False, {"text_bools": True}, "non")],
)
def test_yes_and_no(contract, value, habits, written):
    column = contract.submission.by_name["gouvernance"].by_name["copresidee"]
    assert spell(value, column, replace(PLAIN, **habits), ()) == written


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (999, "999"), (1000, "1 000"), (0.1, "0,10"), (-2, "-2")]
)
def test_numbers_in_words(value, words):
    assert number_in_words(value) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_zip_never_leaves_a_date_or_a_siret_to_the_spreadsheet():
    drawn = [draw_dialect("zip", random.Random(seed)) for seed in range(200)]
    assert all(dialect.text_dates and dialect.text_bools and not dialect.number_sirets for dialect in drawn)


def test_habits_differ():
    drawn = [draw_dialect("zip", random.Random(seed)) for seed in range(200)]
    assert {dialect.separator for dialect in drawn} == {";", ",", "\t"}
    assert {dialect.encoding for dialect in drawn} == {"cp1252", "utf-8", "utf-8-sig"}
    assert {dialect.labels for dialect in drawn} == {True, False}
