"""A network that loses, cuts, delays and throttles, between us and a real S3 server."""

from __future__ import annotations

import hashlib
import logging
import time

import pytest
from botocore.retries.standard import ExponentialBackoff

from orchestration.errors import LockHeld, StorageError
from orchestration.storage import s3_connection
from orchestration.storage.opening import open_storage
from orchestration.storage.s3 import S3Storage
from orchestration.storage.s3_connection import connect
from tests.integration.storage.faulty_proxy import every

pytestmark = pytest.mark.s3


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """The pauses between attempts, a hundred times shorter."""
    whole = ExponentialBackoff.delay_amount
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *asked: whole(*asked) / 100)


@pytest.fixture
def storage(proxy, s3_url):
    return open_storage(s3_url)


def once(fault, *, method: str, key: str = ""):
    """The fault for the first request of this kind; the others pass."""
    met: list[int] = []

    def plan(asked):
        if asked.method == method and asked.key.endswith(key) and not met:
            met.append(asked.number)
            return fault
        return None

    return plan


def always(fault, *, method: str = "", key: str = ""):
    return lambda asked: fault if method in asked.method and key in asked.key else None


# --- throttling


def test_a_server_that_throttles_every_third_request_loses_nothing(storage, proxy, direct):
    proxy.plan = every({3: "slow down"})
    written = {f"many/{number:02d}": f"object {number}".encode() for number in range(40)}
    storage.write_many(written.items())
    assert dict(storage.read_many(written)) == written
    assert [entry.key for entry in storage.entries("many/")] == list(written)
    assert len(proxy.happened("slow down")) >= 20
    assert {key: direct.read(key) for key in written} == written


def test_a_server_that_throttles_for_ever_is_given_up_in_one_line(storage, proxy):
    proxy.plan = always("slow down", method="PUT")
    with pytest.raises(StorageError) as told:
        storage.write("a", b"x")
    assert str(told.value) == (
        f"{proxy.endpoint} could not write a at {storage.url} just now (SlowDown): run again later"
    )
    assert len(proxy.happened("slow down")) == 7


# --- what gets lost on the way


@pytest.mark.parametrize("fault", ["hang up", "lose the answer"])
def test_a_write_that_is_cut_off_is_done_again(storage, proxy, direct, fault):
    proxy.plan = once(fault, method="PUT")
    storage.write("a", b"content")
    assert direct.read("a") == b"content"
    assert len(proxy.happened(fault)) == 1


def test_an_answer_that_is_cut_in_the_middle_is_asked_for_again(storage, proxy):
    storage.write("a", bytes(range(256)) * 400)
    proxy.plan = once("cut the answer", method="GET")
    assert storage.read("a") == bytes(range(256)) * 400
    assert len(proxy.happened("cut the answer")) == 1


def test_a_download_in_parts_survives_cut_answers(storage, proxy, tmp_path):
    data = bytes(range(256)) * 80_000  # 20 MB: several parts of 8 MB
    (tmp_path / "local").write_bytes(data)
    storage.upload(tmp_path / "local", "large")
    proxy.plan = once("cut the answer", method="GET", key="large")
    storage.download("large", tmp_path / "copy")
    assert hashlib.sha256((tmp_path / "copy").read_bytes()).digest() == hashlib.sha256(data).digest()
    assert len(proxy.happened("cut the answer")) == 1


@pytest.mark.parametrize("fault", ["slow down", "hang up", "lose the answer"])
def test_an_upload_in_parts_survives_the_loss_of_one(storage, proxy, direct, tmp_path, fault):
    data = bytes(range(256)) * 80_000
    (tmp_path / "local").write_bytes(data)
    met: list[str] = []

    def plan(asked):
        if asked.method == "PUT" and "partNumber=2" in asked.path and not met:
            met.append(asked.path)
            return fault
        return None

    proxy.plan = plan
    storage.upload(tmp_path / "local", "large")
    assert direct.read("large") == data
    assert len(met) == 1


def test_an_upload_that_cannot_be_finished_leaves_no_object(storage, proxy, direct, tmp_path):
    (tmp_path / "local").write_bytes(b"x" * 20_000_000)
    proxy.plan = lambda asked: "hang up" if "partNumber=3" in asked.path else None
    with pytest.raises(StorageError, match="to write large at"):
        storage.upload(tmp_path / "local", "large")
    assert list(direct.entries("")) == []


def test_a_copy_that_is_cut_while_being_kept_is_hashed_again(storage, proxy):
    storage.write("landing/a", b"0123456789" * 1000)
    (entry,) = storage.entries("landing/")
    proxy.plan = once("cut the answer", method="GET", key="landing/a")
    (kept,) = storage.keep([entry], lambda fingerprint: f"returns/{fingerprint}")
    assert (kept.fingerprint, kept.problem) == (hashlib.sha256(b"0123456789" * 1000).hexdigest(), "")


def test_the_check_of_a_kept_copy_survives_a_cut_answer(storage, proxy):
    storage.write("landing/a", b"bytes")
    kept_as = hashlib.sha256(b"bytes").hexdigest()
    storage.write(f"returns/{kept_as}", b"bytes")
    proxy.plan = once("cut the answer", method="GET", key=f"returns/{kept_as}")
    (kept,) = storage.keep(storage.entries("landing/"), lambda fingerprint: f"returns/{fingerprint}")
    assert (kept.fingerprint, kept.problem) == (kept_as, "")
    assert len(proxy.happened("cut the answer")) == 1
    assert [
        asked.method for asked in proxy.asked if f"returns/{kept_as}" in asked.key and asked.method == "PUT"
    ] == [
        "PUT"  # the one of this test: a good copy is not written again
    ]


def test_a_server_that_answers_too_late_is_asked_again(s3_url, proxy, monkeypatch):
    monkeypatch.setitem(s3_connection._PATIENT, "read_timeout", 1)
    storage = open_storage(s3_url)
    storage.write("a", b"content")
    proxy.plan = once("stall", method="GET", key="/a")
    assert storage.read("a") == b"content"
    assert len(proxy.happened("stall")) == 1


# --- conditional writes on such a network


@pytest.mark.parametrize("fault", ["slow down", "hang up", "lose the answer"])
@pytest.mark.parametrize("before", [None, b"the release before"])
def test_a_move_of_the_pointer_that_got_through_is_recognised_as_ours(storage, proxy, direct, fault, before):
    if before:
        storage.write("releases/current.json", before)
    version = storage.version("releases/current.json")
    proxy.plan = once(fault, method="PUT", key="current.json")
    assert storage.write_over("releases/current.json", b"the new release", version)
    assert direct.read("releases/current.json") == b"the new release"
    puts = [asked for asked in proxy.asked if asked.method == "PUT" and asked.condition]
    assert len(puts) == 2  # the one that went wrong, and the one after it


def test_a_move_that_somebody_else_made_meanwhile_is_not_ours(storage, proxy, direct):
    storage.write("releases/current.json", b"old")
    version = storage.version("releases/current.json")
    met: list[int] = []

    def plan(asked):
        if asked.method == "PUT" and not met:
            met.append(asked.number)
            direct.write("releases/current.json", b"theirs")
            return "hang up"
        return None

    proxy.plan = plan
    assert not storage.write_over("releases/current.json", b"ours", version)
    assert direct.read("releases/current.json") == b"theirs"


def test_a_lock_whose_taking_got_no_answer_is_held(storage, proxy, direct):
    proxy.plan = once("lose the answer", method="PUT", key="run.lock")
    with storage.lock() as lease:
        lease.check()
        with pytest.raises(LockHeld), direct.lock():
            pass
    with direct.lock():
        pass


def test_a_lease_survives_a_minute_of_trouble_that_is_shorter_than_itself(s3_url, proxy):
    storage = S3Storage(connect(s3_url), lease_seconds=30, renew_every=0.2)
    with storage.lock() as lease:
        proxy.plan = always("hang up", key="run.lock")
        time.sleep(1)
        proxy.plan = lambda _: None
        lease.check()
    assert proxy.happened("hang up")


# --- nothing that should not be said


def test_no_log_of_any_library_holds_a_secret(storage, proxy, caplog):
    proxy.plan = lambda asked: "slow down" if asked.number % 2 else "hang up"
    with caplog.at_level(logging.INFO), pytest.raises(StorageError) as told:
        storage.write("a", b"x")
    said = caplog.text + str(told.value)
    assert "test-secret-value" not in said
    assert "Signature=" not in said
