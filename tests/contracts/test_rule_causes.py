"""What several findings of a rule have in common, in a few words: the headings that coordinators read."""

import pytest

from contracts.errors import ContractError
from contracts.expressions import placeholders_in

AV = "submission/aller_vers.odcs.yaml"
FEWER = "          cause: plus de nouveaux bénéficiaires que de personnes rencontrées\n"


def rules(contract):
    sheets = contract.submission.sheets
    return [*contract.submission.rules, *(rule for sheet in sheets for rule in sheet.rules)]


def test_every_rule_has_its_cause(contract):
    assert [rule.id for rule in rules(contract) if not rule.cause] == []


def test_a_cause_goes_on_after_a_colon(contract):
    causes = [rule.cause for rule in rules(contract)]
    assert [cause for cause in causes if cause.endswith(".") or cause[0].isupper()] == []


def test_a_cause_is_short_enough_for_a_heading(contract):
    assert [rule.cause for rule in rules(contract) if len(rule.cause) > 70] == []


def test_a_cause_is_the_same_for_all_its_findings(contract):
    used = {name for rule in rules(contract) for name in placeholders_in(rule.cause, rule.id)}
    assert used == {"libelle", "colonne"}


def test_the_two_halves_of_a_rule_are_two_causes(contract):
    halves = [rule.cause for rule in rules(contract) if rule.id == "R13"]
    assert halves == ["sortie avant l'entrée", "sortie avant le début du trimestre"]


def test_a_cause_is_set_in_french_type(contract):
    assert contract.submission.rule("T01").cause == "«\u00a0{libelle}\u00a0» n'est pas rempli"


def test_a_rule_may_do_without(copy):
    assert copy.edit(AV, FEWER, "").load().submission.rule("R07", "aller_vers").cause is None


@pytest.mark.parametrize("name", ["valeur", "attendu", "ecart", "femmes", "cite"])
def test_what_differs_from_row_to_row_is_refused(name, copy):
    copy.edit(AV, FEWER, f'          cause: "trop de {{{name}}}"\n')
    with pytest.raises(ContractError, match=rf"R07: its cause may not use \{{{name}\}}"):
        copy.load()


@pytest.mark.parametrize("name", ["libelle", "colonne", "feuille"])
def test_what_is_the_same_is_allowed(name, copy):
    copy.edit(AV, FEWER, f'          cause: "trop de {{{name}}}"\n')
    assert copy.load().submission.rule("R07", "aller_vers").cause == f"trop de {{{name}}}"
