"""The SHA-256 of objects as they are now, whatever became of them.

Belongs here: reading everything once, and what cannot be read. Does not belong here: what the hashes should be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from orchestration.errors import StorageError
from orchestration.publication.manifest import hash_file
from orchestration.scratch import scratch
from orchestration.storage.interface import MissingKey, Storage
from orchestration.storage.side_by_side import in_order
from orchestration.verification.problem import Problem

_AT_ONCE = 8
_GONE = "missing"


def digest(storage: Storage, key: str) -> str:
    """The SHA-256 of an object; `missing` or the system's words for what cannot be read. Raises StorageError for the storage."""
    try:
        if (path := storage.local_path(key)) is not None and path.is_file() and not path.is_symlink():
            return hash_file(path)
        if key.endswith(".duckdb"):
            return _downloaded(storage, key)
        return hashlib.sha256(storage.read(key)).hexdigest()
    except MissingKey:
        return _GONE
    except OSError as error:
        return (error.strerror or "no answer").lower()
    except StorageError as error:
        return str(error)


def _downloaded(storage: Storage, key: str) -> str:
    with scratch() as folder:
        storage.download(key, folder / "object")
        return hash_file(folder / "object")


def digests(storage: Storage, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each key with `digest` of it, several read side by side."""
    return in_order(lambda key: (key, digest(storage, key)), keys, _AT_ONCE)


def unlike(storage: Storage, expected: Mapping[str, str], what: str) -> Iterator[Problem]:
    """The objects that are not those of these SHA-256 any more; `what` completes "is not …"."""
    for key, found in digests(storage, sorted(expected)):
        if found == expected[key]:
            continue
        if found == _GONE:
            yield Problem(key, f"{key} is missing")
        elif is_digest(found):
            yield Problem(key, f"{key} is not {what}: its checksum differs")
        else:
            yield Problem(key, f"{key} cannot be read ({found})")


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in hexadecimal."""
    return len(text) == 64 and not text.strip("0123456789abcdef")
