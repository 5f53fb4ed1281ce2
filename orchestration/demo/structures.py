"""The fictitious partner structures of a cité: who they are, when they come and when they leave.

Belongs here: SIRETs that nobody has, names, entries and exits. Does not belong here: what a return says of
them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.model import Code
from contracts.quarters import first_day, last_day

# who is at every table first, then the rest in any order
_CORE = (
    "france_travail",
    "mission_locale",
    "etat",
    "commune_epci",
    "cap_emploi",
    "plie",
    "departement",
    "iae",
)
_LONG_BEFORE = date(2020, 9, 1)


@dataclass(frozen=True)
class Structure:
    """One partner structure, for as long as it is a partner."""

    siret: str
    name: str
    category: str
    entered: date
    left: date | None = None

    def listed_in(self, quarter: str) -> bool:
        """Whether the quarter's return lists it: a partner on at least one of its days."""
        return self.entered <= last_day(quarter) and (self.left is None or self.left >= first_day(quarter))

    def active_at_end_of(self, quarter: str) -> bool:
        """Whether it counts: still a partner after the quarter's last day."""
        return self.entered <= last_day(quarter) and (self.left is None or self.left > last_day(quarter))


def fictitious_siret(cite_number: int, rank: int) -> str:
    """A SIRET that passes the check and that nobody has.

    Its SIREN lies below 000 085 000 for up to 84 cités; the first SIREN in INSEE's Sirene stock is 000 325
    175. Unique for cité numbers up to 999 and ranks up to 99.
    """
    siren = _with_key(f"000{cite_number:03d}{rank:02d}")
    return _with_key(f"{siren}0001")


def _with_key(digits: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def network(
    cite_number: int,
    active: Sequence[int],
    quarters: Sequence[str],
    categories: Sequence[Code],
    rng: random.Random,
) -> list[Structure]:
    """The structures of a cité such that `active[i]` of them are active at the end of `quarters[i]`."""
    order = _order_of_categories(categories, rng)
    present: list[Structure] = []
    gone: list[Structure] = []

    def come(entered: date) -> None:
        rank = len(present) + len(gone) + 1
        category = order[(rank - 1) % len(order)]
        name = f"Structure fictive n° {rank} — {category.label}"
        present.append(Structure(fictitious_siret(cite_number, rank), name, category.code, entered))

    for count, quarter in zip(active, quarters, strict=True):
        start, days = first_day(quarter), (last_day(quarter) - first_day(quarter)).days
        if quarter != quarters[0] and len(present) > len(_CORE) and rng.random() < 0.25:
            leaving = present.pop(rng.randrange(len(_CORE), len(present)))
            left = start + timedelta(days=rng.randrange(days))
            gone.append(Structure(leaving.siret, leaving.name, leaving.category, leaving.entered, left))
        while len(present) < count:
            first = quarter == quarters[0]
            entered = (
                _LONG_BEFORE + timedelta(days=rng.randrange(480))
                if first
                else start + timedelta(rng.randrange(days))
            )
            come(entered)
    return sorted([*present, *gone], key=lambda structure: structure.siret)


def _order_of_categories(categories: Sequence[Code], rng: random.Random) -> list[Code]:
    core = [category for code in _CORE for category in categories if category.code == code]
    rest = [category for category in categories if category not in core]
    rng.shuffle(rest)
    return [*core, *rest] + [code for code in rest if code.code in {"association", "entreprise", "iae"}]
