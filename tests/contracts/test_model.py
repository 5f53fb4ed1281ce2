"""The questions that the rooms ask of the contract, and that nobody can change it on the way."""

import dataclasses

import pytest

from contracts.loading import load_contract
from contracts.model import PublishedColumn, PublishedTable, Rule


def rule(**changes) -> Rule:
    fields = {
        "id": "R99",
        "severity": "bloquant",
        "stage": "row",
        "description": "Toujours vrai.",
        "message": "Ce n'est pas vrai.",
        "remedy": "Corrigez.",
    }
    return Rule(**fields | changes)


def published(*positions: int | None) -> PublishedTable:
    columns = tuple(
        PublishedColumn(name, name, "VARCHAR", True, "Une colonne.", key_position=position)
        for name, position in zip("abc", positions, strict=False)
    )
    return PublishedTable("t", "T", "Une ligne par a.", "Une table.", columns)


@pytest.mark.parametrize(
    ("holds", "inputs"),
    [
        (None, set()),
        ("a", {"a"}),
        ("a <= 3 * b and not (c > a)", {"a", "b", "c"}),
        ("d == 'a'", {"d"}),
    ],
)
def test_a_rule_knows_the_names_that_it_reads(holds, inputs):
    assert rule(holds=holds).inputs == inputs


def test_what_is_only_told_is_not_an_input():
    assert rule(holds="a > 0", expected="b", message="{c}").inputs == {"a"}


@pytest.mark.parametrize(
    ("positions", "key"),
    [((1, 2, None), ("a", "b")), ((2, None, 1), ("c", "a")), ((None, 1, None), ("b",))],
)
def test_a_key_is_in_the_order_of_its_positions(positions, key):
    assert published(*positions).primary_key == key


def test_rules_are_asked_for_by_stage_in_the_order_of_the_contract(contract):
    sheet = contract.submission.by_name["identification"]
    assert [rule.id for rule in sheet.rules_of("identity")] == [
        "I01",
        "I02",
        "I03",
        "I04",
        "I09",
        "I05",
        "I05",
        "I06",
        "I06",
        "I07",
    ]
    assert [rule.id for rule in sheet.rules_of("structure", "plausibility")] == ["S05", "S08", "P02"]
    assert sheet.rules_of("history") == ()


def test_columns_and_sheets_are_found_by_name(contract):
    sheet = contract.submission.by_name["gouvernance"]
    assert list(sheet.by_name) == ["date", "instance", "copresidee", "structures_presentes"]
    assert sheet.by_name["instance"].codelist == "instance"


def test_every_rule_has_one_severity(contract):
    assert contract.submission.severities["R15"] == "alerte"
    assert contract.submission.severities["I05"] == "bloquant"
    assert len(contract.submission.severities) == 55


def test_the_rules_that_doubt_whose_the_file_is_are_those_of_the_code_the_quarter_and_the_name(contract):
    assert contract.submission.doubting == {"I01", "I02", "I03", "I04", "I09"}


@pytest.mark.parametrize("change", [("version", "9"), ("digest", ""), ("published", {})])
def test_nobody_changes_the_contract_on_the_way(change, contract):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(contract, *change)


def test_a_sheet_can_be_a_key_of_a_cache(contract):
    assert len(dict.fromkeys(contract.submission.sheets)) == 6
    assert len({hash(sheet) for sheet in contract.submission.sheets}) == 6


def test_the_folder_is_part_of_what_is_asked(copy, contract):
    assert load_contract(root=copy.root) is load_contract(root=copy.root)
    assert load_contract(root=copy.root) is not contract


def test_the_digest_does_not_know_where_the_contract_lies(copy, contract):
    assert copy.load().digest == contract.digest
    assert len(contract.digest) == 64
