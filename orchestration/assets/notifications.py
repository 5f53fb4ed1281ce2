"""The sensor that tells of failed runs. What a batch rejected is told by the run itself, however it is started.

Belongs here: reading what failed out of Dagster's events. Does not belong here: words and ways (`orchestration.notifications`).
Runs that the command line started tell their own failure; Dagster shows this sensor only those of its code location.
"""

from __future__ import annotations

from collections.abc import Sequence

import dagster as dg
from dagster._core.errors import DagsterExecutionInterruptedError

from orchestration.assets.lost_runs import LOST
from orchestration.errors import LockHeld
from orchestration.notifications.telling import tell_failure
from orchestration.settings import read_settings

_CONSOLIDATION = "publish_release"
_SAID = "what_to_do"
"""The metadata of a failed step that holds our own error's line (`steps.told`)."""
_ENDED_FROM_OUTSIDE = (
    "this run was ended from outside: it lasted longer than `max_runtime_seconds` of dagster.yaml allows, or its process "
    "was told to stop. See in its log at which step it hung; the files that wait are asked for again"
)


@dg.run_failure_sensor(
    name="tell_of_failed_runs",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
    description="Tells the team of a failed run by CITES_NOTIFY_EMAIL and CITES_NOTIFY_WEBHOOK; silent where neither is set.",
)
def tell_of_failed_runs(context: dg.RunFailureSensorContext) -> None:
    """One notice a failed run; none for a run that found others at work, if these come and go."""
    line, kind, step = _what_failed(context.get_step_failure_events())
    run, settings = context.dagster_run, read_settings()
    if LOST in run.tags:
        line, kind = context.failure_event.message, LOST
    if kind != LockHeld.__name__:
        job = None if run.job_name == _CONSOLIDATION else run.job_name
        tell_failure(settings, line, kind, step, context.log.warning, run=run.run_id, job=job)


def _what_failed(events: Sequence[dg.DagsterEvent]) -> tuple[str | None, str, str | None]:
    """Our error's line where the step failed with one, the error's kind, and the step; the first failure counts."""
    if not events:
        return None, "la machine ou le processus s'est arrêté", None
    failure = events[0].step_failure_data
    known = failure.user_failure_data
    said = known.metadata.get(_SAID) if known else None
    error = failure.error.cause or failure.error if failure.error else None
    kind = (error.cls_name if error else None) or "erreur"
    if kind == DagsterExecutionInterruptedError.__name__:
        return _ENDED_FROM_OUTSIDE, kind, events[0].step_key
    return (str(said.value) if said else None), kind, events[0].step_key
