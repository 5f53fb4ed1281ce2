"""T rules: does every cell hold a value of its type, within its bounds?

Belongs here: running the schemas of cells and silencing what failed.
Does not belong here: rules over rows (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.derive.pandera_schemas import STATE, cell_schema
from contracts.model import Contract
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.tables import Table
from orchestration.submissions.judging.validation import failures


def cell_hits(table: Table, contract: Contract) -> Iterator[Hits]:
    """Every cell of the table that fails T01 to T07; its value is null from here on."""
    for failure in failures(cell_schema(table.sheet), table.frame):
        column = failure.component.removesuffix(STATE)
        table.fail(column, failure.rows)
        yield Hits(contract.submission.rule(failure.check, table.sheet.name), table, column, failure.rows)
