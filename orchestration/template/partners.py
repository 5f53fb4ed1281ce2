"""The partners that a new template already lists.

Belongs here: choosing and finding them. Does not belong here: writing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.quarters import first_day, last_day

Partner = Mapping[str, Any]
"""A row of Partenaires by column name: `categorie` is the code, `date_entree` and `date_sortie` are dates."""


def carried_over(partners: Iterable[Partner], quarter: str) -> list[Partner]:
    """Those whom the quarter's return must list: come before its end, not gone before its start."""
    start, end = first_day(quarter), last_day(quarter)
    return [
        partner
        for partner in partners
        if partner["date_entree"] <= end
        and (partner["date_sortie"] is None or partner["date_sortie"] >= start)
    ]


def active_count(partners: Iterable[Partner], quarter: str) -> int:
    """How many of them are still partners after the quarter's last day."""
    end = last_day(quarter)
    return sum(
        partner["date_entree"] <= end and (partner["date_sortie"] is None or partner["date_sortie"] > end)
        for partner in partners
    )
