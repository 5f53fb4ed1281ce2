"""A batch is asked for once; after a failure again, later and later; while a run is under way, never."""

from datetime import UTC, datetime, timedelta

import pytest

from orchestration.schedule.asking import Asked, Attempt, ask

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)


def ended(outcome, minutes):
    return Attempt(outcome, NOW - timedelta(minutes=minutes))


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
    attempts = [ended("failed", minutes), *[ended("failed", 300)] * (failures - 1)]
    assert ask(attempts, NOW).attempt == attempt


def test_failures_before_a_success_do_not_count():
    attempts = [ended("failed", 1), ended("succeeded", 100), ended("failed", 200), ended("failed", 300)]
    assert ask(attempts, NOW).attempt == 5


@pytest.mark.parametrize(("minutes", "attempt"), [(59.9, None), (60, 2)])
def test_files_that_a_good_run_left_alone_are_tried_again_after_an_hour(minutes, attempt):
    assert ask([ended("succeeded", minutes)], NOW).attempt == attempt


def test_the_reason_says_when_and_where_to_look():
    assert ask([ended("failed", 0)], NOW).reason == "the last run on this failed; again at 12:01 UTC"
    assert "its steps say why; again at 13:00 UTC" in ask([ended("succeeded", 0)], NOW).reason


@pytest.mark.parametrize(("failures", "attempt"), [(2, 3), (3, None), (4, None)])
def test_what_fails_alike_each_time_is_left_to_a_person_after_three_runs(failures, attempt):
    assert ask([ended("failed", 300)] * failures, NOW, most=3).attempt == attempt
