"""The resources of the assets: a run that holds the storage's lock, and a look that needs none.

Belongs here: opening them in time and closing them. Does not belong here: what is done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import cached_property
from typing import Any

import dagster as dg

from orchestration.clock import now
from orchestration.errors import LockHeld
from orchestration.landing.arriving import on_its_way
from orchestration.landing.intake import Intake, take_in
from orchestration.run import Run, open_run
from orchestration.schedule.settling import token
from orchestration.schedule.thresholds import LOCK_PATIENCE
from orchestration.schedule.view import View, open_view
from orchestration.schedule.waiting import Wait
from orchestration.settings import read_settings
from orchestration.storage.interface import Entry

RUN = "cites_run"
VIEW = "cites_view"


class OpenRun:
    """A run whose lock its opener holds already: that of the command line, which also serves and tells the end."""

    serves = False

    def __init__(self, run: Run) -> None:
        """Hand the run on."""
        self.run = run


class RunInWaiting:
    """A run that is opened by the first step that asks for it, once no other run holds the lock.

    So a fault shows as the failure of a step, with what to do, and not as that of a resource.
    """

    serves = True

    def __init__(
        self,
        stack: ExitStack,
        say: Callable[[str], None],
        only: frozenset[str] | None = None,
        patience: timedelta = LOCK_PATIENCE,
    ) -> None:
        """`only`: the tokens of the files to take in (default: all that are new and not still on their way)."""
        self._stack, self._say, self._only, self._patience = stack, say, only, patience

    @cached_property
    def run(self) -> Run:
        """The open run. Raises LockHeld or LockStuck once patience ends, and what `open_run` raises."""
        wait = Wait(self._patience, self._say)
        while True:
            try:
                run = self._stack.enter_context(open_run(read_settings()))
            except LockHeld as held:
                wait.go_on(held)
            else:
                run.intake = _asked_for(run, self._only) if self._only is not None else _arrived(run)
                return run


def _asked_for(run: Run, only: frozenset[str]) -> Intake:
    return take_in(run.storage, run.register, now(), lambda entry: token(entry) in only)


def _arrived(run: Run) -> Intake:
    """What came in and is whole. A run that nobody asked for just then must not judge half a file."""
    instant, waiting = now(), []

    def has_arrived(entry: Entry) -> bool:
        if reason := on_its_way(run.storage, entry, instant):
            waiting.append(reason)
        return not reason

    intake = take_in(run.storage, run.register, instant, has_arrived)
    intake.problems.extend(waiting)
    return intake


@dg.resource(
    config_schema={
        "only": dg.Field(
            [str],
            is_required=False,
            description=(
                "Tokens of the settled files that the sensor found; without it, every new file is taken in that is not "
                "still being uploaded."
            ),
        )
    },
    description="The storage with its lock held, the contract, the register and the workdir.",
)
def cites_run(context: dg.InitResourceContext) -> Iterator[RunInWaiting]:
    """A run for the time of one Dagster run; where another one holds the lock, it waits its turn."""
    only: Any = context.resource_config.get("only")
    log = context.log
    assert log is not None
    with ExitStack() as stack:
        yield RunInWaiting(stack, log.info, frozenset(only) if only is not None else None)


@dg.resource(description="The storage, the contract and the register, read without the lock.")
def cites_view(_: dg.InitResourceContext) -> Callable[[], View]:
    """What opens a look at the storage, each time as it is then."""
    return lambda: open_view(read_settings())
