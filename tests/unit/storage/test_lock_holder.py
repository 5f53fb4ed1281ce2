"""Who holds a folder's lock is told without taking it."""

from __future__ import annotations

import os
import sys

import pytest

from orchestration.clock import now
from orchestration.errors import LockHeld
from orchestration.storage.folder import Folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists its locks")


@pytest.fixture
def storage(tmp_path) -> Folder:
    return Folder(tmp_path / "storage")


def test_a_storage_that_is_not_there_is_held_by_nobody(storage):
    assert storage.holder() is None


def test_the_holder_is_named_with_the_time_since_when(storage):
    before = now().replace(microsecond=0)
    with storage.lock():
        holder = storage.holder()
    assert holder.who.startswith(f"process {os.getpid()} on ")
    assert before <= holder.since <= now()


def test_a_lock_that_was_given_back_is_free_though_its_file_stays(storage):
    with storage.lock():
        pass
    assert storage.exists("run.lock")
    assert storage.holder() is None


def test_asking_keeps_nobody_from_the_lock_and_takes_it_from_nobody(storage):
    storage.holder()
    with storage.lock():
        storage.holder()
        with pytest.raises(LockHeld), storage.lock():
            pass
