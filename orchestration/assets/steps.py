"""A step of a run as Dagster sees it: it gets the open run, and where it fails it says which step and what to do.

Belongs here: handing out the run, and turning our errors into Dagster's failures and back. Does not belong here: the
steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from orchestration.assets.resources import RUN, VIEW, OpenRun, RunInWaiting
from orchestration.errors import CitesError
from orchestration.run import Run
from orchestration.schedule.view import View

Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext | dg.OpExecutionContext


@contextmanager
def step(context: dg.AssetExecutionContext) -> Iterator[Run]:
    """The open run of this Dagster run. Raises dagster.Failure, made from a CitesError."""
    with told(context):
        yield holder(context).run


@contextmanager
def looking(context: Context) -> Iterator[View]:
    """A look at the storage as it is now. Raises dagster.Failure, made from a CitesError."""
    with told(context):
        yield getattr(context.resources, VIEW)()


def holder(context: dg.AssetExecutionContext) -> OpenRun | RunInWaiting:
    """What holds the run, or will."""
    found: OpenRun | RunInWaiting = getattr(context.resources, RUN)
    return found


@contextmanager
def told(context: Context) -> Iterator[None]:
    """Our errors say on one line what, where and what to do: with the step's name, all that a person needs."""
    try:
        yield
    except CitesError as error:
        op = context if isinstance(context, dg.OpExecutionContext) else context.op_execution_context
        name = op.op.name
        raise dg.Failure(
            description=f"step {name}: {error}",
            metadata={"step": name, "what_to_do": dg.MetadataValue.text(str(error))},
        ) from error
