"""What failed once is said once: a check is silent where one of its own inputs failed before it."""

import datetime

import pytest

from tests.making.identifiers import siret
from tests.making.returns import valid_return
from tests.making.shape import HEADERS
from tests.rules.cases import as_is, both, judge_all, judge_book, numbered, places, put

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)
OUTREACH, INNOVATIVE = "Aller-vers", "Actions innovantes"
LONG_AGO = datetime.date(1999, 1, 1)


def without(sheet, column):
    return lambda book: book.drop_column(sheet, column)


def sheetless(sheet):
    return lambda book: book.drop_sheet(sheet)


def twice(sheet, header):
    return lambda book: book.add_column(sheet, header, {0: "x", 1: "y"})


def wrong_totals(book):
    """Totals that no detail sheet confirms."""
    for indicator in ("partenaires", "comites_pilotage", "actions_aller_vers", "actions_innovantes"):
        book.set(SYN, column=indicator, value=77)
    for indicator in ("nouveaux_beneficiaires", "beneficiaires_accompagnes"):
        book.set(SYN, column=indicator, value=777)
    return book


C = {
    "C01": ("C01", "Synthèse", "valeur", 2, "B2"),
    "C02": ("C02", "Synthèse", "valeur", 3, "B3"),
    "C03": ("C03", "Synthèse", "valeur", 4, "B4"),
    "C04": ("C04", "Synthèse", "valeur", 5, "B5"),
    "C05": ("C05", "Synthèse", "valeur", 6, "B6"),
    "C06": ("C06", "Synthèse", "valeur", 7, "B7"),
}


def all_but(*silent):
    return [place for rule, place in C.items() if rule not in silent]


CELLS = numbered(
    [
        (put(AV, nouveaux_beneficiaires=None), [("T01", OUTREACH, "nouveaux_beneficiaires", 2, "I2")]),
        (put(AV, nouveaux_beneficiaires="27 env."), [("T02", OUTREACH, "nouveaux_beneficiaires", 2, "I2")]),
        (put(AV, nouveaux_beneficiaires=-27), [("T06", OUTREACH, "nouveaux_beneficiaires", 2, "I2")]),
        (put(AV, femmes=None, hommes=99), [("T01", OUTREACH, "femmes", 2, "J2")]),
        (put(AV, moins_26_ans=-1), [("T06", OUTREACH, "moins_26_ans", 2, "L2")]),
        (put(AV, personnes_rencontrees="?"), [("T02", OUTREACH, "personnes_rencontrees", 2, "H2")]),
        (put(AV, date_debut="31/02/2023", date_fin=LONG_AGO), [("T03", OUTREACH, "date_debut", 2, "E2")]),
        (put(AV, date_fin="plus tard"), [("T03", OUTREACH, "date_fin", 2, "F2")]),
        (put(AV, siret_porteur=None), [("T01", OUTREACH, "siret_porteur", 2, "G2")]),
        (put(AV, code_qpv=None), [("T01", OUTREACH, "code_qpv", 2, "D2")]),
        (
            both(put(AV, id_action="X" * 41), put(AV, 1, id_action="X" * 41)),
            [("T07", OUTREACH, "id_action", 2, "A2"), ("T07", OUTREACH, "id_action", 3, "A3")],
        ),
        (put(AI, cout_total="cher"), [("T02", INNOVATIVE, "cout_total", 2, "I2")]),
        (put(AI, sorties_emploi=None), [("T01", INNOVATIVE, "sorties_emploi", 2, "Q2")]),
        (put(GOUV, date="jeudi"), [("T03", "Gouvernance", "date", 2, "A2")]),
        (
            put(PART, 2, date_entree="?", date_sortie=LONG_AGO),
            [
                ("T03", "Partenaires", "date_entree", 4, "D4"),
                ("R13", "Partenaires", "date_sortie", 4, "E4"),  # before the quarter, whenever it entered
            ],
        ),
        (put(PART, 2, date_sortie="?"), [("T03", "Partenaires", "date_sortie", 4, "E4")]),
        (put(IDENT, nom_cite="X" * 301), [("T07", "Identification", "nom_cite", 4, "B4")]),
        (put(IDENT, validee_etat="peut-être"), [("T05", "Identification", "validee_etat", 8, "B8")]),
        (put(IDENT, date_remontee="demain"), [("T03", "Identification", "date_remontee", 6, "B6")]),
        (put(IDENT, etp_coordination=-4), [("T06", "Identification", "etp_coordination", 7, "B7")]),
    ],
    put(SYN, **valid_return().totals()),  # what a spoiled cell hides must not be held against the totals
)


@pytest.mark.parametrize("case", CELLS, ids=str)
def test_a_cell_that_failed_is_no_input_of_a_rule(case):
    assert places(judge_all(CELLS)[str(case)]) == list(case.expected)


def drop_listed(book):
    """The last partner listed on a sheet of another name."""
    header = HEADERS[PART]
    row = book.rows[PART].pop()
    return book.add_sheet("Suite", [header, [row.get(name) for name in header]])


ROWS = numbered(
    [
        # a lead structure whose own SIRET is wrong is not looked for among the partners
        (put(AV, siret_porteur="12"), [("R01", OUTREACH, "siret_porteur", 2, "G2")]),
        # where one partner's SIRET is wrong or missing, or the column is not there, no lead is looked for
        (
            both(put(PART, 2, siret="12"), put(AV, siret_porteur=siret(9))),
            [("R01", "Partenaires", "siret", 4, "A4")],
        ),
        (
            both(put(PART, 2, siret=None), put(AV, siret_porteur=siret(9))),
            [("T01", "Partenaires", "siret", 4, "A4")],
        ),
        (
            both(without(PART, "siret"), put(AV, siret_porteur=siret(9))),
            [("S03", "Partenaires", "siret", None, None)],
        ),
        (
            both(sheetless(PART), put(AV, siret_porteur=siret(9))),
            [("S02", "Partenaires", None, None, None)],
        ),
        (
            both(twice(PART, "SIRET"), put(AV, siret_porteur=siret(9))),
            [("S06", "Partenaires", "siret", 1, "F1")],
        ),
        # nor where a partner stands on another sheet
        (
            both(drop_listed, put(AV, siret_porteur=siret(9))),
            [("S11", "Suite", None, None, None)],
        ),
        # the same SIRET twice is no reason not to look
        (
            both(put(PART, 2, siret=siret(0)), put(AV, siret_porteur=siret(9))),
            [("R11", "Partenaires", "siret", 4, "A4"), ("R12", OUTREACH, "siret_porteur", 2, "G2")],
        ),
        # R10 works on the sheets that are there
        (
            both(sheetless(AV), put(AI, 1, id_action="AI-001")),
            [("S02", OUTREACH, None, None, None), ("R10", INNOVATIVE, "id_action", 3, "A3")],
        ),
        (
            both(without(AV, "id_action"), put(AI, id_action="AV-001")),
            [("S03", OUTREACH, "id_action", None, None)],
        ),
        (put(AV, 1, id_action=None), [("T01", OUTREACH, "id_action", 3, "A3")]),
    ]
)


@pytest.mark.parametrize("case", ROWS, ids=str)
def test_a_rule_over_several_rows_is_silent_where_its_inputs_failed(case):
    assert places(judge_all(ROWS)[str(case)]) == list(case.expected)


def test_rules_over_one_cell_do_not_silence_each_other():
    book = valid_return().set(AV, column="nouveaux_beneficiaires", value=99)
    assert places(judge_book(book)) == [
        ("R05", OUTREACH, "nouveaux_beneficiaires", 2, "I2"),
        ("R06", OUTREACH, "nouveaux_beneficiaires", 2, "I2"),
        ("R07", OUTREACH, "nouveaux_beneficiaires", 2, "I2"),
    ]


TOTALS = numbered(
    [
        (as_is, all_but()),
        (put(PART, date_entree=None), [("T01", "Partenaires", "date_entree", 2, "D2"), *all_but("C01")]),
        (put(PART, date_sortie="?"), [("T03", "Partenaires", "date_sortie", 2, "E2"), *all_but("C01")]),
        (put(PART, nom=None), [("T01", "Partenaires", "nom", 2, "B2"), *all_but()]),
        (without(PART, "date_entree"), [("S03", "Partenaires", "date_entree", None, None), *all_but("C01")]),
        (without(PART, "date_sortie"), all_but()),  # an optional column that is left out is empty
        (twice(PART, "date_sortie"), [("S06", "Partenaires", "date_sortie", 1, "F1"), *all_but("C01")]),
        (sheetless(PART), [("S02", "Partenaires", None, None, None), *all_but("C01")]),
        (put(GOUV, instance="fête"), [("T04", "Gouvernance", "instance", 2, "B2"), *all_but("C02")]),
        (put(GOUV, date=None), [("T01", "Gouvernance", "date", 2, "A2"), *all_but()]),
        (without(GOUV, "instance"), [("S03", "Gouvernance", "instance", None, None), *all_but("C02")]),
        (sheetless(GOUV), [("S02", "Gouvernance", None, None, None), *all_but("C02")]),
        (
            put(AV, nouveaux_beneficiaires=None),
            [("T01", OUTREACH, "nouveaux_beneficiaires", 2, "I2"), *all_but("C04")],
        ),
        (
            without(AV, "nouveaux_beneficiaires"),
            [("S03", OUTREACH, "nouveaux_beneficiaires", None, None), *all_but("C04")],
        ),
        # nor are rows counted where others were not read
        (drop_listed, [*all_but("C01"), ("S11", "Suite", None, None, None)]),
        # rows are counted whatever is in them
        (put(AV, id_action=None), [("T01", OUTREACH, "id_action", 2, "A2"), *all_but()]),
        (sheetless(AV), [("S02", OUTREACH, None, None, None), *all_but("C03", "C04")]),
        (put(AI, beneficiaires="x"), [("T02", INNOVATIVE, "beneficiaires", 2, "K2"), *all_but("C06")]),
        (sheetless(AI), [("S02", INNOVATIVE, None, None, None), *all_but("C05", "C06")]),
        (put(IDENT, trimestre="2021-T4"), [("I02", "Identification", "trimestre", 5, "B5"), *all_but("C01")]),
        (
            put(IDENT, code_cite="cde-999", nom_cite="?"),
            [("I01", "Identification", "code_cite", 3, "B3"), *all_but()],
        ),
    ],
    wrong_totals,
)


@pytest.mark.parametrize("case", TOTALS, ids=str)
def test_a_total_is_silent_only_where_what_it_counts_failed(case):
    assert places(judge_all(TOTALS)[str(case)]) == list(case.expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "T01"), ("n.d.", "T01"), ("beaucoup", "T02"), (2.5, "T02"), (-1, "T06")],
)
def test_a_total_that_cannot_be_read_is_not_compared(value, expected):
    book = valid_return().set(SYN, column="actions_aller_vers", value=value)
    assert places(judge_book(book)) == [(expected, "Synthèse", "valeur", 4, "B4")]


def test_no_action_is_asked_about_only_where_its_row_is_there():
    book = valid_return().clear(AV, AI).drop_column(SYN, "actions_aller_vers")
    assert places(judge_book(book)) == [("C07", "Synthèse", "indicateur", None, None)]


def test_no_action_is_not_asked_about_where_a_sheet_is_missing():
    book = valid_return().clear(AV, AI).drop_sheet(AI)
    assert places(judge_book(book)) == [("S02", INNOVATIVE, None, None, None)]


@pytest.mark.parametrize("spoiled", [{"trimestre": "2021-T4"}, {"trimestre": None}, {"trimestre": "?"}])
def test_without_a_quarter_only_what_needs_none_is_judged(spoiled):
    book = valid_return(**spoiled, date_remontee=datetime.date(2025, 1, 1))
    book.set(GOUV, column="date", value=LONG_AGO)
    book.set(PART, column="date_entree", value=datetime.date(2030, 1, 1), row=1)
    book.set(PART, column="date_entree", value=datetime.date(2001, 1, 1), row=2)
    book.set(PART, column="date_sortie", value=datetime.date(2000, 1, 1), row=2)
    book.set(AV, column="date_debut", value=LONG_AGO).set(AV, column="code_qpv", value="QN13101M")
    book.set(SYN, column="partenaires", value=99)
    rule = "T01" if spoiled["trimestre"] is None else "I02"
    assert places(judge_book(book)) == [
        (rule, "Identification", "trimestre", 5, "B5"),
        ("I06", "Identification", "date_remontee", 6, "B6"),  # the half that looks at today
        ("R13", "Partenaires", "date_sortie", 4, "E4"),  # the half that looks at the arrival
    ]


def test_without_a_cite_a_qpv_is_judged_by_its_form():
    book = valid_return(code_cite="cde-999")
    book.set(AV, column="code_qpv", value="QP093001").set(AV, column="code_qpv", value="quartier nord", row=1)
    assert places(judge_book(book)) == [
        ("I01", "Identification", "code_cite", 3, "B3"),
        ("R02", OUTREACH, "code_qpv", 3, "D3"),
    ]


def test_of_a_column_that_is_missing_nothing_else_is_said():
    book = valid_return()
    for column in ("nouveaux_beneficiaires", "siret_porteur", "date_debut", "code_qpv"):
        book.drop_column(AV, column)
    assert places(judge_book(book)) == [
        ("S03", OUTREACH, "code_qpv", None, None),
        ("S03", OUTREACH, "date_debut", None, None),
        ("S03", OUTREACH, "siret_porteur", None, None),
        ("S03", OUTREACH, "nouveaux_beneficiaires", None, None),
    ]


def test_of_a_field_given_twice_nothing_else_is_said():
    book = valid_return(trimestre="jamais").set(IDENT, column="Trimestre", value="2021-T4")
    book.set(GOUV, column="date", value=LONG_AGO)
    judgement = judge_book(book)
    assert places(judgement) == [("S08", "Identification", "champ", 11, "A11")]
    assert (judgement.trimestre, judgement.trimestre_lu) == (None, None)


def test_of_two_sheets_with_one_name_neither_is_there():
    book = valid_return().add_sheet("Synthese", [["indicateur", "valeur"], ["partenaires", 99]])
    assert places(judge_book(book)) == [("S06", "Synthèse", None, None, None)]


def test_without_the_value_column_no_field_is_said_to_be_missing():
    book = valid_return()
    book.headers[IDENT] = ["champ"]
    judgement = judge_book(book)
    assert places(judgement) == [("S03", "Identification", "valeur", None, None)]
    assert (judgement.code_cite, judgement.trimestre) == (None, None)
