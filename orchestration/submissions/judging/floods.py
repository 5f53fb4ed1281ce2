"""How many findings of one rule in one column are told one by one, and what stands for the rest.

Belongs here: the bound and its sentence. Does not belong here: finding what is wrong.
"""

from __future__ import annotations

from contracts.model import Contract
from orchestration.plurals import counted

MOST = 1_000
"""Findings of one rule in one column that are told one by one. No honest return comes near; a small archive can hold a hundred
thousand rows that break every rule, and its report would be larger than the memory of the machine that judges everyone's."""


def and_more(found: int, contract: Contract) -> str:
    """The end of the last finding that is told, with a space before it: in how many rows more; nothing where it is the last."""
    if found <= MOST:
        return ""
    return f" {contract.submission.and_more.format(lignes=counted(found - MOST, 'autre', 'ligne'))}"
