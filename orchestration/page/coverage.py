"""How many cités a figure stands for: no total or mean is shown without it.

Belongs here: the denominator and the status of a figure, and their wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orchestration.page.words import number
from orchestration.plurals import counted

STATUSES = {"definitif": "définitif", "provisoire": "provisoire", "partiel": "partiel"}
"""From the surest to the least sure, as people read them."""

_ORDER = tuple(STATUSES)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Returns received of those expected; `status` is null where the published table gives none."""

    received: int
    expected: int
    status: str | None = None
    quarters: int = 1

    @property
    def text(self) -> str:
        """`81 cités sur 84 — provisoire`; over several quarters `670 remontées sur 672 — provisoire`."""
        thing = "cité" if self.quarters == 1 else "remontée"
        told = f"{counted(self.received, thing)} sur {number(self.expected)}"
        return f"{told} — {self.word}" if self.status else told

    @property
    def short(self) -> str:
        """`81/84`."""
        return f"{number(self.received)}/{number(self.expected)}"

    @property
    def word(self) -> str:
        """The status as people read it, empty where there is none."""
        return STATUSES[self.status] if self.status else ""

    @property
    def is_partial(self) -> bool:
        """Whether too few cités answered for a total to mean much."""
        return self.status == "partiel"


def of_row(row: Mapping[str, Any]) -> Coverage:
    """The coverage of a row of the national or territorial indicators."""
    return Coverage(row["cites_repondantes"], row["cites_attendues"], row.get("statut"))


def over(rows: Sequence[Mapping[str, Any]]) -> Coverage:
    """The coverage of a sum over several quarters: its status is that of the least sure of them."""
    if len(rows) == 1:
        return of_row(rows[0])
    received = sum(row["cites_repondantes"] for row in rows)
    expected = sum(row["cites_attendues"] for row in rows)
    status = max((row["statut"] for row in rows), key=_ORDER.index, default=None)
    return Coverage(received, expected, status, len(rows))
