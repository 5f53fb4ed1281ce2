"""The published tables of a candidate, and the hash that says whether two candidates publish the same thing.

Belongs here: reading the published tables in the contract's order and types, and their canonical text.
Does not belong here: any file format (`formats`).

The canonical text, on which the content hash is a SHA-256 (UTF-8, every line ended by a line feed, fields
separated by tabs): the tables in alphabetical order; for each a line `table` + its name, a line `colonnes` +
the names of its columns in order, then a line `ligne` + values for each row, the lines sorted by their bytes.
A null is `\\N`; an integer its digits; a decimal all the digits of its type's scale behind a point; a date
`AAAA-MM-JJ`; a text itself, where backslash, tab, line feed and carriage return are written `\\\\`, `\\t`,
`\\n`, `\\r`. Nothing in it depends on the order of rows or on a library's version.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from contracts.model import Contract, PublishedTable
from orchestration.errors import CitesError

SCHEMA = "publication"
"""The schema of the published tables, in the candidate, in the released DuckDB file and in PostgreSQL."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
}
_DECIMAL = re.compile(r"DECIMAL\((\d+), ?(\d+)\)")


class UnreadableCandidate(CitesError):
    """The candidate is not there, or lacks a table or a column of the contract."""


def arrow_type(sql_type: str) -> pa.DataType:
    """The Arrow type of a published column. Raises KeyError for a type that the contract does not use."""
    decimal = _DECIMAL.fullmatch(sql_type)
    return pa.decimal128(int(decimal[1]), int(decimal[2])) if decimal else _ARROW_TYPES[sql_type]


def read_tables(candidate: Path, contract: Contract) -> dict[str, pa.Table]:
    """Every published table: columns in the contract's order and types, rows sorted by primary key.

    Raises UnreadableCandidate where the file, a table or a column is missing or a value does not fit its
    type.
    """
    try:
        with duckdb.connect(str(candidate), read_only=True) as connection:
            return tables_in(connection, contract)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise UnreadableCandidate(
            f"candidate {candidate.name}: {reason}; build it again with `cites run`"
        ) from error


def tables_in(connection: duckdb.DuckDBPyConnection, contract: Contract) -> dict[str, pa.Table]:
    """The same from an open database. Raises what DuckDB raises."""
    return {name: _read(connection, table) for name, table in contract.published.items()}


def _read(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> pa.Table:
    columns = ", ".join(
        f'cast("{column.name}" as {column.sql_type}) as "{column.name}"' for column in table.columns
    )
    order = ", ".join(f'"{name}"' for name in table.primary_key) or "all"
    rows = connection.sql(f'select {columns} from {SCHEMA}."{table.name}" order by {order}').to_arrow_table()
    return rows.cast(pa.schema([(column.name, arrow_type(column.sql_type)) for column in table.columns]))


def content_hash(tables: Mapping[str, pa.Table]) -> str:
    """SHA-256, in hexadecimal, of the canonical text of these tables (see the module's docstring)."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        for line in canonical_lines(name, tables[name]):
            digest.update(line)
    return digest.hexdigest()


def canonical_lines(name: str, table: pa.Table) -> Iterator[bytes]:
    """The lines of one table's canonical text."""
    yield _line("table", [name])
    yield _line("colonnes", table.column_names)
    columns = [column.to_pylist() for column in table.columns]
    yield from sorted(_line("ligne", map(_canonical, row)) for row in zip(*columns, strict=True))


def _line(kind: str, fields: object) -> bytes:
    return ("\t".join([kind, *fields]) + "\n").encode()  # type: ignore[misc]


def _canonical(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    raise TypeError(f"no canonical text for a {type(value).__name__}")
