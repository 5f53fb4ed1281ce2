"""Addresses of cells, and the facts that a reader states about them.

Belongs here: places and facts of one sheet. Does not belong here: deciding what is a fact (`layout`,
`records`).
"""

from __future__ import annotations

from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.letters import letters
from orchestration.submissions.reading.result import Fact, Place

__all__ = ["fact_at", "letters", "place"]


def place(sheet: RawSheet, row: int, column: int) -> Place:
    """Where a cell stands; no address in a CSV."""
    return Place(row, f"{letters(column)}{row}" if sheet.addressed else None)


def fact_at(rule: str, label: str, name: str, where: Place, value: str | None) -> Fact:
    """A fact about one cell: the sheet's label, the column's name."""
    return Fact(rule, label, name, where.row, where.cell, value)
