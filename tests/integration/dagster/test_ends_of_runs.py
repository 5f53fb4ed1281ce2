"""What the sensors of ends of runs tell, and what they say where they tell nothing."""

from __future__ import annotations

import os

import dagster as dg
import pytest
from dagster._core.events import DagsterEvent, EngineEventData, JobFailureData, RunFailureReason
from dagster._utils.error import SerializableErrorInfo

from orchestration.assets.attempts import attempts
from orchestration.assets.failures import cause_of
from orchestration.assets.notifications import people_know, tell_of_failed_runs, tell_of_recovery
from orchestration.assets.returns import refresh_grid
from orchestration.clock import now
from orchestration.notifications.telling import tell_failure
from orchestration.settings import read_settings
from orchestration.watching.traces import Traces
from tests.integration.notifications.webhook_server import Room, answering

ASKED = {"dagster/sensor_name": "new_files"}


@pytest.fixture(autouse=True)
def room(storage, monkeypatch):
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    monkeypatch.delenv("CITES_NOTIFY_EMAIL", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    storage.write("landing/.here", b"")
    with answering(Room()) as opened:
        monkeypatch.setenv("CITES_NOTIFY_WEBHOOK", opened.url)
        yield opened


def failed(instance, tags=None, reason=None, begun=False, error=None, process=None):
    """A run that failed, as Dagster notes it."""
    run = instance.create_run_for_job(refresh_grid, tags=tags or {}, status=dg.DagsterRunStatus.STARTING)
    if process:
        instance.report_engine_event("Started process for run", run, EngineEventData.in_process(process))
    if begun:
        instance.report_dagster_event(DagsterEvent("PIPELINE_START", job_name=run.job_name), run.run_id)
    if error:
        instance.report_engine_event("noted", run, EngineEventData.engine_error(error))
    event = instance.report_run_failed(run, "no more", JobFailureData(None, failure_reason=reason))
    return instance.get_run_by_id(run.run_id), event


def told(instance, run, event):
    context = dg.build_run_status_sensor_context(
        "tell_of_failed_runs", dagster_instance=instance, dagster_run=run, dagster_event=event
    )
    return tell_of_failed_runs(context.for_run_failure())


def succeeded(instance):
    run = instance.create_run_for_job(refresh_grid, status=dg.DagsterRunStatus.SUCCESS)
    event = DagsterEvent("PIPELINE_SUCCESS", job_name=run.job_name)
    context = dg.build_run_status_sensor_context(
        "tell_of_recovery", dagster_instance=instance, dagster_run=run, dagster_event=event
    )
    return tell_of_recovery(context)


# --- a late start


def test_one_run_that_began_too_late_is_no_alarm(instance, room):
    run, event = failed(instance, ASKED, RunFailureReason.START_TIMEOUT)
    assert told(instance, run, event).skip_message == (
        f"run {run.run_id} did not begin in time and is asked for again: no failure yet"
    )
    assert room.posts == []
    assert Traces(read_settings()).run("refresh_grid") is None


def test_three_in_a_row_that_never_began_are_told_with_the_cause(instance, room):
    for _ in range(3):
        run, event = failed(instance, ASKED, RunFailureReason.START_TIMEOUT)
    assert told(instance, run, event) is None
    assert "this run did not begin within `start_timeout_seconds`".replace("`", "'") in room.texts[0]


def test_a_run_that_nobody_asks_for_again_is_told_at_once(instance, room):
    run, event = failed(instance, {}, RunFailureReason.START_TIMEOUT)
    assert told(instance, run, event) is None
    assert len(room.posts) == 1


def test_a_run_that_had_begun_is_told_at_once(instance, room):
    run, event = failed(instance, ASKED, begun=True)
    assert told(instance, run, event) is None
    assert len(room.posts) == 1


def test_a_run_whose_process_lives_is_under_way_whatever_dagster_calls_it(instance):
    failed(instance, ASKED, process=os.getpid())
    (attempt,) = attempts(instance, dg.RunsFilter(tags=ASKED))
    assert (attempt.outcome, attempt.ended) == ("running", None)


# --- the cause


def test_an_error_of_ours_that_kept_a_run_from_beginning_is_the_cause(instance):
    ours = SerializableErrorInfo(
        "orchestration.errors.StorageError: the bucket is away: see AWS_ENDPOINT_URL_S3\n", [], "StorageError"
    )
    wrapped = SerializableErrorInfo("dagster.SomeError: at /secret\n", [], "SomeError", cause=ours)
    run, event = failed(instance, begun=True, error=wrapped)
    assert cause_of(instance, run, event).line == "the bucket is away: see AWS_ENDPOINT_URL_S3"


@pytest.mark.parametrize(
    "message",
    ["builtins.KeyError: Jeanne", "orchestration.run.Run: Jeanne", "orchestration.run.Gone: Jeanne"],
)
def test_of_any_other_error_only_the_kind_is_told(instance, room, message):
    other = SerializableErrorInfo(f"{message}\n", [], "KeyError")
    run, event = failed(instance, begun=True, error=other)
    told(instance, run, event)
    assert "erreur inattendue (KeyError), voir le journal" in room.texts[0]
    assert "Jeanne" not in room.texts[0]


def test_squares_that_somebody_chose_are_told_as_the_grid(instance):
    chosen = dg.DagsterRun(
        "__ASSET_JOB", asset_selection=frozenset({dg.AssetKey(["submissions", "returns"])})
    )
    backfill = dg.DagsterRun("__ASSET_JOB", tags={"dagster/backfill": "abc"})
    other = dg.DagsterRun("__ASSET_JOB", asset_selection=frozenset({dg.AssetKey("x")}))
    assert [people_know(run) for run in (chosen, backfill, other)] == [
        "refresh_grid", "refresh_grid", "__ASSET_JOB",
    ]  # fmt: skip


def test_a_drawing_that_fails_on_an_error_of_ours_says_it(instance, storage, room):
    storage.write("register/00000001.jsonl", b"nonsense")
    result = refresh_grid.execute_in_process(
        instance=instance, resources={"cites_view": _view}, raise_on_error=False
    )
    told(instance, result.dagster_run, result.get_run_failure_event())
    title, _, step, said, remedy, *_ = room.texts[0].splitlines()
    assert title == "Cités de l'emploi : le dessin de la grille des remontées a échoué"
    assert step == "Étape : dessin de la grille"
    assert "register/00000001.jsonl" in said
    assert remedy.startswith("Que faire : rien si ")


@dg.resource
def _view(_):
    from orchestration.schedule.view import open_view

    return lambda: open_view(read_settings())


# --- recovery


def test_that_a_job_works_again_is_told_once(instance, room):
    tell_failure(read_settings(), "x", "StorageError", None, print, job="refresh_grid")
    assert succeeded(instance).skip_message.endswith("went well: told, since the one before had failed")
    assert succeeded(instance).skip_message.endswith("went well: noted")
    assert [text.splitlines()[0] for text in room.texts] == [
        "Cités de l'emploi : le dessin de la grille des remontées a échoué",
        "Cités de l'emploi : le dessin de la grille des remontées fonctionne de nouveau",
    ]


def test_a_run_that_went_well_is_noted_for_the_monitor(instance):
    before = now()
    succeeded(instance)
    noted = Traces(read_settings()).run("refresh_grid")
    assert (noted.outcome, noted.instant >= before) == ("succeeded", True)


# --- the reason why nothing is done


@pytest.mark.parametrize(
    ("sensor", "reason"),
    [
        (tell_of_failed_runs, "no run failed since the last look"),
        (tell_of_recovery, "no run ended well since the last look"),
    ],
)
def test_a_sensor_with_nothing_to_do_says_so(instance, sensor, reason):
    with dg.build_sensor_context(instance) as context:
        first = sensor.evaluate_tick(context)
    with dg.build_sensor_context(instance, cursor=first.cursor) as context:
        assert sensor.evaluate_tick(context).skip_message == reason


def test_a_sensor_that_nobody_configured_says_so_before_anything_fails(instance, monkeypatch):
    monkeypatch.delenv("CITES_NOTIFY_WEBHOOK")
    with dg.build_sensor_context(instance) as context:
        first = tell_of_failed_runs.evaluate_tick(context)
    with dg.build_sensor_context(instance, cursor=first.cursor) as context:
        assert tell_of_failed_runs.evaluate_tick(context).skip_message == (
            "no run failed since the last look; nobody is told: neither CITES_NOTIFY_EMAIL nor CITES_NOTIFY_WEBHOOK is set"
        )
