"""A number with nothing behind it but what is counted anyway."""

import pytest

from orchestration.feedback.repairs.numbers_with_words import number_meant
from tests.rules.cases import CONTRACT


def column(sheet, name):
    return CONTRACT.submission.by_name[sheet].by_name[name]


MET = column("aller_vers", "personnes_rencontrees")
WOMEN = column("aller_vers", "femmes")
COST = column("actions_innovantes", "cout_total")
THERE = column("gouvernance", "structures_presentes")


@pytest.mark.parametrize(
    ("text", "where", "number"),
    [
        ("12 personnes", MET, 12),
        ("1 personne", MET, 1),
        ("12 pers.", MET, 12),
        ("12 PERSONNES", MET, 12),
        ("12personnes", MET, 12),
        ("1 234 personnes", MET, 1234),
        ("12 personnes rencontrées", MET, 12),
        ("12,0 personnes", MET, 12),
        ("12 femmes", WOMEN, 12),
        ("8 structures", THERE, 8),
        ("8 structures présentes", THERE, 8),
        ("12500 euros", COST, 12500.0),
        ("12 500,50 euros", COST, 12500.5),
        ("12500 EUR", COST, 12500.0),
    ],
)
def test_the_number_stays_the_same(text, where, number):
    assert number_meant(text, where) == number


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("12", MET),
        ("douze", MET),
        ("environ 12", MET),
        ("12 environ", MET),
        ("12 personnes environ", MET),
        ("12 ou 13 personnes", MET),
        ("12 à 15", MET),
        ("12/15 personnes", MET),
        ("12 %", MET),
        ("12,5 personnes", MET),
        ("12 femmes", MET),
        ("12 hommes", WOMEN),
        ("12 dont femmes", WOMEN),
        ("12 k euros", COST),
        ("0 structure", THERE),
        ("-3 personnes", MET),
        ("9999999999 personnes", MET),
        ("12 34 personnes", MET),
        ("1.234,5 euros", COST),
        ("personnes", MET),
        ("", MET),
    ],
)
def test_what_leaves_a_doubt_is_not_read(text, where):
    assert number_meant(text, where) is None
