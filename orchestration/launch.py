"""Start a run through Dagster, in this process, as one Dagster run.

Belongs here: which instance keeps its events, and giving back our own errors. Does not belong here: the steps (`run`), whether
Dagster's own database answers (`dagster_records`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg
from dagster._core.errors import (
    DagsterExecutionInterruptedError,
    DagsterHomeNotSetError,
    DagsterInvariantViolationError,
)
from dagster._core.instance.ref import InstanceRef
from sqlalchemy.exc import DBAPIError

from orchestration.assets.resources import RUN, VIEW, OpenRun
from orchestration.dagster_records import out_of_reach
from orchestration.definitions import JOB, build_defs
from orchestration.errors import CitesError, UsageError
from orchestration.run import Run
from orchestration.schedule.view import View
from orchestration.scratch import scratch
from orchestration.settings import dagster_home


class RecordsUnusable(CitesError):
    """Dagster cannot keep its own records of a run."""


def launch(run: Run) -> None:
    """Materialise every asset. Events go to the instance of DAGSTER_HOME where it is set, so that the UI shows them.

    Where the database of that instance is out of reach the run goes on without it, and says so.

    Raises what a step raised: AuditFailed, StorageError, BuildFailed …; RecordsUnusable where that database fails on the way.
    """
    overrides = {
        RUN: dg.ResourceDefinition.hardcoded_resource(OpenRun(run)),
        VIEW: dg.ResourceDefinition.hardcoded_resource(lambda: View.of(run)),
    }
    job = build_defs(run.workdir, overrides).resolve_job_def(JOB)
    try:
        with _instance(run.progress.stage) as instance:
            job.execute_in_process(
                instance=instance,
                raise_on_error=True,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
    except dg.Failure as failure:
        # what a step says to Dagster is made from an error of ours
        raise (failure.__cause__ if isinstance(failure.__cause__, CitesError) else failure) from None
    except DagsterExecutionInterruptedError as error:
        raise KeyboardInterrupt from error
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise RecordsUnusable(
            f"Dagster cannot keep its records of this run in DAGSTER_HOME={dagster_home()} ({reason}): "
            "see to that disk or database, or unset DAGSTER_HOME to go on without them, and run again; "
            "nothing half-done was kept"
        ) from error


@contextmanager
def _instance(say: Callable[[str], None]) -> Iterator[dg.DagsterInstance]:
    home = dagster_home()
    if home is not None and (reason := out_of_reach(home)):
        say(
            f"Dagster's own database is out of reach ({reason}): this run goes on without Dagster's history; "
            "the UI will not list it, and draws the grid again once the database is back"
        )
        home = None
    if home is None:
        # a folder of ours for what it lays down: the one that Dagster would make stays where a run is killed
        with scratch() as folder, dg.DagsterInstance.ephemeral(tempdir=str(folder)) as instance:
            yield instance
    else:
        with _of(home) as instance:
            yield instance


def _of(home: str) -> dg.DagsterInstance:
    try:
        return _silent(dg.DagsterInstance.get(), home)
    except (DagsterInvariantViolationError, DagsterHomeNotSetError) as error:
        raise UsageError(
            f"DAGSTER_HOME={home} cannot be used: name an existing folder by its full path, or unset it"
        ) from error


def _silent(instance: dg.DagsterInstance, home: str) -> dg.DagsterInstance:
    """The instance with telemetry off, also where its home has no configuration: Dagster's default is on, and its variable
    `DAGSTER_DISABLE_TELEMETRY` stops the sending alone, not the writing down.
    """
    if not instance.telemetry_enabled:
        return instance
    instance.dispose()
    return dg.DagsterInstance.from_ref(
        InstanceRef.from_dir(home, overrides={"telemetry": {"enabled": False}})
    )
