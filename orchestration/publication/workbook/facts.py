"""What every sheet says of its release: which one, made when, how complete its quarters are, real or fictitious.

Belongs here: these facts and their French. Does not belong here: where they stand on a sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import pyarrow as pa

from contracts.typography import typeset
from orchestration.clock import PARIS
from orchestration.publication.coverage import STATUSES
from orchestration.publication.denominators import NATION, Denominators
from orchestration.publication.edition import Edition

FICTITIOUS = typeset("DONNÉES FICTIVES : démonstration, aucun de ces chiffres n'est réel.")


@dataclass(frozen=True, slots=True)
class Quarter:
    """How complete one published quarter is; `rate` is between 0 and 1."""

    name: str
    status: str
    received: int
    expected: int
    rate: Decimal

    def in_words(self) -> str:
        """`2023-T4 : provisoire, 82 cités répondantes sur 84`."""
        answered = "cité répondante" if self.received < 2 else "cités répondantes"
        status = STATUSES.get(self.status, self.status)
        return typeset(f"{self.name} : {status}, {self.received} {answered} sur {self.expected}")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one release; `quarters` by name, the oldest first; `denominators`: what any of its figures stands
    for; `denominators_before`: the same for the release before it, if there was one.
    """

    release: str
    made_on: str
    fictitious: bool
    quarters: Mapping[str, Quarter]
    denominators: Denominators
    denominators_before: Denominators | None

    def line(self) -> str:
        """The release, and how complete its last quarter is, in one line."""
        parts = [f"Version {self.release} du {self.made_on}"]
        if self.quarters:
            parts.append(f"dernier trimestre : {list(self.quarters.values())[-1].in_words()}")
        return typeset(" — ".join(parts))


def facts_of(edition: Edition) -> Facts:
    """What the sheets say of this release. The day is that of Paris."""
    made = datetime.fromisoformat(str(edition.origin["cree_le"])).astimezone(PARIS)
    quarters = _quarters(edition.tables[NATION])
    previous = edition.previous
    return Facts(
        edition.release,
        f"{made:%d/%m/%Y}",
        edition.demo,
        quarters,
        Denominators(edition.tables),
        Denominators(previous.tables) if previous else None,
    )


def _quarters(nation: pa.Table) -> dict[str, Quarter]:
    names = ["trimestre", "statut", "cites_repondantes", "cites_attendues", "taux_remontee"]
    rows = zip(*(nation[name].to_pylist() for name in names), strict=True)
    return {row[0]: Quarter(*row) for row in sorted(rows)}
