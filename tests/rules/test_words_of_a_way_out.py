"""Nobody who obeys a message has to invent a value, or is led into the next error."""

import datetime

import pytest

from tests.making.returns import valid_return
from tests.rules.cases import judge_book

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)
LATER = datetime.date(2024, 5, 1)


def messages(book, **judging):
    """The messages by rule, with ordinary spaces."""
    found = judge_book(book, **judging).constats
    return {one.regle: one.message.replace("\u00a0", " ").replace("\u202f", " ") for one in found}


@pytest.mark.parametrize("value", ["en cours", "/", "plusieurs", "x", "aucune"])
@pytest.mark.parametrize(
    ("sheet", "column", "rule", "empty"),
    [
        (PART, "date_sortie", "T03", "Laissez la cellule vide si la structure est toujours partenaire."),
        (AV, "date_fin", "T03", "Laissez la cellule vide si l'action continue."),
        (AI, "date_fin", "T03", "Laissez la cellule vide si l'action continue."),
        (AI, "code_qpv", "R02", "Laissez la cellule vide si l'action concerne plusieurs quartiers."),
        (IDENT, "etp_coordination", "T02", "Laissez la cellule vide si vous n'avez pas ce nombre."),
    ],
)
def test_a_cell_that_may_stay_empty_says_so_and_what_that_means(sheet, column, rule, empty, value):
    found = messages(valid_return().set(sheet, column=column, value=value))
    assert list(found) == [rule]
    assert empty in found[rule]


def test_too_long_a_remark_may_be_left_out():
    found = messages(valid_return(commentaire="a b " * 600))
    assert found["T07"].endswith("Laissez la cellule vide si vous n'avez rien à ajouter.")


@pytest.mark.parametrize(
    ("column", "value", "rule"), [("date_debut", "en cours", "T03"), ("code_qpv", "plusieurs", "R02")]
)
def test_a_cell_that_must_be_filled_in_is_not_said_to_be_left_empty(column, value, rule):
    assert "vide" not in messages(valid_return().set(AV, column=column, value=value))[rule]


@pytest.mark.parametrize(
    ("value", "rule"),
    [("-", "T01"), ("néant", "T01"), ("aucun", "T02"), ("RAS", "T02"), ("/", "T02"), (None, "T01")],
)
@pytest.mark.parametrize(
    ("sheet", "column"), [(AV, "personnes_rencontrees"), (AI, "cout_total"), (AI, "sorties_emploi")]
)
def test_a_number_that_may_be_none_says_to_write_0(sheet, column, value, rule):
    found = messages(valid_return().set(sheet, column=column, value=value))
    assert "Si c'est zéro, écrivez 0." in found[rule]


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        (GOUV, "structures_presentes", "aucune"),  # at least 1
        (AV, "personnes_rencontrees", "12 environ"),  # a figure is written
        (AV, "date_debut", "-"),
        (SYN, "partenaires", None),  # the detail tells
    ],
)
def test_0_is_not_said_where_it_cannot_be_or_something_else_is_written(sheet, column, value):
    assert not any(
        "écrivez 0" in text
        for text in messages(valid_return().set(sheet, column=column, value=value)).values()
    )


@pytest.mark.parametrize(("quarter", "day"), [("2023-T4", "15/11/2023"), ("2024-T1", "15/02/2024")])
def test_the_example_of_a_day_is_one_of_the_quarter(quarter, day):
    found = messages(valid_return(quarter=quarter).set(AV, column="date_debut", value="bientôt"), today=LATER)
    assert f"par exemple {day}." in found["T03"]


def test_the_example_of_the_signature_is_not_a_day_to_come():
    today = datetime.date(2024, 1, 4)
    assert "04/01/2024" in messages(valid_return(date_remontee="hier"), today=today)["T03"]


def test_an_unknown_quarter_leaves_the_example_of_the_contract():
    found = messages(valid_return(trimestre="hiver").set(AV, column="date_debut", value="bientôt"))
    assert "par exemple 15/02/2024" in found["T03"]


def test_the_example_of_a_quartier_is_of_the_cite():
    found = messages(valid_return(quarter="2024-T1").set(AV, column="code_qpv", value="?"), today=LATER)
    assert "il s'écrit comme QN049" in found["R02"]


def gone(**changes):
    return valid_return().set(PART, column="date_sortie", value=datetime.date(2023, 9, 30), **changes)


def test_a_partner_that_leads_an_action_is_not_told_to_go():
    message = messages(gone())["R13"]
    assert "porte l'action « " in message
    assert "autre structure porteuse" in message
    assert not message.partition(". ")[2].startswith("Retirez")


def test_the_others_that_it_leads_are_counted():
    book = gone()
    lead = book.get(PART, column="siret")
    for sheet in (AV, AI):
        for row in range(2):
            book.set(sheet, column="siret_porteur", value=lead, row=row)
    action = book.get(AV, column="id_action")
    message = messages(book)["R13"]
    assert f"« {action} »" in message
    assert "et 3 autres" in message


def test_a_partner_that_leads_nothing_may_go():
    book = gone(row=2)
    other = book.get(PART, column="siret", row=0)
    for sheet in (AV, AI):
        for row in range(2):
            book.set(sheet, column="siret_porteur", value=other, row=row)
    assert "Retirez cette ligne" in messages(book)["R13"]


def test_a_title_with_personal_data_is_not_named():
    book = gone().set(AV, column="intitule", value="Appeler le 06 12 34 56 78")
    book.set(AV, column="siret_porteur", value=book.get(PART, column="siret"))
    assert "06 12" not in str(messages(book))


@pytest.mark.parametrize("femmes", [14, 20])
def test_where_two_sums_say_different_things_each_is_told_and_none_is_proposed(femmes):
    message = messages(valid_return().set(AV, column="femmes", value=femmes))["R05"]
    assert f"femmes + hommes {femmes + 14}" in message
    assert "tranches d'âge 27" in message
    assert "Vérifiez" in message
    assert "Corrigez" not in message
