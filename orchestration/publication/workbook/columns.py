"""The columns that a table has on its sheet: its own, and the reminder of how complete each quarter is.

Belongs here: headings, widths, the added columns. Does not belong here: writing them (`table_sheet`).

No sum is shown without the number of cités that answered: where a table adds cités up and does not say it itself,
its sheet says it at the right of every row.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from contracts.model import PublishedColumn, PublishedTable
from orchestration.publication.workbook.facts import Facts
from orchestration.publication.workbook.styles import number_format

_WIDEST, _NARROWEST, _BUTTON = 70, 10, 4
_AROUND = 3
"""Room beside a value, in characters."""

_HEADING_LINES = 3
_LONGEST_HEADING = 255
_OF_ONE_CITE = ("code_cite", "code_qpv")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its heading, what is told where the heading is selected, its values."""

    heading: str
    technical: str
    description: str
    number_format: str
    values: Sequence[Any]
    reminds: bool = False

    @property
    def is_text(self) -> bool:
        """Whether its values are written as texts, whatever they look like."""
        return self.number_format == "@"

    @property
    def width(self) -> int:
        """Room for its values, and for its heading on a few lines beside the filter's button."""
        longest = max((len(shown(value, self.number_format)) for value in self.values), default=0)
        words = max(map(len, self.heading.split()), default=0)
        heading = max(words, -(-len(self.heading) // _HEADING_LINES) + 2) + _BUTTON
        return min(_WIDEST, max(_NARROWEST, longest + _AROUND, heading))

    @property
    def wraps(self) -> bool:
        """Whether some value is longer than the widest column."""
        return self.is_text and any(
            len(value) + _AROUND > _WIDEST for value in self.values if value is not None
        )

    def heading_lines(self, width: int) -> int:
        """The lines that the heading takes in a column of this width."""
        return len(textwrap.wrap(self.heading, max(1, width - _BUTTON))) or 1


def shown(value: Any, look: str) -> str:
    """About how a value is shown, for its length."""
    if value is None or isinstance(value, str):
        return value or ""
    if look.startswith("dd"):
        return "31/12/2023"
    extra = " €" if "€" in look else " %" if "%" in look else ""
    return f"{value:,}{extra}"


def columns_of(table: PublishedTable, rows: pa.Table, facts: Facts) -> list[SheetColumn]:
    """The table's columns in the contract's order, then the reminder; no two headings are the same."""
    own = [_own(column, rows[column.name].to_pylist()) for column in table.columns]
    return _told_apart([*own, *_reminder(table, rows, facts)])


def _own(column: PublishedColumn, values: list[Any]) -> SheetColumn:
    unit = f" Unité : {column.unit}." if column.unit else ""
    return SheetColumn(
        column.label, column.name, f"{column.description}{unit}", number_format(column), values
    )


def _reminder(table: PublishedTable, rows: pa.Table, facts: Facts) -> Iterator[SheetColumn]:
    if "trimestre" not in table.primary_key or set(_OF_ONE_CITE) & set(table.primary_key):
        return
    quarters = [facts.quarters.get(name) for name in rows["trimestre"].to_pylist()]
    told = "Rappel, pour toute la France : voir la feuille « Indicateurs nationaux »."
    for name, heading, look, attribute in (
        ("statut", "Statut du trimestre", "@", "status"),
        ("cites_repondantes", "Cités répondantes", "#,##0", "received"),
        ("cites_attendues", "Cités attendues", "#,##0", "expected"),
    ):
        if name not in rows.column_names:
            values = [getattr(quarter, attribute) if quarter else None for quarter in quarters]
            yield SheetColumn(heading, name, told, look, values, reminds=True)


def _told_apart(columns: Sequence[SheetColumn]) -> list[SheetColumn]:
    """A spreadsheet's table refuses two equal headings, whatever their case."""
    taken: set[str] = set()
    apart = []
    for column in columns:
        heading = column.heading[:_LONGEST_HEADING]
        if heading.lower() in taken:
            heading = f"{column.heading[: _LONGEST_HEADING - len(column.technical) - 3]} ({column.technical})"
        taken.add(heading.lower())
        apart.append(replace(column, heading=heading))
    return apart
