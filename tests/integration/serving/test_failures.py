"""Whatever fails, the old release stays served, whole; the fault is one line without a secret."""

from __future__ import annotations

import psycopg
import pytest

from orchestration.errors import CitesError
from orchestration.publication.manifest import DamagedRelease
from orchestration.serving import loading, swapping
from orchestration.serving import serve as room
from orchestration.serving.address import ServingFailed
from orchestration.serving.serve import needs_serving, served
from tests.integration.serving.reading import READ_ALL, content_served, release_read, schemas
from tests.integration.serving.releases import numbered
from tests.integration.serving.server import PASSWORD
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()
TABLES = len(CONTRACT.published)


def failure(call, *given) -> str:
    with pytest.raises(ServingFailed) as caught:
        call(*given)
    text = str(caught.value)
    assert "\n" not in text
    assert caught.value.exit_status == 1
    return text


def test_a_wrong_password_is_told_without_it(dsn, server):
    wrong = server.dsn(password="mot-secret-1")
    text = failure(served, wrong)
    assert "password authentication failed" in text
    assert "check CITES_POSTGRES" in text
    assert f"postgresql://charge@127.0.0.1:{server.port}/postgres" in text
    assert "mot-secret-1" not in text


@pytest.mark.parametrize("call", ["served", "needs_serving", "serve"])
def test_a_server_that_is_down_is_told(shelf, call):
    dsn = f"postgresql://charge:{'secret-2'}@127.0.0.1:1/cites"
    calls = {
        "served": lambda: served(dsn),
        "needs_serving": lambda: needs_serving(dsn, "r0001-00000000"),
        "serve": lambda: shelf.serve(dsn, shelf.release()),
    }
    text = failure(calls[call])
    assert "Connection refused" in text
    assert "the release stands in the storage, and the next `cites run` serves it" in text
    assert "secret-2" not in text


def test_a_database_that_is_not_there_is_told(server):
    assert 'database "absente" does not exist' in failure(served, server.dsn("absente"))


def test_a_user_who_may_not_create_is_told_what_is_missing(dsn, server, shelf):
    server.execute("create role simple login password 'simple'")
    plain = psycopg.conninfo.make_conninfo(dsn, user="simple", password="simple")
    text = failure(shelf.serve, plain, shelf.release())
    assert "permission denied for database" in text
    assert "must own the schema publication and have the right `create` on the database" in text


class Stopping:
    """Stands in for a step of the load; at its n-th call something happens before the step does."""

    def __init__(self, step, at: int, happens) -> None:
        self.step, self.at, self.happens, self.calls = step, at, happens, 0

    def __call__(self, *given, **named):
        self.calls += 1
        if self.calls == self.at:
            self.happens()
        return self.step(*given, **named)


def test_a_server_stopped_half_way_through_the_load_serves_the_old_release_when_it_is_back(
    dsn, server, shelf, monkeypatch, capsys
):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2))
    shelf.serve(dsn, first)
    with monkeypatch.context() as patched:
        patched.setattr(loading, "_fill", Stopping(loading._fill, TABLES // 2, server.stop))
        text = failure(shelf.serve, dsn, second)
    assert "check CITES_POSTGRES and that the server answers" in text
    assert PASSWORD not in text
    assert capsys.readouterr().err == ""
    server.start()
    with psycopg.connect(dsn) as connection:
        assert content_served(connection, CONTRACT) == first.content_hash
        assert schemas(connection) == ["publication", f"publication_{first.id.replace('-', '_')}"]
    assert needs_serving(dsn, second.id)
    shelf.serve(dsn, second)
    assert served(dsn) == second.id


@pytest.mark.parametrize(
    ("module", "step", "at"),
    [
        *((loading, "_fill", at) for at in (1, TABLES, TABLES + 1, 2 * TABLES)),
        (swapping, "empty", 1),
        (room, "let_read", 1),
        (room, "hold_readers", 1),
    ],
)
def test_a_session_ended_at_any_step_leaves_the_old_release(dsn, sql, shelf, monkeypatch, module, step, at):
    first = shelf.release(numbered(1))
    shelf.serve(dsn, first)

    def end_the_loader():
        ended = sql.execute(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            "where application_name = 'cites' and datname = current_database()"
        ).fetchone()
        assert ended == (1,)

    monkeypatch.setattr(module, step, Stopping(getattr(module, step), at, end_the_loader))
    failure(shelf.serve, dsn, shelf.release(numbered(2)))
    assert served(dsn) == first.id
    assert content_served(sql, CONTRACT) == first.content_hash
    assert len(schemas(sql)) == 2


def test_a_release_swapped_in_stays_when_dropping_the_old_ones_fails(dsn, shelf, monkeypatch):
    release = shelf.release()

    def fail(connection):
        connection.execute("select 1 / 0")

    monkeypatch.setattr(room, "drop_older", fail)
    assert "division by zero; the server's log says more" in failure(shelf.serve, dsn, release)
    assert served(dsn) == release.id


def test_a_damaged_file_of_the_release_is_not_served(dsn, sql, shelf):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2))
    shelf.serve(dsn, first)
    shelf.storage.objects[f"releases/{second.id}/parquet/suivi_remontees.parquet"] += b"!"
    with pytest.raises(DamagedRelease):
        shelf.serve(dsn, second)
    assert served(dsn) == first.id
    assert release_read(sql.execute(READ_ALL).fetchone()) == 1


def test_a_text_that_postgresql_cannot_hold_is_told_and_changes_nothing(dsn, sql, shelf):
    first = shelf.release(numbered(1))
    shelf.serve(dsn, first)
    spoiled = shelf.release(lambda rows: rows["dictionnaire"][0].update(description="a\0b"))
    assert "NUL (0x00)" in failure(shelf.serve, dsn, spoiled)
    assert content_served(sql, CONTRACT) == first.content_hash


def test_settings_that_cut_statements_short_do_not_cut_the_load(dsn, sql, shelf):
    name = sql.info.dbname
    for setting in (
        "statement_timeout = '1ms'",
        "lock_timeout = '1ms'",
        "default_transaction_isolation = 'serializable'",
        "default_transaction_read_only = on",
        "client_encoding = 'LATIN1'",
    ):
        sql.execute(f"alter database {name} set {setting}")
    release = shelf.release()
    shelf.serve(dsn, release)
    assert content_served(sql, CONTRACT) == release.content_hash


def test_a_serving_failure_is_shown_as_one_line():
    assert issubclass(ServingFailed, CitesError)
