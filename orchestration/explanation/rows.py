"""Which row of a published table is meant.

Belongs here: `column=value` pairs, and the one row that they tell. Does not belong here: explaining it (`explain`), by which
other words values are known (`spellings`), comparing words (`orchestration.meant`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from contracts.keys import key
from orchestration.errors import UsageError
from orchestration.explanation.spellings import Labels, label_beside
from orchestration.meant import Choices, meanings, nearest_to, quarter_meant, the_one_meant
from orchestration.publication.revisions.cells import as_text

_NAMED = 12
_EMPTY = "(empty)"
"""How a refusal shows that a column may hold nothing; it is understood as a value too, like `column=`."""

_BETWEEN_PAIRS = re.compile(r"(?<!\\),(?=\s*\w*\s*=)")
"""A comma that another `column=` follows: the others belong to the value, as in « Café de l'emploi, petit-déjeuner »."""

_LEVEL, _CODE, _QUARTER = "niveau", "code", "trimestre"

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


def the_row(
    table: str, rows: Sequence[Row], columns: Choices, wanted: Mapping[str, str], labels: Labels
) -> Row:
    """The one row with these values, as people write them. Raises UsageError, saying what exists, where there is none or several.

    `columns`: all of them, key first, with their titles; `labels`: the other words for the values of a column.
    """
    found, asked = rows, _asked(table, rows, columns, wanted)
    for name, value in asked.items():
        matching = _matching(found, name, value, labels)
        if not matching:
            raise UsageError(_absent(table, found, name, asked, labels))
        found = matching
    if not found:
        raise UsageError(f"{table} has no row in this release: there is nothing to explain")
    if len(found) > 1:
        raise UsageError(f"{len(found)} rows of {table} match; add {_telling_apart(found, columns, asked)}")
    return found[0]


def _asked(table: str, rows: Sequence[Row], columns: Choices, wanted: Mapping[str, str]) -> dict[str, str]:
    """By the names of the columns. `region=ile-de-france` says the level and the code of a territory at once."""
    levels = {str(row[_LEVEL]): () for row in rows} if _LEVEL in columns else {}
    asked: dict[str, str] = {}
    for name, value in wanted.items():
        level = meanings(name, levels)
        if level and not meanings(name, columns):
            asked |= {_LEVEL: level[0], _CODE: value}
        else:
            asked[the_one_meant(name, columns, f"{table} has no column {name!r}")] = value
    return asked


def _matching(rows: Sequence[Row], name: str, value: str, labels: Labels) -> Sequence[Row]:
    """The rows with this value, by what stands there or else by what it means. Raises UsageError where it may be several."""
    exact = [row for row in rows if (as_text(row[name]) or "") == value]
    if exact or not value:
        return exact
    if labelled := [row for row in rows if key(label_beside(row, name)) == key(value)]:
        return labelled
    if name == _QUARTER:
        value = quarter_meant(value) or value
    choices = _choices(rows, name, labels)
    meant = meanings(value, choices, parts=True)
    if len(meant) > 1:
        the_one_meant(value, choices, "", parts=True)
    return [row for row in rows if meant and as_text(row[name]) == meant[0]]


def _choices(rows: Sequence[Row], name: str, labels: Labels) -> dict[str, tuple[str, ...]]:
    values = sorted({as_text(row[name]) or "" for row in rows} - {""})
    known = labels.get(name, {})
    return {value: known.get(value, ()) for value in values}


def _absent(table: str, rows: Sequence[Row], name: str, asked: Mapping[str, str], labels: Labels) -> str:
    value = asked[name]
    near = nearest_to(value, _choices(rows, name, labels)) if value else []
    question = f" did you mean {' or '.join(_known(each, name, labels) for each in near)}?" if near else ""
    there = _values(rows, name)
    return (
        f"no row of {table} has {name}={value or _EMPTY}{_beside(asked, name)};{question} there are: {there}"
    )


def _known(value: str, name: str, labels: Labels) -> str:
    label = next(iter(labels.get(name, {}).get(value, ())), None)
    return f"{value} ({label})" if label else value


def _beside(wanted: Mapping[str, str], name: str) -> str:
    others = [f"{other}={value or _EMPTY}" for other, value in wanted.items() if other != name]
    return f" beside {', '.join(others)}" if others else ""


def _values(rows: Sequence[Row], name: str) -> str:
    values = sorted({as_text(row[name]) or _EMPTY for row in rows})
    more = len(values) - _NAMED
    return ", ".join(values[:_NAMED]) + (f" and {more} more" if more > 0 else "") if values else "none"


def _telling_apart(rows: Sequence[Row], columns: Choices, wanted: Mapping[str, str]) -> str:
    """The first key column in which they differ, with its values."""
    for name in columns:
        if name not in wanted and len({row[name] for row in rows}) > 1:
            return f"{name}=…, one of: {_values(rows, name)}"
    return "another column of the key"
