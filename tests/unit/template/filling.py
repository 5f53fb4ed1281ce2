"""Fill a template in the way a person does: with another library, below the header rows that it finds."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.making.returns import Book
from tests.making.shape import HEADERS, LABELS, LEDGERS


def header_row(page: Worksheet, names: list[str]) -> int:
    """The first row that begins with these cells."""
    rows = (row[0].row for row in page.iter_rows() if [cell.value for cell in row[: len(names)]] == names)
    return next(rows)


def records(page: Worksheet) -> dict[str, Any]:
    """The two columns of Identification or Synthèse, in order."""
    header = HEADERS["identification" if page.title == "Identification" else "synthese"]
    start = header_row(page, header)
    rows = page.iter_rows(min_row=start + 1, max_col=2, values_only=True)
    return {name: value for name, value in rows if name}


def fill_in(template: bytes, book: Book) -> bytes:
    """The template with what the book says written into it; where the book says nothing it stays as it is."""
    workbook = openpyxl.load_workbook(io.BytesIO(template))
    for sheet in LEDGERS:
        page = workbook[LABELS[sheet]]
        start = header_row(page, HEADERS[sheet])
        for offset, row in enumerate(book.rows[sheet], start=1):
            for column, name in enumerate(HEADERS[sheet], start=1):
                page.cell(start + offset, column).value = row[name]
    for sheet in ("identification", "synthese"):
        page = workbook[LABELS[sheet]]
        values = book.record(sheet)
        for name, cell in page.iter_rows(min_row=header_row(page, HEADERS[sheet]) + 1, max_col=2):
            if values.get(name.value) is not None:
                cell.value = values[name.value]
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
