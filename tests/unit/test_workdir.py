"""The folder in which a candidate is built belongs to us alone, or nothing is built."""

from __future__ import annotations

import os
import stat

import pytest

from orchestration.storage.folder import Folder
from orchestration.workdir import UnsafeWorkdir, workdir_of


class Bucket:
    """As much of a bucket as matters here: nothing of it lies on this machine."""

    def __init__(self, url: str = "s3://remontees/production") -> None:
        self.url = url

    def local_path(self, key: str) -> None:
        return None


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_storage_has_its_own(tmp_path):
    assert workdir_of(Folder(tmp_path / "storage")) == tmp_path / "storage" / "work"


def test_a_bucket_gets_one_of_its_own_closed_to_all_others(temporary):
    workdir = workdir_of(Bucket())
    assert workdir.parent == temporary
    assert (mode(workdir), workdir.stat().st_uid) == (0o700, os.getuid())
    assert workdir_of(Bucket("s3://remontees/production")) == workdir
    assert workdir_of(Bucket("s3://remontees/test")) != workdir


@pytest.mark.parametrize("open_to_others", [0o755, 0o770, 0o701, 0o777])
def test_a_folder_that_others_can_look_into_is_refused(open_to_others):
    workdir = workdir_of(Bucket())
    workdir.chmod(open_to_others)
    with pytest.raises(UnsafeWorkdir) as told:
        workdir_of(Bucket())
    assert str(told.value) == (
        f"{workdir} is not a folder that belongs to this account alone (mode 0700): remove it, or set TMPDIR to a folder "
        "of your own"
    )


def test_a_link_in_its_place_is_refused(tmp_path):
    workdir = workdir_of(Bucket())
    workdir.rename(tmp_path / "elsewhere")
    workdir.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafeWorkdir):
        workdir_of(Bucket())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another account")
def test_a_folder_of_another_account_is_refused():
    workdir = workdir_of(Bucket())
    os.chown(workdir, 65534, 65534)
    with pytest.raises(UnsafeWorkdir):
        workdir_of(Bucket())
