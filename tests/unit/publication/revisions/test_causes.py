"""The events since a release are told apart by what they cause."""

import pytest

from contracts.loading import load_contract
from orchestration.publication.revisions.causes import LABELS, REPLAYED, File, steps
from tests.unit.audit.small_world import ANGERS, BELFORT, FakeRegister, Return, register

FIRST = Return(ANGERS, "2022-T1", 4)
CORRECTION = Return(ANGERS, "2022-T1", 5, version=2)
OTHER = Return(BELFORT, "2022-T1", 3)


def since(before: FakeRegister, after: FakeRegister):
    return [
        (step.cause, [file.empreinte for file in step.files]) for step in steps(before.events, after.events)
    ]


BEFORE = register([FIRST])


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        (BEFORE.seen_again(FIRST), []),
        (BEFORE.judged(OTHER), [("nouvelle_remontee", [OTHER.sha])]),
        (BEFORE.judged(CORRECTION), [("correction", [CORRECTION.sha])]),
        (BEFORE.judged(OTHER, "rejetee"), [("rejet", [OTHER.sha])]),
        (BEFORE.withdrawn(FIRST), [("retrait", [FIRST.sha])]),
        # taken back before any release showed it: nothing that was published is withdrawn
        (BEFORE.judged(OTHER).withdrawn(OTHER), [("nouvelle_remontee", [OTHER.sha])]),
        (
            BEFORE.withdrawn(FIRST).judged(CORRECTION),
            [("retrait", [FIRST.sha]), ("correction", [CORRECTION.sha])],
        ),
        (
            BEFORE.judged(OTHER).judged(CORRECTION).withdrawn(FIRST),
            [("retrait", [FIRST.sha]), ("correction", [CORRECTION.sha]), ("nouvelle_remontee", [OTHER.sha])],
        ),
    ],
)
def test_every_event_has_the_cause_that_a_reader_would_name(after, expected):
    assert since(BEFORE, after) == expected


def test_a_place_whose_return_was_withdrawn_before_gets_a_new_return():
    before = BEFORE.withdrawn(FIRST)
    assert since(before, before.judged(CORRECTION)) == [("nouvelle_remontee", [CORRECTION.sha])]


def test_each_step_replays_all_that_came_before_it_in_the_registers_order():
    after = BEFORE.judged(OTHER).judged(CORRECTION).withdrawn(FIRST)
    found = steps(BEFORE.events, after.events)
    assert [[event["numero"] for event in step.events] for step in found] == [[1, 4], [1, 3, 4], [1, 2, 3, 4]]


def test_a_rejected_file_is_of_the_quarter_that_was_read_in_it():
    event = {**BEFORE.judged(OTHER, "rejetee").events[-1], "code_cite": None, "trimestre": None}
    (step,) = steps(BEFORE.events, [*BEFORE.events, event])
    assert step.files == (File(OTHER.sha, None, "2022-T1"),)


def test_every_cause_that_is_replayed_has_its_words():
    assert set(REPLAYED) < set(LABELS)


def test_the_contract_calls_the_causes_as_every_page_does():
    described = load_contract().released["revisions"].columns
    assert next(column.labels for column in described if column.name == "cause") == dict(LABELS)
