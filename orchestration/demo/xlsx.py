"""Write grids as an Excel workbook whose bytes depend on the grids alone.

Nothing about returns belongs here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter

from orchestration.demo.dialect import Cell
from orchestration.demo.layout import Grid

_CREATED = datetime(2022, 1, 1)


def write_xlsx(grids: Mapping[str, Grid], epoch_1904: bool) -> bytes:
    """One sheet a grid, in order."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": epoch_1904})
    book.set_properties({"created": _CREATED})
    day, bold = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
    for name, grid in grids.items():
        page = book.add_worksheet(name)
        page.set_column(0, 19, 20)
        for i, row in enumerate(grid):
            for j, cell in enumerate(row):
                _write(page, i, j, cell, day, bold if i == 0 else None)
    book.close()
    return buffer.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, day: Any, style: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, style)
    else:
        page.write_number(row, column, cell)
