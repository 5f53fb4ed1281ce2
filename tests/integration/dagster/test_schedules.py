"""What starts by itself on which day, in the time of Paris."""

from datetime import datetime

import dagster as dg
import pytest

from contracts.loading import load_contract
from orchestration.assets.schedules import publishing_schedules
from orchestration.clock import PARIS

NIGHTLY, WEEKLY, CLOSE = publishing_schedules("publish_release", load_contract())


def answer(schedule, instant):
    moment = datetime.fromisoformat(instant).replace(tzinfo=PARIS)
    return schedule(dg.build_schedule_context(scheduled_execution_time=moment))


@pytest.mark.parametrize(
    ("schedule", "instant", "key", "tags"),
    [
        (NIGHTLY, "2024-01-01T04:00", "nightly-2024-01-01", {"cites/quarter": "2023-T4"}),
        (NIGHTLY, "2024-02-14T04:00", "nightly-2024-02-14", {"cites/quarter": "2023-T4"}),
        (WEEKLY, "2024-02-19T04:00", "weekly-2024-02-19", {}),
        (CLOSE, "2024-01-31T00:05", "close-2023-T4", {"cites/quarter_close": "2023-T4"}),
        (CLOSE, "2024-05-01T00:05", "close-2024-T1", {"cites/quarter_close": "2024-T1"}),
    ],
)
def test_a_run_is_asked_for(schedule, instant, key, tags):
    request = answer(schedule, instant)
    assert (
        request.run_key,
        {name: value for name, value in request.tags.items() if name.startswith("cites/")},
    ) == (key, tags)


@pytest.mark.parametrize(
    ("schedule", "instant", "reason"),
    [
        (NIGHTLY, "2024-02-15T04:00", "nothing is collected; the next collection opens on 2024-04-01"),
        (WEEKLY, "2024-02-12T04:00", "2023-T4 is being collected: the nightly schedule runs"),
        (CLOSE, "2024-02-01T00:05", "no deadline was on the day before 2024-02-01"),
    ],
)
def test_no_run_is_asked_for_and_the_reason_is_told(schedule, instant, reason):
    assert answer(schedule, instant) == dg.SkipReason(reason)


def test_every_schedule_runs_in_the_time_of_paris_and_says_what_it_is_for():
    for schedule in (NIGHTLY, WEEKLY, CLOSE):
        assert schedule.execution_timezone == "Europe/Paris"
        assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
        assert schedule.description


def test_the_quarters_close_right_after_the_midnight_that_ends_the_deadline():
    assert CLOSE.cron_schedule == ["5 0 31 1 *", "5 0 1 5 *", "5 0 31 7 *", "5 0 31 10 *"]


def test_in_any_week_either_the_nights_or_the_monday_bring_a_run():
    for month in range(1, 13):
        for day in (4, 11, 18, 25):
            instant = f"2027-{month:02d}-{day:02d}T04:00"
            found = [isinstance(answer(schedule, instant), dg.RunRequest) for schedule in (NIGHTLY, WEEKLY)]
            assert sorted(found) == [False, True]
