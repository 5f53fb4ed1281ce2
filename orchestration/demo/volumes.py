"""How much each return reports, so that the returns in force add up to the published figures.

Belongs here: sizes, growth, the sharing out of the totals. Does not belong here: the rows behind them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.demo.allocation import share
from orchestration.demo.plan import Slot, quarters
from orchestration.demo.published_figures import Totals

# the programme grows, and slows down in summer (T3)
_GROWTH = (0.62, 0.74, 0.72, 0.90, 1.02, 1.12, 1.02, 1.24)
_SIZE_OF_WAVE = {"1": 1.35}
_SIZE_OF_OTHERS = 0.86
_FEWEST_PARTNERS = 6


@dataclass(frozen=True)
class Volume:
    """The five flow measures of one return."""

    committees: int
    outreach: int
    newcomers: int
    innovative: int
    supported: int


def sizes(expected: Sequence[Slot], rng: random.Random) -> dict[str, float]:
    """How large each cité is, 1 being usual; the second wave is smaller."""
    waves = {slot.cite.code: slot.cite.wave for slot in expected}
    return {
        code: _SIZE_OF_WAVE.get(wave, _SIZE_OF_OTHERS) * rng.uniform(0.7, 1.4)
        for code, wave in sorted(waves.items())
    }


def volumes(
    in_force: Sequence[Slot],
    others: Sequence[Slot],
    totals: Totals,
    size: dict[str, float],
    rng: random.Random,
) -> dict[Slot, Volume]:
    """The volume of every return: those in force add up to the totals, the others are of the same order."""
    shared = _volumes(in_force, totals, size, rng)
    if others:
        part = len(others) / len(in_force)
        shared |= _volumes(others, _scaled(totals, part), size, rng)
    return shared


def _scaled(totals: Totals, part: float) -> Totals:
    return Totals(
        partners_per_cite=totals.partners_per_cite,
        committees=round(totals.committees * part),
        outreach=round(totals.outreach * part),
        newcomers=round(totals.newcomers * part),
        innovative=round(totals.innovative * part),
        supported=round(totals.supported * part),
    )


def _volumes(
    among: Sequence[Slot], totals: Totals, size: dict[str, float], rng: random.Random
) -> dict[Slot, Volume]:
    growth = dict(zip(quarters(), _GROWTH, strict=True))
    usual = [size[slot.cite.code] * growth[slot.quarter] for slot in among]

    def around(spread: float) -> list[float]:
        return [weight * rng.uniform(1 - spread, 1 + spread) for weight in usual]

    outreach = share(totals.outreach, around(0.2))
    innovative = share(totals.innovative, around(0.2))
    columns = (
        share(totals.committees, [rng.uniform(0.5, 1.5) for _ in among]),
        outreach,
        share(totals.newcomers, around(0.15), at_least=outreach),
        innovative,
        share(totals.supported, around(0.15), at_least=innovative),
    )
    return {slot: Volume(*values) for slot, *values in zip(among, *columns, strict=True)}


def active_partners(
    last_quarter: Sequence[Slot], totals: Totals, size: dict[str, float]
) -> dict[str, list[int]]:
    """Active partners of each cité at each quarter's end, growing to the published mean in the last one."""
    codes = [slot.cite.code for slot in last_quarter]
    weights = [min(max(size[code], 0.6), 1.6) for code in codes]
    at_the_end = share(
        totals.partners_per_cite * len(codes), weights, at_least=[_FEWEST_PARTNERS] * len(codes)
    )
    steps = len(quarters())
    return {
        code: [max(_FEWEST_PARTNERS - 1, round(end * (0.64 + 0.36 * (i + 1) / steps))) for i in range(steps)]
        for code, end in zip(codes, at_the_end, strict=True)
    }
