"""A batch is asked for once; after a failure again, later and later; while a run is under way, never."""

from datetime import UTC, datetime, timedelta

import pytest

from orchestration.schedule.asking import Asked, Attempt, ask

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)


def ended(outcome, minutes, number=1):
    return Attempt(outcome, NOW - timedelta(minutes=minutes), number)


def test_a_new_batch_is_asked_for_at_once():
    assert ask([], NOW) == Asked(1)


def test_nothing_is_asked_while_its_run_is_under_way():
    assert ask([Attempt("running")], NOW).attempt is None


@pytest.mark.parametrize(
    ("failures", "minutes", "attempt"),
    [
        (1, 0.9, None),
        (1, 1, 2),
        (2, 1.9, None),
        (2, 2, 3),
        (4, 7.9, None),
        (4, 8, 5),
        (20, 59.9, None),
        (20, 60, 21),
    ],
)
def test_a_failed_batch_is_asked_for_again_after_a_time_that_doubles_up_to_an_hour(
    failures, minutes, attempt
):
    attempts = [
        ended("failed", minutes if number == failures else 300, number) for number in range(failures, 0, -1)
    ]
    assert ask(attempts, NOW).attempt == attempt


@pytest.mark.parametrize(
    ("numbers", "attempt"),
    [
        (range(40, 20, -1), 41),  # the last twenty of forty
        ([5, 3, 1], 6),  # others were deleted
        ([0, 0, 7, 6], 8),  # two were started again by hand
        ([7, 7, 6], 8),  # started again by hand, with its key
    ],
)
def test_the_next_number_is_one_that_no_run_had(numbers, attempt):
    assert ask([ended("failed", 300, number) for number in numbers], NOW).attempt == attempt


def test_failures_before_a_success_do_not_count():
    outcomes = {4: "failed", 3: "succeeded", 2: "failed", 1: "failed"}
    attempts = [ended(outcome, 1 if number == 4 else 200, number) for number, outcome in outcomes.items()]
    assert ask(attempts, NOW).attempt == 5


@pytest.mark.parametrize(("minutes", "attempt"), [(59.9, None), (60, 2)])
def test_files_that_a_good_run_left_alone_are_tried_again_after_an_hour(minutes, attempt):
    assert ask([ended("succeeded", minutes)], NOW).attempt == attempt


def test_the_reason_says_when_and_where_to_look():
    assert ask([ended("failed", 0)], NOW).reason == "the last run on this failed; again at 12:01 UTC"
    assert "its steps say why; again at 13:00 UTC" in ask([ended("succeeded", 0)], NOW).reason


@pytest.mark.parametrize(("failures", "attempt"), [(2, 3), (3, None), (4, None)])
def test_what_fails_alike_each_time_is_left_to_a_person_after_three_runs(failures, attempt):
    attempts = [ended("failed", 300, number) for number in range(failures, 0, -1)]
    assert ask(attempts, NOW, most=3).attempt == attempt
