"""The lease on a bucket: kept alive by renewal, taken over once it ran out, and its loss noticed."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from orchestration.errors import LockHeld, StorageError
from orchestration.storage.s3 import S3Storage
from orchestration.storage.s3_connection import connect
from orchestration.storage.s3_lock import Found, said

pytestmark = pytest.mark.s3


@pytest.fixture
def bucket(s3_url):
    return connect(s3_url)


def storage(bucket, lease_seconds: float = 60, renew_every: float = 15) -> S3Storage:
    return S3Storage(bucket, lease_seconds, renew_every)


def lock_object(bucket) -> bytes | None:
    listed = bucket.client.list_objects_v2(Bucket=bucket.name, Prefix=bucket.full("run.lock"))
    if not listed.get("Contents"):
        return None
    return bucket.client.get_object(Bucket=bucket.name, Key=bucket.full("run.lock"))["Body"].read()


def leave_lock(bucket, text: bytes) -> None:
    bucket.client.put_object(Bucket=bucket.name, Key=bucket.full("run.lock"), Body=text)


def test_the_lock_object_is_there_while_the_lock_is_held_and_only_then(bucket):
    assert lock_object(bucket) is None
    with storage(bucket).lock():
        assert json.loads(lock_object(bucket))["seconds"] == 60
    assert lock_object(bucket) is None


def test_a_lease_lives_longer_than_its_time_by_renewal(bucket):
    with storage(bucket, lease_seconds=1, renew_every=0.2).lock() as lease:
        first = lock_object(bucket)
        time.sleep(3)  # S3 knows whole seconds only
        assert lock_object(bucket) != first
        with pytest.raises(LockHeld), storage(bucket).lock():
            pass
        lease.check()


def test_a_lease_that_ran_out_is_taken_over_and_its_first_holder_notices(bucket):
    with storage(bucket, lease_seconds=0, renew_every=60).lock() as first:
        time.sleep(2.1)
        with storage(bucket).lock() as second:
            with pytest.raises(StorageError) as loss:
                first.check()
            second.check()
            with pytest.raises(StorageError, match="lost the lock"):  # for good
                first.check()
    assert str(loss.value) == (
        f"this run lost the lock of {bucket.url}: it was cut off for too long, and another run took over; "
        "nothing was published: run again"
    )


def test_a_run_that_lost_its_lease_leaves_the_other_lock_alone(bucket):
    with storage(bucket, renew_every=60).lock():
        leave_lock(bucket, b'{"owner": "another", "seconds": 60}')
    assert lock_object(bucket) == b'{"owner": "another", "seconds": 60}'


def test_a_lease_whose_object_was_removed_is_lost(bucket):
    with storage(bucket, renew_every=60).lock() as lease:
        bucket.client.delete_object(Bucket=bucket.name, Key=bucket.full("run.lock"))
        with pytest.raises(StorageError, match="lost the lock"):
            lease.check()


def test_a_renewal_whose_answer_was_lost_is_still_ours(bucket):
    with storage(bucket, renew_every=60).lock() as lease:
        says = json.loads(lock_object(bucket))
        leave_lock(bucket, json.dumps(says | {"nonce": "written by the renewal that got no answer"}).encode())
        lease.check()


def test_a_fresh_lease_is_not_taken_over_whatever_the_clock_of_this_machine_says(bucket, monkeypatch):
    with storage(bucket).lock():
        from datetime import UTC, datetime

        monkeypatch.setattr("orchestration.storage.s3_lock.now", lambda: datetime(2099, 1, 1, tzinfo=UTC))
        with pytest.raises(LockHeld), storage(bucket).lock():
            pass


@pytest.mark.parametrize(
    ("says", "age", "expired"),
    [
        ({"seconds": 60}, 61, False),  # a second is allowed for times that S3 rounds down
        ({"seconds": 60}, 61.1, True),
        ({}, 1, False),
        ({}, 1.1, True),
        ({"seconds": "soon"}, 1.1, True),
    ],
)
def test_a_lease_runs_out_when_its_time_has_passed_without_renewal(says, age, expired):
    assert Found('"etag"', says, age).expired is expired


@pytest.mark.parametrize("data", [b"", b"not json", b"[1]", b"\xff", b"null"])
def test_a_lock_object_of_unknown_origin_says_nothing(data):
    assert said(data) == {}


def test_of_eight_runs_that_take_over_exactly_one_holds_the_lock(bucket):
    leave_lock(bucket, b'{"owner": "killed", "seconds": 0}')
    time.sleep(2.1)
    together, after = Barrier(8), Barrier(8)

    def run(_: int) -> bool:
        together.wait()
        try:
            with storage(bucket).lock():
                after.wait()
                return True
        except LockHeld:
            after.wait()
            return False

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, range(8))).count(True) == 1
