"""JSON: a list of records, one a line, with plain numbers (decimals keep their digits), ISO dates, null."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def encode(table: pa.Table, name: str) -> bytes:
    """The whole file, in UTF-8, the rows in the table's order; `[]` for an empty table."""
    columns = [
        _fields(column, title) for title, column in zip(table.column_names, table.columns, strict=True)
    ]
    records = ["{" + ", ".join(fields) + "}" for fields in zip(*columns, strict=True)]
    return ("[" + ",\n ".join(records) + "]\n").encode()


def _fields(column: pa.ChunkedArray, title: str) -> list[str]:
    key, written = _quoted(title), _writer(column.type)
    return [f"{key}: {'null' if value is None else written(value)}" for value in column.to_pylist()]


def _writer(kind: pa.DataType) -> Callable[[Any], str]:
    if pa.types.is_decimal(kind):
        return "{:f}".format
    if pa.types.is_date(kind):
        return '"{}"'.format
    return _quoted if pa.types.is_string(kind) else repr
