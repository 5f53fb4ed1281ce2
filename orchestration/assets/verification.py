"""The job that verifies the whole storage, and the schedule that asks for it every week.

Belongs here: wiring; a problem makes the run fail, so that the team is told as of any failure. Does not belong here: what is
verified (`orchestration.verification`).
"""

import dagster as dg

from orchestration.assets.steps import told
from orchestration.clock import PARIS
from orchestration.errors import CitesError
from orchestration.notifications.jobs import VERIFY
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage
from orchestration.verification.verify import verify


@dg.op(
    name="verify_what_is_kept",
    description="Every byte against its record, the figures of every release against its returns. Takes no lock.",
)
def verify_what_is_kept(context: dg.OpExecutionContext) -> None:
    """What `cites verify --deep` does. Fails where anything is not what it was, and says what puts it back."""
    with told(context):
        found = verify(open_storage(read_settings().storage), deep=True, say=context.log.info)
        for problem in found.problems:
            context.log.error(str(problem))
        if found.problems:
            more = (
                f" (and {len(found.problems) - 1} more: `cites verify --deep`)" if found.problems[1:] else ""
            )
            raise CitesError(f"{found.problems[0]}{more}")
    context.log.info(f"all whole: {dict(found.looked_at)}")


@dg.job(
    name=VERIFY,
    description="Verify the whole storage as `cites verify --deep` does; takes no lock, fails where anything is wrong.",
)
def verify_storage() -> None:
    """One op."""
    verify_what_is_kept()


weekly_verification = dg.ScheduleDefinition(
    name="weekly_verification",
    job=verify_storage,
    cron_schedule="0 2 * * 0",
    execution_timezone=str(PARIS),
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Sundays at 2: is all that is kept still what it was? What is not is told like a failed run.",
)
