"""Reading back what is served."""

from __future__ import annotations

from typing import Any

import psycopg
import pyarrow as pa

from contracts.model import Contract
from orchestration.publication.fingerprint import arrow_type, content_hash
from tests.integration.serving.releases import MARKED

READ_ALL = "select " + ", ".join(
    f"(select array_agg(distinct {column}) from publication.{table})" for table, column in MARKED.items()
)
"""One statement that reads every marked table; of one release it gives one and the same number everywhere."""


def content_served(sql: psycopg.Connection, contract: Contract, schema: str = "publication") -> str:
    """The content hash of what a schema holds, read column by column as the contract names them."""
    read = {}
    for name, table in contract.published.items():
        columns = [column.name for column in table.columns]
        wanted = ", ".join(f'"{column}"' for column in columns)
        rows = sql.execute(f"select {wanted} from {schema}.{name}").fetchall()
        types = pa.schema([(column.name, arrow_type(column.sql_type)) for column in table.columns])
        read[name] = pa.Table.from_pylist(
            [dict(zip(columns, row, strict=True)) for row in rows], schema=types
        )
    return content_hash(read)


def release_read(row: tuple[Any, ...]) -> int:
    """Which release the values of `READ_ALL` are of. Fails where they are of more than one."""
    found = {value for values in row for value in values}
    assert len(found) == 1, f"a mixture of releases: {row}"
    return int(found.pop())


def schemas(sql: psycopg.Connection) -> list[str]:
    rows = sql.execute(
        "select nspname from pg_namespace where nspname ~ '^publication' order by 1"
    ).fetchall()
    return [name for (name,) in rows]
