"""The lock on a server that takes conditional writes for ordinary ones, as several older servers do."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from orchestration.errors import LockHeld, StorageError
from orchestration.storage.s3 import S3Storage
from orchestration.storage.s3_connection import connect

pytestmark = pytest.mark.s3


@pytest.fixture(params=[{"if-match", "if-none-match"}, {"if-match"}], ids=["all", "if-match only"])
def forgetful(proxy, request):
    """A server that takes no notice of conditions, or only of one kind."""
    proxy.plan = lambda asked: "forget conditions" if asked.condition in request.param else None
    return proxy


@pytest.fixture
def bucket(forgetful, s3_url):
    return connect(s3_url)


def storage(bucket, lease_seconds: float = 60, renew_every: float = 15) -> S3Storage:
    return S3Storage(bucket, lease_seconds, renew_every)


def locks(direct) -> list[str]:
    """Everything of the lock that lies in the bucket, listed by the client itself."""
    listed = direct._client.list_objects_v2(
        Bucket=direct._bucket.name, Prefix=direct._bucket.full("run.lock")
    )
    return [one["Key"] for one in listed.get("Contents", ())]


def test_the_lock_excludes_a_second_run_and_says_who_holds_it(bucket, s3_url, direct):
    with storage(bucket).lock() as lease:
        lease.check()
        assert len(locks(direct)) == 1
        with pytest.raises(LockHeld) as refusal, storage(connect(s3_url)).lock():
            pass
        assert len(locks(direct)) == 1
        lease.check()
    assert re.fullmatch(
        rf"another run holds the lock of {re.escape(s3_url)} \(\S+-\d+-[0-9a-f]{{16}}\): wait for its end; the lock of "
        "a killed run comes free 60 seconds after its last sign of life",
        str(refusal.value),
    )
    assert locks(direct) == []


def test_the_claims_are_no_objects_of_the_storage(bucket, direct):
    with storage(bucket).lock():
        assert list(direct.entries("")) == []


def test_a_claim_lives_longer_than_its_time_by_renewal(bucket, s3_url):
    with storage(bucket, lease_seconds=1, renew_every=0.2).lock() as lease:
        time.sleep(3)
        with pytest.raises(LockHeld), storage(connect(s3_url), lease_seconds=1).lock():
            pass
        lease.check()


def test_a_claim_that_ran_out_is_taken_over_and_its_first_holder_notices(bucket, s3_url, direct):
    with storage(bucket, lease_seconds=0, renew_every=60).lock() as first:
        time.sleep(2.1)
        with storage(connect(s3_url), lease_seconds=0, renew_every=0.2).lock() as second:
            with pytest.raises(StorageError, match="this run lost the lock of"):
                first.check()
            second.check()
            with pytest.raises(StorageError, match="lost the lock"):  # for good
                first.check()
    assert locks(direct) == []


def test_of_six_runs_at_once_at_most_one_holds_the_lock(bucket, s3_url):
    together, after = Barrier(6), Barrier(6)
    storages = [storage(connect(s3_url)) for _ in range(6)]

    def run(one: S3Storage) -> bool:
        together.wait()
        try:
            with one.lock():
                after.wait()
                return True
        except LockHeld:
            after.wait()
            return False

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(run, storages)).count(True) <= 1
    with storages[0].lock() as lease:
        lease.check()


def test_under_the_lock_the_pointer_is_looked_at_before_it_is_written(bucket, direct):
    with storage(bucket).lock():
        held = storage(bucket)
        assert held.write_over("releases/current.json", b"first", None)
        assert not held.write_over("releases/current.json", b"second", None)
        version = held.version("releases/current.json")
        assert held.write_over("releases/current.json", b"second", version)
        assert not held.write_over("releases/current.json", b"third", version)
    assert direct.read("releases/current.json") == b"second"


def test_a_server_that_keeps_conditions_needs_no_claims(s3_url, direct):
    bucket = connect(s3_url)
    with storage(bucket).lock():
        assert bucket.honours_conditions
        assert [key.rpartition("/")[2] for key in locks(direct)] == ["run.lock"]
