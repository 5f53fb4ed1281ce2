"""A table at a glance: its number of rows, the first of them, nothing that breaks the page."""

import duckdb
import pytest

from orchestration.warehouse.preview import previews


@pytest.fixture
def candidate(tmp_path):
    path = tmp_path / "candidate.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema publication")
        connection.execute(
            "create table publication.t as select i as n, 'a|b' || chr(10) || 'c' as text from range(20) r(i)"
        )
        connection.execute(
            "create table publication.wide as select " + ", ".join(f"{n} as c{n}" for n in range(15))
        )
        connection.execute(
            "create table publication.long as select repeat('x', 100) as text, null as nothing"
        )
    return path


def look(candidate, name):
    return previews(candidate, [("publication", name)])["publication", name]


def test_rows_are_counted_and_the_first_ones_shown(candidate):
    found = look(candidate, "t")
    assert found.rows == 20
    assert found.markdown.splitlines()[:3] == ["| n | text |", "| --- | --- |", "| 0 | a\\|b c |"]
    assert len(found.markdown.splitlines()) == 10


def test_a_wide_table_says_how_many_columns_are_left_out(candidate):
    assert look(candidate, "wide").markdown.endswith("\n\nand 3 more columns")


def test_a_long_text_is_cut_and_nothing_is_an_empty_cell(candidate):
    assert look(candidate, "long").markdown.splitlines()[2] == f"| {'x' * 39}… |  |"
