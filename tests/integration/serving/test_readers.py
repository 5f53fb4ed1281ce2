"""Readers are never hurt: no error, never two releases in one answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg
import pytest

from orchestration.serving.locking import briefly, hold_readers
from orchestration.serving.statements import place
from tests.integration.serving.reading import READ_ALL, release_read
from tests.integration.serving.releases import MARKED, numbered

DEADLINE = 60


def by_one_statement(connection: psycopg.Connection) -> int:
    return release_read(connection.execute(READ_ALL).fetchone())


def by_one_transaction(connection: psycopg.Connection, step: int = 1) -> int:
    """Every marked table in a statement of its own, in one transaction as clients open it by default."""
    with connection.transaction():
        values = [
            connection.execute(f"select array_agg(distinct {column}) from publication.{table}").fetchone()[0]
            for table, column in list(MARKED.items())[::step]
        ]
    return release_read(tuple(values))


def by_one_transaction_backwards(connection: psycopg.Connection) -> int:
    return by_one_transaction(connection, -1)


def by_one_snapshot(connection: psycopg.Connection) -> int:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return by_one_transaction(connection)


class Reader(threading.Thread):
    """Reads until told to stop; remembers which releases it saw, and the first thing that went wrong."""

    def __init__(self, dsn: str, read: Callable[[psycopg.Connection], int]) -> None:
        super().__init__()
        self.dsn, self.read, self.seen, self.stopped = dsn, read, set[int](), threading.Event()
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            with psycopg.connect(self.dsn, autocommit=True) as connection:
                while not self.stopped.is_set():
                    self.seen.add(self.read(connection))
        except BaseException as error:
            self.problem = error


@pytest.mark.parametrize(
    "ways",
    [
        [by_one_statement, by_one_statement, by_one_transaction, by_one_snapshot],
        [by_one_transaction_backwards, by_one_transaction_backwards],
    ],
    ids=["all ways", "backwards"],
)
def test_readers_in_a_loop_see_one_release_or_the_other_and_no_error(dsn, shelf, ways):
    releases = [shelf.release(numbered(1)), shelf.release(numbered(2))]
    shelf.serve(dsn, releases[0])
    readers = [Reader(dsn, read) for read in ways]
    for reader in readers:
        reader.start()
    deadline, turns = time.monotonic() + DEADLINE, 0
    try:
        while time.monotonic() < deadline and (
            turns < 6 or any(reader.seen != {1, 2} and reader.is_alive() for reader in readers)
        ):
            turns += 1
            shelf.serve(dsn, releases[turns % 2], wait_seconds=DEADLINE)
    finally:
        for reader in readers:
            reader.stopped.set()
        for reader in readers:
            reader.join()
    assert [reader.problem for reader in readers] == [None] * len(readers)
    assert [reader.seen for reader in readers] == [{1, 2}] * len(readers)


def test_a_transaction_that_began_to_read_a_release_finishes_in_it(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(numbered(1)))
    loader = threading.Thread(target=shelf.serve, args=(dsn, shelf.release(numbered(2)), DEADLINE))
    with psycopg.connect(dsn) as reader:
        first = "select max(comites_pilotage) from publication.indicateurs_nationaux"
        assert reader.execute(first).fetchone() == (1,)
        loader.start()
        waiting = "select count(*) from pg_locks where not granted and relation = 'publication.indicateurs_nationaux'::regclass"
        deadline = time.monotonic() + DEADLINE
        while sql.execute(waiting).fetchone() == (0,) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert release_read(reader.execute(READ_ALL).fetchone()) == 1
    loader.join()
    assert release_read(sql.execute(READ_ALL).fetchone()) == 2


def test_a_transaction_left_open_does_not_hold_the_release_up(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(numbered(1)))
    with psycopg.connect(dsn) as reader:
        assert release_read(reader.execute(READ_ALL).fetchone()) == 1
        shelf.serve(dsn, shelf.release(numbered(2)), wait_seconds=0)
        assert release_read(sql.execute(READ_ALL).fetchone()) == 2
        assert release_read(reader.execute(READ_ALL).fetchone()) == 2


def test_a_repeatable_read_transaction_keeps_the_release_that_it_began_with(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(numbered(1)))
    with psycopg.connect(dsn) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        assert release_read(reader.execute(READ_ALL).fetchone()) == 1
        shelf.serve(dsn, shelf.release(numbered(2)), wait_seconds=0)
        assert release_read(reader.execute(READ_ALL).fetchone()) == 1
        reader.commit()
        assert release_read(reader.execute(READ_ALL).fetchone()) == 2


def test_a_cursor_that_is_half_read_reads_on_in_its_release(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(numbered(1)))
    with psycopg.connect(dsn) as reader, reader.cursor("moitie") as cursor:
        cursor.itersize = 1
        cursor.execute("select cumul_comites_pilotage from publication.indicateurs_cites")
        half = cursor.fetchmany(5)
        shelf.serve(dsn, shelf.release(numbered(2)), wait_seconds=0)
        assert {value for (value,) in [*half, *cursor.fetchall()]} == {1}


@pytest.mark.parametrize("level", ["REPEATABLE_READ", "SERIALIZABLE"])
def test_a_snapshot_older_than_the_tables_finds_them_full(dsn, sql, shelf, level):
    with psycopg.connect(dsn) as reader:
        reader.isolation_level = psycopg.IsolationLevel[level]
        reader.execute("select 1")
        shelf.serve(dsn, shelf.release(numbered(1)))
        assert release_read(reader.execute(READ_ALL).fetchone()) == 1


@pytest.mark.parametrize(
    ("deadlock_timeout", "asked", "limit"),
    [("1s", 400, "400ms"), ("1s", 50, "50ms"), ("100ms", 400, "51ms"), ("100ms", 50, "50ms")],
)
def test_the_loader_gives_way_well_before_the_server_ends_a_reader(sql, deadlock_timeout, asked, limit):
    sql.execute(f"set deadlock_timeout = '{deadlock_timeout}'")
    with sql.transaction(), briefly(sql, asked):
        assert sql.execute("show statement_timeout").fetchone() == (limit,)


def test_giving_way_lets_go_of_every_lock(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release())
    places = [place("publication", name) for name in MARKED]
    held = "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and relation is not null"
    with psycopg.connect(dsn) as reader:
        reader.execute("select * from publication.qualite_regles")
        with sql.transaction():
            assert not hold_readers(sql, places, 0)
            assert sql.execute(held).fetchone() == (0,)
        reader.rollback()
        with sql.transaction():
            assert hold_readers(sql, places, 0)
            assert sql.execute(held).fetchone() == (len(MARKED),)
