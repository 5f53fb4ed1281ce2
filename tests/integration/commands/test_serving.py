"""Where PostgreSQL is configured, every release is also served there, and a server that is down is told loudly."""

import psycopg

from tests.integration.serving.conftest import dsn, server  # noqa: F401
from tests.making.returns import valid_return


def counted(dsn):  # noqa: F811
    with psycopg.connect(dsn) as connection:
        return connection.execute(
            "select cites_repondantes from publication.indicateurs_nationaux"
        ).fetchone()[0]


def test_a_run_and_a_rollback_are_served(desk, dsn, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CITES_POSTGRES", dsn)
    desk.drop("a.xlsx", valid_return())
    desk.run()
    assert counted(dsn) == 1
    desk.drop("b.xlsx", valid_return("cde-002"))
    desk.run()
    assert counted(dsn) == 2
    assert "serves r0002-" in desk.ask("warehouse").out
    assert desk.ask("rollback", "r0001", "--reason", "essai").status == 0
    assert counted(dsn) == 1


def test_a_server_that_is_down_stops_no_release_and_the_next_run_catches_up(desk, dsn, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CITES_POSTGRES", "postgresql://someone:secret@127.0.0.1:9/nothing")
    desk.drop("a.xlsx", valid_return())
    answer = desk.run(status=1)
    assert (answer.err.count("cites: "), "secret" in answer.err + answer.out) == (1, False)
    assert [release["courante"] for release in desk.releases()] == [True]
    assert desk.ask("warehouse").status == 0
    monkeypatch.setenv("CITES_POSTGRES", dsn)
    assert "nothing new" in desk.run().out
    assert counted(dsn) == 1
