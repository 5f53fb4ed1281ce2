"""One release takes the place of another: at once, whole, and leaving alone what is not ours."""

from __future__ import annotations

import threading
from dataclasses import replace

import psycopg
import pytest

from contracts.model import PublishedColumn
from orchestration.serving import serve as room
from orchestration.serving import swapping
from orchestration.serving.address import ServingFailed
from orchestration.serving.serve import needs_serving, served
from tests.integration.serving.reading import READ_ALL, content_served, release_read, schemas
from tests.integration.serving.releases import numbered
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()


def with_column(contract, table: str, name: str = "benevoles"):
    """The contract with one more column at the end of a published table."""
    column = PublishedColumn(name, "Bénévoles", "BIGINT", False, "Les bénévoles.", "personnes")
    known = contract.published[table]
    changed = replace(known, columns=(*known.columns, column))
    return replace(contract, published={**contract.published, table: changed})


def without_table(contract, table: str):
    return replace(contract, published={n: t for n, t in contract.published.items() if n != table})


def test_the_next_release_takes_the_place_of_the_last(dsn, sql, shelf):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2))
    shelf.serve(dsn, first)
    shelf.serve(dsn, second)
    assert served(dsn) == second.id
    assert content_served(sql, CONTRACT) == second.content_hash


def test_the_release_before_is_kept_under_its_own_name(dsn, sql, shelf):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2))
    shelf.serve(dsn, first)
    shelf.serve(dsn, second)
    kept = [f"publication_{release.id.replace('-', '_')}" for release in (first, second)]
    assert schemas(sql) == ["publication", *kept]
    assert content_served(sql, CONTRACT, kept[0]) == first.content_hash


def test_going_back_serves_the_earlier_release_again(dsn, sql, shelf):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2))
    for release in (first, second, first):
        shelf.serve(dsn, release)
    assert served(dsn) == first.id
    assert not needs_serving(dsn, first.id)
    assert content_served(sql, CONTRACT) == first.content_hash


def test_a_release_that_is_served_is_not_loaded_again(dsn, shelf):
    release = shelf.release()
    shelf.serve(dsn, release)
    shelf.storage.objects.clear()
    shelf.serve(dsn, release)
    assert served(dsn) == release.id


def test_what_a_bi_tool_built_on_the_tables_follows_the_releases(dsn, sql, shelf):
    sql.execute("create schema bi")
    shelf.serve(dsn, shelf.release(numbered(1)))
    sql.execute(
        "create view bi.reunions as select max(comites_pilotage) from publication.indicateurs_nationaux"
    )
    sql.execute("create role lectrice")
    sql.execute("grant select on publication.indicateurs_nationaux to lectrice")
    shelf.serve(dsn, shelf.release(numbered(2)))
    assert sql.execute("select * from bi.reunions").fetchone() == (2,)
    right = "select has_table_privilege('lectrice', 'publication.indicateurs_nationaux', 'select')"
    assert sql.execute(right).fetchone() == (True,)


def test_a_prepared_statement_reads_the_new_release(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(numbered(1)))
    with psycopg.connect(dsn, autocommit=True) as reader:
        assert release_read(reader.execute(READ_ALL, prepare=True).fetchone()) == 1
        shelf.serve(dsn, shelf.release(numbered(2)))
        assert release_read(reader.execute(READ_ALL, prepare=True).fetchone()) == 2


@pytest.mark.parametrize("level", ["read committed", "serializable"])
def test_loaders_at_the_same_moment_load_once(dsn, sql, shelf, monkeypatch, level):
    sql.execute(f"alter database {sql.info.dbname} set default_transaction_isolation = '{level}'")
    loaded: list[str] = []
    fill = room.fill
    monkeypatch.setattr(
        room, "fill", lambda *given, **named: loaded.append(given[1]) or fill(*given, **named)
    )
    release, failures = shelf.release(), []

    def load():
        try:
            shelf.serve(dsn, release)
        except Exception as error:
            failures.append(error)

    loaders = [threading.Thread(target=load) for _ in range(4)]
    for loader in loaders:
        loader.start()
    for loader in loaders:
        loader.join()
    assert failures == []
    assert loaded == [f"publication_{release.id.replace('-', '_')}"]
    assert content_served(sql, CONTRACT) == release.content_hash


def test_a_column_more_in_the_contract_is_served(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    release = shelf.release(lambda rows: rows["indicateurs_cites"][0].update(benevoles=7))
    shelf.serve(dsn, release)
    assert served(dsn) == release.id
    assert content_served(sql, shelf.contract) == release.content_hash


def test_waiting_for_readers_leaves_no_time_limit_on_the_load(dsn, shelf, monkeypatch):
    limits: list[str] = []
    fill = swapping.fill

    def looking(connection, *given, **named):
        limits.append(connection.execute("show statement_timeout").fetchone()[0])
        fill(connection, *given, **named)

    monkeypatch.setattr(swapping, "fill", looking)
    shelf.serve(dsn, shelf.release())
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    shelf.serve(dsn, shelf.release())
    assert limits == ["0", "0"]


def test_going_back_over_a_change_of_columns_serves_the_earlier_columns(dsn, sql, shelf):
    first = shelf.release()
    shelf.serve(dsn, first)
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    shelf.serve(dsn, shelf.release())
    shelf.serve(dsn, first)
    assert content_served(sql, CONTRACT) == first.content_hash
    with pytest.raises(psycopg.errors.UndefinedColumn):
        sql.execute("select benevoles from publication.indicateurs_cites")


def test_a_table_that_left_the_contract_is_no_longer_served(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    shelf.contract = without_table(CONTRACT, "beneficiaires_profils")
    release = shelf.release()
    shelf.serve(dsn, release)
    assert sql.execute("select to_regclass('publication.beneficiaires_profils')").fetchone() == (None,)
    assert content_served(sql, shelf.contract) == release.content_hash


def test_an_earlier_release_with_a_table_more_is_served_whole(dsn, sql, shelf):
    first = shelf.release()
    shelf.contract = without_table(CONTRACT, "beneficiaires_profils")
    shelf.serve(dsn, shelf.release())
    shelf.serve(dsn, first)
    assert content_served(sql, CONTRACT) == first.content_hash


def test_a_view_on_columns_that_change_is_never_dropped(dsn, sql, shelf):
    first = shelf.release()
    shelf.serve(dsn, first)
    sql.execute("create schema bi")
    sql.execute("create view bi.par_cite as select nom_cite from publication.indicateurs_cites")
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    with pytest.raises(
        ServingFailed, match=r"view bi\.par_cite depends on table publication\.indicateurs_cites"
    ):
        shelf.serve(dsn, shelf.release())
    assert served(dsn) == first.id
    assert sql.execute("select count(*) > 0 from bi.par_cite").fetchone() == (True,)


def test_a_session_that_keeps_reading_columns_that_change_is_named(dsn, sql, shelf):
    first = shelf.release()
    shelf.serve(dsn, first)
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    with psycopg.connect(dsn, application_name="carnet") as reader:
        reader.execute("select * from publication.indicateurs_cites")
        with pytest.raises(ServingFailed, match=rf"{reader.info.backend_pid} \(charge, carnet\); end them"):
            shelf.serve(dsn, shelf.release(), wait_seconds=0.1)
        assert reader.execute("select count(*) > 0 from publication.indicateurs_cites").fetchone() == (True,)
    assert served(dsn) == first.id


def test_what_somebody_put_beside_the_tables_is_left_alone(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    sql.execute("create table publication.notes as select 'à garder' as texte")
    shelf.serve(dsn, shelf.release(numbered(2)))
    shelf.contract = with_column(CONTRACT, "indicateurs_cites")
    shelf.serve(dsn, shelf.release())
    assert sql.execute("select texte from publication.notes").fetchone() == ("à garder",)


def test_a_schema_of_somebody_else_is_not_taken_over(dsn, sql, shelf):
    sql.execute("create schema publication")
    sql.execute("create table publication.revues as select 1 as numero")
    with pytest.raises(
        ServingFailed, match="the schema publication holds revues and was not made by this programme"
    ):
        shelf.serve(dsn, shelf.release())
    assert schemas(sql) == ["publication"]
    assert sql.execute("select numero from publication.revues").fetchone() == (1,)


def test_an_empty_schema_that_was_made_beforehand_is_used(dsn, sql, shelf):
    sql.execute("create schema publication")
    release = shelf.release()
    shelf.serve(dsn, release)
    assert content_served(sql, CONTRACT) == release.content_hash


def test_a_kept_schema_that_is_not_this_release_is_loaded_anew(dsn, sql, shelf):
    release = shelf.release()
    kept = f"publication_{release.id.replace('-', '_')}"
    sql.execute(f"create schema {kept}")
    sql.execute(f"create table {kept}.indicateurs_nationaux (trimestre text)")
    shelf.serve(dsn, release)
    assert content_served(sql, CONTRACT, kept) == release.content_hash
    assert content_served(sql, CONTRACT) == release.content_hash
