"""A release's queries, run again, give the candidate that dbt built."""

import json

import pytest

from orchestration.explanation.formulas import rounded
from orchestration.explanation.shares import SHARES
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.revisions.cells import as_number
from orchestration.warehouse.dbt import build
from orchestration.warehouse.replay import ReplayFailed, replayed
from orchestration.warehouse.statements import (
    FILE,
    Statement,
    UnreadableStatements,
    decoded,
    encoded,
    read_statements,
)
from tests.integration.explanation.lives import life
from tests.integration.warehouse.world import three_cites

CONTRACT = three_cites()


def test_the_replay_of_all_events_is_what_dbt_built(tmp_path, replays_of):
    history = life(2)
    built = build(history.prepare(tmp_path / "built"))
    assert content_hash(replays_of(history)(history.events).tables) == content_hash(
        read_tables(built.candidate, CONTRACT)
    )


def test_a_build_keeps_its_queries(tmp_path, statements):
    workdir = life(2).prepare(tmp_path)
    assert read_statements(workdir) == ()
    build(workdir)
    kept = read_statements(workdir)
    assert {(s.schema, s.name, s.sql) for s in kept} == {(s.schema, s.name, s.sql) for s in statements}


def test_the_queries_tell_nothing_of_this_machine(tmp_path, statements):
    assert str(tmp_path) not in encoded(statements).decode()
    assert "/home/" not in encoded(statements).decode()


@pytest.mark.parametrize("table", SHARES)
def test_the_shares_of_the_cites_add_up_to_what_is_published(table, replays_of):
    history = life(3, length=24)
    state = replays_of(history)(history.events)
    key = CONTRACT.published[table].primary_key
    rows = {tuple(row[name] for name in key): row for row in state.tables[table].to_pylist()}
    shares = state.shares(table, key)
    assert shares.keys() >= rows.keys()
    for place, row in rows.items():
        for column in next(iter(shares[place].values())):
            whole = sum(as_number(given[column]) for given in shares[place].values())
            assert rounded(whole, 2) == as_number(row[column]), (place, column)


def test_a_workdir_whose_name_is_a_pattern_is_read_like_any_other(tmp_path, statements, monkeypatch):
    import tempfile

    place = tmp_path / "o[dd]*it's"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    history = life(2)
    with replayed(statements, history.prepare(tmp_path), history.events) as connection:
        assert connection.execute("select count(*) > 0 from publication.suivi_remontees").fetchone() == (
            True,
        )


def test_a_query_that_cannot_run_is_one_line(tmp_path):
    workdir = life(2).prepare(tmp_path)
    with (
        pytest.raises(ReplayFailed, match=r"cannot be run again: .*nowhere") as refused,
        replayed([Statement("staging", "a", "select * from nowhere")], workdir, []),
    ):
        pass
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [b"{", b'{"a": 1}', b'[{"schema": "s"}]', json.dumps([1]).encode()])
def test_damaged_queries_are_told(data):
    with pytest.raises(UnreadableStatements, match=FILE):
        decoded(data)


def test_queries_read_back_as_they_were_written(statements):
    assert decoded(encoded(statements)) == statements
