"""The run lock of a folder: what a refusal says, what a killed run leaves, what a lost lock does."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from orchestration.errors import LockHeld, StorageError
from orchestration.storage.folder import Folder


@pytest.fixture
def storage(tmp_path) -> Folder:
    return Folder(tmp_path / "storage")


def test_a_lock_whose_file_was_removed_is_lost(storage):
    with storage.lock() as lease:
        (Path(storage.url) / "run.lock").unlink()
        with Folder(Path(storage.url)).lock() as other, pytest.raises(StorageError) as loss:
            other.check()
            lease.check()
    assert str(loss.value) == (
        f"the lock {storage.url}/run.lock was removed meanwhile; nothing was published: run again"
    )


def test_a_lock_file_left_by_another_run_holds_nobody_back(storage):
    storage.write("run.lock", b"process 1 on elsewhere since 1999-01-01T00:00:00+00:00\n" * 3)
    with storage.lock():
        said = (Path(storage.url) / "run.lock").read_text(encoding="utf-8")
    assert said.startswith(f"process {os.getpid()} on ") and said.count("\n") == 1


def test_a_worker_that_outlives_its_killed_run_does_not_keep_the_lock(storage):
    reading, writing = os.pipe()
    run = os.fork()
    if run == 0:
        with storage.lock():
            worker = os.fork()
            if worker == 0:
                os.write(writing, str(os.getpid()).encode())
            time.sleep(60)
    worker = int(os.read(reading, 20))
    try:
        with pytest.raises(LockHeld), storage.lock():
            pass
        os.kill(run, signal.SIGKILL)
        os.waitpid(run, 0)
        os.kill(worker, 0)  # it is there still
        with storage.lock() as lease:
            lease.check()
    finally:
        os.kill(worker, signal.SIGKILL)


def test_the_holder_sweeps_up_what_runs_killed_long_ago_left(storage):
    root = Path(storage.url)
    storage.write("a", b"x")
    for name, age in [(".unfinished-1-old", 2 * 86_400), (".unfinished-2-new", 60), ("turn", 2 * 86_400)]:
        (root / ".tmp" / name).write_bytes(b"half")
        os.utime(root / ".tmp" / name, (time.time() - age,) * 2)
    with storage.lock():
        assert sorted(path.name for path in (root / ".tmp").iterdir()) == [".unfinished-2-new", "turn"]


def test_a_lock_that_cannot_be_taken_says_why(storage):
    (Path(storage.url) / "run.lock").mkdir(parents=True)
    said = r"cannot take the lock .*/run\.lock: a folder stands where a file is needed: move it away"
    with pytest.raises(StorageError, match=said), storage.lock():
        pass
