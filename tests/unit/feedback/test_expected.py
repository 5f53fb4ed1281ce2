"""What was expected is told as a value only where it is the only right one."""

import datetime

import pytest

from orchestration.feedback.expected import expected, meaning_of
from orchestration.feedback.sentences import said
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book

AV, AI, PART, SYN, IDENT = "aller_vers", "actions_innovantes", "partenaires", "synthese", "identification"


def told(book):
    """What is expected by each finding."""
    return {
        one.regle: expected(said(one, CONTRACT)).replace("\u00a0", " ") for one in judge_book(book).constats
    }


def met(**values):
    """The first outreach action with other numbers, coherent with one another."""
    book = valid_return()
    for column, value in values.items():
        book.set(AV, column=column, value=value)
    return book


def day(*parts):
    return datetime.date(*parts)


@pytest.mark.parametrize(
    ("book", "rule", "text"),
    [
        (met(nouveaux_beneficiaires=28), "R05", "27"),
        (met(nouveaux_beneficiaires=28), "R06", "27"),
        (met(femmes=14), "R05", ""),  # the ages and the total say 27
        (met(femmes=14, nouveaux_beneficiaires=30), "R05", ""),  # every source says another number
        (
            met(nouveaux_beneficiaires=70, personnes_rencontrees=20),
            "R05",
            "",
        ),  # 27 would be more than were met
        (met(nouveaux_beneficiaires=28).set(SYN, column="nouveaux_beneficiaires", value=99), "C04", ""),
        (valid_return().set(SYN, column="partenaires", value=9), "C01", "3"),
        (valid_return(modele="2"), "S05", "1"),
        (met(personnes_rencontrees=20), "R07", ""),  # both sums say 27
        (valid_return().set(AI, column="sorties_emploi", value=11), "R08", "au plus 10"),
        (valid_return().set(AI, column="sorties_formation", value=12), "R08", "au plus 0"),
        (
            valid_return()
            .set(AI, column="sorties_emploi", value=12)
            .set(AI, column="beneficiaires", value=11),
            "R08",
            "",
        ),
        (valid_return().set(AI, column="sorties_formation", value=13), "R08", ""),
        (valid_return().set(AI, column="part_cite", value=20000), "R09", "au plus 12\u202f500,50"),
        (valid_return(etp_coordination=4), "P02", "au plus 3"),
        (valid_return(date_remontee=day(2023, 9, 30)), "I06", "le 01/10/2023 ou après"),
        (valid_return(date_remontee=day(2025, 9, 30)), "I06", "le 01/02/2024 ou avant"),
        (valid_return().set(AV, column="date_fin", value=day(2023, 10, 1)), "R04", "le 11/10/2023 ou après"),
        (
            valid_return().set(PART, column="date_entree", value=day(2024, 1, 2)),
            "R14",
            "le 31/12/2023 ou avant",
        ),
        (valid_return().set(AV, column="femmes", value="onze"), "T02", "un nombre entier, par exemple 12"),
        (valid_return(date_remontee=day(2023, 12, 1)), "I07", ""),
        (valid_return().set(AI, column="cout_total", value=900000), "P01", ""),
        (valid_return().set(PART, column="siret", value="1"), "R01", ""),
    ],
)
def test_a_bound_is_not_told_as_the_right_value(book, rule, text):
    assert told(book)[rule] == text


def test_the_past_is_no_expectation():
    compared = [
        rule for sheet in CONTRACT.submission.sheets for rule in sheet.rules if rule.stage == "history"
    ]
    assert {rule.id for rule in compared if rule.expected} == {"Q02", "Q03"}
    assert {meaning_of(rule) for rule in compared} == {None}


def test_every_total_and_sum_has_its_one_right_value():
    sums = [
        rule
        for sheet in CONTRACT.submission.sheets
        for rule in sheet.rules
        if (rule.stage == "total" and rule.holds) or rule.id in ("R05", "R06")
    ]
    assert len(sums) == 10
    assert {meaning_of(rule) for rule in sums} == {"exact"}
