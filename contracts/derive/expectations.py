"""What a published table's contract expects, as plain data: types and arguments of Great Expectations 1.x.

Belongs here: what a single table must be, whatever the others say. Does not belong here: running them, or
controls between tables (`orchestration.audit`). Two things hold for all tables alike and cost one expectation
each, not one a column: the types (in DuckDB's own words) and that no number is negative. The audit's controls
see to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contracts.model import PublishedColumn, PublishedTable


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: the sentence that must be true, the expectation's type and its arguments."""

    sentence: str
    type: str
    kwargs: dict[str, Any]


def suite(table: PublishedTable) -> tuple[Expected, ...]:
    """What the contract expects of this table: its columns in order, its key, then column by column."""
    columns = tuple(expected for column in table.columns for expected in _column(column))
    return (_ordered(table), *_key(table), *columns)


def _ordered(table: PublishedTable) -> Expected:
    names = [column.name for column in table.columns]
    return Expected(
        "the columns are the contract's, in its order",
        "expect_table_columns_to_match_ordered_list",
        {"column_list": names},
    )


def _key(table: PublishedTable) -> Iterator[Expected]:
    key = list(table.primary_key)
    sentence = f"no two rows share the same {', '.join(key)}"
    if len(key) == 1:
        yield Expected(sentence, "expect_column_values_to_be_unique", {"column": key[0]})
    elif key:
        yield Expected(sentence, "expect_compound_columns_to_be_unique", {"column_list": key})


def _column(column: PublishedColumn) -> Iterator[Expected]:
    if column.required:
        yield Expected(
            f"{column.name} is never empty", "expect_column_values_to_not_be_null", {"column": column.name}
        )
    if column.values:
        allowed = {"column": column.name, "value_set": list(column.values)}
        yield Expected(
            f"{column.name} is one of the contract's values", "expect_column_values_to_be_in_set", allowed
        )
    if not _only_non_negative(column):
        bounds = {"column": column.name, "min_value": column.minimum, "max_value": column.maximum}
        yield Expected(f"{column.name} {_bounds(column)}", "expect_column_values_to_be_between", bounds)


def _only_non_negative(column: PublishedColumn) -> bool:
    return column.maximum is None and column.minimum in (None, 0)


def _bounds(column: PublishedColumn) -> str:
    if column.minimum is None:
        return f"is at most {column.maximum}"
    return (
        f"is at least {column.minimum}"
        if column.maximum is None
        else f"lies between {column.minimum} and {column.maximum}"
    )
