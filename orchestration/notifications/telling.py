"""The occasions of a notice: a batch with rejected returns, a run that failed, a job that works again.

Belongs here: what deserves one. Does not belong here: its words (`wording`), its way (`notify`), where the last run is noted
(`watching.traces`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from contracts.errors import ContractError
from contracts.model import Contract
from orchestration.clock import now
from orchestration.demo.marker import NOTICE
from orchestration.errors import CitesError, LockHeld
from orchestration.notifications.jobs import CONSOLIDATION
from orchestration.notifications.notify import notify
from orchestration.notifications.wording import failure, recovery, rejections
from orchestration.settings import Settings
from orchestration.storage.opening import is_landing
from orchestration.submissions.findings import Judgement
from orchestration.terminal import Progress
from orchestration.watching.traces import LastRun, Outcome, Traces

Say = Callable[[str], None]


def tell_rejections(
    settings: Settings,
    judgements: Sequence[Judgement],
    contract: Contract,
    reports: str,
    say: Say,
    *,
    demo: bool = False,
) -> None:
    """One notice on what a batch rejected; none where it rejected nothing. `reports` is where the reports lie."""
    if not settings.notifies:
        return
    if notice := rejections(judgements, contract, reports, NOTICE if demo else ""):
        notify(settings, notice, say)


def tell_failure(
    settings: Settings,
    line: str | None,
    kind: str,
    step: str | None,
    say: Say,
    *,
    run: str | None = None,
    job: str = CONSOLIDATION,
    remedy: str | None = None,
    ended: datetime | None = None,
) -> None:
    """One notice on a failed run, which is noted too. `line` is what our own error says; any other is told by its `kind` alone.

    What a library says can hold anything: a value of a return, a signed address.
    """
    if settings.notifies:
        what = line or f"erreur inattendue ({kind}), voir le journal"
        notify(settings, failure(what, step, run, job, remedy), say)
    _note(settings, job, ended or now(), "failed", say, line or kind)


def tell_recovery(
    settings: Settings, say: Say, *, job: str = CONSOLIDATION, ended: datetime | None = None
) -> bool:
    """Note a run that went well; one notice where people know that its job failed before, and not yet that it works again.

    Whether there was one.
    """
    instant = ended or now()
    before = _note(settings, job, instant, "succeeded", say)
    news = before is not None and before.told and before.instant <= instant and settings.notifies
    if before is not None and news:
        notify(settings, recovery(job, before.instant), say)
    return news


def _note(
    settings: Settings, job: str, ended: datetime, outcome: Outcome, say: Say, line: str | None = None
) -> LastRun | None:
    if is_landing(settings.storage):
        return None  # a trace left there would be taken for a return
    try:
        return Traces(settings).note_run(job, ended, outcome, line, told=settings.notifies)
    except (OSError, CitesError) as error:
        if outcome == "succeeded":  # else the place is what failed, and was told
            say(f"how this run ended could not be noted for `cites health` ({error})")
        return None


@contextmanager
def telling_failures(settings: Settings, progress: Progress) -> Iterator[None]:
    """Tell the failure of what happens inside, and let it go on; where all went well after a failure, tell that.

    That another run is at work is no failure.
    """
    try:
        yield
    except LockHeld:
        raise
    except (CitesError, ContractError) as error:
        tell_failure(settings, str(error), type(error).__name__, progress.step, progress.stage)
        raise
    except Exception as error:
        tell_failure(settings, None, type(error).__name__, progress.step, progress.stage)
        raise
    tell_recovery(settings, progress.stage)
