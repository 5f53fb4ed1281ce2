"""The blocking findings of a kept report; what is lost is known to be lost."""

import json

import pytest

from orchestration.submissions.findings import Finding
from orchestration.submissions.rejection import blocking_findings, blocking_rules
from tests.unit.publication.memory import Memory

KEY = "reports/a.json"


def finding(rule: str, gravity: str = "bloquant") -> Finding:
    return Finding(rule, gravity, "Aller-vers", 14, "femmes", "I14", "27", "Faux.")


@pytest.fixture
def storage():
    return Memory()


def keep(storage, *findings):
    said = [one.as_dict() for one in findings]
    storage.write(KEY, json.dumps({"constats": said}).encode())


def test_only_what_blocks_is_a_reason(storage):
    keep(storage, finding("C02"), finding("Q01", "alerte"), finding("R05"), finding("R05"))
    assert blocking_findings(storage, KEY) == [finding("C02"), finding("R05"), finding("R05")]
    assert blocking_rules(storage, KEY) == {"R05": 2, "C02": 1}


def test_a_report_without_findings_gives_none(storage):
    keep(storage)
    assert (blocking_findings(storage, KEY), blocking_rules(storage, KEY)) == ([], {})


@pytest.mark.parametrize("data", [None, b"{", b"[]", b"{}", b'{"constats": [{"regle": "R05"}]}', b"\xff"])
def test_a_report_that_is_gone_or_damaged_gives_nothing(storage, data):
    if data is not None:
        storage.write(KEY, data)
    assert (blocking_findings(storage, KEY), blocking_rules(storage, KEY)) == (None, None)
