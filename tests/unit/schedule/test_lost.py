"""A run is lost once it is silent, its process is gone, and nobody holds the lock."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.clock import now
from orchestration.schedule.lost import Signs, farewell, is_lost
from orchestration.storage.opening import open_storage

HOLD = """
import sys
from orchestration.storage.opening import open_storage
with open_storage(sys.argv[1]).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def storage(tmp_path):
    return open_storage(str(tmp_path / "storage"))


@pytest.fixture(scope="module")
def gone():
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def signs(process, seconds=61.0):
    last = now() - timedelta(seconds=seconds)
    return Signs(last, process, last)


def test_a_silent_run_without_its_process_is_lost(storage, gone):
    assert is_lost(signs(gone), now(), storage)


@pytest.mark.parametrize(("seconds", "expected"), [(59, False), (60, True)])
def test_it_has_to_be_silent_for_a_minute(storage, gone, seconds, expected):
    moment = now()
    last = moment - timedelta(seconds=seconds)
    assert is_lost(Signs(last, gone, last), moment, storage) is expected


def test_a_run_whose_process_lives_may_be_silent_for_hours(storage):
    last = now() - timedelta(hours=5)
    assert not is_lost(Signs(last, os.getpid(), now()), now(), storage)


def test_a_run_that_noted_no_process_is_lost_too(storage):
    assert is_lost(signs(None), now(), storage)


def test_while_somebody_holds_the_lock_nobody_is_lost(storage, gone):
    """The run could work on another machine."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, storage.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        assert not is_lost(signs(gone), now(), storage)
    finally:
        holder.kill()
        holder.wait()
    assert is_lost(signs(gone), now(), storage)


def test_looking_leaves_the_lock_free(storage, gone):
    is_lost(signs(gone), now(), storage)
    with storage.lock() as lease:
        lease.check()


def test_what_is_said_names_the_process_the_time_and_what_to_do():
    said = farewell(Signs(datetime(2024, 1, 15, 2, 51, 7, tzinfo=UTC), 4711))
    assert said.startswith(
        "this run was cut off: process 4711 is gone, its last sign of life was on 2024-01-15 at 02:51:07 UTC; "
    )
    assert "nothing to do" in said and "\n" not in said
    assert "its process is gone" in farewell(Signs(datetime(2024, 1, 15, tzinfo=UTC)))
