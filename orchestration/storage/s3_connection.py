"""Reaching a bucket: address, clients, and a first request that says at once whether it can be used.

Credentials, region and endpoint are boto3's own affair (`AWS_ENDPOINT_URL_S3` and the rest of its variables).

Belongs here: the only clients. Does not belong here: what is asked of the bucket (`s3`, `s3_lock`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from boto3.session import Session
from botocore.config import Config

from orchestration.errors import StorageError
from orchestration.storage.keys import checked, original, printable
from orchestration.storage.s3_errors import explained

_SCHEME = "s3://"
_CHECKSUMS = {
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
# seven attempts with growing pauses outlast half a minute of « 503 Slow Down »
_PATIENT = {
    "connect_timeout": 5,
    "read_timeout": 30,
    "retries": {"mode": "standard", "total_max_attempts": 7},
}
# an address that leads nowhere is told within some twenty seconds, not after five patient attempts
_HASTY = {"connect_timeout": 3, "read_timeout": 6, "retries": {"mode": "standard", "total_max_attempts": 2}}


@dataclass(slots=True)
class Bucket:
    """A bucket that answered, and the prefix under which our objects lie (empty, or ending in `/`)."""

    client: Any
    hasty: Any
    """The same with short timeouts, for what is worth nothing when it comes late."""
    name: str
    prefix: str
    url: str
    honours_conditions: bool = True
    """Whether the server keeps conditional writes; found out when the lock is taken (`s3_lock`)."""

    def explained(self, doing: str) -> AbstractContextManager[None]:
        """Turn boto3's errors into StorageError; `doing` is a verb and its object."""
        return explained(self.url, self.client.meta.endpoint_url, doing)

    def full(self, key: str) -> str:
        """The object's name in the bucket."""
        return self.prefix + original(key)

    def key(self, name: str) -> str:
        """The key of an object of the bucket that lies under the prefix."""
        return printable(name.removeprefix(self.prefix))


def connect(url: str) -> Bucket:
    """The bucket of `s3://bucket/prefix`. Raises StorageError where it cannot be reached or listed."""
    name, prefix = _parts(url)
    where = f"{_SCHEME}{name}/{prefix}".rstrip("/")
    with explained(where, "the S3 server", "connect"):
        try:
            session = Session()
            style = _addressing(session.client("s3").meta.endpoint_url)
            patient, hasty = (
                session.client(
                    "s3", config=Config(**settings, **_CHECKSUMS, **style, max_pool_connections=32)
                )
                for settings in (_PATIENT, _HASTY)
            )
        except ValueError as error:
            raise StorageError(
                "the S3 endpoint is no address: write AWS_ENDPOINT_URL_S3 as https://host:port"
            ) from error
    bucket = Bucket(patient, hasty, name, prefix, where)
    with bucket.explained("list the objects"):
        hasty.list_objects_v2(Bucket=name, Prefix=prefix, MaxKeys=1)
    return bucket


def _parts(url: str) -> tuple[str, str]:
    name, _, prefix = url.removeprefix(_SCHEME).partition("/")
    if "@" in name:
        raise StorageError(
            "CITES_STORAGE holds a user or a key: write s3://bucket/prefix, credentials belong in AWS_…"
        )
    if not name:
        raise StorageError(f"{url} names no bucket: write s3://bucket/prefix in CITES_STORAGE")
    prefix = prefix.strip("/")
    return name, f"{original(checked(prefix))}/" if prefix else ""


def _addressing(endpoint: str) -> dict[str, Any]:
    # other servers seldom have one host name per bucket
    host = urlsplit(endpoint).hostname or ""
    style = "auto" if host.endswith((".amazonaws.com", ".amazonaws.com.cn")) else "path"
    return {"s3": {"addressing_style": style}}
