"""What the sensors share: a look at the storage that is kept from tick to tick, and the runs that are not over.

Belongs here: nothing that asks for a run.
"""

from __future__ import annotations

from functools import cache

import dagster as dg
from dagster._core.storage.dagster_run import IN_PROGRESS_RUN_STATUSES

from orchestration.schedule.view import Watch
from orchestration.settings import read_settings

NOT_OVER = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    *(status for status in IN_PROGRESS_RUN_STATUSES if status != dg.DagsterRunStatus.QUEUED),
]


@cache
def watch() -> Watch:
    """The storage that the environment names."""
    return Watch(read_settings())
