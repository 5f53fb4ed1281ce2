"""What the candidate's tables hold, at a glance: how many rows, and the first of them.

Belongs here: counting and showing. Does not belong here: the published files (`publication`), judging figures (`audit`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_ROWS, _COLUMNS, _WIDTH = 8, 12, 40


@dataclass(frozen=True, slots=True)
class Preview:
    """A table at a glance: its number of rows, and the first ones as a Markdown table."""

    rows: int
    markdown: str


def previews(candidate: Path, relations: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Preview]:
    """A look at each (schema, name) of the candidate."""
    import duckdb

    with duckdb.connect(str(candidate), read_only=True) as connection:
        return {relation: _preview(connection, *relation) for relation in relations}


def _preview(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> Preview:
    place = f'"{schema}"."{name}"'
    counted = connection.execute(f"select count(*) from {place}").fetchone()
    shown = connection.execute(f"from {place} order by all limit {_ROWS}")
    columns = [column[0] for column in shown.description or []]
    rows = [list(columns[:_COLUMNS]), ["---"] * len(columns[:_COLUMNS])]
    rows += [[_cell(value) for value in row[:_COLUMNS]] for row in shown.fetchall()]
    left_out = f"\n\nand {len(columns) - _COLUMNS} more columns" if len(columns) > _COLUMNS else ""
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return Preview(counted[0] if counted else 0, table + left_out)


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
