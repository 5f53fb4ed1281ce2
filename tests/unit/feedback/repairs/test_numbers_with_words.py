"""A number with nothing behind it but what is counted anyway."""

import pytest

from orchestration.feedback.repairs.numbers_with_words import number_meant
from tests.rules.cases import CONTRACT


def column(sheet, name):
    return CONTRACT.submission.by_name[sheet].by_name[name]


MET = column("aller_vers", "personnes_rencontrees")
WOMEN = column("aller_vers", "femmes")
COST = column("actions_innovantes", "cout_total")
YOUNG = column("aller_vers", "moins_26_ans")
OLD = column("aller_vers", "de_50_ans_et_plus")
JOBS = column("actions_innovantes", "sorties_emploi")
FTE = column("identification", "etp_coordination")
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
        ("12500,5 euros", COST, 12500.5),
        ("0,5 ETP", FTE, 0.5),
        ("12500 coût total", COST, 12500.0),
        ("12 sorties vers un emploi", JOBS, 12),
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
        ("60.000 personnes", MET),
        ("60,000 personnes", MET),
        ("12.500 euros", COST),
        ("1,250 euros", COST),
        ("12 500.000 euros", COST),
        ("1.2500 euros", COST),
        ("12500 milliers euros", COST),
        ("12 k€", COST),
        ("12 k", COST),
        ("12 M€", COST),
        ("12 mille", MET),
        ("12 milliers", MET),
        ("12 dizaines", MET),
        ("12 % personnes", MET),
        ("12 personnes ?", MET),
        ("12 personnes !", MET),
        ("12 personnes (environ)", MET),
        ("12 personnes, femmes", MET),
        ("+12 personnes", MET),
        ("12 personnes au moins", MET),
        ("12 moins", YOUNG),
        ("12 ans", YOUNG),
        ("12 moins de ans", YOUNG),
        ("3 plus", OLD),
        ("3 ans et plus", OLD),
        ("3 à ans", column("aller_vers", "de_26_a_49_ans")),
        ("8 personnes", THERE),
        ("12500 euros TTC", COST),
        ("12500 euros HT", COST),
        ("12500 payée par la cité", column("actions_innovantes", "part_cite")),
        ("12 emploi", JOBS),
    ],
)
def test_what_leaves_a_doubt_is_not_read(text, where):
    assert number_meant(text, where) is None
