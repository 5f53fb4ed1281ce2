"""What may be asked for: a cité that exists, in a quarter in which it is expected.

Belongs here: refusing the rest in one line. Does not belong here: making the workbook.
"""

from __future__ import annotations

from contracts.model import Cite, Contract
from contracts.quarters import parse_quarter
from orchestration.errors import UsageError
from orchestration.meant import the_one_meant


def find_cite(contract: Contract, code: str) -> Cite:
    """The cité of a code or a name, as people write them. Raises UsageError where there is none, or several may be meant."""
    cites = contract.reference.cites
    known = {each.code: (each.name,) for each in cites.values()}
    return cites[the_one_meant(code, known, f"{code!r} is not a cité of cites.csv", parts=True)]


def expected_quarter(contract: Contract, cite: Cite, quarter: str) -> str:
    """The quarter as `AAAA-Tn`. Raises UsageError where it is none, or before the cité's first one."""
    parsed = parse_quarter(quarter)
    if parsed is None:
        raise UsageError(f"{quarter!r} is not a quarter: write AAAA-Tn, for example 2023-T4")
    start = max(contract.submission.first_quarter, cite.first_quarter)
    if parsed < start:
        raise UsageError(f"no return is expected from {cite.code} for {parsed}: its first quarter is {start}")
    return parsed
