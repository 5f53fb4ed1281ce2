"""What watches the landing area: new files ask for a run.

Belongs here: cursors, run keys, requests. Does not belong here: when a drop has settled (`schedule.settling`), whether to
ask again (`schedule.asking`).
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import dagster as dg

from orchestration.assets.attempts import attempts
from orchestration.assets.glance import NOT_OVER, watch
from orchestration.assets.resources import RUN
from orchestration.clock import now
from orchestration.landing.arriving import on_its_way
from orchestration.schedule.asking import ask
from orchestration.schedule.pace import Pace
from orchestration.schedule.settling import Look, Memory, look
from orchestration.schedule.thresholds import CONSOLIDATIONS
from orchestration.schedule.view import View
from orchestration.settings import read_settings
from orchestration.version import code_version
from orchestration.watching.looks import tell_of_a_good_look

_BATCH = "cites/batch"
_SECONDS_BETWEEN_LOOKS = 8
_OTHER_CODE = (
    "the code on disk is not what this server loaded: reload the code location, or restart the services"
)
_UNDER_WAY = "a run is under way: what is new waits for its end"


@cache
def _pace() -> Pace:
    return Pace()


def new_files_sensor(job_name: str) -> dg.SensorDefinition:
    """The sensor that asks for a run of this job."""
    code_version()  # what is loaded now, not what lies there at the first tick

    @dg.sensor(
        name="new_files",
        job_name=job_name,
        minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Asks for one run per batch of new or changed files in the landing area. A file counts once two looks in a "
            "row found it alike, and whole: one that is still being uploaded waits."
        ),
    )
    def new_files(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        pace = _pace()
        if rest := pace.rest:
            return dg.SkipReason(f"a large landing area is looked at less often: again in {rest:.0f} s")
        with pace.look():
            view = watch().look()
            seen = _look(view, Memory.read(context.cursor))
        if seen.moving:
            pace.hurry()
        requests, reason = _requests(context.instance, seen, view)
        # whatever comes of these files, those behind them need not wait for it
        context.update_cursor(seen.memory(go_on=bool(seen.settled) and reason != _UNDER_WAY).text)
        tell_of_a_good_look(read_settings(), timedelta(seconds=pace.rest), context.log.warning)
        return dg.SensorResult(run_requests=requests) if requests else dg.SkipReason(reason)

    return new_files


def _look(view: View, before: Memory) -> Look:
    instant = now()
    return look(view.unseen, before, on_its_way=lambda entry: on_its_way(view.storage, entry, instant))


def _requests(instance: dg.DagsterInstance, seen: Look, view: View) -> tuple[list[dg.RunRequest], str]:
    """The run to ask for, or none and why."""
    if not seen.settled and seen.moving:
        return [], f"{seen.moving} new files, not settled yet"
    if not seen.settled and view.is_up_to_date:
        return [], "no new file"
    if not seen.settled and not view.is_of_the_code_on_disk:
        # a run would publish by the new code, which the old code here would never find up to date
        return [], _OTHER_CODE
    if _is_one_under_way(instance):
        return [], _UNDER_WAY
    # verdicts that a failed run recorded but did not publish are asked for by the register's state
    batch = seen.batch if seen.settled else view.inputs[:16]
    asked = ask(
        attempts(instance, dg.RunsFilter(tags={_BATCH: batch})),
        now(),
        None if seen.settled else CONSOLIDATIONS,
    )
    if asked.attempt is None:
        what = (
            f"{len(seen.settled)} new files"
            if seen.settled
            else "the release is not what register and code give"
        )
        return [], f"{what}: {asked.reason}"
    if asked.attempt > 1 and (held := view.storage.holder()):
        # what Dagster calls failed may work on, or somebody mends by hand what failed
        return (
            [],
            f"the last run on this failed, and {held.who} holds the lock: asked for again once it is free",
        )
    request = dg.RunRequest(
        run_key=f"{batch}-{asked.attempt}",
        run_config={"resources": {RUN: {"config": {"only": list(seen.settled)}}}},
        tags={_BATCH: batch, "cites/files": str(len(seen.settled))},
    )
    return [request], ""


def _is_one_under_way(instance: dg.DagsterInstance) -> bool:
    """Whether a run that this sensor asked for is not over; what arrives meanwhile makes the next batch."""
    waiting = dg.RunsFilter(tags={"dagster/sensor_name": "new_files"}, statuses=NOT_OVER)
    return bool(instance.get_runs_count(waiting))
