"""The weekly verification: silent where all is whole, a failed run that says what is wrong where anything is not."""

from __future__ import annotations

import dagster as dg
import pytest

from orchestration.assets.verification import verify_storage, weekly_verification
from tests.integration.dagster.conftest import append
from tests.unit.register.making import received


def run(instance):
    return verify_storage.execute_in_process(instance=instance, raise_on_error=False)


def test_an_empty_storage_is_whole(instance, storage):
    assert run(instance).success


def test_an_original_that_is_gone_fails_the_run_and_says_what_puts_it_back(instance, storage):
    append(storage, received("a"))
    result = run(instance)
    (failure,) = [event for event in result.all_node_events if event.is_step_failure]
    said = failure.step_failure_data.user_failure_data.metadata["what_to_do"].value
    assert not result.success
    assert said.startswith("returns/")
    assert "put it back from a backup" in said


@pytest.mark.parametrize("attribute", ["description", "execution_timezone", "cron_schedule"])
def test_it_is_asked_for_every_week_by_itself(attribute):
    expected = {"execution_timezone": "Europe/Paris", "cron_schedule": "0 2 * * 0"}
    found = getattr(weekly_verification, attribute)
    assert found == expected.get(attribute, found) and found
    assert weekly_verification.default_status == dg.DefaultScheduleStatus.RUNNING
