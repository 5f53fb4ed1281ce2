"""Lay a filled return out as sheets: title, header row, rows, totals.

Belongs here: grids of cells in the order of the template, or of somebody's own. Does not belong here: file
formats.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from contracts.model import Column, Contract, Sheet
from orchestration.demo.dialect import Cell, Dialect, spell
from orchestration.demo.filled_return import FilledReturn

TITLE = "DONNÉES FICTIVES — démonstration"
Grid = list[list[Cell]]
_TOTALLED = ("int",)


def lay_out(
    filled: FilledReturn, contract: Contract, dialect: Dialect, rng: random.Random
) -> dict[str, Grid]:
    """The sheets by the name that the file gives them; each says on top that its data are fictitious."""
    grids = {}
    for sheet in contract.submission.sheets:
        page = _Page(sheet, contract, dialect)
        if sheet.layout == "lignes":
            body = page.table(filled, rng)
        else:
            values = filled.identification if sheet.layout == "champs" else filled.synthese
            body = page.pairs(values)
        grids[sheet.label if dialect.container != "zip" else sheet.name] = page.under_title(body)
    return grids | {name: [[*row] for row in grid] for name, grid in filled.extra_sheets.items()}


class _Page:
    """One sheet in one cité's hand."""

    def __init__(self, sheet: Sheet, contract: Contract, dialect: Dialect) -> None:
        self._sheet = sheet
        self._dialect = dialect
        self._codelists = contract.reference.codelists

    def under_title(self, body: Grid) -> Grid:
        blank: Grid = [[] for _ in range(self._dialect.blank_rows)]
        return [[TITLE], *blank, *body]

    def pairs(self, values: dict[str, object]) -> Grid:
        header: list[Cell] = [name.capitalize() for name, _ in self._sheet.header]
        return [
            header,
            *([column.name, self._cell(values[column.name], column)] for column in self._sheet.columns),
        ]

    def table(self, filled: FilledReturn, rng: random.Random) -> Grid:
        name = self._sheet.name
        columns = [column for column in self._sheet.columns if (name, column.name) not in filled.omitted]
        if self._dialect.shuffled_columns:
            columns = [columns[0], *rng.sample(columns[1:], len(columns) - 1)]
        added: list[Cell] = [column for sheet, column in sorted(filled.added) if sheet == name]
        rows = filled.rows[name]
        header: list[Cell] = [self._header(column) for column in columns]
        grid: Grid = [header + added]
        note: list[Cell] = ["fictif"] * len(added)
        grid += [[self._cell(row[column.name], column) for column in columns] + note for row in rows]
        if self._dialect.total_row and rows:
            grid.append(self._total(columns, rows))
        return grid

    def _header(self, column: Column) -> str:
        return column.name.replace("_", " ").capitalize() if self._dialect.label_headers else column.name

    def _cell(self, value: object, column: Column) -> Cell:
        return spell(value, column, self._dialect, self._codelists.get(column.codelist or "", ()))

    def _total(self, columns: Sequence[Column], rows: Sequence[dict[str, object]]) -> list[Cell]:
        sums: list[Cell] = ["Total"]
        for column in columns[1:]:
            numbers = [row[column.name] for row in rows]
            counted = column.type in _TOTALLED and all(isinstance(number, int) for number in numbers)
            total = sum(
                number for number in numbers if isinstance(number, int) and not isinstance(number, bool)
            )
            sums.append(self._cell(total, column) if counted else None)
        return sums
