"""Opening the storage that `CITES_STORAGE` names.

Belongs here: telling a folder from a bucket. Does not belong here: what either does (`folder`, `s3`).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from orchestration.errors import StorageError
from orchestration.storage.interface import Storage


def open_storage(url: str) -> Storage:
    """The storage at a folder's path or at `s3://bucket/prefix`; only the latter imports boto3.

    Raises StorageError where the folder cannot be one, or the bucket is out of reach (within 20 seconds), and where the
    address is that of a landing area: its returns would not be found, and what a run leaves there be judged as returns.
    """
    storage = _opened(url)
    if is_landing(storage.url) and next(storage.entries("register/"), None) is None:
        above = storage.url.rstrip("/").rpartition("/")[0] or "/"
        raise StorageError(
            f"CITES_STORAGE names a landing area, {storage.url}: name what it lies in, {above}"
        )
    return storage


def demand_there(storage: Storage) -> None:
    """Raise StorageError where a storage's folder does not exist, a share that is not mounted say: who looks at nothing would
    find nothing wrong in it, and every return missing.
    """
    if not is_there(storage.url):
        raise StorageError(
            f"there is no folder {storage.url}: mount it again, create it, or have CITES_STORAGE name the right one"
        )


def is_there(url: str) -> bool:
    """Whether a storage's folder exists; a bucket answers for itself."""
    return "://" in url or os.path.lexists(_expanded(url))


def is_landing(url: str) -> bool:
    """Whether an address ends as that of a landing area does; a whole bucket may well be called so."""
    above, _, name = url.rstrip("/").rpartition("/")
    return name == "landing" and above != "s3:/"


def _opened(url: str) -> Storage:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", url)
    if scheme is None:
        from orchestration.storage.folder import Folder

        return Folder(_expanded(url))
    if scheme[1] != "s3":
        raise StorageError(
            f"CITES_STORAGE cannot be a {scheme[1]}:// address: write a folder's path or s3://bucket/prefix"
        )
    from orchestration.storage.s3 import S3Storage
    from orchestration.storage.s3_connection import connect

    return S3Storage(connect(url))


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise StorageError(
            f"{path} begins with a user that this machine does not know: write the whole path"
        ) from error
