"""What came of a proof: how many points were tried, how many held, and every miss.

Belongs here: the value and its table. Does not belong here: trying anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHOWN = 20
"""Misses of one proof that are listed; their number is always told."""


@dataclass(frozen=True)
class Line:
    """One proof: what was done, at how many points, how many held, and for each miss where and what."""

    what: str
    promise: str
    points: int
    misses: tuple[str, ...] = ()
    remark: str = ""

    @property
    def held(self) -> int:
        """The points at which the promise held."""
        return self.points - len(self.misses)


def table(lines: Sequence[Line]) -> Iterable[str]:
    """The lines as a Markdown table, and the misses below it."""
    yield "| what was done | what must hold | points | held | missed |"
    yield "|---|---|---|---|---|"
    for line in lines:
        yield f"| {line.what} | {line.promise} | {line.points} | {line.held} | {len(line.misses)} |"
    for line in lines:
        if line.remark:
            yield f"\n{line.what}: {line.remark}"
    for line in lines:
        if line.misses:
            yield f"\nMissed, {line.what}:\n"
            yield from (f"- {miss}" for miss in line.misses[:_SHOWN])
            if len(line.misses) > _SHOWN:
                yield f"- … and {len(line.misses) - _SHOWN} more"
