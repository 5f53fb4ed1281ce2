"""The pool of workers: every file has its reading, in order, whatever the others do."""

import functools
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from orchestration.errors import CitesError, StorageError
from orchestration.submissions.reading.frames import READY, frame, unframed
from orchestration.submissions.reading.hindrances import hindrance
from orchestration.submissions.reading.memory import OUT_OF_MEMORY
from orchestration.submissions.reading.pool import ReaderPool, ReaderUnusable
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import loads
from orchestration.submissions.reading.worker import _reading
from tests.making import files
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, workbook
from tests.unit.reading.asking import LIMITS, read

MIB = 2**20
STOPPED = Reading(refusal="ressources")
HELD_UP, KILLED = Reading(hindered="held_up"), Reading(hindered="killed")
GREEDY = files.csv_zip(valid_return(), extra={"notes.csv": b"x" * (9 * MIB)})
"""Reading it takes some hundred and fifty mebibytes: more than the pools of these tests allow where they limit memory."""
ENDLESS = workbook({f"F{number}": "<a/>" * (9 * MIB // 4) for number in range(4)})
"""Reading it takes seconds: more than the pools of these tests allow where they limit time."""


@pytest.fixture(scope="module")
def pool():
    with ReaderPool(2) as shared:
        yield shared


@pytest.fixture
def dropped(tmp_path):
    """Write bytes to a file; gives its path."""
    numbers = itertools.count()

    def drop(content):
        path = tmp_path / f"retour {next(numbers)} é.xlsx"
        path.write_bytes(content)
        return path

    return drop


@pytest.fixture
def returns(dropped):
    """Six different returns in the three containers, and what they are."""
    books = [valid_return(commentaire=f"retour {number}") for number in range(6)]
    containers = ["xlsx", "ods", "zip"] * 2
    return {
        dropped(files.make(book, container)): read(book, container)
        for book, container in zip(books, containers, strict=True)
    }


def has_ended(pid):
    """Whether a process is gone, or only waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class TestReadings:
    def test_are_those_of_the_files_in_the_order_given(self, pool, returns):
        assert list(pool.read(returns)) == list(returns.values())
        assert list(pool.read(reversed(returns))) == list(reversed(returns.values()))

    @pytest.mark.parametrize("size", [1, 3])
    def test_do_not_depend_on_the_number_of_workers(self, size, returns):
        with ReaderPool(size) as other:
            assert list(other.read(list(returns) * 10)) == list(returns.values()) * 10

    def test_may_be_had_undecoded(self, pool, returns):
        assert [loads(payload) for payload in pool.read_wire(returns)] == list(returns.values())

    def test_of_no_files_are_none(self, pool):
        assert list(pool.read([])) == []

    def test_come_lazily_with_a_bounded_look_ahead(self, pool, returns):
        taken = []

        def endless():
            for path in itertools.cycle(returns):
                taken.append(path)
                yield path

        readings = pool.read(endless())
        assert [next(readings) for _ in range(6)] == list(returns.values())
        assert len(taken) < 100

    def test_that_nobody_takes_any_more_do_not_get_in_the_way(self, pool, returns):
        abandoned = pool.read(list(returns) * 5)
        next(abandoned)
        assert list(pool.read(reversed(returns))) == list(reversed(returns.values()))

    def test_larger_than_a_pipe_arrive_whole(self, pool, dropped):
        book = valid_return()
        for number in range(4_000):
            book.add_row("gouvernance", structures_presentes=number + 1)
        paths = [dropped(files.make(book, container)) for container in ("xlsx", "zip")]
        assert list(pool.read(paths)) == [read(book, "xlsx"), read(book, "zip")]

    def test_are_refusals_where_the_files_cannot_be_read(self, pool, dropped):
        paths = [
            dropped(content)
            for content in (b"", files.xlsx(valid_return())[:-1], bytes(LIMITS.file_bytes + 1))
        ]
        assert [reading.refusal for reading in pool.read(paths)] == ["contenu", "tronque", "taille"]

    def test_of_relative_paths_are_found(self, pool, returns, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        path = next(iter(returns))
        assert list(pool.read([Path(path.name)])) == [returns[path]]


class TestMissingFiles:
    def test_are_a_fault_of_ours_and_said_on_one_line(self, pool, tmp_path):
        with pytest.raises(StorageError, match="No such file") as caught:
            list(pool.read([tmp_path / "absent.xlsx"]))
        assert "\n" not in str(caught.value)

    def test_come_at_their_turn(self, pool, returns, tmp_path):
        readings = pool.read([*returns, tmp_path])
        assert [next(readings) for _ in returns] == list(returns.values())
        with pytest.raises(StorageError):
            next(readings)

    def test_leave_the_pool_usable(self, pool, returns, tmp_path):
        with pytest.raises(StorageError):
            list(pool.read([tmp_path / "absent.xlsx", *returns]))
        assert list(pool.read(returns)) == list(returns.values())


class TestLimits:
    def test_a_file_that_takes_too_much_memory_is_refused_and_the_others_go_on(self, dropped, returns):
        with ReaderPool(1, memory_bytes=120 * MIB) as tight:
            assert list(tight.read([dropped(GREEDY), *returns])) == [STOPPED, *returns.values()]

    def test_the_same_file_is_read_where_there_is_room(self, pool, dropped):
        assert [reading.refusal for reading in pool.read([dropped(GREEDY)])] == [None]

    def test_a_file_that_takes_too_much_time_is_refused_and_the_others_go_on(self, dropped, returns):
        with ReaderPool(2, seconds=0.4) as hurried:
            paths = [dropped(ENDLESS), *returns, dropped(ENDLESS)]
            assert list(hurried.read(paths)) == [STOPPED, *returns.values(), STOPPED]

    def test_a_path_that_never_gives_its_bytes_is_no_refusal(self, tmp_path, returns):
        os.mkfifo(tmp_path / "tuyau.xlsx")
        with ReaderPool(1, patience=2) as hurried:
            assert list(hurried.read([tmp_path / "tuyau.xlsx", *returns])) == [HELD_UP, *returns.values()]

    def test_time_passes_for_the_file_not_for_who_takes_the_readings(self, dropped, returns):
        with ReaderPool(1, seconds=0.4) as hurried:
            readings = hurried.read([*returns, *returns])
            first = next(readings)
            time.sleep(0.6)
            assert [first, *readings] == list(returns.values()) * 2

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it in /proc")
    def test_the_system_knows_them(self, returns):
        with ReaderPool(1, memory_bytes=100 * MIB) as limited:
            list(limited.read(returns))
            limits = Path(f"/proc/{limited.pids[0]}/limits").read_text().splitlines()
        rows = {line[:26].strip(): line[26:].split()[:2] for line in limits[1:]}
        assert rows["Max core file size"] == ["0", "0"]
        assert rows["Max address space"] == [str(100 * MIB)] * 2

    def test_many_greedy_files_leave_a_worker_as_it_was(self, dropped, returns):
        greedy = dropped(GREEDY)
        with ReaderPool(1) as single:
            assert list(single.read([greedy, *returns] * 3)) == [read(GREEDY), *returns.values()] * 3
            assert len(set(single.pids)) == 1


class TestMachinesThatStandStill:
    """What passes on the wall is not the file's doing; only work is."""

    def test_a_worker_that_was_stopped_reads_on_afterwards(self, dropped, returns):
        with ReaderPool(1, seconds=0.5) as paused:
            assert list(paused.read(list(returns)[:1])) == list(returns.values())[:1]
            pid = paused.pids[0]
            os.kill(pid, signal.SIGSTOP)
            waker = threading.Timer(1.5, os.kill, (pid, signal.SIGCONT))
            waker.start()
            assert list(paused.read(returns)) == list(returns.values())
            assert paused.pids == [pid]
            waker.join()

    def test_a_worker_that_stays_stopped_gives_no_verdict_and_the_others_are_read(self, returns):
        with ReaderPool(1, patience=2) as paused:
            assert list(paused.read(list(returns)[:1])) == list(returns.values())[:1]
            os.kill(paused.pids[0], signal.SIGSTOP)
            assert list(paused.read(returns)) == [HELD_UP, *list(returns.values())[1:]]

    def test_want_of_memory_is_the_files_own_doing_where_the_machine_has_some(self):
        assert hindrance(1, MIB) is None
        assert hindrance(-signal.SIGABRT, MIB) is None
        assert hindrance(-signal.SIGABRT, 2**60) == "memory"
        assert hindrance(OUT_OF_MEMORY, MIB) == "memory"

    @pytest.mark.parametrize("cause", [signal.SIGPROF, signal.SIGXCPU, signal.SIGSEGV])
    def test_a_limit_of_the_worker_is_the_files_own_doing(self, cause):
        assert hindrance(-cause, MIB) is None

    @pytest.mark.parametrize("cause", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM])
    def test_any_other_signal_comes_from_outside(self, cause):
        assert hindrance(-cause, MIB) == "killed"


class TestDeadWorkers:
    def test_between_two_files_are_replaced(self, returns):
        with ReaderPool(2) as wounded:
            assert list(wounded.read(returns)) == list(returns.values())
            for pid in wounded.pids:
                os.kill(pid, signal.SIGKILL)
            assert list(wounded.read(returns)) == list(returns.values())

    def test_before_the_first_file_are_replaced(self, returns):
        with ReaderPool(1) as wounded:
            os.kill(wounded.pids[0], signal.SIGKILL)
            assert list(wounded.read(returns)) == list(returns.values())

    @pytest.mark.parametrize(("kills", "expected"), [(1, "the reading"), (2, "no verdict")])
    def test_killed_from_outside_give_their_file_a_second_chance_and_no_third(
        self, tmp_path, returns, kills, expected
    ):
        pipe = tmp_path / "tuyau.xlsx"
        os.mkfifo(pipe)
        content = files.xlsx(valid_return())

        def kill_then_feed(pool):
            for _ in range(kills):
                with pipe.open("wb"):  # opens as soon as the worker reads
                    victim = pool.pids[0]
                    os.kill(victim, signal.SIGKILL)
                wait_until(functools.partial(has_ended, victim))
            if kills == 1:
                pipe.write_bytes(content)

        with ReaderPool(1) as wounded:
            killer = threading.Thread(target=kill_then_feed, args=(wounded,), daemon=True)
            killer.start()
            readings = list(wounded.read([pipe, *returns]))
            killer.join(timeout=20)
        assert readings == [read(content) if expected == "the reading" else KILLED, *returns.values()]

    @pytest.mark.parametrize("cause", [signal.SIGABRT, signal.SIGSEGV, signal.SIGPROF])
    def test_brought_down_by_a_file_refuse_it_at_once(self, tmp_path, returns, cause):
        pipe = tmp_path / "tuyau.xlsx"
        os.mkfifo(pipe)

        def bring_down(pool):
            with pipe.open("wb"):
                os.kill(pool.pids[0], cause)

        with ReaderPool(1) as wounded:
            killer = threading.Thread(target=bring_down, args=(wounded,), daemon=True)
            killer.start()
            readings = list(wounded.read([pipe, *returns]))
            killer.join(timeout=20)
        assert readings == [STOPPED, *returns.values()]

    def test_that_never_start_are_a_fault_of_ours(self, tmp_path, returns):
        with (
            ReaderPool(1, reference_dir=tmp_path / "absent") as unusable,
            pytest.raises(ReaderUnusable) as caught,
        ):
            list(unusable.read(returns))
        assert isinstance(caught.value, CitesError)
        assert "\n" not in str(caught.value)


class TestProcesses:
    def test_end_with_the_pool(self, returns):
        with ReaderPool(2) as short:
            pids = short.pids
            list(short.read(returns))
        assert [has_ended(pid) for pid in pids] == [True, True]

    def test_end_with_a_pool_that_never_read(self):
        with ReaderPool(2) as idle:
            pids = idle.pids
        assert [has_ended(pid) for pid in pids] == [True, True]

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it in /proc")
    def test_end_when_their_parent_is_killed(self):
        script = (
            "import time; from orchestration.submissions.reading.pool import ReaderPool;"
            "pool = ReaderPool(2); print(*pool.pids, flush=True); time.sleep(60)"
        )
        parent = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
        )
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
        parent.wait()
        parent.stdout.close()
        assert len(pids) == 2
        wait_until(lambda: all(has_ended(pid) for pid in pids))

    def test_say_nothing_on_the_terminal(self, dropped, returns, capfd):
        with ReaderPool(1, memory_bytes=120 * MIB) as tight:
            list(tight.read([dropped(GREEDY), *returns]))
        assert capfd.readouterr() == ("", "")

    def test_do_not_share_their_neighbours_pipes(self):
        with ReaderPool(2) as pair:
            assert len({worker.fileno() for worker in pair._workers}) == 2


def wait_until(happened, seconds=20):
    """Wait for something outside; fail where it does not happen."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


class TestFaultsOfOurs:
    def test_refuse_the_file_and_name_themselves(self):
        class Faulty:
            def read(self, data):
                raise TypeError("une faute")

        assert _reading(Faulty(), b"") == Reading(refusal="illisible", detail={"faute": "TypeError"})

    def test_want_of_memory_is_not_among_them(self):
        class Starved:
            def read(self, data):
                raise MemoryError

        with pytest.raises(MemoryError):
            _reading(Starved(), b"")


class TestFrames:
    def test_come_out_whole_and_in_order(self):
        buffer = bytearray(frame(b"un") + frame(b"") + frame(READY) + frame(b"deux")[:-1])
        assert list(unframed(buffer)) == [b"un", b"", READY]
        buffer += b"x"
        assert list(unframed(buffer)) == [b"deux"[:-1] + b"x"]
        assert buffer == b""

    @pytest.mark.parametrize("received", [0, 1, 3, 4, 7])
    def test_wait_for_their_last_byte(self, received):
        buffer = bytearray(frame(b"abcd")[:received])
        assert list(unframed(buffer)) == []
        assert len(buffer) == received


def test_the_contract_allows_five_hundred_mebibytes_and_thirty_seconds():
    assert (LIMITS.memory_bytes, LIMITS.seconds) == (500 * MIB, 30)


def test_a_member_that_unfolds_to_the_limit_is_read_within_the_contracts_memory(pool, dropped):
    notes = {f"notes {number}.csv": b"x\n" * (4 * MIB) for number in range(2)}
    content = archive({"identification.csv": b"champ;valeur"} | notes)
    assert [reading.refusal for reading in pool.read([dropped(content)])] == ["dimensions"]
