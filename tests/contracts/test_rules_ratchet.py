"""The contract's rules are those that were agreed on: no more, no less, none softened."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from contracts.model import Contract, Rule, Sheet

AGREED = Path(__file__).parents[1] / "golden" / "rules.csv"
SEVERAL_ENTRIES = {
    "S06": 2,  # a column twice, a sheet twice
    "I05": 2,  # two co-pilots
    "I06": 2,  # the half that needs the quarter, the half that does not
    "R13": 2,  # the same
    "R08": 2,  # the half that one number can mend, the half that it cannot
    "C07": 3,  # missing, twice, unknown
    "Q02": 2,  # two indicators
}


def agreed() -> dict[str, dict[str, str]]:
    with AGREED.open(encoding="utf-8", newline="") as stream:
        return {line["rule"]: line for line in csv.DictReader(stream, delimiter=";")}


def placed(contract: Contract) -> list[tuple[Sheet | None, Rule]]:
    submission = contract.submission
    general = [(None, rule) for rule in submission.rules]
    return general + [(sheet, rule) for sheet in submission.sheets for rule in sheet.rules]


def anchor_as_agreed(sheet: Sheet | None, rule: Rule) -> str | None:
    """Synthèse anchors on the row of an indicator: the agreed word for it is its `valeur`."""
    if sheet and sheet.layout == "indicateurs" and rule.anchor != sheet.key_column:
        return sheet.value_column
    return rule.anchor


def test_every_agreed_rule_is_in_the_contract_and_no_other(contract):
    assert {rule.id for _, rule in placed(contract)} == set(agreed())


@pytest.mark.parametrize("rule_id", sorted(agreed()))
def test_severity_and_stage_are_those_agreed_on(rule_id, contract):
    line = agreed()[rule_id]
    entries = [rule for _, rule in placed(contract) if rule.id == rule_id]
    assert {(rule.severity, rule.stage) for rule in entries} == {(line["severity"], line["stage"])}


@pytest.mark.parametrize(
    "rule_id", [name for name in sorted(agreed()) if name[0] in "IRCQP" or name in ("S05", "S08")]
)
def test_sheets_and_anchors_are_those_agreed_on(rule_id, contract):
    line = agreed()[rule_id]
    entries = [(sheet, rule) for sheet, rule in placed(contract) if rule.id == rule_id]
    assert {sheet.label for sheet, _ in entries if sheet} == set(line["sheet"].split(" | "))
    assert {anchor_as_agreed(sheet, rule) for sheet, rule in entries} == set(line["anchor"].split(" | "))


def test_a_rule_of_any_cell_has_no_anchor_of_its_own(contract):
    of_any_sheet = [rule for sheet, rule in placed(contract) if sheet is None]
    assert {rule.stage for rule in of_any_sheet} == {"structure", "type"}
    assert [rule.anchor for rule in of_any_sheet if rule.anchor] == []


def test_a_rule_has_one_entry_a_sheet_but_for_those_in_halves(contract):
    counted = Counter((rule.id, sheet.name if sheet else None) for sheet, rule in placed(contract))
    assert {rule_id: number for (rule_id, _), number in counted.items() if number > 1} == SEVERAL_ENTRIES


def test_only_what_the_reader_sees_is_without_an_expression(contract):
    without = {rule.id for _, rule in placed(contract) if rule.holds is None}
    reader = {"S01", "S02", "S03", "S04", "S06", "S07", "S08", "S09", "S10", "S11", "C07"}
    assert without == reader | {"T01", "T02", "T03", "T04", "T05", "T06", "T07"}


def test_each_total_is_compared_with_its_own_detail(contract):
    totals = [rule for rule in contract.submission.by_name["synthese"].rules_of("total") if rule.holds]
    assert [(rule.id, rule.anchor, rule.holds, rule.expected) for rule in totals] == [
        (f"C0{number}", name, f"{name} == detail_{name}", f"detail_{name}")
        for number, name in enumerate(contract.submission.by_name["synthese"].by_name, start=1)
    ]


def test_the_severities_that_reports_use_are_those_agreed_on(contract):
    expected = {rule: line["severity"] for rule, line in agreed().items()}
    assert dict(contract.submission.severities) == expected
