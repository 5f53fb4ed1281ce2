"""Random lives of a small programme: returns, corrections, rejections and withdrawals, in any order.

Belongs here: making them up, repeatable by their seed. Does not belong here: what is asked of them.
"""

from __future__ import annotations

from random import Random

from tests.integration.warehouse.world import ANGERS, BELFORT, NANTES, History

_CITES, _QUARTERS = (ANGERS, BELFORT, NANTES), ("2022-T1", "2022-T2", "2022-T3")


def life(seed: int, length: int = 14) -> History:
    """So many events; the same seed gives the same."""
    chance, history = Random(seed), History()
    accepted: list[str] = []
    for _ in range(length):
        kind = chance.choices(["accepted", "rejected", "withdrawn"], [7, 2, 2])[0]
        cite, quarter = chance.choice(_CITES), chance.choice(_QUARTERS)
        if cite == NANTES and quarter == "2022-T1":
            continue
        if kind == "accepted":
            accepted.append(_accept(history, chance, cite, quarter))
        elif kind == "rejected":
            rules = chance.choices(["R05", "C04", "T01"], k=chance.randint(1, 3))
            history.rejected(*chance.choice([(cite, quarter), (None, None)]), rules, read=quarter)
        elif accepted:
            history.withdrawn(accepted.pop(chance.randrange(len(accepted))))
    return history


def _accept(history: History, chance: Random, cite: str, quarter: str) -> str:
    def some(most: int) -> list[int]:
        return [chance.randint(0, 9) for _ in range(chance.randint(0, most))]

    return history.accepted(
        cite,
        quarter,
        received=f"2026-01-{chance.randint(1, 28):02d}",
        partners=chance.randint(0, 5),
        committees=chance.randint(0, 2),
        outreach=some(4),
        innovative=some(3),
    )
