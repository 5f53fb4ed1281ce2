"""The run lock of a bucket: a lease on the object `run.lock`, renewed while the run lives.

The object says who holds it and for how long without renewal. Its age is told by the server's own clock, so
the clocks of two machines need not agree. Every renewal writes new bytes on the condition that the object is
still the one we wrote last; a lease that ran out is taken over on the same condition, so of two one wins.

Belongs here: taking, renewing, checking, giving back. Does not belong here: the conditions (`s3_conditions`), and
the lock on servers that know none (`s3_claims`).
"""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock, Thread
from typing import Any, Protocol

from botocore.exceptions import ClientError

from orchestration.clock import now
from orchestration.errors import LockHeld, StorageError
from orchestration.storage.insisting import demand_renewed
from orchestration.storage.interface import LOCK_KEY
from orchestration.storage.s3_claims import ClaimLease
from orchestration.storage.s3_conditions import ABSENT, are_honoured, put_if
from orchestration.storage.s3_connection import Bucket
from orchestration.storage.s3_errors import code_of

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The lock object as it stands: its ETag, what it says, and its age in seconds by the server's clock."""

    etag: str
    says: dict[str, Any]
    age: float

    @property
    def expired(self) -> bool:
        """Whether its holder let it run out, one second allowed for times that S3 rounds down."""
        seconds = self.says.get("seconds")
        return self.age > (seconds if isinstance(seconds, int | float) else 0) + 1

    def __str__(self) -> str:
        return f"process {self.says.get('process')} on {self.says.get('host')} since {self.says.get('since')}"


class S3Lease:
    """The lease of one run. Its own thread and its holder may renew it at the same time."""

    def __init__(self, bucket: Bucket, seconds: float) -> None:
        """Prepare a lease that runs out so many seconds after its last renewal."""
        self._bucket = bucket
        self._name = bucket.full(LOCK_KEY)
        self._seconds = seconds
        self._owner = secrets.token_hex(16)
        self._since = now().isoformat(timespec="seconds")
        self._etag: str | None = None
        self._turn = Lock()

    def take(self) -> bool:
        """Take the lease where nobody holds it. Raises LockHeld.

        False on a server that keeps no conditions: this lock would hold nobody back, and is not left behind.
        """
        with self._bucket.explained("take the run lock"):
            self._take()
            if are_honoured(self._bucket.hasty, self._bucket.name, self._name):
                return True
            self._bucket.hasty.delete_object(Bucket=self._bucket.name, Key=self._name)
        return False

    def _take(self) -> None:
        found = None
        for _ in range(_ATTEMPTS):
            if self._put(None):
                return
            found = self.found()
            if found and found.expired and self._put(found.etag):
                return
            if found and not found.expired:
                break
        raise LockHeld(
            f"another run holds the lock of {self._bucket.url} ({found or 'just begun'}): wait for its end; "
            f"the lock of a killed run comes free {self._seconds:.0f} seconds after its last sign of life"
        )

    def renew(self) -> bool:
        """Say that we live. False where the lease is no longer ours, for good. Raises StorageError."""
        with self._turn, self._bucket.explained("renew the run lock"):
            if self._etag and not self._put(self._etag):
                found = self.found()
                # our own renewal whose answer got lost looks like somebody else's
                self._etag = found.etag if found and found.says.get("owner") == self._owner else None
            return self._etag is not None

    def check(self) -> None:
        """Renew the lease on the spot. Raises StorageError where it was lost."""
        demand_renewed(self.renew, self._bucket.url)

    def give_back(self) -> None:
        """Remove the lock object if it is ours. Where that fails the lease runs out by itself."""
        with suppress(StorageError):
            if self.renew():
                with self._bucket.explained("release the run lock"):
                    self._bucket.hasty.delete_object(Bucket=self._bucket.name, Key=self._name)

    def _put(self, current: str | None) -> bool:
        written = put_if(self._bucket.hasty, self._bucket.name, self._name, self._text(), current)
        self._etag = written or self._etag
        return written is not None

    def _text(self) -> bytes:
        says = {
            "owner": self._owner,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": self._since,
        }
        # the nonce makes every renewal a new ETag
        return json.dumps(says | {"seconds": self._seconds, "nonce": secrets.token_hex(8)}).encode()

    def found(self) -> Found | None:
        """The lock object as it stands, whoever holds it; None where there is none."""
        try:
            answer = self._bucket.hasty.get_object(Bucket=self._bucket.name, Key=self._name)
        except ClientError as error:
            if code_of(error) in ABSENT:
                return None
            raise
        return Found(answer["ETag"], said(answer["Body"].read()), _age(answer))


def said(data: bytes) -> dict[str, Any]:
    """What a lock object says; nothing where it is not ours to understand, which makes it an old one."""
    try:
        says = json.loads(data)
    except ValueError:
        return {}
    return says if isinstance(says, dict) else {}


def _age(answer: dict[str, Any]) -> float:
    written: datetime = answer["LastModified"]
    told = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
    return ((parsedate_to_datetime(told) if told else now()) - written).total_seconds()


class RenewedLease(Protocol):
    """What both kinds of lease can do."""

    def renew(self) -> bool:
        """Say that we live. False where the lease is no longer ours, for good. Raises StorageError."""

    def check(self) -> None:
        """Renew the lease on the spot. Raises StorageError where it was lost."""

    def give_back(self) -> None:
        """Leave nothing of ours behind, if that can be done."""


@contextmanager
def held(bucket: Bucket, seconds: float, renew_every: float) -> Iterator[RenewedLease]:
    """Hold the lease, renewed every so many seconds by a thread that dies with us. Raises LockHeld."""
    lease = _taken(bucket, seconds)
    done = Event()
    renewing = Thread(target=_keep_renewing, args=(lease, done, renew_every), name="lease", daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        done.set()
        renewing.join()
        lease.give_back()


def _taken(bucket: Bucket, seconds: float) -> RenewedLease:
    lease = S3Lease(bucket, seconds)
    if lease.take():
        return lease
    bucket.honours_conditions = False
    claim = ClaimLease(bucket, seconds)
    claim.take()
    return claim


def _keep_renewing(lease: RenewedLease, done: Event, every: float) -> None:
    while not done.wait(every):
        with suppress(StorageError):  # the next turn may get through
            if not lease.renew():
                return
