"""A storage that is a bucket of an S3-compatible server.

Belongs here: the storage's interface in terms of S3 requests. Does not belong here: reaching the bucket
(`s3_connection`), conditional writes (`s3_conditions`), the lease (`s3_lock`), the sentences (`s3_errors`).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from botocore.exceptions import ClientError, IncompleteReadError, ReadTimeoutError, ResponseStreamingError

from orchestration.storage import folder_errors, s3_holder, s3_lock
from orchestration.storage.content_types import content_type
from orchestration.storage.interface import CLAIMS, LOCK_KEY, Entry, Kept, MissingKey, UnreadableObject
from orchestration.storage.keys import checked
from orchestration.storage.s3_conditions import ABSENT, REFUSED, etag, put_if
from orchestration.storage.s3_connection import Bucket
from orchestration.storage.s3_errors import code_of
from orchestration.storage.side_by_side import all_of, in_order

Result = TypeVar("Result")

_BLOCK = 1 << 20
_HELD = 8 << 20  # objects up to this size are written from memory, larger ones are copied by the server
_WORKERS = 16
_ATTEMPTS = 3
_BROKEN_OFF = (IncompleteReadError, ReadTimeoutError, ResponseStreamingError)
_NOT_READABLE = {"AccessDenied", "403", "InvalidObjectState"}


class S3Storage:
    """Objects of a bucket under a prefix. See `interface.Storage` for what each method promises.

    The run lock is a lease that runs out `lease_seconds` after its last renewal, due every `renew_every`.
    """

    def __init__(self, bucket: Bucket, lease_seconds: float = 60, renew_every: float = 15) -> None:
        """Use a bucket that answered (`s3_connection.connect`)."""
        self._bucket = bucket
        self._client = bucket.client
        self._lease = (lease_seconds, renew_every)
        self.url = bucket.url

    def entries(self, prefix: str) -> Iterator[Entry]:
        """The objects whose key starts with `prefix`, sorted by key; markers of folders are left out."""
        pages = self._client.get_paginator("list_objects_v2")
        with self._bucket.explained(f"list {prefix or 'the objects'}"):
            found = [
                self._entry(listed)
                for page in pages.paginate(Bucket=self._bucket.name, Prefix=self._bucket.full(prefix))
                for listed in page.get("Contents", ())
                if not listed["Key"].endswith("/")
            ]
        objects = (one for one in found if one.key != LOCK_KEY and not one.key.startswith(CLAIMS))
        # not every server lists in the order of the keys
        return iter(sorted(objects, key=lambda one: one.key))

    def skipped(self, prefix: str) -> list[str]:
        """Nothing: a bucket holds objects only."""
        return []

    def exists(self, key: str) -> bool:
        """Whether there is an object under the key."""
        return self.version(key) is not None

    def read(self, key: str) -> bytes:
        """The whole object. Raises MissingKey, UnreadableObject."""
        with self._bucket.explained(f"read {key}"):
            return _patiently(lambda: bytes(self._get(key, self._name(key))["Body"].read()))

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several objects in the order asked for, sixteen at a time."""
        return in_order(lambda key: (key, self.read(key)), keys, _WORKERS)

    def write(self, key: str, data: bytes) -> None:
        """Create or replace the object."""
        with self._bucket.explained(f"write {key}"):
            kind = content_type(key)
            self._client.put_object(
                Bucket=self._bucket.name, Key=self._name(key), Body=data, ContentType=kind
            )

    def write_new(self, key: str, data: bytes) -> bool:
        """Create the object unless it exists; False where it does."""
        return self.write_over(key, data, None)

    def version(self, key: str) -> str | None:
        """The object's ETag; None where there is none."""
        with self._bucket.explained(f"look for {key}"):
            return etag(self._client, self._bucket.name, self._name(key))

    def write_over(self, key: str, data: bytes, version: str | None) -> bool:
        """`write` if the object still has this ETag."""
        kept = self._bucket.honours_conditions
        with self._bucket.explained(f"write {key}"):
            name = self._name(key)
            return put_if(self._client, self._bucket.name, name, data, version, honoured=kept) is not None

    def write_many(self, items: Iterable[tuple[str, bytes]]) -> None:
        """`write` for several objects, sixteen at a time."""
        all_of(lambda item: self.write(*item), items, _WORKERS)

    def keep(self, entries: Iterable[Entry], key_of: Callable[[str], str]) -> Iterator[Kept]:
        """Copy each object under the key made of its SHA-256; large ones inside the server, if unchanged."""
        return in_order(lambda entry: self._keep(entry, key_of), entries, _WORKERS)

    def upload(self, path: Path, key: str) -> None:
        """`write` from a local file, in parts where it is large."""
        local = folder_errors.explained(path.parent, f"read {path}")
        with local, path.open("rb") as file, self._bucket.explained(f"write {key}"):
            kind = {"ContentType": content_type(key)}
            self._client.upload_fileobj(file, self._bucket.name, self._name(key), ExtraArgs=kind)

    def download(self, key: str, path: Path) -> None:
        """Copy the object to a local file, whole or not at all, in parts if large. Raises MissingKey."""
        with folder_errors.explained(path.parent, f"write {path}"), self._bucket.explained(f"read {key}"):
            path.parent.mkdir(parents=True, exist_ok=True)
            with _about(key):
                self._client.download_file(self._bucket.name, self._name(key), str(path))

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""
        with self._bucket.explained(f"delete {key}"):
            self._client.delete_object(Bucket=self._bucket.name, Key=self._name(key))

    def local_path(self, key: str) -> Path | None:
        """None: nothing lies on this machine."""
        return None

    def location(self, key: str) -> str:
        """The object's `s3://` URL."""
        return f"s3://{self._bucket.name}/{self._name(key)}"

    def lock(self) -> AbstractContextManager[s3_lock.RenewedLease]:
        """Hold the bucket's run lock, a lease on an object. Raises LockHeld."""
        return s3_lock.held(self._bucket, *self._lease)

    def holder(self) -> s3_holder.Holder | None:
        """Who holds the bucket's run lock."""
        return s3_holder.holder(self._bucket, self._lease[0])

    def _name(self, key: str) -> str:
        return self._bucket.full(checked(key))

    def _entry(self, listed: dict[str, Any]) -> Entry:
        key = self._bucket.key(listed["Key"])
        return Entry(
            key, listed["Size"], listed["LastModified"].astimezone(UTC), _mark(listed["Size"], listed["ETag"])
        )

    def _get(self, key: str, name: str) -> dict[str, Any]:
        with _about(key):
            answer: dict[str, Any] = self._client.get_object(Bucket=self._bucket.name, Key=name)
        return answer

    def _keep(self, entry: Entry, key_of: Callable[[str], str]) -> Kept:
        with self._bucket.explained(f"keep the bytes of {entry.key}"):
            try:
                fingerprint, data = _patiently(lambda: self._hashed(entry))
                target = self._name(key_of(fingerprint))
                if not self._holds(target, fingerprint):
                    self._place(entry, target, data)
            except MissingKey:
                return Kept(entry, None, f"{entry.key}: gone since it was listed")
            except UnreadableObject as problem:
                return Kept(entry, None, str(problem))
        return Kept(entry, fingerprint)

    def _holds(self, target: str, fingerprint: str) -> bool:
        """Whether the object holds these bytes already; a copy that was damaged since is replaced by the good one."""
        if etag(self._client, self._bucket.name, target) is None:
            return False
        return _patiently(lambda: self._digest(target)) == fingerprint

    def _digest(self, target: str) -> str:
        digest = sha256()
        for block in self._get(target, target)["Body"].iter_chunks(_BLOCK):
            digest.update(block)
        return digest.hexdigest()

    def _hashed(self, entry: Entry) -> tuple[str, bytes | None]:
        answer = self._get(entry.key, self._bucket.full(entry.key))
        if _mark(answer["ContentLength"], answer["ETag"]) != entry.mark:
            raise _changed(entry.key)
        digest = sha256()
        held = bytearray()
        for block in answer["Body"].iter_chunks(_BLOCK):
            digest.update(block)
            if entry.size <= _HELD:
                held += block
        return digest.hexdigest(), bytes(held) if entry.size <= _HELD else None

    def _place(self, entry: Entry, target: str, data: bytes | None) -> None:
        if data is not None:
            self._client.put_object(Bucket=self._bucket.name, Key=target, Body=data)
            return
        source = {"Bucket": self._bucket.name, "Key": self._bucket.full(entry.key)}
        condition = {"CopySourceIfMatch": entry.mark.partition("-")[2]}
        with _about(entry.key):
            self._client.copy(source, self._bucket.name, target, ExtraArgs=condition)


def _mark(size: int, tag: str) -> str:
    bare = tag.strip('"')
    return f"{size}-{bare}"


def _changed(key: str) -> UnreadableObject:
    return UnreadableObject(f"{key}: changed while it was read, left for the next run")


@contextmanager
def _about(key: str) -> Iterator[None]:
    """Tell the refusals that concern one object from those that concern the bucket."""
    try:
        yield
    except ClientError as error:
        code = code_of(error)
        if code in ABSENT:
            raise MissingKey(f"there is no object {key}") from error
        if code in REFUSED:
            raise _changed(key) from error
        if code in _NOT_READABLE:
            raise UnreadableObject(f"{key}: cannot be read ({code})") from error
        raise


def _patiently(work: Callable[[], Result]) -> Result:
    """Begin again, a little later, where the answer broke off half-way, which boto3 does not do by itself."""
    for attempt in range(_ATTEMPTS - 1):
        try:
            return work()
        except _BROKEN_OFF:
            time.sleep(random.uniform(0.1, 0.5) * 2**attempt)
    return work()
