"""Publishing over a bad network: the release stands whole, or one line says that it does not and the old one does."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from botocore.retries.standard import ExponentialBackoff

from orchestration.errors import CitesError, StorageError
from orchestration.publication import writing
from orchestration.publication.catalogue import NothingPublished, consolidated_tables_of, current, releases
from orchestration.publication.fingerprint import content_hash
from orchestration.publication.manifest import verify
from orchestration.storage.opening import open_storage
from orchestration.storage.s3 import S3Storage
from orchestration.storage.s3_connection import connect
from tests.integration.storage.faulty_proxy import every
from tests.unit.publication.publishing import Assembler, Press, first_two_quarters

pytestmark = pytest.mark.s3


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("candidates")


@pytest.fixture(scope="module")
def assembler(tmp_path_factory):
    return Assembler(tmp_path_factory.mktemp("assembled"))


@pytest.fixture(autouse=True)
def hurried(monkeypatch, assembler):
    """The files of a release made once, and the pauses between attempts a hundred times shorter."""
    whole = ExponentialBackoff.delay_amount
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *asked: whole(*asked) / 100)
    monkeypatch.setattr(writing, "assemble", assembler)


def publish(url: str, place: Path, tables=None) -> str:
    """What a run does at its end: take the lock, publish."""
    storage = open_storage(url)
    with storage.lock() as lease:
        return Press(place, storage, lease).publish(tables).release


def whole(storage) -> str:
    """The current release's id, after every file of it was compared with its manifest."""
    release = current(storage)
    with tempfile.TemporaryDirectory() as scratch:
        verify(storage, release.manifest, Path(scratch))
    assert content_hash(consolidated_tables_of(storage, release)) == release.content_hash
    return release.id


def test_a_release_published_through_every_kind_of_trouble_is_whole(proxy, s3_url, direct, place):
    troubles = {5: "slow down", 7: "hang up", 11: "lose the answer", 13: "cut the answer"}
    proxy.plan = every(troubles)
    published = publish(s3_url, place)
    assert whole(direct) == published
    assert all(proxy.happened(fault) for fault in troubles.values())
    assert [release.id for release in releases(direct)] == [published]


@pytest.mark.parametrize("fault", ["slow down", "lose the answer", "hang up"])
def test_the_move_of_the_pointer_is_told_right_when_its_answer_is_not_heard(
    proxy, s3_url, direct, place, fault
):
    first = publish(s3_url, place, first_two_quarters())
    met: list[int] = []

    def plan(asked):
        if asked.method == "PUT" and asked.key.endswith("releases/current.json") and not met:
            met.append(asked.number)
            return fault
        return None

    proxy.plan = plan
    second = publish(s3_url, place)
    assert met
    assert [release.id for release in releases(direct)] == [second, first]
    assert whole(direct) == second


@pytest.mark.parametrize("moment", ["first file", "tenth file", "manifest", "pointer"])
def test_a_server_that_goes_away_while_publishing_leaves_the_old_release(
    proxy, s3_url, direct, place, moment
):
    first = publish(s3_url, place, first_two_quarters())
    files: set[str] = set()

    def is_the_moment(asked) -> bool:
        if asked.method == "PUT" and "/releases/r0002" in asked.key:
            files.add(asked.key)
        return {
            "first file": len(files) == 1,
            "tenth file": len(files) == 10,
            "manifest": asked.key.endswith("manifest.json") and asked.method == "PUT",
            "pointer": asked.key.endswith("current.json") and asked.method == "PUT",
        }[moment]

    gone: list[bool] = []

    def plan(asked):
        if gone or is_the_moment(asked):
            gone.append(True)
            return "hang up"
        return None

    proxy.plan = plan
    with pytest.raises(StorageError) as told:
        publish(s3_url, place)
    assert str(told.value).startswith(f"cannot reach {proxy.endpoint} to ")
    assert "\n" not in str(told.value)
    assert whole(direct) == first

    proxy.plan = lambda _: None
    direct.delete("run.lock")  # what waiting for a minute would do
    assert whole(direct) != publish(s3_url, place) == whole(direct)


def test_a_first_publication_that_fails_leaves_nothing_to_read(proxy, s3_url, direct, place):
    proxy.plan = lambda asked: "hang up" if asked.key.endswith("manifest.json") else None
    with pytest.raises(StorageError):
        publish(s3_url, place)
    with pytest.raises(NothingPublished):
        current(direct)


def test_a_run_cut_off_behind_its_last_look_at_the_lock_does_not_undo_what_another_published(
    s3_url, direct, place, proxy
):
    publish(s3_url, place, first_two_quarters())
    slow = S3Storage(connect(s3_url), lease_seconds=0, renew_every=60)
    other: list[str] = []

    def plan(asked):
        # the last renewal of the slow run's lease was answered: now it sleeps, and another run publishes
        if asked.method == "PUT" and asked.key.endswith("current.json") and not other:
            other.append("under way")
            direct.write("releases/current.json", direct.read("releases/current.json") + b" ")
        return

    proxy.plan = plan
    with slow.lock() as lease, pytest.raises(CitesError, match="moved by another run, which took over"):
        Press(place, slow, lease).publish()
    assert direct.read("releases/current.json").endswith(b" ")
