"""The digest of the inputs says whether there is anything to consolidate at all."""

from dataclasses import replace

import pytest

from orchestration.publication.inputs import inputs_digest
from tests.unit.audit.small_world import RETURNS, Return, register, small_contract

SENT = register(RETURNS[:2])


def digest(events=SENT, contract=None, code="1.0.0+abc") -> str:
    return inputs_digest(events, contract or small_contract(), code)


def test_the_same_inputs_give_the_same_digest():
    assert digest(register(RETURNS[:2])) == digest()


def test_a_file_seen_again_changes_nothing():
    assert digest(SENT.seen_again(RETURNS[0])) == digest()


@pytest.mark.parametrize(
    "events",
    [
        SENT.judged(RETURNS[2]),
        SENT.judged(RETURNS[2], "rejetee"),
        SENT.judged(Return("cde-001", "2022-T1", 5, version=2)),
        SENT.withdrawn(RETURNS[0]),
    ],
    ids=["accepted", "rejected", "corrected", "withdrawn"],
)
def test_whatever_can_change_a_figure_changes_it(events):
    assert digest(events) != digest()


def test_the_order_of_judgement_counts():
    assert digest(register(RETURNS[:2][::-1])) != digest()


def test_another_contract_or_reference_changes_it():
    assert digest(contract=replace(small_contract(), digest="other")) != digest()


def test_other_code_changes_it():
    assert digest(code="1.0.1+def") != digest()
