"""Whether a part of a change may name its cité: only where the measure is published by cité anyway.

Belongs here: this one question. Does not belong here: splitting a change (`attribution`), writing it down (`table`).
Else the part of a breakdown would be one cité's own breakdown (one exit to a job by this cité and obstacle), which no table
tells.
"""

from __future__ import annotations

from contracts.model import Contract
from orchestration.publication.denominators import CITES, NATION, TERRITORIES

_OF_A_CITE = "code_cite"
_SUMS_OF_CITES = (NATION, TERRITORIES)
"""The tables whose rows gather cités and tell nothing finer of each: what they share with the cités' own table is published."""


def is_told_by_cite(contract: Contract, table: str, column: str) -> bool:
    """Whether what each cité adds to a column is published: the row is a cité's own, or the cités' table has the column."""
    if _OF_A_CITE in contract.released[table].primary_key:
        return True
    published = {each.name for each in contract.released[CITES].columns}
    return table in _SUMS_OF_CITES and column in published
