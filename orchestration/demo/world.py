"""Everything about the demonstration that is drawn once: fates, volumes, structures, habits.

Belongs here: drawing them in a fixed order, so that a seed gives one world. Does not belong here: files.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.model import Contract, Reference
from orchestration.demo.allocation import share
from orchestration.demo.dialect import Container, Dialect, draw_dialect
from orchestration.demo.mistakes import WARNING
from orchestration.demo.plan import OUT_OF_FORCE, Fate, Slot, fates, quarters, slots
from orchestration.demo.published_figures import FIRST_QUARTER, LAST_QUARTER, TOTALS
from orchestration.demo.structures import Structure, network
from orchestration.demo.volumes import Volume, active_partners, sizes, volumes
from orchestration.errors import UsageError

_CONTAINERS: dict[Container, int] = {"xlsx": 70, "ods": 15, "zip": 15}
_ODDITIES_OF_EACH_KIND = 2


@dataclass(frozen=True)
class World:
    """What every file of one demonstration is made from; structures and dialects by cité code."""

    reference: Reference
    fates: Mapping[Slot, Fate]
    volumes: Mapping[Slot, Volume]
    structures: Mapping[str, list[Structure]]
    dialects: Mapping[str, Dialect]
    oddities: Mapping[Slot, str]


def build_world(contract: Contract, seed: int) -> World:
    """Draw the world of a seed. Raises UsageError where no cité is expected in these quarters."""
    rng = random.Random(seed)
    expected = slots(contract.reference.cites.values())
    if not expected:
        raise UsageError(
            f"the reference has no cité expected from {FIRST_QUARTER} to {LAST_QUARTER}: nothing to show"
        )
    drawn = fates(expected, rng)
    size = sizes(expected, rng)
    in_force = [slot for slot in expected if drawn[slot] not in OUT_OF_FORCE]
    rejected = [slot for slot in expected if drawn[slot] is Fate.REJECTED]
    return World(
        reference=contract.reference,
        fates=drawn,
        volumes=volumes(in_force, rejected, TOTALS, size, rng),
        structures=_structures(contract, expected, size, rng),
        dialects=_dialects(expected, rng),
        oddities=_oddities([slot for slot in expected if drawn[slot] is Fate.SENT], rng),
    )


def _structures(
    contract: Contract, expected: Sequence[Slot], size: dict[str, float], rng: random.Random
) -> dict[str, list[Structure]]:
    last = [slot for slot in expected if slot.quarter == LAST_QUARTER]
    active = active_partners(last, TOTALS, size)
    categories = contract.reference.codelists["categorie_partenaire"]
    return {
        slot.cite.code: network(slot.number, active[slot.cite.code], quarters(), categories, rng)
        for slot in last
    }


def _dialects(expected: Sequence[Slot], rng: random.Random) -> dict[str, Dialect]:
    codes = sorted({slot.cite.code for slot in expected})
    counts = share(len(codes), list(_CONTAINERS.values()))
    containers = [
        container for container, count in zip(_CONTAINERS, counts, strict=True) for _ in range(count)
    ]
    rng.shuffle(containers)
    return {code: draw_dialect(container, rng) for code, container in zip(codes, containers, strict=True)}


def _oddities(sent: Sequence[Slot], rng: random.Random) -> dict[Slot, str]:
    kinds = list(WARNING) * _ODDITIES_OF_EACH_KIND
    chosen = rng.sample(sent, min(len(kinds), len(sent) // 10))
    return dict(zip(chosen, kinds, strict=False))
