"""Who sends what: every expected return has a fate, and the last quarter ends complete."""

import random
from collections import Counter
from dataclasses import replace

from orchestration.demo.plan import OUT_OF_FORCE, Fate, fates, quarters, slots


def test_eight_quarters_from_the_start_to_the_end_of_2023():
    assert quarters() == [
        *["2022-T1", "2022-T2", "2022-T3", "2022-T4"],
        *["2023-T1", "2023-T2", "2023-T3", "2023-T4"],
    ]


def test_every_cite_is_expected_in_every_quarter(contract):
    expected = slots(contract.reference.cites.values())
    assert len(expected) == 672
    assert {slot.cite.code for slot in expected} == set(contract.reference.cites)
    assert sorted({slot.number for slot in expected}) == list(range(1, 85))


def test_a_cite_is_not_expected_before_its_first_quarter(contract):
    late = replace(contract.reference.cites["cde-001"], first_quarter="2023-T2")
    assert [slot.quarter for slot in slots([late])] == ["2023-T2", "2023-T3", "2023-T4"]


def test_a_few_returns_are_missing_rejected_or_corrected(contract):
    drawn = fates(slots(contract.reference.cites.values()), random.Random(1))
    assert Counter(drawn.values()) == {
        Fate.SENT: 644,
        Fate.NEVER_SENT: 6,
        Fate.REJECTED: 4,
        Fate.RESUBMITTED: 9,
        Fate.AMENDED: 6,
        Fate.FAILED_AMENDMENT: 3,
    }


def test_the_last_quarter_ends_with_every_return_in_force_after_some_corrections(contract):
    drawn = fates(slots(contract.reference.cites.values()), random.Random(1))
    last = Counter(fate for slot, fate in drawn.items() if slot.quarter == "2023-T4")
    assert not set(OUT_OF_FORCE) & set(last)
    assert last[Fate.RESUBMITTED] == 3
    assert last[Fate.AMENDED] == 2
    assert last[Fate.FAILED_AMENDMENT] == 1
