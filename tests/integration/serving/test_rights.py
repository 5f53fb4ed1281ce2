"""The role `cites_lecture` reads everything that is served, and can do nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.integration.serving.reading import READ_ALL, release_read
from tests.integration.serving.releases import numbered
from tests.unit.audit.small_world import small_contract

READER = "lectrice"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def reader(dsn, sql):
    """Connects as a user of a BI tool, a member of the role."""

    def connect() -> psycopg.Connection:
        sql.execute(f"create role {READER} login password 'lecture' in role cites_lecture")
        return psycopg.connect(dsn, user=READER, password="lecture", autocommit=True)

    return connect


@pytest.fixture
def loader(dsn, sql) -> str:
    """A user who may create schemas here, and no roles."""
    sql.execute("create role chargeuse login password 'x'")
    sql.execute(f"grant create on database {sql.info.dbname} to chargeuse")
    return psycopg.conninfo.make_conninfo(dsn, user="chargeuse", password="x")


@pytest.fixture
def set_up(server) -> Iterator[str]:
    """A server on which an administrator ran what the guide says."""
    guide = (ROOT / "docs/how-to/connect-a-bi-tool.md").read_text(encoding="utf-8")
    server.execute(*re.search(r"```sql\n(.*?)```", guide, re.DOTALL)[1].strip().split("\n"))
    yield "cites"
    server.drop_database("cites")


def test_what_the_guide_sets_up_is_enough_to_load_and_to_read(server, shelf, set_up):
    shelf.serve(server.dsn(set_up, "cites_chargement", "change-me-1"), shelf.release(numbered(1)))
    assert shelf.notices == []
    with psycopg.connect(server.dsn(set_up, "tableau_de_bord", "change-me-2")) as connection:
        assert release_read(connection.execute(READ_ALL).fetchone()) == 1


def test_the_role_is_made_and_cannot_log_in(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    found = sql.execute(
        "select rolcanlogin, rolcreatedb, rolcreaterole, rolsuper from pg_roles where rolname = 'cites_lecture'"
    ).fetchone()
    assert found == (False, False, False, False)
    assert shelf.notices == []


def test_a_member_reads_every_table(dsn, shelf, reader):
    shelf.serve(dsn, shelf.release(numbered(1)))
    with reader() as connection:
        for table in small_contract().published:
            assert connection.execute(f"select count(*) > 0 from publication.{table}").fetchone() == (True,)


def test_a_member_reads_on_after_the_next_release_and_after_a_change_of_columns(dsn, shelf, reader):
    from tests.integration.serving.test_swapping import with_column

    shelf.serve(dsn, shelf.release(numbered(1)))
    with reader() as connection:
        shelf.serve(dsn, shelf.release(numbered(2)))
        assert release_read(connection.execute(READ_ALL).fetchone()) == 2
        shelf.contract = with_column(shelf.contract, "qualite_regles")
        shelf.serve(dsn, shelf.release(numbered(3)))
        assert release_read(connection.execute(READ_ALL).fetchone()) == 3


def test_a_member_reads_the_releases_that_are_kept(dsn, shelf, reader):
    first = shelf.release(numbered(1))
    shelf.serve(dsn, first)
    shelf.serve(dsn, shelf.release(numbered(2)))
    old = f"publication_{first.id.replace('-', '_')}"
    with reader() as connection:
        found = connection.execute(
            f"select max(comites_pilotage) from {old}.indicateurs_nationaux"
        ).fetchone()
    assert found == (1,)


CHANGES = [
    "delete from publication.indicateurs_nationaux",
    "insert into publication.indicateurs_nationaux default values",
    "update publication.indicateurs_nationaux set partenaires = 0",
    "truncate publication.indicateurs_nationaux",
    "drop table publication.indicateurs_nationaux",
    "create table publication.a (b int)",
    "drop schema publication cascade",
    "create schema publication_r9999_00000000",
]


def test_a_member_can_change_nothing(dsn, shelf, reader):
    shelf.serve(dsn, shelf.release())
    with reader() as connection:
        for statement in CHANGES:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_somebody_who_is_no_member_reads_nothing(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    sql.execute("create role passante login password 'x'")
    with (
        psycopg.connect(dsn, user="passante", password="x") as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute("select * from publication.indicateurs_nationaux")


def test_a_role_that_is_there_is_used(dsn, sql, shelf, loader, reader):
    sql.execute("create role cites_lecture nologin")
    shelf.serve(loader, shelf.release(numbered(1)))
    assert shelf.notices == []
    with reader() as connection:
        assert release_read(connection.execute(READ_ALL).fetchone()) == 1


def test_where_the_role_cannot_be_made_the_notice_says_what_to_run_and_it_lasts(
    dsn, sql, shelf, loader, reader
):
    shelf.serve(loader, shelf.release(numbered(1)))
    (notice,) = shelf.notices
    assert "cites_lecture is not there and this user may not make it" in notice
    sql.execute(notice.split("`")[1])
    shelf.serve(loader, shelf.release(numbered(2)))
    assert shelf.notices == []
    with reader() as connection:
        assert release_read(connection.execute(READ_ALL).fetchone()) == 2
