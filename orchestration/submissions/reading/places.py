"""Addresses of cells, and the facts that a reader states about them.

Belongs here: places and facts of one sheet. Does not belong here: deciding what is a fact (`layout`,
`records`).
"""

from __future__ import annotations

from functools import lru_cache

from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.result import Fact, Place


@lru_cache(maxsize=1_024)
def letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def place(sheet: RawSheet, row: int, column: int) -> Place:
    """Where a cell stands; no address in a CSV."""
    return Place(row, f"{letters(column)}{row}" if sheet.addressed else None)


def fact_at(rule: str, label: str, name: str, where: Place, value: str | None) -> Fact:
    """A fact about one cell: the sheet's label, the column's name."""
    return Fact(rule, label, name, where.row, where.cell, value)
