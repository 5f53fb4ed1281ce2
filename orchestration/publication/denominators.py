"""What each published figure stands for: the returns behind a row, of its quarter or up to it.

Belongs here: which rows of the indicators give a figure its denominator. Does not belong here: its words (`coverage`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from orchestration.publication.coverage import Coverage, over

NATION, TERRITORIES, CITES = "indicateurs_nationaux", "indicateurs_territoriaux", "indicateurs_cites"
NEEDED = (NATION, TERRITORIES, CITES)
"""The published tables that say who was expected and who answered."""

CUMULATIVE = "cumul_"
"""How the columns begin that add up every quarter up to their own."""

Place = tuple[str, ...]
Counts = Mapping[str, Any]


class Denominators:
    """The coverage of any published figure of one release, out of its tables `NEEDED`."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._counts: dict[Place, dict[str, Counts]] = {}
        self._found: dict[tuple[Place, str | None, bool], Coverage | None] = {}
        for row in tables[NATION].to_pylist():
            self._add((), row, row)
        for row in tables[TERRITORIES].to_pylist():
            self._add((row["niveau"], row["code"]), row, row)
        for row in tables[CITES].to_pylist():
            # measures are null where no return is in force
            counts = {"cites_repondantes": int(row["partenaires"] is not None), "cites_attendues": 1}
            self._add((row["code_cite"],), row, counts)

    def _add(self, place: Place, row: Mapping[str, Any], counts: Counts) -> None:
        self._counts.setdefault(place, {})[row["trimestre"]] = counts

    def of(self, key: Mapping[str, Any], column: str) -> Coverage | None:
        """What a column of the row with this key stands for; None where the row is about no quarter, or an unknown one.

        A running total stands for every quarter up to its own. A row of one cité counts its returns; a row that names
        neither cité nor territory is about the whole country.
        """
        asked = (_place(key), key.get("trimestre"), column.startswith(CUMULATIVE))
        if asked not in self._found:
            self._found[asked] = self._over(*asked)
        return self._found[asked]

    def _over(self, place: Place, quarter: str | None, until: bool) -> Coverage | None:
        quarters = self._counts.get(place, {})
        if quarter is None or quarter not in quarters:
            return None
        names = [name for name in sorted(quarters) if name == quarter or (until and name < quarter)]
        found = over([quarters[name] for name in names])
        of_one_cite = len(place) == 1
        return Coverage(found.received, found.expected, found.status, len(names), of_one_cite)


def _place(key: Mapping[str, Any]) -> Place:
    if "code_cite" in key:
        return (key["code_cite"],)
    return (key["niveau"], key["code"]) if "niveau" in key else ()
