"""I rules: who sends the return, for which quarter, signed when and by whom."""

import datetime

import pytest

from tests.making.returns import valid_return
from tests.rules.cases import (
    CONTRACT,
    TODAY,
    as_is,
    boundary,
    fails,
    judge_all,
    judge_book,
    passes,
    places,
    put,
)

IDENTITY = "identification"
NAME = "CU Angers Loire Métropole"
ONE_DAY = datetime.timedelta(days=1)


def at(rule, column, row):
    return rule, "Identification", column, row, f"B{row}"


def field(**values):
    return put(IDENTITY, **values)


def quarter(trimestre):
    """The whole default return, of another quarter."""
    return lambda book: valid_return(quarter=trimestre)


CASES = [
    passes("I01", "a listed code", as_is),
    boundary("I01", "upper case, another dash", field(code_cite="CDE–001")),
    boundary("I01", "one zero less", field(code_cite="cde-01"), at("I01", "code_cite", 3)),
    fails("I01", "not listed", field(code_cite="cde-999"), at("I01", "code_cite", 3)),
    passes("I02", "2023-T4", as_is),
    passes("I02", "T4 2023", field(trimestre="T4 2023")),
    passes("I02", "4T2023", field(trimestre="4t2023")),
    boundary("I02", "the first collection", quarter("2022-T1")),
    boundary(
        "I02",
        "the quarter that has begun",
        lambda book: valid_return(quarter="2024-T1", date_remontee=TODAY),
        at("I07", "date_remontee", 6),
    ),
    fails("I02", "before the first collection", field(trimestre="2021-T4"), at("I02", "trimestre", 5)),
    fails("I02", "not begun yet", field(trimestre="2024-T2"), at("I02", "trimestre", 5)),
    fails("I02", "no quarter", field(trimestre="automne 2023"), at("I02", "trimestre", 5)),
    fails("I02", "a fifth quarter", field(trimestre="2023-T5"), at("I02", "trimestre", 5)),
    passes("I04", "its name", as_is),
    passes("I04", "no name", field(nom_cite=None)),
    boundary("I04", "its name in capitals without accents", field(nom_cite="CU ANGERS-LOIRE METROPOLE.")),
    fails("I04", "half its name", field(nom_cite="Angers"), at("I04", "nom_cite", 4)),
    fails(
        "I04",
        "its name after other words",
        field(nom_cite=f"Cité de l'emploi d'{NAME}"),
        at("I04", "nom_cite", 4),
    ),
    passes("I09", "its name", as_is),
    passes("I09", "no name", field(nom_cite=None)),
    boundary("I09", "a name that begins another's", field(nom_cite="Forbach"), at("I04", "nom_cite", 4)),
    boundary(
        "I09", "a name that begins with another's", field(nom_cite="Belfort Sud"), at("I04", "nom_cite", 4)
    ),
    boundary(
        "I09",
        "another's after other words",
        field(nom_cite="Cité de l'emploi de Belfort"),
        at("I04", "nom_cite", 4),
    ),
    boundary(
        "I09",
        "another's, spelt otherwise",
        field(nom_cite="forbach – behren les forbach"),
        at("I09", "nom_cite", 4),
    ),
    boundary(
        "I09",
        "another's beside an unknown code",
        field(code_cite="cde-999", nom_cite="Belfort"),
        at("I01", "code_cite", 3),
    ),
    fails("I09", "another's", field(nom_cite="Dreux / Chartres / Vernouillet"), at("I09", "nom_cite", 4)),
    passes("I05", "both signed", as_is),
    boundary("I05", "signed with a cross", field(validee_etat="x", validee_collectivite="X")),
    fails("I05", "the State did not sign", field(validee_etat=False), at("I05", "validee_etat", 8)),
    fails(
        "I05",
        "the local authority did not",
        field(validee_collectivite="non"),
        at("I05", "validee_collectivite", 9),
    ),
    fails(
        "I05",
        "neither did",
        field(validee_etat=0, validee_collectivite="N"),
        at("I05", "validee_etat", 8),
        at("I05", "validee_collectivite", 9),
    ),
    passes("I06", "signed after the quarter", as_is),
    boundary("I06", "signed on the day of the check", field(date_remontee=TODAY)),
    boundary("I06", "signed tomorrow", field(date_remontee=TODAY + ONE_DAY), at("I06", "date_remontee", 6)),
    boundary(
        "I06",
        "signed on the first day",
        field(date_remontee=datetime.date(2023, 10, 1)),
        at("I07", "date_remontee", 6),
    ),
    fails(
        "I06",
        "signed the day before",
        field(date_remontee=datetime.date(2023, 9, 30)),
        at("I06", "date_remontee", 6),
    ),
    fails(
        "I06",
        "signed next year",
        field(date_remontee=datetime.date(2025, 1, 12)),
        at("I06", "date_remontee", 6),
    ),
    passes("I07", "signed in the next quarter", as_is),
    boundary("I07", "signed on the day after the quarter", field(date_remontee=datetime.date(2024, 1, 1))),
    boundary(
        "I07",
        "signed on its last day",
        field(date_remontee=datetime.date(2023, 12, 31)),
        at("I07", "date_remontee", 6),
    ),
    fails(
        "I07",
        "signed in the middle",
        field(date_remontee=datetime.date(2023, 11, 15)),
        at("I07", "date_remontee", 6),
    ),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_identity_rule_finds_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)


def test_the_name_of_another_cite_says_whose_code_and_whose_name():
    [finding] = judge_book(valid_return(nom_cite="Belfort")).constats
    assert "« Belfort » est celui de la cité cde-003" in " ".join(finding.message.split())
    assert f"celui de « {NAME} »" in " ".join(finding.message.split())


@pytest.mark.parametrize(
    ("fields", "in_doubt"),
    [
        ({}, False),
        ({"validee_etat": False}, False),
        ({"code_cite": "cde-999"}, True),
        ({"trimestre": "2021-T4"}, True),
        ({"nom_cite": "Angers"}, True),
        ({"nom_cite": "Belfort"}, True),
    ],
)
def test_what_may_be_anothers_is_in_doubt(fields, in_doubt):
    judgement = judge_book(valid_return(**fields))
    assert judgement.is_in_doubt(CONTRACT.submission) is in_doubt


@pytest.mark.parametrize(
    ("fields", "code_cite", "trimestre", "trimestre_lu"),
    [
        ({}, "cde-001", "2023-T4", "2023-T4"),
        ({"code_cite": "CDE 001", "trimestre": "T4-2023"}, "cde-001", "2023-T4", "2023-T4"),
        ({"code_cite": "cde-999"}, None, "2023-T4", "2023-T4"),
        ({"nom_cite": "Belfort"}, "cde-001", "2023-T4", "2023-T4"),
        ({"trimestre": "2021-T4"}, "cde-001", None, "2021-T4"),
        ({"trimestre": "bientôt"}, "cde-001", None, None),
        ({"modele": "2"}, "cde-001", "2023-T4", "2023-T4"),
        ({"modele": "2", "trimestre": "2021-T4"}, "cde-001", None, "2021-T4"),
    ],
)
def test_cite_and_quarter_are_told_where_they_were_read_and_are_valid(
    fields, code_cite, trimestre, trimestre_lu
):
    judgement = judge_book(valid_return(**fields))
    assert (judgement.code_cite, judgement.trimestre, judgement.trimestre_lu) == (
        code_cite,
        trimestre,
        trimestre_lu,
    )


def test_the_day_of_the_check_is_the_one_given():
    book = valid_return(date_remontee=datetime.date(2024, 1, 12))
    assert places(judge_book(book, today=datetime.date(2024, 1, 12))) == []
    assert places(judge_book(book, today=datetime.date(2024, 1, 11))) == [at("I06", "date_remontee", 6)]


def test_signed_in_the_future_within_the_quarter_is_said_once():
    book = valid_return(date_remontee=datetime.date(2023, 12, 20))
    assert places(judge_book(book, today=datetime.date(2023, 12, 19))) == [at("I06", "date_remontee", 6)]
