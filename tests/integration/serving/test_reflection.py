"""A BI tool built on SQLAlchemy finds tables, types, keys and words by reflection, and reads everything."""

from __future__ import annotations

import pyarrow as pa
import pytest
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict

from orchestration.publication.fingerprint import arrow_type, content_hash
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()


@pytest.fixture
def engine(plain):
    known = conninfo_to_dict(plain)
    url = sa.URL.create(
        "postgresql+psycopg",
        known["user"],
        known["password"],
        known["host"],
        int(known["port"]),
        known["dbname"],
    )
    made = sa.create_engine(url)
    yield made
    made.dispose()


def reflected(engine: sa.Engine) -> dict[str, sa.Table]:
    found = sa.MetaData(schema="publication")
    found.reflect(engine)
    return {table.name: table for table in found.tables.values()}


def test_reflection_finds_every_table_with_its_columns_key_and_words(engine):
    found = reflected(engine)
    assert set(found) == set(CONTRACT.published)
    for name, table in CONTRACT.published.items():
        assert [column.name for column in found[name].columns] == [column.name for column in table.columns]
        assert [column.name for column in found[name].primary_key.columns] == list(table.primary_key)
        assert [not column.nullable for column in found[name].columns] == [c.required for c in table.columns]
        assert found[name].comment == f"{table.grain} {table.description}"
        assert all(column.comment for column in found[name].columns)


def test_reflection_finds_what_joins_the_tables(engine):
    (key,) = reflected(engine)["suivi_remontees"].foreign_key_constraints
    assert key.referred_table.name == "indicateurs_cites"
    assert key.column_keys == ["code_cite", "trimestre"]


def test_everything_read_through_reflection_is_the_release(shelf, engine):
    read = {}
    with engine.connect() as connection:
        for name, table in reflected(engine).items():
            rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            types = [
                (column.name, arrow_type(column.sql_type)) for column in CONTRACT.published[name].columns
            ]
            read[name] = pa.Table.from_pylist(rows, schema=pa.schema(types))
    assert content_hash(read) == shelf.release().content_hash
