"""The sensors that tell of failed runs, and of those that work again. What a batch rejected is told by the run itself.

Belongs here: which ends of runs are worth telling. Does not belong here: why one failed (`failures`), words and ways
(`orchestration.notifications`). Runs that the command line started tell their own end; Dagster shows these sensors only those
of its code location.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import dagster as dg
from dagster._core.storage.tags import BACKFILL_ID_TAG, SENSOR_NAME_TAG

from orchestration.assets.failures import Cause, cause_of, has_begun
from orchestration.assets.grid import RETURNS
from orchestration.clock import now
from orchestration.errors import LockHeld
from orchestration.notifications.jobs import GRID, JOBS, job_of
from orchestration.notifications.telling import tell_failure, tell_recovery
from orchestration.schedule.thresholds import LATE_STARTS
from orchestration.settings import Settings, read_settings

_SECONDS_BETWEEN_LOOKS = 30
_NOBODY = "nobody is told: neither CITES_NOTIFY_EMAIL nor CITES_NOTIFY_WEBHOOK is set"


@dg.run_failure_sensor(
    name="tell_of_failed_runs",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
    description=(
        "Tells the team of a failed run by CITES_NOTIFY_EMAIL and CITES_NOTIFY_WEBHOOK: which job, why, what to do. Silent "
        "where neither is set, for a run that found another at work, and for one that began too late and is asked for again."
    ),
)
def tell_of_failed_runs(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """One notice a failed run; why there is none, where there is none."""
    run, settings = context.dagster_run, read_settings()
    cause = cause_of(context.instance, run, context.failure_event)
    if cause.kind == LockHeld.__name__:
        return dg.SkipReason(f"run {run.run_id} found another run at work: no failure")
    if _begins_another_time(context.instance, run):
        return dg.SkipReason(f"run {run.run_id} did not begin in time and is asked for again: no failure yet")
    _tell(context, run, cause, settings)
    return None if settings.notifies else dg.SkipReason(f"run {run.run_id} failed: {_NOBODY}")


def _tell(context: dg.RunFailureSensorContext, run: dg.DagsterRun, cause: Cause, settings: Settings) -> None:
    job = people_know(run)
    tell_failure(
        settings,
        cause.line,
        cause.kind,
        cause.step,
        context.log.warning,
        run=run.run_id,
        job=job,
        # our own line says what to do with the consolidation; what that means for a grid it does not
        remedy=None if cause.line and job != GRID else job_of(job).remedy,
        ended=_ended(context.instance, run.run_id),
    )


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="tell_of_recovery",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
    description="Notes each run that went well, for `cites health`, and tells the team once where its job had failed before.",
)
def tell_of_recovery(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    """One notice after any number of failures that were told."""
    run_id, job = context.dagster_run.run_id, people_know(context.dagster_run)
    if job not in JOBS:
        return dg.SkipReason(f"run {run_id} went well; somebody asked for it by hand")
    ended = _ended(context.instance, run_id)
    told = tell_recovery(read_settings(), context.log.warning, job=job, ended=ended)
    return dg.SkipReason(
        f"run {run_id} went well: {'told, since the one before had failed' if told else 'noted'}"
    )


def people_know(run: dg.DagsterRun) -> str:
    """The job of a run as people know it: squares of the grid that somebody chose are drawn by a job without a name."""
    chosen = run.asset_selection or set()
    if BACKFILL_ID_TAG in run.tags or chosen == {RETURNS}:
        return GRID
    return run.job_name


def _begins_another_time(instance: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """Whether this run never began and a sensor asks for it again; not once that happened several times in a row."""
    sensor = run.tags.get(SENSOR_NAME_TAG)
    if sensor is None or has_begun(instance, run.run_id):
        return False
    asked = dg.RunsFilter(job_name=run.job_name, tags={SENSOR_NAME_TAG: sensor})
    newest = instance.get_run_records(asked, limit=LATE_STARTS)
    return len(newest) < LATE_STARTS or any(
        record.start_time is not None or record.dagster_run.status != dg.DagsterRunStatus.FAILURE
        for record in newest
    )


def _ended(instance: dg.DagsterInstance, run_id: str) -> datetime:
    record = instance.get_run_record_by_id(run_id)
    return datetime.fromtimestamp(record.end_time, UTC) if record and record.end_time else now()


def _with_a_reason(sensor: dg.SensorDefinition, reason: Callable[[], str]) -> None:
    """Have a sensor of ends of runs say why it does nothing, where Dagster's own lets it end without a word."""
    looked: Any = sensor._evaluation_fn

    def evaluate(context: dg.SensorEvaluationContext) -> list[Any]:
        found = list(looked(context))
        # Dagster takes no reason beside what was done
        done = [one for one in found if not isinstance(one, dg.SkipReason)]
        return done or found or [dg.SkipReason(reason())]

    sensor._evaluation_fn = evaluate


_with_a_reason(
    tell_of_failed_runs,
    lambda: "no run failed since the last look" + ("" if read_settings().notifies else f"; {_NOBODY}"),
)
_with_a_reason(tell_of_recovery, lambda: "no run ended well since the last look")
