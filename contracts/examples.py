"""Examples that would pass in this very return: of the right quarter, and of the cité's own places.

Belongs here: one column → the example that its cells are explained with. Does not belong here: the example of a type
or of a column whatever the quarter (`contracts/submission`).
"""

from __future__ import annotations

from datetime import date, timedelta

from contracts.model import Cite, Column, Contract, Sheet
from contracts.quarters import first_day, last_day

_INTO_THE_QUARTER, _AFTER_THE_QUARTER = timedelta(days=45), timedelta(days=10)


def example(
    sheet: Sheet,
    column: Column,
    contract: Contract,
    cite: Cite | None,
    quarter: str | None,
    today: date | None = None,
) -> str | None:
    """A date of the quarter (after it where I07 asks for that, yet not after today) or a QPV of the cité.

    None where the contract's own example will do, or where the quarter or the cité is not known.
    """
    if quarter is None:
        return None
    if column.type == "date":
        return f"{_day(sheet, column, quarter, today):%d/%m/%Y}"
    return _quartier(contract, cite, quarter) if column.type == "qpv" and cite else None


def _day(sheet: Sheet, column: Column, quarter: str, today: date | None) -> date:
    if any(rule.id == "I07" and rule.anchor == column.name for rule in sheet.rules):
        after = last_day(quarter) + _AFTER_THE_QUARTER
        return min(after, today) if today else after
    return first_day(quarter) + _INTO_THE_QUARTER


def _quartier(contract: Contract, cite: Cite, quarter: str) -> str | None:
    if quarter < cite.qpv_2024_from:
        return f"QP{cite.departement_code.zfill(3)}001"
    return min(contract.reference.qpv_by_cite.get(cite.code, ()), default=None)
