"""Sheets as one cité lays them out: a title, a header that is recognised, rows, perhaps totals."""

import random
from dataclasses import replace
from datetime import date

import pytest

from contracts.keys import key
from orchestration.demo.filled_return import FilledReturn
from orchestration.demo.layout import TITLE, lay_out
from tests.making.shape import FIELDS, HEADERS, INDICATORS, LABELS, LEDGERS
from tests.unit.demo.test_dialect import PLAIN

PARTNERS = [
    {
        "siret": f"000001015000{n}",
        "nom": f"Structure {n}",
        "categorie": "caf",
        "date_entree": date(2021, 1, n),
        "date_sortie": None,
    }
    for n in (10, 11)
]
MEETINGS = [
    {"date": date(2023, 10, n), "instance": "comite_technique", "copresidee": True, "structures_presentes": n}
    for n in (3, 4)
]


@pytest.fixture
def filled():
    identification = dict.fromkeys(FIELDS) | {"code_cite": "cde-001", "validee_etat": True}
    rows = {sheet: [] for sheet in LEDGERS} | {"partenaires": PARTNERS, "gouvernance": MEETINGS}
    return FilledReturn("2023-T4", identification, rows, dict.fromkeys(INDICATORS, 0))


@pytest.fixture
def laid_out(contract, filled):
    return lambda **habits: lay_out(filled, contract, replace(PLAIN, **habits), random.Random(2))


def test_sheets_bear_the_template_s_names(laid_out):
    assert list(laid_out()) == list(LABELS.values())
    assert list(laid_out(container="zip")) == list(LABELS)


def test_a_plain_table_is_title_header_and_rows(laid_out):
    assert laid_out()["Gouvernance"] == [
        [TITLE],
        HEADERS["gouvernance"],
        [date(2023, 10, 3), "comite_technique", True, 3],
        [date(2023, 10, 4), "comite_technique", True, 4],
    ]


def test_an_empty_table_keeps_its_header(laid_out):
    assert laid_out(total_row=True)["Aller-vers"] == [[TITLE], HEADERS["aller_vers"]]


def test_fields_stand_below_one_another(laid_out):
    grid = laid_out(text_bools=True)["Identification"]
    assert grid[:2] == [[TITLE], ["Champ", "Valeur"]]
    assert [row[0] for row in grid[2:]] == FIELDS
    assert [row[1] for row in grid[2:] if row[0] == "validee_etat"] == ["oui"]


def test_blank_rows_come_between_title_and_header(laid_out):
    assert laid_out(blank_rows=2)["Synthèse"][:4] == [[TITLE], [], [], ["Indicateur", "Valeur"]]


def test_headers_in_other_words_have_the_same_key(laid_out):
    header = laid_out(label_headers=True)["Gouvernance"][1]
    assert header == ["Date", "Instance", "Copresidee", "Structures presentes"]
    assert [key(name) for name in header] == [key(name) for name in HEADERS["gouvernance"]]


def test_shuffled_columns_keep_their_values(laid_out):
    _, header, *rows = laid_out(shuffled_columns=True)["Partenaires"]
    assert header != HEADERS["partenaires"]
    assert [dict(zip(header, row, strict=True)) for row in rows] == PARTNERS


def test_a_row_of_totals_comes_last_and_says_so(laid_out):
    assert laid_out(total_row=True)["Gouvernance"][-1] == ["Total", None, None, 7]


def test_a_column_that_was_deleted_is_gone(filled, laid_out):
    filled.omitted.add(("gouvernance", "instance"))
    assert laid_out()["Gouvernance"][1:3] == [
        ["date", "copresidee", "structures_presentes"],
        [date(2023, 10, 3), True, 3],
    ]


def test_a_column_of_one_s_own_comes_last(filled, laid_out):
    filled.added.add(("gouvernance", "remarque"))
    grid = laid_out()["Gouvernance"]
    assert [row[-1] for row in grid[1:]] == ["remarque", "fictif", "fictif"]
    assert laid_out()["Partenaires"][1] == HEADERS["partenaires"]


def test_a_sheet_of_one_s_own_comes_last(filled, laid_out):
    filled.extra_sheets["Brouillon"] = [["à revoir"]]
    assert list(laid_out().items())[-1] == ("Brouillon", [["à revoir"]])
