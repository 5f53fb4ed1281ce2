"""The runs that were asked for before, as `schedule.asking` wants to know them.

Dagster calls a run failed that begins too late for its patience, while the process of it lives on: such a run is under way.

Belongs here: reading them out of Dagster's records. Does not belong here: whether to ask again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg
from dagster._core.storage.tags import RUN_KEY_TAG

from orchestration.assets.glance import NOT_OVER
from orchestration.assets.lost_runs import signs_of
from orchestration.schedule.asking import Attempt
from orchestration.schedule.processes import lives

_LOOKED_AT = 20


def attempts(instance: dg.DagsterInstance, runs: dg.RunsFilter) -> list[Attempt]:
    """What became of the newest of these runs, newest first."""
    records = instance.get_run_records(runs, limit=_LOOKED_AT)
    found = [_attempt(record) for record in records]
    if found and found[0].outcome == "failed" and _still_works(instance, records[0].dagster_run.run_id):
        found[0] = replace(found[0], outcome="running", ended=None)
    return found


def _still_works(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Whether the process that the run noted is still there."""
    signs = signs_of(instance, run_id)
    return signs.process is not None and lives(signs.process, signs.noted or signs.last)


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
