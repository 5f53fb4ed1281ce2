"""The last five releases stay in the database; nobody loses anything by it."""

from __future__ import annotations

import psycopg

from orchestration.serving.retention import KEPT
from orchestration.serving.serve import served
from tests.integration.serving.reading import READ_ALL, content_served, release_read, schemas
from tests.integration.serving.releases import numbered
from tests.unit.audit.small_world import small_contract


def kept(sql) -> list[int]:
    return [int(name.split("_")[1][1:]) for name in schemas(sql) if name != "publication"]


def served_in_turn(shelf, dsn, count):
    releases = [shelf.release(numbered(number)) for number in range(1, count + 1)]
    for release in releases:
        shelf.serve(dsn, release)
    return releases


def test_five_releases_are_kept_with_the_served_one(dsn, sql, shelf):
    assert KEPT == 5
    served_in_turn(shelf, dsn, 7)
    assert kept(sql) == [3, 4, 5, 6, 7]
    assert shelf.notices == []


def test_going_back_to_a_release_that_was_dropped_loads_it_again_and_keeps_it_while_it_is_served(
    dsn, sql, shelf
):
    first = served_in_turn(shelf, dsn, 6)[0]
    assert kept(sql) == [2, 3, 4, 5, 6]
    shelf.serve(dsn, first)
    assert kept(sql) == [1, 2, 3, 4, 5, 6]
    assert content_served(sql, small_contract()) == first.content_hash
    shelf.serve(dsn, shelf.release(numbered(7)))
    assert kept(sql) == [3, 4, 5, 6, 7]


def test_releases_are_ordered_by_number_and_not_as_texts(dsn, sql, shelf):
    shelf.made = 9_996
    served_in_turn(shelf, dsn, 6)
    assert sorted(kept(sql)) == [9_998, 9_999, 10_000, 10_001, 10_002]


def test_a_view_on_an_old_release_is_not_dropped_with_it(dsn, sql, shelf):
    first = served_in_turn(shelf, dsn, 1)[0]
    old = f"publication_{first.id.replace('-', '_')}"
    sql.execute("create schema bi")
    sql.execute(f"create view bi.jadis as select max(comites_pilotage) from {old}.indicateurs_nationaux")
    served_in_turn(shelf, dsn, 5)
    assert kept(sql) == [1, 2, 3, 4, 5, 6]
    assert sql.execute("select * from bi.jadis").fetchone() == (1,)
    assert len(shelf.notices) == 1
    assert shelf.notices[0].startswith(f"the old schema {old} is kept for now: cannot drop")


def test_an_old_release_that_is_being_read_goes_the_next_time(dsn, sql, shelf):
    first = served_in_turn(shelf, dsn, 5)[0]
    old = f"publication_{first.id.replace('-', '_')}"
    with psycopg.connect(dsn) as reader:
        reader.execute(f"select * from {old}.indicateurs_nationaux")
        newest = shelf.release(numbered(6))
        shelf.serve(dsn, newest)
        assert served(dsn) == newest.id
        assert kept(sql) == [1, 2, 3, 4, 5, 6]
        assert shelf.notices == [
            f"the old schema {old} is kept for now: canceling statement due to statement timeout"
        ]
        assert reader.execute(
            f"select max(comites_pilotage) from {old}.indicateurs_nationaux"
        ).fetchone() == (1,)
    shelf.serve(dsn, shelf.release(numbered(7)))
    assert kept(sql) == [3, 4, 5, 6, 7]


def test_schemas_of_other_names_are_never_dropped(dsn, sql, shelf):
    for name in ("publication_r0000_test", "publication_essai", "publication_r0001_00000000_copie"):
        sql.execute(f"create schema {name}")
    served_in_turn(shelf, dsn, 6)
    others = [name for name in schemas(sql) if name in ("publication_r0000_test", "publication_essai")]
    assert others == ["publication_essai", "publication_r0000_test"]
    assert "publication_r0001_00000000_copie" in schemas(sql)
    assert release_read(sql.execute(READ_ALL).fetchone()) == 6
