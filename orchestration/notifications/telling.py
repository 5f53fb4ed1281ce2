"""The two occasions of a notice: a batch with rejected returns, a run that failed.

Belongs here: what deserves one. Does not belong here: its words (`wording`), its way (`notify`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from contracts.errors import ContractError
from contracts.model import Contract
from orchestration.demo.marker import NOTICE
from orchestration.errors import CitesError, LockHeld
from orchestration.notifications.notify import notify
from orchestration.notifications.wording import failure, rejections
from orchestration.settings import Settings
from orchestration.submissions.findings import Judgement
from orchestration.terminal import Progress

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
    job: str | None = None,
) -> None:
    """One notice on a failed run. `line` is what our own error says; any other is told by its `kind` alone.

    What a library says can hold anything: a value of a return, a signed address.
    """
    if settings.notifies:
        what = line or f"erreur inattendue ({kind}), voir le journal"
        notify(settings, failure(what, step, run, job), say)


@contextmanager
def telling_failures(settings: Settings, progress: Progress) -> Iterator[None]:
    """Tell the failure of what happens inside, and let it go on. That another run is at work is no failure."""
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
