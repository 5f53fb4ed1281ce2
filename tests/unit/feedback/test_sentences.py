"""A message is taken apart by the contract's own wordings, whatever the values in it."""

from dataclasses import replace

import pytest

from contracts.typography import typeset
from orchestration.feedback.sentences import said, template_sheet
from orchestration.submissions.findings import Finding
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_all, judge_book
from tests.rules.test_every_rule_has_its_cases import families

AV, AI, PART, GOUV, SYN = "aller_vers", "actions_innovantes", "partenaires", "gouvernance", "synthese"


def every_finding():
    """The findings of all the rules' cases."""
    judged = [judge_all(family) for family in families() if all(hasattr(case, "change") for case in family)]
    return [finding for judgements in judged for one in judgements.values() for finding in one.constats]


def words_of(text):
    """The words in no order: a question at a message's end is told with what was found."""
    return sorted(typeset(text).split(" "))


def only(book, **judging):
    [finding] = judge_book(book, **judging).constats
    return said(finding, CONTRACT)


def test_every_message_of_every_rule_is_understood():
    findings = every_finding()
    assert {finding.regle for finding in findings} >= {"S01", "S03", "T04", "R05", "C01", "C07", "I05", "P01"}
    apart = [(finding.by_itself or finding.message, said(finding, CONTRACT)) for finding in findings]
    assert [message for message, parts in apart if not parts.remedy] == []
    assert [
        message for message, parts in apart if words_of(message) != words_of(f"{parts.found} {parts.remedy}")
    ] == []


def test_that_there_are_more_is_told_apart():
    [finding] = judge_book(valid_return().set(GOUV, column="copresidee", value="bof")).constats
    more = "De même dans 12\u00a0autres\u00a0lignes de cette colonne."
    parts = said(replace(finding, message=f"{finding.message} {more}"), CONTRACT)
    assert parts == replace(said(finding, CONTRACT), more=more)


def test_what_was_found_and_what_to_do_are_told_apart():
    parts = only(valid_return().set(AV, column="femmes", value=14))
    assert parts.found == (
        "Nouveaux bénéficiaires\u00a0: 27 en tout, mais femmes + hommes = 28 (écart\u00a0: 1)."
    )
    assert parts.remedy.replace("\u00a0", " ") == (
        "Ces nombres de la ligne ne vont pas ensemble : total 27 ; femmes + hommes 28 ; tranches d'âge 27 ; "
        "personnes rencontrées 60. Vérifiez lesquels sont justes avant d'en corriger un."
    )


def test_the_expected_value_and_the_gap_are_told():
    words = only(valid_return().set(AV, column="femmes", value=14)).words
    assert (words["valeur"], words["attendu"], words["ecart"]) == ("27", "28", "1")


def test_large_numbers_keep_their_spaces():
    words = only(valid_return().set(AI, column="part_cite", value=1234567.89)).words
    assert words["part_cite"] == "1\u202f234\u202f567,89"


@pytest.mark.parametrize(
    "value",
    ["peut-être", "un. Corrigez ce total. deux", "{attendu}", "a (écart : 3).", "« » : ;", "(.*?)\\1"],
)
def test_a_value_that_looks_like_a_wording_confuses_nothing(value):
    parts = only(valid_return().set(GOUV, column="copresidee", value=value))
    assert parts.words["valeur"] == value
    assert parts.remedy == "Écrivez «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"validee_etat": "non"}, "pas de validation par le copilote de l'État"),
        ({"validee_collectivite": "non"}, "pas de validation par le copilote de la collectivité"),
    ],
)
def test_the_half_of_a_rule_that_was_broken_is_found(changes, cause):
    assert only(valid_return(**changes)).rule.cause == cause


@pytest.mark.parametrize(("content", "word"), [(b"", "zip"), (b"PK\x03\x04 rest of nothing", "abîmé")])
def test_a_refusal_is_told_by_its_reason(content, word):
    [finding] = judge_book(content).constats
    parts = said(finding, CONTRACT)
    assert parts.rule in CONTRACT.submission.refusals.values()
    assert word in parts.found
    assert parts.remedy


def test_a_message_in_other_words_is_told_as_it_is():
    finding = Finding("R05", "bloquant", "Aller-vers", 2, "femmes", "J2", "3", "Tout autre chose.")
    parts = said(finding, CONTRACT)
    assert (parts.rule.id, parts.found, parts.remedy) == ("R05", "Tout autre chose.", "")
    assert parts.words == {}


def test_a_rule_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        said(Finding("X99", "bloquant", None, None, None, None, None, "…"), CONTRACT)


@pytest.mark.parametrize(
    ("label", "name"),
    [("Aller-vers", "aller_vers"), ("ALLER VERS", "aller_vers"), ("Notes", None), (None, None), ("", None)],
)
def test_a_sheet_is_found_by_the_name_that_findings_use(label, name):
    sheet = template_sheet(label, CONTRACT)
    assert (sheet.name if sheet else None) == name
