"""The findings of rules that do not hold: one a cell, with the values that its message needs.

Belongs here: from hits to findings. Does not belong here: finding hits (`cells`, `rules`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from contracts.derive.evaluation import column_wise
from contracts.expressions import names_in
from contracts.model import Contract
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.floods import MOST, and_more
from orchestration.submissions.judging.french import Readable, exact, french
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.suggestions import ASKED, Suggestions
from orchestration.submissions.judging.tables import Table
from orchestration.submissions.judging.variants import Variants
from orchestration.submissions.judging.wording import (
    Words,
    column_words,
    file_words,
    message,
    placeholders,
    zero_words,
)

_OF_THE_CELL = frozenset({"valeur", "attendu", "ecart", "si_zero"})


def findings_of_hits(
    hits: Hits, identity: Identity, contract: Contract, suggestions: Suggestions, variants: Variants
) -> Iterator[Finding]:
    """The findings of one file's hits: every one, but of a column that is wrong in more rows than `MOST` the first ones."""
    table, rule, sheet = hits.table, hits.rule, hits.table.sheet
    rows = hits.rows.tolist()
    constant = {
        **column_words(sheet, sheet.by_name[hits.column], contract, identity, _today(hits)),
        **file_words(identity),
        "feuille": sheet.label,
    }
    differing = _OF_THE_CELL | frozenset(table.frame.columns) - frozenset(constant)
    same = None if rule.variants or placeholders(rule) & differing else message(rule, constant)
    column = sheet.value_column if sheet.layout == "indicateurs" else hits.column
    for number, row in enumerate(rows[:MOST]):
        place, shown = table.place(hits.column, row), table.texts[hits.column][row]
        said = same or _said(hits, row, constant, differing, contract, variants)
        if number < ASKED:
            said += suggestions.about_cell(hits, row)
        if number == MOST - 1:
            said += and_more(len(rows), contract)
        yield Finding(rule.id, rule.severity, sheet.label, place.row, column, place.cell, shown, said)


def _today(hits: Hits) -> date | None:
    """The day of judging; None where there is nothing to say."""
    days = hits.table.frame["aujourdhui"].to_numpy()
    return pd.Timestamp(days[hits.rows[0]]).date() if len(hits.rows) else None


def _said(
    hits: Hits, row: int, constant: Words, differing: frozenset[str], contract: Contract, variants: Variants
) -> str:
    """The message of one row, in the words for its situation."""
    worded = variants.of(hits, row)
    words = _row_words(hits, row, placeholders(worded) & differing, contract)
    return message(worded, {**constant, **words, **variants.words(worded, hits, row)})


def _row_words(hits: Hits, row: int, names: frozenset[str], contract: Contract) -> Words:
    """The words that differ from row to row."""
    table, unit = hits.table, hits.table.sheet.by_name[hits.column].unit
    words = {name: french(_value(table, name, row), _unit(table, name)) for name in names - _OF_THE_CELL}
    if "valeur" in names:
        words["valeur"] = _shown(table, hits.column, row)
    if "si_zero" in names:
        column, is_total = table.sheet.by_name[hits.column], table.sheet.layout == "indicateurs"
        words["si_zero"] = zero_words(column, is_total, table.texts[hits.column][row], contract)
    if names & {"attendu", "ecart"} and hits.rule.expected is not None:
        expected = _expected(table, row, hits.rule.expected)
        gap = _gap(table, hits.column, row, expected)
        words |= {"attendu": french(expected, unit), "ecart": french(gap, unit)}
    return words


def _shown(table: Table, column: str, row: int) -> str:
    """The anchor's value: a number or a date as a French person reads it, else the text as it stands."""
    shown = table.sheet.by_name[column]
    typed = french(_value(table, column, row), shown.unit) if shown.type in ("int", "decimal", "date") else ""
    return typed or french(table.texts[column][row])


def _unit(table: Table, name: str) -> str | None:
    column = table.sheet.by_name.get(name)
    return column.unit if column else None


def _value(table: Table, name: str, row: int) -> Readable:
    """A value of the frame, None where it is null."""
    value = table.value(name, row)
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value  # type: ignore[no-any-return]


def _expected(table: Table, row: int, expression: str) -> Readable:
    """The value of `attendu`, computed exactly from the row's values; None where one of them is null."""
    operands = {name: _operand(_value(table, name, row)) for name in _inputs(expression)}
    if None in operands.values():
        return None
    arrays = {name: np.array([operand], dtype=object) for name, operand in operands.items()}
    result: Any = column_wise(expression)(arrays)
    return _operand(result.ravel()[0] if result.dtype == object else result.item())


def _gap(table: Table, column: str, row: int, expected: Readable) -> Decimal | None:
    """The difference between the anchor's value and what was expected, where both are numbers."""
    actual = _operand(_value(table, column, row))
    return abs(actual - expected) if isinstance(actual, Decimal) and isinstance(expected, Decimal) else None


@lru_cache(maxsize=512)
def _inputs(expression: str) -> frozenset[str]:
    return names_in(expression, "attendu")


def _operand(value: Readable) -> Readable:
    """Numbers as decimals, so that what a person reads has no trace of binary arithmetic."""
    return exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
