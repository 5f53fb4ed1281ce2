"""The DuckDB file and PostgreSQL answer a dashboard's questions alike, in the same words of SQL."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import psycopg
import pytest

from orchestration.publication.duckdb_file import FreshProcess
from orchestration.publication.formats.parquet_file import encode
from tests.bench.readers import QUESTIONS
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.workbook.editions import edition


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The small programme in a DuckDB file, opened read-only."""
    folder, out = tmp_path_factory.mktemp("parquet"), tmp_path_factory.mktemp("out") / "cites.duckdb"
    for name, table in edition().every_table.items():
        (folder / f"{name}.parquet").write_bytes(encode(table, name))
    FreshProcess(folder, small_contract(), out).finish()
    with duckdb.connect(str(out), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def postgres(served) -> Iterator[psycopg.Connection]:
    """The small programme in PostgreSQL, read by a dashboard's user."""
    running, database = served
    with psycopg.connect(running.dsn(database, "tableau_de_bord", "lecture"), autocommit=True) as connection:
        yield connection


def alike(rows: list[tuple]) -> list[tuple]:
    """Whole numbers are the same whatever type a database adds them up in; ties come in any order."""
    return sorted(
        (tuple(int(v) if isinstance(v, Decimal) and v == int(v) else v for v in row) for row in rows),
        key=repr,
    )


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_both_give_the_same_rows(file, postgres, number):
    question = (
        QUESTIONS[number].replace("2023-T4", "2022-T3").replace("retard_jours > 0", "retard_jours >= 0")
    )
    answers = [alike(asked.execute(question).fetchall()) for asked in (file, postgres)]
    assert answers[0] == answers[1]
    assert answers[0]
