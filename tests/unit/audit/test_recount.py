"""The second count, by hand: what must be published, from the register and the staged rows."""

import pytest

from orchestration.audit.recount import recount, returns_in_force
from tests.unit.audit.small_world import (
    ANGERS,
    BELFORT,
    CORRECTED,
    GRENOBLE,
    NANTES,
    QUARTERS,
    RETURNS,
    Return,
    register,
    small_contract,
    write_staged,
)

FIRST = (ANGERS, "2022-T1")


def count(workdir, events):
    return recount(workdir, events.events, small_contract())


def test_a_quarter_is_published_from_its_first_accepted_return_on(workdir):
    assert count(workdir, register(RETURNS[:1])).quarters == ("2022-T1",)
    assert count(workdir, register(RETURNS[:1]).judged(RETURNS[3], "rejetee")).quarters == ("2022-T1",)
    assert count(workdir, register()).quarters == QUARTERS


def test_a_quarter_stays_published_when_its_only_return_is_withdrawn(workdir):
    counted = count(workdir, register(RETURNS[:1]).withdrawn(RETURNS[0]))
    assert (counted.quarters, counted.in_force) == (("2022-T1",), {})


def test_a_cite_is_expected_from_its_first_quarter_on(counted):
    assert (NANTES, "2022-T1") not in counted.expected
    assert (NANTES, "2022-T2") in counted.expected
    assert len(counted.expected) == 3 + 4 + 4


def test_a_silent_cite_is_expected_and_not_in_force(counted):
    silent = (GRENOBLE, "2022-T3")
    assert silent in counted.expected
    assert silent not in counted.in_force


def test_of_two_accepted_returns_the_last_received_counts(counted):
    assert counted.in_force[FIRST] == RETURNS[0].sha


def test_what_counts_is_when_it_was_received_and_not_when_it_was_judged():
    events = register([RETURNS[0], CORRECTED]).events
    events[1]["recue_le"] = "2000-01-01T00:00:00.000000+00:00"
    assert returns_in_force(events) == {FIRST: RETURNS[0].sha}


def test_of_two_received_at_once_the_one_judged_last_counts():
    events = register([RETURNS[0], CORRECTED]).events
    events[1]["recue_le"] = events[0]["recue_le"]
    assert returns_in_force(events[::-1]) == {FIRST: CORRECTED.sha}


def test_a_rejected_correction_leaves_the_accepted_return_in_force():
    events = register(RETURNS[:1]).judged(CORRECTED, "rejetee")
    assert returns_in_force(events.events) == {FIRST: RETURNS[0].sha}


def test_withdrawing_brings_back_the_one_before():
    events = register([CORRECTED, RETURNS[0]]).withdrawn(RETURNS[0])
    assert returns_in_force(events.events) == {FIRST: CORRECTED.sha}


def test_withdrawing_the_only_one_leaves_none():
    assert returns_in_force(register(RETURNS[:1]).withdrawn(RETURNS[0]).events) == {}


def test_the_six_measures_of_a_return_counted_by_hand(counted):
    # 4 partners, and one that came on the last day; the one that left on the last day is gone
    # 3 meetings would be a size of 3: of size 4, none; outreach 3+4+5+6, actions 2+3+4
    assert counted.measured[FIRST] == {
        "partenaires": 5,
        "comites_pilotage": 0,
        "actions_aller_vers": 4,
        "nouveaux_beneficiaires": 18,
        "actions_innovantes": 3,
        "beneficiaires_accompagnes": 9,
    }
    assert counted.measured[BELFORT, "2022-T1"] == {
        "partenaires": 4,
        "comites_pilotage": 2,
        "actions_aller_vers": 3,
        "nouveaux_beneficiaires": 12,
        "actions_innovantes": 2,
        "beneficiaires_accompagnes": 5,
    }


def test_the_declared_totals_are_those_of_the_register(counted):
    assert counted.declared[FIRST] == RETURNS[0].measures()
    assert counted.declared.keys() == counted.in_force.keys()


def test_a_return_without_any_row_counts_zero(tmp_path):
    empty = Return(BELFORT, "2022-T1", 0)
    counted = count(write_staged(tmp_path, [RETURNS[0]]), register([RETURNS[0], empty]))
    assert counted.measured[BELFORT, "2022-T1"] == dict.fromkeys(counted.measured[FIRST], 0)


def test_nothing_staged_is_no_error(tmp_path):
    counted = count(tmp_path, register(RETURNS[:1]))
    assert set(counted.measured[FIRST].values()) == {0}
    assert counted.declared == {FIRST: RETURNS[0].measures()}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (register(RETURNS[:1]), "manquante"),
        (register(RETURNS[:1]).judged(RETURNS[1], "rejetee"), "rejetee"),
        (register(RETURNS[:2]), "acceptee"),
        (register(RETURNS[:2]).judged(Return(BELFORT, "2022-T1", 3, 2), "rejetee"), "acceptee"),
        (register(RETURNS[:2]).withdrawn(RETURNS[1]), "manquante"),
        (
            register(RETURNS[:1]).judged(RETURNS[1], "rejetee").judged(Return(BELFORT, "2022-T1", 3, 2)),
            "acceptee",
        ),
        (
            register(RETURNS[:2]).withdrawn(RETURNS[1]).judged(Return(BELFORT, "2022-T1", 3, 2), "rejetee"),
            "rejetee",
        ),
    ],
    ids=[
        "silent",
        "rejected",
        "accepted",
        "accepted then rejected",
        "withdrawn",
        "rejected then accepted",
        "withdrawn then rejected",
    ],
)
def test_statut_remontee_by_what_was_judged(workdir, events, expected):
    assert count(workdir, events).statuses[BELFORT, "2022-T1"] == expected


def test_withdrawals_are_told_by_the_return_that_was_withdrawn(workdir):
    assert count(workdir, register().withdrawn(RETURNS[0])).withdrawn == {RETURNS[0].sha}
