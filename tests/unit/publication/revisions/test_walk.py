"""The way from one release to the next has no gap, and each of its stages one cause."""

from dataclasses import dataclass

import pytest

from orchestration.publication.revisions.causes import File, Step
from orchestration.publication.revisions.walk import Published, stages

EVENTS = tuple({"numero": n} for n in range(1, 4))
CORRECTION = Step("correction", (File("f2", "cde-001", "2022-T1"),), EVENTS[:2])
NEW = Step("nouvelle_remontee", (File("f3", "cde-003", "2022-T1"),), EVENTS)


@dataclass(frozen=True)
class Replayed:
    count: int

    @property
    def tables(self):
        return {}

    def shares(self, table, key):
        return {}


def replay(events):
    return Replayed(len(events))


def way(steps, rules_changed=False, replay=replay):
    return stages({}, {}, EVENTS[:1], steps, rules_changed, replay)


def test_each_step_is_a_stage_between_what_was_published_before_and_after():
    found = way([CORRECTION, NEW])
    assert [stage.cause for stage in found] == [
        "non_etablie",
        "correction",
        "nouvelle_remontee",
        "non_etablie",
    ]
    assert [(stage.start, stage.end) for stage in found[1:3]] == [
        (Replayed(1), Replayed(2)),
        (Replayed(2), Replayed(3)),
    ]
    assert [stage.files for stage in found] == [(), CORRECTION.files, NEW.files, ()]


def test_every_stage_begins_where_the_one_before_ended():
    found = way([CORRECTION, NEW])
    assert isinstance(found[0].start, Published)
    assert isinstance(found[-1].end, Published)
    assert [stage.end for stage in found[:-1]] == [stage.start for stage in found[1:]]


def test_a_change_of_rules_comes_first():
    assert [stage.cause for stage in way([NEW], rules_changed=True)] == [
        "regles_ou_code",
        "nouvelle_remontee",
        "non_etablie",
    ]


@pytest.mark.parametrize(("rules_changed", "cause"), [(True, "regles_ou_code"), (False, "non_etablie")])
def test_without_any_event_nothing_is_replayed(rules_changed, cause):
    def never(events):
        raise AssertionError(events)

    assert [stage.cause for stage in way([], rules_changed, never)] == [cause]


@pytest.mark.parametrize(
    ("steps", "rules_changed", "cause", "files"),
    [
        ([NEW], False, "nouvelle_remontee", NEW.files),
        ([NEW], True, "non_etablie", ()),
        ([CORRECTION, NEW], False, "non_etablie", ()),
    ],
)
def test_without_a_replay_only_one_possible_cause_is_told(steps, rules_changed, cause, files):
    assert [(stage.cause, stage.files) for stage in way(steps, rules_changed, None)] == [(cause, files)]


def test_nothing_is_known_of_the_shares_in_what_was_published():
    assert Published({}).shares("indicateurs_nationaux", ("trimestre",)) == {}
