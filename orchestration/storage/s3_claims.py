"""The run lock on a server that keeps no conditional writes: claims that everybody can list.

Each run puts a claim of its own, then lists all claims, and holds the lock only if its claim is the only live one. Of
two runs the one that put its claim last sees the other's, because what was put is listed from then on; where both see
each other, both step back. A claim is renewed while its run lives and counts no more once it ran out, by the server's
own clock. Why this is enough: docs/explanation/adr/0002-storage-interface.md.

Belongs here: claiming, renewing, checking, giving back. Does not belong here: the lease on other servers (`s3_lock`).
"""

from __future__ import annotations

import os
import random
import secrets
import socket
import time
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime

from orchestration.clock import now
from orchestration.errors import LockHeld, StorageError
from orchestration.storage.insisting import demand_renewed
from orchestration.storage.interface import CLAIMS
from orchestration.storage.s3_connection import Bucket

_ATTEMPTS = 3
_ROUNDING = 1  # S3 tells times in whole seconds


class ClaimLease:
    """The claim of one run. Its own thread and its holder may renew it at the same time."""

    def __init__(self, bucket: Bucket, seconds: float) -> None:
        """Prepare a claim that runs out so many seconds after its last renewal."""
        self._bucket = bucket
        self._seconds = seconds
        who = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(8)}"
        self._name = bucket.full(f"{CLAIMS}{who}")
        self._lost = False

    def take(self) -> None:
        """Claim the lock while nobody else does. Raises LockHeld."""
        with self._bucket.explained("take the run lock"):
            for attempt in range(_ATTEMPTS):
                self._refuse_if(self.others())
                if self._stands_alone():
                    self._sweep()
                    return
                self._remove(self._name)
                time.sleep(random.uniform(0.1, 0.5) * 2**attempt)  # so that two do not meet for ever
            self._refuse_if(["several that began together"])

    def renew(self) -> bool:
        """Say that we live. False where another run took over, for good. Raises StorageError."""
        with self._bucket.explained("renew the run lock"):
            if not self._lost and (self.others() or not self._stands_alone()):
                self._lost = True
                self._remove(self._name)
        return not self._lost

    def check(self) -> None:
        """Renew the claim on the spot. Raises StorageError where the lock was lost."""
        demand_renewed(self.renew, self._bucket.url)

    def give_back(self) -> None:
        """Remove the claim. Where that fails it runs out by itself."""
        with suppress(StorageError), self._bucket.explained("release the run lock"):
            self._remove(self._name)

    def _stands_alone(self) -> bool:
        # the order matters: whoever puts last must be the one who sees the other
        self._bucket.hasty.put_object(Bucket=self._bucket.name, Key=self._name, Body=b"")
        return not self.others()

    def _refuse_if(self, holders: list[str]) -> None:
        if holders:
            raise LockHeld(
                f"another run holds the lock of {self._bucket.url} ({', '.join(holders)}): wait for its end; the lock "
                f"of a killed run comes free {self._seconds:.0f} seconds after its last sign of life"
            )

    def others(self) -> list[str]:
        """The live claims but ours, by the names of their holders."""
        return [name.rpartition("/")[2] for name, is_live in self._claims() if is_live]

    def _claims(self) -> list[tuple[str, bool]]:
        """Every claim but ours, and whether it counts, by the server's clock."""
        answer = self._bucket.hasty.list_objects_v2(
            Bucket=self._bucket.name, Prefix=self._bucket.full(CLAIMS)
        )
        told = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        instant = parsedate_to_datetime(told) if told else now()
        oldest = instant - timedelta(seconds=self._seconds + _ROUNDING)
        return [
            (listed["Key"], listed["LastModified"] >= oldest)
            for listed in answer.get("Contents", ())
            if listed["Key"] != self._name
        ]

    def _sweep(self) -> None:
        for name, is_live in self._claims():
            if not is_live:
                self._remove(name)

    def _remove(self, name: str) -> None:
        self._bucket.hasty.delete_object(Bucket=self._bucket.name, Key=name)
