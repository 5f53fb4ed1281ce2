"""What holds the content of returns is this account's alone, whatever the umask; a release is read as the umask says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from orchestration.storage.folder import Folder

PRIVATE = ["returns", "reports", "staged", "register", "reminders", "candidates"]


@pytest.fixture(params=[0o000, 0o022, 0o277])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write(storage: Folder, key: str) -> Path:
    storage.write(key, b"bytes")
    return Path(storage.url) / key


@pytest.fixture
def storage(tmp_path) -> Folder:
    (tmp_path / "storage").mkdir()
    return Folder(tmp_path / "storage")


@pytest.mark.parametrize("folder", PRIVATE)
def test_what_holds_returns_is_closed(storage, umask, folder):
    path = write(storage, f"{folder}/2023-T4/cde-001/one")
    parents = [parent for parent in path.parents if parent.is_relative_to(Path(storage.url) / folder)]
    assert rights(path) == 0o600
    assert [rights(parent) for parent in parents] == [0o700] * 3


def test_what_only_one_may_create_is_closed_too(storage, umask):
    assert storage.write_new("register/00000001.jsonl", b"one")
    assert rights(Path(storage.url) / "register/00000001.jsonl") == 0o600


def test_an_original_is_closed(tmp_path, storage, umask):
    landing = tmp_path / "storage" / "landing"
    landing.mkdir(mode=0o700)
    landing.chmod(0o700)
    (landing / "a.xlsx").write_bytes(b"return")
    (landing / "a.xlsx").chmod(0o666)
    (kept,) = storage.keep(storage.entries("landing/"), lambda name: f"returns/{name[:2]}/{name}")
    path = tmp_path / "storage" / f"returns/{kept.fingerprint[:2]}/{kept.fingerprint}"
    assert [rights(each) for each in (path, path.parent, path.parent.parent)] == [0o600, 0o700, 0o700]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027])
def test_a_release_is_read_as_the_umask_says(storage, mask):
    before = os.umask(mask)
    try:
        path = write(storage, "releases/r0001-aaaaaaaa/csv/a.csv")
    finally:
        os.umask(before)
    assert (rights(path), rights(path.parent)) == (0o666 & ~mask, 0o777 & ~mask)


def test_the_lock_is_closed(storage, umask):
    with storage.lock():
        assert rights(Path(storage.url) / "run.lock") & 0o077 == 0


@pytest.mark.parametrize("folder", PRIVATE)
def test_a_run_closes_what_an_earlier_version_left_open(storage, folder):
    path = Path(storage.url) / folder
    path.mkdir(mode=0o755)
    with storage.lock():
        assert rights(path) == 0o700


def test_a_link_to_another_disk_is_not_followed(storage, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (Path(storage.url) / "returns").symlink_to(tmp_path / "elsewhere")
    with storage.lock():
        assert rights(tmp_path / "elsewhere") == 0o755
