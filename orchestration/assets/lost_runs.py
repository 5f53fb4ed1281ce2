"""The sensor that tells runs as failed whose process is gone; Dagster itself waits for them for ever.

Its monitoring of runs looks after those that do not begin, which it has to be patient with (`start_timeout_seconds`), and
after those that were cancelled; the launcher of a single
machine cannot tell whether a run that began still lives.

Belongs here: reading signs of life out of Dagster's events, ending the run. Does not belong here: when a run counts as
lost (`schedule.lost`), the notice (`notifications`: this failure is one like any other).
"""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg

from orchestration.clock import now
from orchestration.schedule.lost import Signs, farewell, is_lost
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage

LOST = "cites/lost"
"""The tag of a run that was ended here: its failure's message is ours."""
_SECONDS_BETWEEN_ROUNDS = 30
_UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


@dg.sensor(
    name="lost_runs",
    minimum_interval_seconds=_SECONDS_BETWEEN_ROUNDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "Tells a run as failed whose process is gone (its service was killed, its machine went down), so that its files "
        "are asked for again and nothing waits for it."
    ),
)
def lost_runs(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """One look at the runs that are called started, and at those that are starting and noted their process already."""
    instance = context.instance
    under_way = instance.get_runs(dg.RunsFilter(statuses=_UNDER_WAY))
    signs = {run.run_id: signs_of(instance, run.run_id) for run in under_way}
    started = [
        run
        for run in under_way
        if run.status == dg.DagsterRunStatus.STARTED or signs[run.run_id].process is not None
    ]
    if not started:
        return dg.SkipReason("no run is under way")
    storage = open_storage(read_settings().storage)
    lost = [run for run in started if is_lost(signs[run.run_id], now(), storage)]
    for run in lost:
        _end(instance, run.run_id, farewell(signs[run.run_id]))
    return dg.SkipReason(f"{len(started)} runs under way, of which {len(lost)} had lost their process")


def signs_of(instance: dg.DagsterInstance, run_id: str) -> Signs:
    """When the run said something last, and the process that it noted last."""
    newest = instance.get_records_for_run(run_id, limit=1, ascending=False).records
    last = newest[0].timestamp if newest else _begun(instance, run_id)
    for record in instance.get_records_for_run(
        run_id, of_type=dg.DagsterEventType.ENGINE_EVENT, ascending=False
    ).records:
        entry = record.event_log_entry
        noted = entry.get_dagster_event().engine_event_data.metadata.get("pid")
        if noted is not None and str(noted.value).isdecimal():
            return Signs(_instant(last), int(str(noted.value)), _instant(entry.timestamp))
    return Signs(_instant(last))


def _begun(instance: dg.DagsterInstance, run_id: str) -> float:
    record = instance.get_run_record_by_id(run_id)
    return (record.start_time if record else None) or now().timestamp()


def _end(instance: dg.DagsterInstance, run_id: str, said: str) -> None:
    run = instance.get_run_by_id(run_id)
    if run is not None and run.status in _UNDER_WAY:  # it has not ended meanwhile
        instance.add_run_tags(run_id, {LOST: "its process is gone"})
        instance.report_run_failed(run, said)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
