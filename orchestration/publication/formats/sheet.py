"""One published table on a sheet: header row of column names, typed cells, filter, frozen header, widths.

Belongs here: how a table looks on a sheet, and the one-sheet workbook that `cites pull` gives.
Does not belong here: the workbook of a whole release (`publication.workbook`).
A text is always written as a text: never a formula, never a link, never a number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import xlsxwriter

from orchestration.language import in_french

_CREATED = datetime(2022, 1, 1, tzinfo=UTC)
"""The same in every workbook, so that the same content gives the same bytes."""

_WIDEST = 60
_NARROWEST = 10


def new_workbook(sink: io.BytesIO, title: str) -> xlsxwriter.Workbook:
    """An empty workbook that treats every text as a text and whose bytes depend on its content alone."""
    workbook = xlsxwriter.Workbook(
        sink,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": title, "created": _CREATED.replace(tzinfo=None)})
    return workbook


def encode(table: pa.Table, name: str) -> bytes:
    """A workbook of one sheet named after the table."""
    sink = io.BytesIO()
    with new_workbook(sink, name) as workbook:
        _write_table(workbook, name, table)
    return in_french(sink.getvalue())


def _write_table(workbook: xlsxwriter.Workbook, name: str, table: pa.Table) -> None:
    sheet = workbook.add_worksheet(name[:31])
    sheet.write_row(
        0, 0, table.column_names, workbook.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    )
    for index, column in enumerate(table.columns):
        values = column.to_pylist()
        _write_column(workbook, sheet, index, column.type, values)
        sheet.set_column(index, index, _width(table.column_names[index], values))
    sheet.freeze_panes(1, 0)
    if table.num_columns:
        sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)


def _write_column(
    workbook: xlsxwriter.Workbook, sheet: Any, index: int, kind: pa.DataType, values: Sequence[Any]
) -> None:
    look = workbook.add_format({"num_format": _number_format(kind)})
    write = (
        sheet.write_string
        if pa.types.is_string(kind)
        else sheet.write_datetime
        if pa.types.is_date(kind)
        else sheet.write_number
    )
    for row, value in enumerate(values, start=1):
        if value is not None:
            write(row, index, value, look)


def _number_format(kind: pa.DataType) -> str:
    if pa.types.is_string(kind):
        return "@"
    if pa.types.is_date(kind):
        return "dd/mm/yyyy"
    return "#,##0." + "0" * kind.scale if pa.types.is_decimal(kind) and kind.scale else "#,##0"


def _width(header: str, values: Sequence[Any]) -> int:
    # the header needs room for the filter's button
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(header) + 4, longest + 2))
