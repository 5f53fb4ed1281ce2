"""The Parquet file has the contract's types, and the same bytes whenever it is written."""

from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from orchestration.publication.formats.parquet_file import decode, encode

TABLE = pa.table(
    {
        "code": pa.array(["a", "b", None], pa.string()),
        "n": pa.array([1, None, 3], pa.int64()),
        "part": pa.array([Decimal("0.50"), None, Decimal("2.00")], pa.decimal128(18, 2)),
        "jour": pa.array([date(2024, 2, 8), None, None], pa.date32()),
    }
)


def test_values_and_types_read_back():
    assert decode(encode(TABLE, "t")) == TABLE


def test_another_library_reads_the_same(tmp_path):
    (tmp_path / "t.parquet").write_bytes(encode(TABLE, "t"))
    with duckdb.connect() as connection:
        rows = connection.sql(f"from '{tmp_path}/t.parquet'")
        assert [str(kind) for kind in rows.types] == ["VARCHAR", "BIGINT", "DECIMAL(18,2)", "DATE"]
        assert rows.fetchone() == ("a", 1, Decimal("0.50"), date(2024, 2, 8))


@pytest.mark.parametrize(
    "same",
    [
        pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)]),
        TABLE.replace_schema_metadata({"read from": "somewhere"}),
        TABLE.combine_chunks(),
    ],
    ids=["chunks", "metadata", "combined"],
)
def test_what_is_not_content_does_not_reach_the_bytes(same):
    assert encode(same, "t") == encode(TABLE, "t")


def test_an_empty_table_keeps_its_columns():
    assert decode(encode(TABLE.slice(0, 0), "t")) == TABLE.slice(0, 0)
