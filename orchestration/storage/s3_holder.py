"""Who holds the run lock of a bucket, told without taking it.

Belongs here: reading the lease (`s3_lock`) or the claims (`s3_claims`) of others. Does not belong here: taking either.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from orchestration.storage.interface import Holder
from orchestration.storage.s3_claims import ClaimLease
from orchestration.storage.s3_connection import Bucket
from orchestration.storage.s3_lock import Found, S3Lease

__all__ = ["Holder", "holder"]


def holder(bucket: Bucket, seconds: float) -> Holder | None:
    """Who holds a lease, or claims, that did not run out, `seconds` after a renewal. Raises StorageError."""
    with bucket.explained("look at the run lock"):
        found = S3Lease(bucket, seconds).found()
        if found is not None and not found.expired:
            return Holder(f"process {found.says.get('process')} on {found.says.get('host')}", _since(found))
        claims = ClaimLease(bucket, seconds).others()
    return Holder(", ".join(claims), None) if claims else None


def _since(found: Found) -> datetime | None:
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(found.says["since"])
    return None
