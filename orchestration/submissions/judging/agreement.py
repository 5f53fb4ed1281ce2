"""Does the rest of its row bear out a value that a message would propose for a cell?

Belongs here: trying the value against the rules of its row, and what else the row says of it.
Does not belong here: what is said where it does not (`variants`), judging (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from contracts.derive.evaluation import column_wise
from contracts.expressions import names_in
from contracts.model import Rule, Sheet
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.tables import Table


def is_borne_out(hits: Hits, row: int) -> bool:
    """Whether the expected value of a hit, written into its cell, would break no blocking rule that looks at this cell, and comes
    out of numbers that break none themselves.

    True where there is no expected value, or it cannot be told.
    """
    table, expected = hits.table, hits.rule.expected
    value = computed(table, row, expected) if expected else None
    if expected is None or value is None:
        return True
    rules = _blocking(table.sheet)
    wrong_already = {rule.anchor for rule in rules if _is_broken(rule, table, row, {})} - {hits.column}
    if wrong_already & names_in(expected, hits.rule.id):
        return False
    written = {hits.column: value}
    return not any(hits.column in rule.inputs and _is_broken(rule, table, row, written) for rule in rules)


def sources(table: Table, row: int) -> Iterator[tuple[str, Any]]:
    """What the numbers of a row give, each by its name (`femmes + hommes`, 13), where it can be told."""
    for rule in table.sheet.rules_of("row"):
        value = computed(table, row, rule.tells or rule.expected or "") if rule.source else None
        if rule.source and value is not None:
            yield rule.source, value


def computed(table: Table, row: int, expression: str, instead: Mapping[str, Any] | None = None) -> Any:
    """The value of an expression over one row, with some cells `instead` of its own; None where a value is null."""
    names = names_in(expression, "attendu")
    values = {name: (instead or {}).get(name, table.value(name, row)) for name in names}
    if any(pd.isna(value) for value in values.values()):
        return None
    return column_wise(expression)({name: np.array([value]) for name, value in values.items()}).ravel()[0]


def _is_broken(rule: Rule, table: Table, row: int, instead: Mapping[str, Any]) -> bool:
    holds = computed(table, row, rule.holds or "", instead)
    return holds is not None and not holds


@lru_cache(maxsize=64)
def _blocking(sheet: Sheet) -> tuple[Rule, ...]:
    """The rules that reject a return for what one row says."""
    rules = (rule for rule in sheet.rules_of("identity", "row") if rule.severity == "bloquant")
    return tuple(rule for rule in rules if rule.holds is not None)
