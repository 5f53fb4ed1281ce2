"""Messages say in French what was found, what was expected and what to do; the value is told as a person sees it."""

import datetime

import pytest

from tests.making.returns import valid_return
from tests.rules.cases import judge_book

AV, AI, PART, GOUV, SYN = "aller_vers", "actions_innovantes", "partenaires", "gouvernance", "synthese"
NARROW, NO_BREAK = "\u202f", "\u00a0"


def only_finding(book):
    [finding] = judge_book(book).constats
    return finding


@pytest.mark.parametrize(
    ("sheet", "column", "value", "shown"),
    [
        (GOUV, "structures_presentes", None, None),
        (GOUV, "structures_presentes", "n.d.", "n.d."),
        (GOUV, "structures_presentes", "une dizaine", "une dizaine"),
        (AV, "femmes", 12, "12"),
        (AV, "siret_porteur", "732 829 320", "732 829 320"),
        (PART, "categorie", "Fanfare", "Fanfare"),
    ],
)
def test_a_value_is_told_as_it_is_seen(sheet, column, value, shown):
    book = valid_return().set(sheet, column=column, value=value)
    expected = "27" if column == "femmes" else shown
    assert only_finding(book).valeur == expected


def test_expected_value_and_gap_are_told():
    message = only_finding(valid_return().set(AV, column="femmes", value=14)).message
    assert "27" in message
    assert "28" in message
    assert f"1{NO_BREAK}" in message or "1)" in message


def test_numbers_are_written_in_french():
    book = valid_return().set(AI, column="part_cite", value=1234567.89)
    message = only_finding(book).message
    assert f"1{NARROW}234{NARROW}567,89" in message
    assert f"12{NARROW}500,5" in message


def test_a_gap_of_decimals_has_no_trace_of_binary_arithmetic():
    book = valid_return().set(AI, column="cout_total", value=0.1).set(AI, column="part_cite", value=0.3)
    message = only_finding(book).message
    assert "0,2" in message
    assert "0,19" not in message


def test_a_missing_value_is_told_with_its_type_and_what_it_is():
    message = only_finding(valid_return().set(AV, column="intitule", value=None)).message
    assert message.replace(NO_BREAK, " ") == (
        "« Intitulé de l'action » est obligatoire, mais la valeur manque. Renseignez cette valeur : il faut un "
        "texte (le nom de l'action, en quelques mots)."
    )


def test_amounts_have_their_cents():
    book = valid_return().set(AI, column="part_cite", value=20000)
    assert only_finding(book).message.replace(NO_BREAK, " ").replace(NARROW, " ") == (
        "La part de la cité (20 000 €) dépasse le coût total (12 500,50 €) : 7 499,50 € de trop. Corrigez l'un "
        "des deux montants."
    )


def test_a_committee_total_says_what_counts():
    book = valid_return().set(SYN, column="comites_pilotage", value=2)
    assert "Comité de pilotage" in only_finding(book).message


def test_days_are_written_in_french():
    book = valid_return().set(AV, column="date_fin", value=datetime.date(2023, 10, 2))
    message = only_finding(book).message
    assert "02/10/2023" in message
    assert "11/10/2023" in message  # its beginning


def test_the_bounds_of_the_quarter_are_told():
    book = valid_return().set(GOUV, column="date", value=datetime.date(2023, 9, 30))
    message = only_finding(book).message
    assert all(text in message for text in ("30/09/2023", "2023-T4", "01/10/2023", "31/12/2023"))


def test_the_codes_of_a_list_are_told_by_their_labels():
    message = only_finding(valid_return().set(GOUV, column="instance", value="fête")).message
    assert "Comité de pilotage ; Comité technique ; Comité de suivi de parcours" in message.replace(
        NO_BREAK, " "
    )


def test_the_name_that_the_code_stands_for_is_told():
    assert "CU Angers Loire Métropole" in only_finding(valid_return(nom_cite="Angers")).message


def test_a_missing_indicator_is_named():
    finding = only_finding(valid_return().drop_column(SYN, "comites_pilotage"))
    assert finding.valeur is None
    assert "comites_pilotage" in finding.message


def test_a_missing_column_and_its_sheet_are_named():
    message = only_finding(valid_return().drop_column(AV, "modalite")).message
    assert "modalite" in message
    assert "Aller-vers" in message


def test_a_long_value_is_cut_in_the_message_only():
    text = "peut-être " * 500
    finding = only_finding(valid_return().set(GOUV, column="copresidee", value=text))
    assert finding.valeur == text.strip()
    assert "…" in finding.message
    assert len(finding.message) < 400


def test_braces_in_a_value_are_nothing_but_braces():
    finding = only_finding(valid_return().set(GOUV, column="copresidee", value="{attendu} {0} {x.y}"))
    assert "{attendu} {0} {x.y}" in finding.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "zip"),
        (b"PK\x03\x04 rest of nothing", "abîmé"),
        (b"<html><table></table></html>", "zip"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(content, said):
    [finding] = judge_book(content).constats
    assert said in finding.message
    assert "/" not in finding.message
    assert finding.valeur is None


def test_every_message_ends_as_a_sentence():
    book = valid_return(nom_cite="X", etp_coordination=5).set(AV, column="femmes", value=None)
    book.set(SYN, column="partenaires", value=99).drop_column(AI, "frein").add_sheet("Notes", [["x"]])
    messages = [finding.message for finding in judge_book(book).constats]
    assert len(messages) == 6
    assert all(message[0].isupper() or message[0] == "«" for message in messages)
    assert all(message.endswith(".") for message in messages)
