"""The published figures as any state of the register makes them: what revisions compare.

Belongs here: reading tables and shares out of a replay. Does not belong here: which states (`publication.revisions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from contracts.model import Contract
from orchestration.explanation.shares import SHARES
from orchestration.publication.fingerprint import tables_in
from orchestration.publication.revisions.cells import Key
from orchestration.publication.revisions.walk import Shares
from orchestration.warehouse.replay import replayed
from orchestration.warehouse.statements import Statement


@dataclass(frozen=True)
class Replayed:
    """The published tables of one state, and what each cité adds to them."""

    tables: Mapping[str, pa.Table]
    given: Mapping[str, pa.Table]

    def shares(self, table: str, key: Sequence[str]) -> Shares:
        """By key, then by cité: its share of every column that is a sum."""
        found: dict[Key, dict[str | None, Mapping[str, Any]]] = {}
        rows = self.given[table].to_pylist() if table in self.given else []
        for row in rows:
            cite = row.pop("code_cite")
            place = tuple(row.pop(name) for name in key)
            found.setdefault(place, {})[cite] = row
        return found


@dataclass(frozen=True)
class Replays:
    """Replays a workdir's candidate over other events. Called with events; raises ReplayFailed, UnreadableCandidate."""

    statements: Sequence[Statement]
    workdir: Path
    contract: Contract

    def __call__(self, events: Sequence[Mapping[str, Any]]) -> Replayed:
        """The figures that these events give."""
        with replayed(self.statements, self.workdir, events) as connection:
            given = {table: connection.sql(query).to_arrow_table() for table, query in SHARES.items()}
            return Replayed(tables_in(connection, self.contract), given)
