"""Rules over rows: evaluate every expression of the contract at once, and keep what does not hold.

Belongs here: running the schemas of rows.
Does not belong here: the context that they name (`context`, `past`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.derive.pandera_schemas import row_rules, row_schema
from contracts.model import Stage
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.tables import Table
from orchestration.submissions.judging.validation import failures

PRESENT: tuple[Stage, ...] = ("structure", "identity", "row", "total", "plausibility")
"""The stages that are judged on the return alone, all in one pass."""


def row_hits(table: Table, *stages: Stage) -> Iterator[Hits]:
    """Every row where a rule of these stages does not hold, anchored to the rule's column where that is there."""
    rules = row_rules(table.sheet, *stages)
    if not rules:
        return
    for failure in failures(row_schema(table.sheet, *stages), table.frame):
        rule = rules[failure.check]
        assert rule.anchor is not None
        yield Hits(rule, table, rule.anchor, failure.rows[table.has(rule.anchor, failure.rows)])
