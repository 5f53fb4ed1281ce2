"""Published tables as cells: which differ between two sets of tables.

Belongs here: finding rows by key and comparing values. Does not belong here: why they differ (`attribution`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

Key = tuple[Any, ...]
Rows = Mapping[Key, Mapping[str, Any]]
"""The rows of a table by their key."""

_BETWEEN = " · "
_ABSENT: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """One published value that differs; None where the row, or the value, is not there."""

    table: str
    key: Key
    column: str
    before: Any
    after: Any


def rows_by_key(table: pa.Table | None, key: Sequence[str]) -> Rows:
    """The rows of a table by key; none where there is no such table."""
    if table is None:
        return {}
    return {tuple(row.get(name) for name in key): row for row in table.to_pylist()}


def changes(
    name: str, before: Rows, after: Rows, key: Sequence[str], columns: Sequence[str]
) -> Iterator[Change]:
    """Every value that differs, by key and column; a row on one side only gives all its values."""
    for place in sorted(before.keys() | after.keys(), key=lambda place: tuple(map(str, place))):
        was, now = before.get(place, _ABSENT), after.get(place, _ABSENT)
        for column in columns:
            if column not in key and was.get(column) != now.get(column):
                yield Change(name, place, column, was.get(column), now.get(column))


def value_at(rows: Rows, key: Key, column: str) -> Any:
    """One value; None where the row is not there."""
    return rows.get(key, _ABSENT).get(column)


def key_in_words(names: Sequence[str], key: Key) -> str:
    """« code_cite=cde-001 · trimestre=2022-T1 »."""
    return _BETWEEN.join(f"{name}={as_text(value)}" for name, value in zip(names, key, strict=True))


def key_of_words(words: str) -> dict[str, str]:
    """The key that `key_in_words` told, by column."""
    return dict(pair.split("=", 1) for pair in words.split(_BETWEEN))


def as_text(value: Any) -> str | None:
    """A value as plain text: digits with a point, ISO days, the text itself; None for none."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def as_number(value: Any) -> Decimal:
    """A number, exact; nothing counts as 0."""
    return Decimal(0) if value is None else Decimal(value)
