"""In force is, for one cité and quarter, the accepted return received last; judged later where they tie."""

import itertools

import pytest

from orchestration.submissions.judging.history import Accepted, History, Replacement


def accepted(
    name, quarter="2023-T1", cite="cde-001", received="2023-04-10T08:00:00.000000+00:00", number=1, **more
):
    totals = more.get("totals", {"partenaires": 10})
    actions = more.get("actions", {"aller_vers": [], "actions_innovantes": []})
    return Accepted(cite, quarter, name, received, number, totals, actions)


EARLY = accepted("early", received="2023-04-10T08:00:00.000000+00:00", number=5, totals={"partenaires": 1})
LATE = accepted("late", received="2023-04-11T08:00:00.000000+00:00", number=2, totals={"partenaires": 2})
LATE_TOO = accepted(
    "late too", received="2023-04-11T08:00:00.000000+00:00", number=3, totals={"partenaires": 3}
)


@pytest.mark.parametrize("returns", itertools.permutations([EARLY, LATE, LATE_TOO]))
def test_the_return_received_last_counts_whatever_the_order_of_telling(returns):
    assert History.of(returns).preceding("cde-001", "2023-T2") == {"partenaires": 3}


def test_a_later_return_replaces_the_one_in_force():
    assert History.of([EARLY]).accept(LATE) == Replacement("early", "late", "cde-001", "2023-T1")


def test_a_return_received_earlier_but_judged_later_is_replaced_at_once():
    assert History.of([LATE]).accept(EARLY) == Replacement("early", "late", "cde-001", "2023-T1")


def test_the_first_return_of_a_quarter_replaces_none():
    history = History()
    assert history.accept(EARLY) is None
    assert history.accept(accepted("other quarter", quarter="2023-T2")) is None
    assert history.accept(accepted("other cité", cite="cde-002")) is None
    assert len(history) == 3


def test_only_the_quarter_just_before_precedes():
    history = History.of([accepted("a", quarter="2022-T4", totals={"partenaires": 7})])
    assert history.preceding("cde-001", "2023-T1") == {"partenaires": 7}
    assert history.preceding("cde-001", "2022-T4") is None
    assert history.preceding("cde-001", "2023-T2") is None
    assert history.preceding("cde-002", "2023-T1") is None


def actions(*outreach, innovative=()):
    return {"aller_vers": list(outreach), "actions_innovantes": list(innovative)}


def test_actions_of_other_quarters_are_told_by_mark_and_name_with_their_first_quarter():
    history = History.of(
        [
            accepted("a", quarter="2022-T4", actions=actions("1-a", innovative=["1-a"])),
            accepted("b", quarter="2023-T1", actions=actions("1-b", "2-a")),
            accepted("c", quarter="2023-T2", actions=actions("3-a")),
        ]
    )
    told = {"1-a": "2022-T4", "1": "2022-T4", "1-b": "2023-T1", "2-a": "2023-T1", "2": "2023-T1"}
    assert history.reported("cde-001", "2023-T2", "aller_vers") == told
    assert history.reported("cde-001", "2023-T1", "actions_innovantes") == {"1-a": "2022-T4", "1": "2022-T4"}
    assert history.reported("cde-002", "2023-T1", "aller_vers") == {}


def test_actions_of_a_replaced_return_no_longer_count():
    history = History.of(
        [
            accepted("a", received="2023-04-10", actions=actions("1-a")),
            accepted("b", received="2023-04-11", number=2, actions=actions("2-a")),
        ]
    )
    assert history.reported("cde-001", "2023-T2", "aller_vers") == {"2-a": "2023-T1", "2": "2023-T1"}


def test_numbers_go_on_after_the_greatest_known():
    assert History().next_number == 1
    assert History.of([accepted("a", number=41)]).next_number == 42
