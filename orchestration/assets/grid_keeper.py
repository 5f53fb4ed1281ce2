"""The sensor that keeps the grid of returns like the register, whoever changed either of them.

Belongs here: when to compare, asking for the job that draws. Does not belong here: comparing (`grid`), drawing (`returns`).
"""

from __future__ import annotations

import dagster as dg
from dagster._core.storage.dagster_run import FINISHED_STATUSES

from orchestration.assets.attempts import attempts
from orchestration.assets.backfills import settle_backfills
from orchestration.assets.drawing import PARTITIONS, known
from orchestration.assets.glance import NOT_OVER, watch
from orchestration.assets.grid import differs
from orchestration.assets.partitions import QUARTERS
from orchestration.assets.returns import REFRESH
from orchestration.clock import now
from orchestration.schedule.asking import ask
from orchestration.schedule.thresholds import GRID_COMPARED
from orchestration.schedule.view import View

_SECONDS_BETWEEN_GLANCES = 15


@dg.sensor(
    name="grid_kept_current",
    job_name=REFRESH,
    minimum_interval_seconds=_SECONDS_BETWEEN_GLANCES,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "Adds the quarters that have begun to be collected, and asks for the grid of submissions/returns to be drawn "
        "where it is not what the register says: after `cites run`, `cites withdraw`, a restored backup, a failed run."
    ),
)
def grid_kept_current(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Compare where anything happened since the last time that both were alike, and from time to time."""
    instance = context.instance
    settle_backfills(instance)
    view = watch().look()
    if new := _new_quarters(instance, view):
        return dg.SensorResult(dynamic_partitions_requests=[QUARTERS.build_add_request(new)])
    state = _state(instance, view)
    if context.cursor == state:
        return dg.SkipReason("nothing happened since the grid was compared")
    if instance.get_runs_count(dg.RunsFilter(statuses=NOT_OVER)):
        return dg.SkipReason("a run is under way: it draws what it changes")
    if not differs(instance, known(view), PARTITIONS):
        context.update_cursor(state)
        return dg.SkipReason("the grid is like the register")
    last = attempts(instance, dg.RunsFilter(job_name=REFRESH))
    if last and last[0].outcome == "failed" and (asked := ask(last, now())).attempt is None:
        return dg.SkipReason(f"the grid is not what the register says: {asked.reason}")
    head = "-".join(map(str, view.register.head))
    return dg.SensorResult(run_requests=[dg.RunRequest(tags={"cites/register": head[:20]})])


def _new_quarters(instance: dg.DagsterInstance, view: View) -> list[str]:
    known_quarters = set(instance.get_dynamic_partitions(str(QUARTERS.name)))
    return [quarter for quarter in view.quarters if quarter not in known_quarters]


def _state(instance: dg.DagsterInstance, view: View) -> str:
    """Changes with whatever can part the grid from the register: this one, a run that ended, and time for the rest.

    Dagster paints squares itself: red where a run that was to draw them failed.
    """
    head = "-".join(map(str, view.register.head))
    ended = instance.get_run_records(
        dg.RunsFilter(statuses=FINISHED_STATUSES), limit=1, order_by="update_timestamp"
    )
    last = "-".join(f"{run.dagster_run.run_id}-{run.dagster_run.status.value}" for run in ended)
    return f"{head}/{last}/{int(now().timestamp() // GRID_COMPARED.total_seconds())}"
