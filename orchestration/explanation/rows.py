"""Which row of a published table is meant.

Belongs here: `column=value` pairs, and the one row that they tell. Does not belong here: explaining it (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orchestration.errors import UsageError
from orchestration.publication.revisions.cells import as_text

_NAMED = 12

Row = Mapping[str, Any]


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """`["niveau=region, code=11", "trimestre=2023-T4"]` by column. Raises UsageError."""
    found: dict[str, str] = {}
    for pair in (pair.strip() for text in texts for pair in text.split(",")):
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not (name and sign and value):
            raise UsageError(f"--where takes column=value pairs with commas between them, not {pair!r}")
        if found.setdefault(name, value) != value:
            raise UsageError(f"--where gives {name} twice, as {found[name]!r} and {value!r}: keep one")
    return found


def the_row(table: str, rows: Sequence[Row], columns: Sequence[str], wanted: Mapping[str, str]) -> Row:
    """The one row with these values. Raises UsageError, saying what exists, where there is none or several."""
    for name in wanted:
        if name not in columns:
            raise UsageError(f"{table} has no column {name!r}; there are: {', '.join(columns)}")
    found = rows
    for name, value in wanted.items():
        matching = [row for row in found if as_text(row[name]) == value]
        if not matching:
            raise UsageError(
                f"no row of {table} has {name}={value}{_beside(wanted, name)}; there are: {_values(found, name)}"
            )
        found = matching
    if not found:
        raise UsageError(f"{table} has no row in this release: there is nothing to explain")
    if len(found) > 1:
        raise UsageError(f"{len(found)} rows of {table} match; add {_telling_apart(found, columns, wanted)}")
    return found[0]


def _beside(wanted: Mapping[str, str], name: str) -> str:
    others = [f"{other}={value}" for other, value in wanted.items() if other != name]
    return f" beside {', '.join(others)}" if others else ""


def _values(rows: Sequence[Row], name: str) -> str:
    values = sorted({as_text(row[name]) or "(empty)" for row in rows})
    more = len(values) - _NAMED
    return ", ".join(values[:_NAMED]) + (f" and {more} more" if more > 0 else "") if values else "none"


def _telling_apart(rows: Sequence[Row], columns: Sequence[str], wanted: Mapping[str, str]) -> str:
    """The first key column in which they differ, with its values."""
    for name in columns:
        if name not in wanted and len({row[name] for row in rows}) > 1:
            return f"{name}=…, one of: {_values(rows, name)}"
    return "another column of the key"
