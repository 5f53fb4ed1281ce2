"""Examples that would pass in this very return: of the right quarter, and of the cité's own places.

Belongs here: one column → the example that its cells are explained with. Does not belong here: the example of a type
or of a column whatever the quarter (`contracts`).
"""

from __future__ import annotations

from datetime import timedelta

from contracts.model import Cite, Column, Contract, Sheet
from contracts.quarters import first_day, last_day

_INTO_THE_QUARTER, _AFTER_THE_QUARTER = timedelta(days=45), timedelta(days=10)


def example(sheet: Sheet, column: Column, contract: Contract, cite: Cite, quarter: str) -> str | None:
    """A date of the quarter (after it where I07 asks for that) or a QPV of the cité; None where the contract's will do."""
    if column.type == "date":
        is_after = any(rule.id == "I07" and rule.anchor == column.name for rule in sheet.rules)
        day = last_day(quarter) + _AFTER_THE_QUARTER if is_after else first_day(quarter) + _INTO_THE_QUARTER
        return f"{day:%d/%m/%Y}"
    if column.type == "qpv":
        if quarter < cite.qpv_2024_from:
            return f"QP{cite.departement_code.zfill(3)}001"
        return min(contract.reference.qpv_by_cite.get(cite.code, ()), default=None)
    return None
