"""The partitions of the returns: quarter × cité.

Belongs here: which partitions there are. Quarters are added as the calendar goes on, by the sensor `grid_kept_current`
and by every run, so no restart is needed; cités are those of the reference when the definitions are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable

import dagster as dg

from contracts.model import Contract
from orchestration.schedule.markdown import plain
from orchestration.submissions.register import Place

QUARTERS = dg.DynamicPartitionsDefinition(name="trimestres")
CITE, QUARTER = "cite", "trimestre"


def grid_of(contract: Contract) -> dg.MultiPartitionsDefinition:
    """Quarter × cité; a key reads `cde-001|2023-T4`, as Dagster sorts the names of the two."""
    cites = dg.StaticPartitionsDefinition(sorted(contract.reference.cites))
    return dg.MultiPartitionsDefinition({QUARTER: QUARTERS, CITE: cites})


def legend(contract: Contract) -> str:
    """Which cité a code of the grid is, in Markdown: Dagster shows partitions by their keys alone, it knows no labels (1.13)."""
    rows = (f"| {code} | {plain(cite.name)} |" for code, cite in sorted(contract.reference.cites.items()))
    return "\n".join(["| code | cité |", "|---|---|", *rows])


def key_of(place: Place) -> dg.MultiPartitionKey:
    """The partition of a (code_cite, trimestre)."""
    return dg.MultiPartitionKey({CITE: place[0], QUARTER: place[1]})


def add_quarters(instance: dg.DagsterInstance, quarters: Iterable[str]) -> list[str]:
    """Make the partitions of these quarters exist; those that are new, in order."""
    known = set(instance.get_dynamic_partitions(str(QUARTERS.name)))
    new = [quarter for quarter in quarters if quarter not in known]
    if new:
        instance.add_dynamic_partitions(str(QUARTERS.name), new)
    return new
