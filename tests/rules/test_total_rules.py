"""C rules: the six totals of Synthèse are those of the detail sheets."""

import datetime

import pytest

from tests.rules.cases import as_is, both, boundary, fails, judge_all, passes, places, put

FIRST, LAST = datetime.date(2023, 10, 1), datetime.date(2023, 12, 31)
ROWS = {
    "partenaires": 2,
    "comites_pilotage": 3,
    "actions_aller_vers": 4,
    "nouveaux_beneficiaires": 5,
    "actions_innovantes": 6,
    "beneficiaires_accompagnes": 7,
}


def at(rule, indicator):
    row = ROWS[indicator]
    return rule, "Synthèse", "valeur", row, f"B{row}"


def declared(**values):
    return put("synthese", **values)


def lost(indicator):
    return lambda book: book.drop_column("synthese", indicator)


ABSENT = ("C07", "Synthèse", "indicateur", None, None)

CASES = [
    passes("C01", "3 partners", as_is),
    boundary(
        "C01",
        "one leaves on the last day",
        both(put("partenaires", 2, date_sortie=LAST), declared(partenaires=2)),
    ),
    boundary(
        "C01",
        "one leaves the day after",
        both(put("partenaires", 2, date_sortie=LAST + datetime.timedelta(1)), declared(partenaires=3)),
    ),
    boundary(
        "C01",
        "one comes on the last day",
        both(put("partenaires", 2, date_entree=LAST), declared(partenaires=3)),
    ),
    fails("C01", "one too many", declared(partenaires=4), at("C01", "partenaires")),
    fails(
        "C01",
        "who has left is not counted",
        both(put("partenaires", 2, date_sortie=FIRST), declared(partenaires=3)),
        at("C01", "partenaires"),
    ),
    passes("C02", "one of two meetings", as_is),
    boundary(
        "C02",
        "the label is the code",
        both(put("gouvernance", 1, instance="Comité de pilotage"), declared(comites_pilotage=2)),
    ),
    fails("C02", "every meeting", declared(comites_pilotage=2), at("C02", "comites_pilotage")),
    passes("C03", "2 actions", as_is),
    boundary("C03", "no action", lambda book: book.clear("aller_vers")),
    fails("C03", "one too few", declared(actions_aller_vers=1), at("C03", "actions_aller_vers")),
    passes("C04", "27 + 27", as_is),
    boundary("C04", "nobody", lambda book: book.clear("aller_vers")),
    boundary(
        "C04", "one person more", declared(nouveaux_beneficiaires=55), at("C04", "nouveaux_beneficiaires")
    ),
    fails("C04", "none declared", declared(nouveaux_beneficiaires=0), at("C04", "nouveaux_beneficiaires")),
    passes("C05", "2 actions", as_is),
    boundary("C05", "no action", lambda book: book.clear("actions_innovantes")),
    fails("C05", "one too many", declared(actions_innovantes=3), at("C05", "actions_innovantes")),
    passes("C06", "12 + 12", as_is),
    boundary(
        "C06",
        "one person less",
        declared(beneficiaires_accompagnes=23),
        at("C06", "beneficiaires_accompagnes"),
    ),
    fails(
        "C06", "ten times", declared(beneficiaires_accompagnes="240"), at("C06", "beneficiaires_accompagnes")
    ),
    passes("C07", "the six indicators", as_is),
    boundary(
        "C07",
        "a label for a name, by key",
        lambda book: _renamed(book, "comites_pilotage", "Comités pilotage"),
    ),
    boundary("C07", "a value without an indicator is ignored", declared(**{"": 12})),
    fails("C07", "one is missing", lost("partenaires"), ABSENT),
    fails("C07", "two are missing", both(lost("partenaires"), lost("actions_innovantes")), ABSENT, ABSENT),
    fails("C07", "one is unknown", declared(budget=3), ("C07", "Synthèse", "indicateur", 8, "A8")),
    fails(
        "C07",
        "one appears twice",
        declared(**{"Partenaires ": 3}),
        ("C07", "Synthèse", "indicateur", 8, "A8"),
    ),
    fails(
        "C07",
        "twice: nothing else is said of it",
        both(declared(partenaires=99), declared(Partenaires="beaucoup")),
        ("C07", "Synthèse", "indicateur", 8, "A8"),
    ),
]


def _renamed(book, old, new):
    return book.drop_column("synthese", old).set("synthese", column=new, value=1)


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_total_rule_finds_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)
