"""Which row of a published table is meant.

Belongs here: `column=value` pairs, and the one row that they tell. Does not belong here: explaining it (`explain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from orchestration.errors import UsageError
from orchestration.publication.revisions.cells import as_text

_NAMED = 12
_EMPTY = "(empty)"
"""How a refusal shows that a column may hold nothing; it is understood as a value too, like `column=`."""

_BETWEEN_PAIRS = re.compile(r"(?<!\\),(?=\s*\w*\s*=)")
"""A comma that another `column=` follows: the others belong to the value, as in « Café de l'emploi, petit-déjeuner »."""

Row = Mapping[str, Any]


def pairs(texts: Iterable[str]) -> dict[str, str]:
    r"""`["niveau=region, code=11", "trimestre=2023-T4"]` by column; an empty value is the empty text. Raises UsageError.

    A comma inside a value is kept; where `word=` follows it, it is written `\,`.
    """
    found: dict[str, str] = {}
    for name, value in (pair for text in texts for pair in _pairs(text)):
        if found.setdefault(name, value) != value:
            raise UsageError(f"--where gives {name} twice, as {found[name]!r} and {value!r}: keep one")
    return found


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in _BETWEEN_PAIRS.split(text):
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not (name and sign) or (value.endswith(",") and not value.endswith("\\,")):
            raise UsageError(
                f"--where takes column=value pairs with commas between them, not {pair.strip()!r}"
            )
        yield name, "" if value == _EMPTY else value.replace("\\,", ",")


def the_row(table: str, rows: Sequence[Row], columns: Sequence[str], wanted: Mapping[str, str]) -> Row:
    """The one row with these values. Raises UsageError, saying what exists, where there is none or several."""
    for name in wanted:
        if name not in columns:
            raise UsageError(f"{table} has no column {name!r}; there are: {', '.join(columns)}")
    found = rows
    for name, value in wanted.items():
        matching = [row for row in found if (as_text(row[name]) or "") == value]
        if not matching:
            raise UsageError(
                f"no row of {table} has {name}={value or _EMPTY}{_beside(wanted, name)}; there are: {_values(found, name)}"
            )
        found = matching
    if not found:
        raise UsageError(f"{table} has no row in this release: there is nothing to explain")
    if len(found) > 1:
        raise UsageError(f"{len(found)} rows of {table} match; add {_telling_apart(found, columns, wanted)}")
    return found[0]


def _beside(wanted: Mapping[str, str], name: str) -> str:
    others = [f"{other}={value or _EMPTY}" for other, value in wanted.items() if other != name]
    return f" beside {', '.join(others)}" if others else ""


def _values(rows: Sequence[Row], name: str) -> str:
    values = sorted({as_text(row[name]) or _EMPTY for row in rows})
    more = len(values) - _NAMED
    return ", ".join(values[:_NAMED]) + (f" and {more} more" if more > 0 else "") if values else "none"


def _telling_apart(rows: Sequence[Row], columns: Sequence[str], wanted: Mapping[str, str]) -> str:
    """The first key column in which they differ, with its values."""
    for name in columns:
        if name not in wanted and len({row[name] for row in rows}) > 1:
            return f"{name}=…, one of: {_values(rows, name)}"
    return "another column of the key"
