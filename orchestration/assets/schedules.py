"""When runs start by themselves, in the time of Paris.

Belongs here: cron lines and the days on which they count. Does not belong here: the calendar (`schedule.calendar`).
"""

from __future__ import annotations

from datetime import date

import dagster as dg

from contracts.model import Contract
from orchestration.clock import PARIS
from orchestration.schedule.calendar import closed_on, closing_days, collected, next_collection
from orchestration.schedule.thresholds import COLLECTION_DAYS

_ZONE = str(PARIS)
_ON = dg.DefaultScheduleStatus.RUNNING


def publishing_schedules(job_name: str, contract: Contract) -> list[dg.ScheduleDefinition]:
    """Every night while returns are collected, every Monday night outside, and right after each deadline."""
    days = contract.submission.deadline_days

    @dg.schedule(
        name="nightly_while_collecting",
        job_name=job_name,
        cron_schedule="0 4 * * *",
        execution_timezone=_ZONE,
        default_status=_ON,
        description=f"Every night at 4 during the {COLLECTION_DAYS} days after a quarter's end.",
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        day = _day(context)
        quarter = collected(day)
        if quarter is None:
            return dg.SkipReason(f"nothing is collected; the next collection opens on {next_collection(day)}")
        return dg.RunRequest(run_key=f"nightly-{day}", tags={"cites/quarter": quarter})

    @dg.schedule(
        name="weekly_outside_collection",
        job_name=job_name,
        cron_schedule="0 4 * * 1",
        execution_timezone=_ZONE,
        default_status=_ON,
        description="Mondays at 4 outside the collection: late returns and corrections.",
    )
    def weekly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        day = _day(context)
        if (quarter := collected(day)) is not None:
            return dg.SkipReason(f"{quarter} is being collected: the nightly schedule runs")
        return dg.RunRequest(run_key=f"weekly-{day}")

    @dg.schedule(
        name="quarter_close",
        job_name=job_name,
        cron_schedule=[f"5 0 {day} {month} *" for month, day in closing_days(days)],
        execution_timezone=_ZONE,
        default_status=_ON,
        description=(
            f"Five minutes past the midnight that ends a deadline ({days} days after a quarter's last day): "
            "all that was received in time is in the release that this run makes."
        ),
    )
    def close(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        day = _day(context)
        quarter = closed_on(day, days)
        if quarter is None:
            return dg.SkipReason(f"no deadline was on the day before {day}")
        return dg.RunRequest(run_key=f"close-{quarter}", tags={"cites/quarter_close": quarter})

    return [nightly, weekly, close]


def morning_look(job: dg.UnresolvedAssetJobDefinition) -> dg.ScheduleDefinition:
    """The checks on the collection, every morning before work."""
    return dg.ScheduleDefinition(
        name="morning_look",
        job=job,
        cron_schedule="30 7 * * *",
        execution_timezone=_ZONE,
        default_status=_ON,
        description="Every morning at 7:30: is the release fresh, are the returns on time, how many are rejected.",
    )


def _day(context: dg.ScheduleEvaluationContext) -> date:
    return context.scheduled_execution_time.astimezone(PARIS).date()
