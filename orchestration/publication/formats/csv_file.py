"""CSV as French Excel opens it by double click: `;`, decimal comma, UTF-8 with a byte order mark, CRLF.

Dates are `AAAA-MM-JJ` (Excel reads them as dates), a null is an empty field. A text that a spreadsheet would
take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) is written with an
apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pyarrow as pa

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def encode(table: pa.Table, name: str) -> bytes:
    """The whole file: a header row of column names, then the rows in the table's order."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.column_names)
    writer.writerows(
        zip(*([_cell(value) for value in column.to_pylist()] for column in table.columns), strict=True)
    )
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return repr(value).replace(".", ",")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
