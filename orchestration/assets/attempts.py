"""The runs that were asked for before, as `schedule.asking` wants to know them.

Belongs here: reading them out of Dagster's records. Does not belong here: whether to ask again.
"""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
from dagster._core.storage.tags import RUN_KEY_TAG

from orchestration.assets.glance import NOT_OVER
from orchestration.schedule.asking import Attempt

_LOOKED_AT = 20


def attempts(instance: dg.DagsterInstance, runs: dg.RunsFilter) -> list[Attempt]:
    """What became of the newest of these runs, newest first."""
    return [_attempt(record) for record in instance.get_run_records(runs, limit=_LOOKED_AT)]


def _attempt(record: dg.RunRecord) -> Attempt:
    status = record.dagster_run.status
    number = _number(record.dagster_run.tags.get(RUN_KEY_TAG, ""))
    if status in NOT_OVER:
        return Attempt("running", None, number)
    succeeded = status == dg.DagsterRunStatus.SUCCESS
    ended = record.end_time or record.update_timestamp.replace(tzinfo=UTC).timestamp()
    return Attempt("succeeded" if succeeded else "failed", datetime.fromtimestamp(ended, UTC), number)


def _number(run_key: str) -> int:
    number = run_key.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0
