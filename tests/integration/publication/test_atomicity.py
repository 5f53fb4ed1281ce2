"""Whatever fails, and wherever, a reader gets one complete release: the old one or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from orchestration.errors import CitesError, StorageError
from orchestration.publication import formats, writing
from orchestration.publication.catalogue import (
    NothingPublished,
    Release,
    consolidated_tables_of,
    current,
    releases,
)
from orchestration.publication.fingerprint import content_hash
from orchestration.publication.manifest import verify
from orchestration.publication.pull import pull
from orchestration.storage.folder import Folder
from tests.unit.audit.small_world import small_contract, tables
from tests.unit.publication.memory import Died, HeldLease, Memory
from tests.unit.publication.publishing import Press, first_two_quarters

FILES = 7 + 3 * len(small_contract().released)
STEPS = FILES + 2
"""Every file of a release, its manifest, and the pointer."""


@pytest.fixture(scope="module")
def published(tmp_path_factory, assembler) -> dict[str, bytes]:
    """A storage with one release of two quarters."""
    press = Press(tmp_path_factory.mktemp("press"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "assemble", assembler)
        press.publish(first_two_quarters())
    return dict(press.storage.objects)


def whole(storage) -> Release:
    """The current release, read as a reader does: every file against the manifest, every table, every format."""
    release = current(storage)
    with tempfile.TemporaryDirectory() as scratch:
        verify(storage, release.manifest, Path(scratch))
    assert content_hash(consolidated_tables_of(storage, release)) == release.content_hash
    for name in formats.STORED:
        assert pull(storage, "indicateurs_nationaux", None, name)
    return release


def test_a_publication_writes_every_file_then_the_manifest_then_the_pointer(candidates):
    storage = Memory()
    release = Press(candidates, storage).publish().release
    assert len(storage.steps) == STEPS
    assert storage.steps[-2:] == [f"releases/{release}/manifest.json", "releases/current.json"]
    assert len(set(storage.steps)) == STEPS


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_death_at_any_step_leaves_the_old_release_and_the_next_run_publishes(published, candidates, step):
    storage = Memory(published, dies_at=step)
    with pytest.raises(Died):
        Press(candidates, storage).publish()
    assert whole(storage).id.startswith("r0001-")
    storage.dies_at = None
    after = Press(candidates, storage).publish()
    assert whole(storage).id == after.release
    assert (after.outcome, after.release[:5], len(releases(storage))) == ("published", "r0002", 2)


@pytest.mark.parametrize("step", [1, FILES, FILES + 1, STEPS])
def test_a_death_during_the_very_first_publication_leaves_nothing_to_read(candidates, step):
    storage = Memory(dies_at=step)
    with pytest.raises(Died):
        Press(candidates, storage).publish()
    with pytest.raises(NothingPublished):
        current(storage)
    storage.dies_at = None
    assert Press(candidates, storage).publish().release == whole(storage).id


@pytest.mark.parametrize("left", [1, 2, 5])
def test_a_death_while_cleaning_up_is_cleaned_up_too(published, candidates, left):
    storage = Memory(published)
    storage.objects |= {f"releases/r0002-0badc0de/csv/{n}.csv": b"half" for n in range(5)}
    storage.dies_at = left
    with pytest.raises(Died):
        Press(candidates, storage).publish()
    assert whole(storage).id.startswith("r0001-")
    storage.dies_at = None
    Press(candidates, storage).publish()
    assert whole(storage).id.startswith("r0002-")
    assert not [key for key in storage.objects if "0badc0de" in key]


@pytest.mark.parametrize("step", [1, 7, FILES, FILES + 1, STEPS])
def test_a_write_that_is_refused_says_so_and_publishes_nothing(published, candidates, step):
    class Full(Memory):
        def _step(self, key):
            self.steps.append(key)
            if len(self.steps) == step:
                raise StorageError("no room left")

    storage = Full(published)
    with pytest.raises(CitesError, match="no room left"):
        Press(candidates, storage).publish()
    assert whole(storage).id.startswith("r0001-")


@pytest.mark.parametrize("checks", [0, 1])
def test_a_run_that_lost_its_lock_moves_nothing(published, candidates, checks):
    storage = Memory(published)
    with pytest.raises(StorageError, match="the lock is lost"):
        Press(candidates, storage, HeldLease(checks)).publish()
    assert whole(storage).id.startswith("r0001-")


def test_a_run_that_lost_its_lock_before_the_manifest_made_no_release(published, candidates):
    storage = Memory(published)
    with pytest.raises(StorageError):
        Press(candidates, storage, HeldLease(checks=0)).publish()
    assert [release.id[:5] for release in releases(storage)] == ["r0001"]


KILLED = """
import os, signal, sys
from pathlib import Path
from orchestration.storage.folder import Folder
from tests.unit.publication.publishing import Press

class Killed(Folder):
    written = 0
    def _count(self):
        Killed.written += 1
        if Killed.written == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    def write(self, key, data):
        self._count()
        super().write(key, data)
    def write_many(self, items):
        for key, data in items:
            self.write(key, data)
    def upload(self, path, key):
        self._count()
        super().upload(path, key)

Press(Path(sys.argv[2]), Killed(Path(sys.argv[1]))).publish()
"""


@pytest.mark.parametrize("step", [2, FILES + 1, STEPS], ids=["first files", "manifest", "pointer"])
def test_a_process_that_is_killed_leaves_the_old_release(tmp_path, candidates, step):
    storage = Folder(tmp_path / "data")
    first = Press(candidates, storage).publish(first_two_quarters()).release
    arguments = [str(tmp_path / "data"), str(tmp_path / "candidates"), str(step)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], cwd=Path(__file__).parents[3], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert whole(storage).id == first
    after = Press(candidates, storage).publish(tables())
    assert whole(storage).id == after.release
    assert [release.id for release in releases(storage)] == [after.release, first]


def test_the_files_of_a_release_in_a_folder_cannot_be_written_to(tmp_path, candidates):
    storage = Folder(tmp_path)
    release = Press(candidates, storage).publish().release
    modes = {
        path.stat().st_mode & 0o777 for path in (tmp_path / "releases" / release).rglob("*") if path.is_file()
    }
    assert modes == {0o444}
    assert os.access(tmp_path / "releases" / "current.json", os.W_OK)
