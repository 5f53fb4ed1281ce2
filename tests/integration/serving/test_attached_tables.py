"""What is made at publication, such as the revisions, is served like the tables that are consolidated."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.serving.reading import content_served
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()
TABLE = CONTRACT.attached["revisions"]


def revised(*places: str):
    """Rows of `revisions`: one change of a national figure for each of these places."""

    def change(published: dict[str, Any]) -> None:
        published["revisions"] = [_row(rank, place) for rank, place in enumerate(places, start=1)]

    return change


def _row(rank: int, place: str) -> dict[str, Any]:
    """Every required column has something; what is a number is one."""
    texts = {column.name: "x" for column in TABLE.columns if column.sql_type == "VARCHAR"}
    values = {column.name: column.values[0] for column in TABLE.columns if column.values}
    return {**texts, **values, "rang": rank, "cle": place, "trimestre": place.partition("=")[2] or None}


def count(sql) -> int:
    return sql.execute("select count(*) from publication.revisions").fetchone()[0]


@pytest.mark.parametrize(
    "places", [[], ["trimestre=2022-T1"], ["trimestre=2022-T1", "trimestre=2022-T2", ""]]
)
def test_they_are_served_with_their_key_and_their_words(dsn, sql, shelf, places):
    shelf.serve(dsn, shelf.release(revised(*places)))
    assert count(sql) == len(places)
    key = sql.execute(
        "select pg_get_constraintdef(oid) from pg_constraint where contype = 'p' and conrelid = 'publication.revisions'::regclass"
    ).fetchone()
    assert key == (f"PRIMARY KEY ({', '.join(TABLE.primary_key)})",)
    said = sql.execute("select obj_description('publication.revisions'::regclass)").fetchone()
    assert said == (f"{TABLE.grain} {TABLE.description}",)


@pytest.mark.parametrize("place", ["trimestre=2022-T1", "trimestre=2021-T4", ""])
def test_they_refer_to_no_table_since_they_also_speak_of_rows_that_are_gone(dsn, sql, shelf, place):
    shelf.serve(dsn, shelf.release(revised(place)))
    assert count(sql) == 1
    assert sql.execute(
        "select count(*) from pg_constraint where contype = 'f' and conrelid = 'publication.revisions'::regclass"
    ).fetchone() == (0,)


def test_a_release_made_before_there_were_any_is_followed_by_one_that_has_them_and_back(dsn, sql, shelf):
    old = shelf.release()
    new = shelf.release(revised("trimestre=2022-T1"))
    shelf.serve(dsn, old)
    shelf.serve(dsn, new)
    assert count(sql) == 1
    shelf.serve(dsn, old)
    assert sql.execute("select to_regclass('publication.revisions')").fetchone() == (None,)
    assert content_served(sql, CONTRACT) == old.content_hash


def test_the_next_release_takes_the_place_of_the_revisions_too(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(revised("trimestre=2022-T1", "trimestre=2022-T2")))
    shelf.serve(dsn, shelf.release(revised("trimestre=2022-T3")))
    assert sql.execute("select cle from publication.revisions").fetchall() == [("trimestre=2022-T3",)]
