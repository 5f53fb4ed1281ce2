"""The published DuckDB file: keys, comments, closed, read-only, nothing in it but the published tables."""

import stat

import duckdb
import pyarrow as pa
import pytest

from orchestration.publication.duckdb_file import FreshProcess, UnbuiltFile
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.formats.parquet_file import encode
from orchestration.publication.revisions.table import no_revisions
from tests.unit.audit.small_world import small_contract, write_candidate


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    contract = small_contract()
    consolidated = read_tables(write_candidate(tmp_path_factory.mktemp("c") / "candidate.duckdb"), contract)
    return {**consolidated, "revisions": no_revisions(contract)}


def written(folder, tables):
    for name, table in tables.items():
        (folder / f"{name}.parquet").write_bytes(encode(table, name))
    return folder


@pytest.fixture(scope="module")
def built(tables, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "cites.duckdb"
    FreshProcess(written(tmp_path_factory.mktemp("parquet"), tables), small_contract(), out).finish()
    return out


@pytest.fixture
def connection(built):
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection


def test_it_holds_exactly_the_tables_it_was_given(built, tables):
    consolidated = {name: tables[name] for name in small_contract().published}
    assert content_hash(read_tables(built, small_contract())) == content_hash(consolidated)


def test_it_holds_one_schema_and_nothing_else(connection):
    found = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
    assert found == sorted(("publication", name) for name in small_contract().released)
    assert connection.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


def test_it_is_closed_and_read_only(built):
    assert [path.name for path in built.parent.iterdir()] == ["cites.duckdb"]
    assert stat.S_IMODE(built.stat().st_mode) == 0o444


def test_every_table_has_its_primary_key(connection):
    found = connection.execute(
        "select table_name, constraint_column_names from duckdb_constraints()"
        " where constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert dict(found) == {name: list(table.primary_key) for name, table in small_contract().released.items()}


def test_every_column_has_its_type_and_says_whether_it_may_be_empty(connection):
    found = connection.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns()"
        " where schema_name = 'publication'"
    ).fetchall()
    expected = [
        (table.name, column.name, column.sql_type, not column.required)
        for table in small_contract().released.values()
        for column in table.columns
    ]
    assert sorted(found) == sorted(expected)


def test_tables_and_columns_are_described_in_french(connection):
    tables = connection.execute("select table_name, comment from duckdb_tables()").fetchall()
    assert dict(tables) == {
        name: f"{t.grain} {t.description}" for name, t in small_contract().released.items()
    }
    columns = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'publication'"
    ).fetchall()
    expected = [
        (t.name, c.name, c.description) for t in small_contract().released.values() for c in t.columns
    ]
    assert sorted(columns) == sorted(expected)


def test_the_folder_is_left_as_it_was(tables, tmp_path):
    folder = written(tmp_path, tables)
    before = sorted(path.name for path in folder.iterdir())
    FreshProcess(folder, small_contract(), tmp_path / "out.duckdb").finish()
    assert sorted(path.name for path in folder.iterdir()) == sorted([*before, "out.duckdb"])


def test_a_row_twice_is_refused_in_one_line(tables, tmp_path):
    folder = written(tmp_path, tables)
    twice = tables["indicateurs_nationaux"].take([0, 0])
    (folder / "indicateurs_nationaux.parquet").write_bytes(encode(twice, "indicateurs_nationaux"))
    with pytest.raises(UnbuiltFile, match=r"could not be built: .*; run again") as refused:
        FreshProcess(folder, small_contract(), tmp_path / "out.duckdb").finish()
    assert "\n" not in str(refused.value)


def test_a_full_disk_is_told_with_the_place_and_what_to_do(tables, tmp_path):
    folder, full = written(tmp_path, tables), tmp_path / "full.duckdb"
    full.with_name(f"{full.name}.wal").symlink_to("/dev/full")  # what is not yet in the file itself
    with pytest.raises(
        UnbuiltFile, match=r'"\S*/full\S*": No space left on device; free some space there and run again$'
    ):
        FreshProcess(folder, small_contract(), full).finish()


def test_an_empty_required_value_is_refused(tables, tmp_path):
    folder = written(tmp_path, tables)
    table = tables["indicateurs_nationaux"]
    nothing = table.set_column(1, "statut", pa.nulls(table.num_rows, pa.string()))
    (folder / "indicateurs_nationaux.parquet").write_bytes(encode(nothing, "indicateurs_nationaux"))
    with pytest.raises(UnbuiltFile, match=r"NOT NULL constraint failed: indicateurs_nationaux\.statut"):
        FreshProcess(folder, small_contract(), tmp_path / "out.duckdb").finish()
