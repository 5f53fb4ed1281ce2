"""What coordinators read: French, concrete, with what to do, and nothing of the machinery."""

import re

import pytest

from contracts.expressions import placeholders_in
from contracts.refusal_texts import DETAILS
from contracts.typography import grouped, typeset
from orchestration.submissions.reading.refusals import REASONS


def rules(contract):
    sheets = contract.submission.sheets
    return [*contract.submission.rules, *(rule for sheet in sheets for rule in sheet.rules)]


def wordings(contract):
    entries = [*rules(contract), *contract.submission.refusals.values()]
    texts = [text for rule in entries for text in (rule.message, rule.remedy)]
    texts.append(contract.submission.and_more)
    texts = [re.sub(r"\{si_(vide|zero)\}", "", text) for text in texts]
    return texts + [text for name, text in contract.submission.suggestions.items() if name == "present"]


def test_a_wording_is_a_sentence(contract):
    assert [text for text in wordings(contract) if not text.endswith(".") or text[0].islower()] == []


def test_what_was_found_and_what_to_do_are_both_said(contract):
    for rule in rules(contract):
        assert len(rule.message.split()) >= 4, rule.id
        assert len(rule.remedy.split()) >= 2, rule.id


def test_a_suggestion_is_a_question_or_says_what_to_do(contract):
    assert {name: text[-1] for name, text in contract.submission.suggestions.items()} == {
        "proche": "?",
        "precise": "?",
        "present": ".",
    }


def test_each_kind_of_personal_data_is_said_with_its_article(contract):
    assert {text.split()[0] for text in contract.submission.personal_data.values()} == {"un", "une"}


@pytest.mark.parametrize("jargon", ["null", "regex", "type error", "int ", "bool", "SHA", "/", "\\", "None"])
def test_no_wording_speaks_like_a_machine(jargon, contract):
    found = [text for text in wordings(contract) if jargon in re.sub(r"\{\w+\}", "", text)]
    assert [text for text in found if "15/02/2024" not in text] == []


def test_a_difference_is_told_with_what_was_expected(contract):
    for rule in rules(contract):
        if "{ecart}" in rule.message:
            assert "{attendu}" in rule.message or "{beneficiaires}" in rule.message


def test_every_reason_of_refusal_has_its_own_words(contract):
    refusals = contract.submission.refusals
    assert set(refusals) == set(REASONS)
    assert len({rule.message for rule in refusals.values()}) == len(REASONS)


def test_a_refusal_is_rule_s01_ready_to_show(contract):
    for reason in REASONS:
        rule = contract.submission.refusal(reason)
        assert (rule.id, rule.severity, rule.stage) == ("S01", "bloquant", "structure")
        assert placeholders_in(rule.message, reason) <= set(DETAILS)
        assert not placeholders_in(rule.remedy, reason)


def test_a_refusal_names_the_limit_of_the_contract(contract):
    size, dimensions = contract.submission.refusal("taille"), contract.submission.refusal("dimensions")
    assert "dépasse 20\u00a0Mo" in size.message
    assert "plus de 100\u202f000 lignes ou de 200 colonnes" in dimensions.message


def test_a_limit_is_written_once(copy):
    copy.edit("submission/retour.odcs.yaml", "fichier_mio: 20\n", "fichier_mio: 25\n")
    assert "25\u00a0Mo" in copy.load().submission.refusal("taille").message


def test_an_unknown_reason_is_told_as_unreadable(contract):
    assert contract.submission.refusal("surprise") == contract.submission.refusals["illisible"]


@pytest.mark.parametrize(
    ("rule_id", "case", "word"),
    [
        ("C07", "absent", "manque"),
        ("C07", "double", "plus d'une fois"),
        ("C07", "inconnu", "n'est pas un des six"),
        ("S06", "colonne", "La colonne"),
        ("S06", "feuille", "La feuille"),
    ],
)
def test_a_rule_of_several_cases_is_worded_for_each(rule_id, case, word, contract):
    assert word in contract.submission.rule(rule_id, "synthese", case).message


def test_a_rule_is_looked_for_in_the_sheet_first(contract):
    submission = contract.submission
    assert submission.rule("R03", "gouvernance").anchor == "date"
    assert submission.rule("R03", "aller_vers").anchor == "date_debut"
    assert submission.rule("T01", "aller_vers") == submission.rule("T01")
    assert submission.rule("S05").anchor == "modele"


@pytest.mark.parametrize(("rule_id", "case"), [("X99", None), ("C07", "surprise")])
def test_a_rule_that_does_not_exist_is_an_error(rule_id, case, contract):
    with pytest.raises(KeyError):
        contract.submission.rule(rule_id, case=case)


@pytest.mark.parametrize(
    ("written", "set_in_type"),
    [
        ("Total : « 12 » ?", "Total\u00a0: «\u00a012\u00a0»\u00a0?"),
        ("5 € ; 3 %", "5\u00a0€\u00a0; 3\u00a0%"),
        ("10:30, a;b", "10:30, a;b"),
    ],
)
def test_french_punctuation_does_not_break_off(written, set_in_type):
    assert typeset(written) == set_in_type


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1000, "1\u202f000"), (1234567, "1\u202f234\u202f567")]
)
def test_thousands_are_set_apart(number, text):
    assert grouped(number) == text


def test_every_type_is_described_in_french(contract):
    types = {column.type for sheet in contract.submission.sheets for column in sheet.columns}
    assert types <= set(contract.submission.type_labels)
    assert contract.submission.type_labels["int"] == "un nombre entier, par exemple 12"
