"""The columns that a table has on its sheet: its own, codes as people read them, and the reminders.

Belongs here: headings, widths, values as they are shown. Does not belong here: which reminders there are (`reminders`), writing
them (`table_sheet`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from contracts.model import PublishedColumn, PublishedTable
from orchestration.publication.workbook.facts import Facts
from orchestration.publication.workbook.reminders import reminders
from orchestration.publication.workbook.styles import number_format

_WIDEST, _NARROWEST, _BUTTON = 70, 10, 4
_AROUND = 3
"""Room beside a value, in characters."""

_HEADING_LINES = 3
_LONGEST_HEADING = 255


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
    """The table's columns in the contract's order, then the reminders; no two headings are the same."""
    own = [_own(column, rows[column.name].to_pylist()) for column in table.columns]
    recalled = [
        SheetColumn(each.heading, each.technical, each.told, each.number_format, each.values, reminds=True)
        for each in reminders(table, rows, facts.denominators, facts.denominators_before)
    ]
    return _told_apart([*own, *recalled])


def _own(column: PublishedColumn, values: list[Any]) -> SheetColumn:
    unit = f" Unité : {column.unit}." if column.unit else ""
    labelled = [column.labels.get(value, value) for value in values]
    return SheetColumn(
        column.label, column.name, f"{column.description}{unit}", number_format(column), labelled
    )


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
