"""How many cités a figure stands for: no total or mean is shown without it.

Belongs here: the denominator and the status of a figure, and their wording. Does not belong here: which rows a figure is
made of (`denominators`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.typography import grouped
from orchestration.plurals import counted

STATUSES = {"complet": "complet", "provisoire": "provisoire", "partiel": "partiel"}
"""From the surest to the least sure, as people read them."""

_ORDER = tuple(STATUSES)
_BEFORE = {"definitif": "complet"}
"""How releases of before called a status: they stay as they were published, and are compared with today's."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Returns received of those expected; `status` is null where the published table gives none.

    `of_returns`: what is counted is returns (of several quarters, or of one cité), not cités.
    """

    received: int
    expected: int
    status: str | None = None
    quarters: int = 1
    of_returns: bool = False

    @property
    def text(self) -> str:
        """`81 cités sur 84 — provisoire`; over several quarters `670 remontées sur 672 — provisoire`."""
        thing = "remontée" if self.of_returns or self.quarters > 1 else "cité"
        told = f"{counted(self.received, thing)} sur {grouped(self.expected)}"
        return f"{told} — {self.word}" if self.status else told

    @property
    def short(self) -> str:
        """`81/84`."""
        return f"{grouped(self.received)}/{grouped(self.expected)}"

    @property
    def word(self) -> str:
        """The status as people read it, empty where there is none."""
        return STATUSES[self.status] if self.status else ""

    @property
    def is_partial(self) -> bool:
        """Whether too few cités answered for a total to mean much."""
        return self.status == "partiel"


def status_of(received: int, expected: int) -> str:
    """The status that these counts make: complet when all are there, provisoire from 80 % on (exact ratio), else partiel."""
    if received >= expected:
        return "complet"
    return "provisoire" if 5 * received >= 4 * expected else "partiel"


def of_row(row: Mapping[str, Any]) -> Coverage:
    """The coverage of a row of the national or territorial indicators, with the status that the table gives, if it does."""
    return Coverage(row["cites_repondantes"], row["cites_attendues"], _given(row))


def of_counts(row: Mapping[str, Any]) -> Coverage:
    """The same with the status that the row's own counts make: a territory's, which no table publishes."""
    return Coverage(row["cites_repondantes"], row["cites_attendues"], _status(row))


def over(rows: Sequence[Mapping[str, Any]]) -> Coverage:
    """The coverage of a sum over several quarters: its status is that of the least sure of them."""
    if len(rows) == 1:
        return of_counts(rows[0])
    received = sum(row["cites_repondantes"] for row in rows)
    expected = sum(row["cites_attendues"] for row in rows)
    status = max(map(_status, rows), key=_ORDER.index, default=None)
    return Coverage(received, expected, status, len(rows))


def _status(row: Mapping[str, Any]) -> str:
    return _given(row) or status_of(row["cites_repondantes"], row["cites_attendues"])


def _given(row: Mapping[str, Any]) -> str | None:
    given: str | None = row.get("statut")
    return _BEFORE.get(given, given) if given else None
