"""What changes a return's looks and must not change what is read: orders, titles, blank rows.

Belongs here: changes of grids that leave their meaning alone.
Does not belong here: changes that matter (`returns.Book`).
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from tests.making.shape import Grid

Grids = Mapping[str, Grid]


def titled(grids: Grids, rows: int = 3) -> dict[str, Grid]:
    """Title rows above every header: a title, then blank rows."""
    return {name: [[f"Remontée : {name}"], *([[]] * (rows - 1)), *grid] for name, grid in grids.items()}


def columns_shuffled(grids: Grids, seed: int = 0) -> dict[str, Grid]:
    """Every sheet's columns in another order."""
    return {name: _columns(grid, random.Random(f"{seed}{name}")) for name, grid in grids.items()}


def _columns(grid: Grid, source: random.Random) -> Grid:
    order = list(range(max(map(len, grid), default=0)))
    source.shuffle(order)
    return [[row[column] if column < len(row) else None for column in order] for row in grid]


def rows_shuffled(grids: Grids, seed: int = 0) -> dict[str, Grid]:
    """Every sheet's rows below the header in another order."""
    return {
        name: [*grid[:1], *_shuffled(grid[1:], random.Random(f"{seed}{name}"))]
        for name, grid in grids.items()
    }


def _shuffled(rows: Grid, source: random.Random) -> Grid:
    return source.sample(rows, len(rows))


def spaced(grids: Grids, every: int = 1) -> dict[str, Grid]:
    """A blank row after every `every` rows below the header."""
    return {name: _spaced(grid, every) for name, grid in grids.items()}


def _spaced(grid: Grid, every: int) -> Grid:
    rows: Grid = grid[:1]
    for index, row in enumerate(grid[1:], start=1):
        rows.append(row)
        if index % every == 0:
            rows.append([None] * len(row))
    return rows
