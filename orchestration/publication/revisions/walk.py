"""The way from the release before to this one, as stages that each have one cause.

Belongs here: which states there are on the way. Does not belong here: telling events apart (`causes`), the parts of a single
value (`attribution`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import pyarrow as pa

from orchestration.publication.revisions.causes import Cause, Event, File, Step
from orchestration.publication.revisions.cells import Key

Shares = Mapping[Key, Mapping[str | None, Mapping[str, Any]]]
"""By key of a row, then by cité: what it adds to each column that is a sum over the cités."""


class State(Protocol):
    """The published figures as some state of the register makes them."""

    @property
    def tables(self) -> Mapping[str, pa.Table]:
        """The published tables by name."""

    def shares(self, table: str, key: Sequence[str]) -> Shares:
        """The shares of the cités in a table; none where its figures are no sums over cités."""


Replay = Callable[[Sequence[Event]], State]
"""The figures that these events give, by today's rules and code."""


@dataclass(frozen=True)
class Published:
    """The figures of a release as they stand in it: nothing is known of their shares."""

    tables: Mapping[str, pa.Table]

    def shares(self, table: str, key: Sequence[str]) -> Shares:
        """None."""
        return {}


@dataclass(frozen=True)
class Stage:
    """From one state to the next, by one cause; `files` are those that make it."""

    cause: Cause
    files: tuple[File, ...]
    start: State
    end: State


def stages(
    before: Mapping[str, pa.Table],
    after: Mapping[str, pa.Table],
    first: Sequence[Event],
    steps: Sequence[Step],
    rules_changed: bool,
    replay: Replay | None,
) -> list[Stage]:
    """The stages from the tables before to the tables after, without a gap.

    Rules, reference and code change first, on the returns of before (`first`); then the steps one by one. What the replay
    does not reach is of no known cause. Without a replay a change is told only where it has one possible cause.
    """
    start, end = Published(before), Published(after)
    outer: Cause = "regles_ou_code" if rules_changed else "non_etablie"
    if not steps:
        return [Stage(outer, (), start, end)]
    if replay is None:
        alone = len(steps) == 1 and not rules_changed
        return [
            Stage(steps[0].cause if alone else "non_etablie", steps[0].files if alone else (), start, end)
        ]
    states = [replay(first), *(replay(step.events) for step in steps)]
    inner = [Stage(step.cause, step.files, *pair) for step, pair in zip(steps, pairwise(states), strict=True)]
    return [Stage(outer, (), start, states[0]), *inner, Stage("non_etablie", (), states[-1], end)]
