"""The ratchet: every rule has a case that passes, one on its boundary and one that fails, and a severity
that is kept.
"""

import csv
import importlib
from collections import defaultdict
from pathlib import Path

import pytest

from contracts.loading import load_contract
from tests.rules.cases import judge_all

HERE = Path(__file__).parent
SUBMISSION = load_contract().submission


def golden():
    with (HERE.parent / "golden" / "rules.csv").open(encoding="utf-8-sig", newline="") as file:
        return {line["rule"]: line for line in csv.DictReader(file, delimiter=";")}


def families():
    """The cases of every family of rules, as their modules judge them."""
    names = [f"tests.rules.{path.stem}" for path in sorted(HERE.glob("test_*_rule*.py"))]
    return [module.CASES for module in map(importlib.import_module, names) if hasattr(module, "CASES")]


def cases():
    return [case for family in families() for case in family]


KINDS = defaultdict(set)
for _case in cases():
    KINDS[_case.rule].add(_case.kind)


@pytest.mark.parametrize("rule", sorted(golden()))
def test_every_rule_passes_somewhere_fails_somewhere_and_has_its_boundary_shown(rule):
    assert KINDS[rule] == {"passes", "boundary", "fails"}


def test_no_case_is_of_a_rule_that_is_not_specified():
    assert set(KINDS) <= set(golden())


def test_the_contract_has_exactly_the_specified_rules_with_their_severities():
    specified = {rule: line["severity"] for rule, line in golden().items()}
    assert dict(SUBMISSION.severities) == specified


def test_every_rule_with_an_expression_is_failed_on_every_sheet_that_has_it():
    written = {(sheet.label, rule.id) for sheet in SUBMISSION.sheets for rule in sheet.rules if rule.holds}
    failed = {(place[1], place[0]) for case in cases() for place in case.expected}
    assert written - failed == {("Identification", "I03")} - failed


def test_every_finding_has_the_severity_of_its_rule_and_a_whole_message():
    judged = [judge_all(family) for family in families() if all(hasattr(case, "change") for case in family)]
    findings = [finding for judgements in judged for each in judgements.values() for finding in each.constats]
    assert len(findings) > 100
    for finding in findings:
        assert finding.gravite == golden()[finding.regle]["severity"]
        assert finding.message
        assert not set("{}") & set(finding.message)
