"""A run whose process is gone is told as failed, and nothing waits for it any more."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.events import DagsterEvent, EngineEventData

from orchestration.assets.lost_runs import LOST, lost_runs, signs_of
from orchestration.assets.returns import refresh_grid
from orchestration.assets.sensors import new_files_sensor
from orchestration.clock import now
from orchestration.schedule import lost


@pytest.fixture(scope="module")
def gone():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def later(monkeypatch):
    """An hour has gone by since whatever was said."""
    monkeypatch.setattr("orchestration.assets.lost_runs.now", lambda: now() + timedelta(hours=1))


def started(instance, process):
    """A run that noted its process, as a run of the daemon does."""
    run = instance.create_run_for_job(refresh_grid, tags={"dagster/sensor_name": "new_files"})
    instance.report_dagster_event(DagsterEvent("PIPELINE_START", job_name=run.job_name), run.run_id)
    instance.report_engine_event("Started process for run", run, EngineEventData.in_process(process))
    instance.report_engine_event("something else", run, EngineEventData({}))
    return run.run_id


def status(instance, run_id):
    return instance.get_run_by_id(run_id).status


def tick(instance):
    with dg.build_sensor_context(instance) as context:
        return lost_runs(context).skip_message


def test_signs_are_the_last_event_and_the_process(instance, storage, gone):
    before = time.time()
    found = signs_of(instance, started(instance, gone))
    assert found.process == gone
    assert before <= found.noted.timestamp() <= found.last.timestamp() <= time.time()


def test_a_lost_run_fails_and_says_why(instance, storage, gone, later):
    run_id = started(instance, gone)
    assert tick(instance) == "1 runs under way, of which 1 had lost their process"
    assert status(instance, run_id) == dg.DagsterRunStatus.FAILURE
    assert instance.get_run_by_id(run_id).tags[LOST] == "its process is gone"
    (failure,) = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.RUN_FAILURE).records
    assert f"process {gone} is gone" in failure.event_log_entry.get_dagster_event().message


def test_a_run_that_works_is_left_alone(instance, storage, later):
    run_id = started(instance, os.getpid())
    assert tick(instance) == "1 runs under way, of which 0 had lost their process"
    assert status(instance, run_id) == dg.DagsterRunStatus.STARTED


def test_a_run_that_spoke_just_now_is_left_alone(instance, storage, gone):
    run_id = started(instance, gone)
    tick(instance)
    assert status(instance, run_id) == dg.DagsterRunStatus.STARTED


def test_a_run_that_noted_nothing_is_lost_after_the_same_silence(instance, storage, later):
    run = instance.create_run_for_job(refresh_grid)
    instance.report_dagster_event(DagsterEvent("PIPELINE_START", job_name=run.job_name), run.run_id)
    tick(instance)
    assert status(instance, run.run_id) == dg.DagsterRunStatus.FAILURE


def test_without_a_run_the_storage_is_not_even_looked_at(instance, storage):
    assert tick(instance) == "no run is under way"
    assert not Path(storage.url).exists()


def test_a_run_that_ends_meanwhile_keeps_its_end(instance, storage, gone, later, monkeypatch):
    run_id = started(instance, gone)

    def ends(*_):
        instance.report_dagster_event(DagsterEvent("PIPELINE_SUCCESS", job_name="refresh_grid"), run_id)
        return True

    monkeypatch.setattr("orchestration.assets.lost_runs.is_lost", ends)
    tick(instance)
    assert status(instance, run_id) == dg.DagsterRunStatus.SUCCESS
    assert LOST not in instance.get_run_by_id(run_id).tags


def test_a_run_of_the_command_line_notes_its_process_too(instance, storage):
    """So that one that is killed does not stay started in the UI."""
    result = refresh_grid.execute_in_process(
        instance=instance,
        resources={"cites_view": dg.ResourceDefinition.hardcoded_resource(_view)},
    )
    assert signs_of(instance, result.run_id).process == os.getpid()


def _view():
    from orchestration.schedule.view import open_view
    from orchestration.settings import read_settings

    return open_view(read_settings())


def test_what_waited_for_it_goes_on(instance, storage, gone, later):
    storage.write("landing/a.xlsx", b"bytes")
    started(instance, gone)
    sensor, cursor, found = new_files_sensor("publish_release"), None, []
    for _ in range(3):
        with dg.build_sensor_context(instance, cursor=cursor) as context:
            found.append(sensor(context))
            cursor = context.cursor
        if len(found) == 2:
            tick(instance)
    assert found[1].skip_message == "a run is under way: what is new waits for its end"
    assert len(found[2].run_requests) == 1


def test_the_silence_that_counts_is_longer_than_a_lock_outlives_its_holder():
    assert timedelta(seconds=60) <= lost.SILENCE_OF_A_LOST_RUN <= timedelta(minutes=2)
