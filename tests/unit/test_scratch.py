"""What is needed for a moment is gone afterwards, even after a process that was killed; nobody else's is touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.scratch import scratch, sweep

ROOT = Path(__file__).resolve().parents[2]
HOLDS = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from orchestration.scratch import scratch
with scratch() as folder:
    (folder / "original").write_text("an address")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def another(temporary):
    """Another process that uses a folder of its own, until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(temporary)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    folder = Path(process.stdout.readline().strip())
    yield process, folder
    process.kill()
    process.communicate()


def test_it_is_gone_after_its_use(temporary):
    with scratch() as folder:
        (folder / "original").write_text("x")
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_it_is_gone_after_a_failure(temporary):
    with pytest.raises(RuntimeError), scratch():
        raise RuntimeError
    assert list(temporary.iterdir()) == []


def test_it_is_closed_to_all_others():
    with scratch() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_at_a_time_do_not_meet():
    with scratch() as one, scratch() as other:
        assert one != other
        assert one.is_dir()


def test_what_a_killed_process_left_is_gone_with_the_next_use(another):
    process, folder = another
    process.kill()
    process.wait()
    assert (folder / "original").exists()
    with scratch():
        assert not folder.exists()


def test_what_a_living_process_holds_stays(another):
    _, folder = another
    sweep()
    with scratch():
        assert (folder / "original").read_text() == "an address"


@pytest.mark.parametrize("name", ["cites-0-0123456789ab", "scratch", "other-scratch-x"])
def test_what_is_not_ours_by_its_name_stays(temporary, name):
    (temporary / name).mkdir()
    sweep()
    assert (temporary / name).is_dir()


def test_a_link_with_our_name_leads_nowhere(temporary):
    (temporary / "precious").mkdir()
    (temporary / "precious" / "file").touch()
    (temporary / "cites-scratch-link").symlink_to(temporary / "precious")
    sweep()
    assert (temporary / "precious" / "file").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another account")
def test_a_folder_of_another_account_stays(temporary):
    folder = temporary / "cites-scratch-theirs"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    sweep()
    assert folder.is_dir()
