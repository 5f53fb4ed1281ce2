"""Volumes: the returns in force add up to the published figures, and grow the way a programme does."""

import random
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from orchestration.demo.plan import quarters, slots
from orchestration.demo.published_figures import TOTALS
from orchestration.demo.volumes import active_partners, sizes, volumes


@pytest.fixture(scope="module")
def expected(contract):
    return slots(contract.reference.cites.values())


@pytest.fixture(scope="module")
def drawn(expected):
    rng = random.Random(5)
    size = sizes(expected, rng)
    return volumes(expected[8:], expected[:8], TOTALS, size, rng)


def total(drawn, among, measure):
    return sum(getattr(drawn[slot], measure) for slot in among)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("committees", 312),
        ("outreach", 4164),
        ("newcomers", 61221),
        ("innovative", 2817),
        ("supported", 15321),
    ],
)
def test_returns_in_force_add_up_to_the_published_figure(expected, drawn, measure, value):
    assert total(drawn, expected[8:], measure) == value


def test_returns_out_of_force_are_of_the_same_order_and_come_on_top(expected, drawn):
    assert total(drawn, expected[:8], "outreach") == round(4164 * 8 / 664)


def test_every_action_has_a_beneficiary(drawn):
    for volume in drawn.values():
        assert volume.newcomers >= volume.outreach
        assert volume.supported >= volume.innovative


def test_activity_grows_from_the_first_quarter_to_the_last(expected, drawn):
    newcomers = defaultdict(int)
    for slot in expected:
        newcomers[slot.quarter] += drawn[slot].newcomers
    assert newcomers["2022-T1"] < newcomers["2022-T4"] < newcomers["2023-T4"]
    assert newcomers["2023-T4"] > 1.7 * newcomers["2022-T1"]


def test_the_second_wave_is_smaller(expected, drawn):
    per_return = {
        wave: total(drawn, members, "newcomers") / len(members)
        for wave in ("1", "2")
        if (members := [slot for slot in expected if slot.cite.wave == wave])
    }
    assert per_return["1"] > 1.3 * per_return["2"]


def test_no_cite_jumps_from_a_quarter_to_the_next(expected, drawn):
    by_cite = defaultdict(list)
    for slot in expected[84:]:
        by_cite[slot.cite.code].append(drawn[slot].newcomers)
    for series in by_cite.values():
        assert all(before / 3 <= after <= before * 3 for before, after in pairwise(series))


def test_partners_grow_to_sixteen_on_average(expected):
    last = [slot for slot in expected if slot.quarter == "2023-T4"]
    active = active_partners(last, TOTALS, sizes(expected, random.Random(5)))
    assert sum(series[-1] for series in active.values()) == 16 * 84
    assert all(len(series) == len(quarters()) and series == sorted(series) for series in active.values())
    assert min(min(series) for series in active.values()) >= 5
    assert len({series[-1] for series in active.values()}) > 5, "all the cités are of one size"


def test_a_single_cite_carries_everything(contract):
    cite = replace(contract.reference.cites["cde-001"], first_quarter="2023-T4")
    (slot,) = slots([cite])
    drawn = volumes([slot], [], TOTALS, {"cde-001": 1.0}, random.Random(1))
    assert drawn[slot].newcomers == 61221
    assert active_partners([slot], TOTALS, {"cde-001": 1.0})["cde-001"][-1] == 16
