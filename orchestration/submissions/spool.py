"""Read what arrived in workers, and keep the readings on disk until they are judged.

Belongs here: bringing files to the workers, the spool.
Does not belong here: reading (`reading`), judging (`judging`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from orchestration.landing.intake import Arrival, returns_key
from orchestration.scratch import scratch
from orchestration.storage.interface import Storage
from orchestration.storage.side_by_side import in_order
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import loads

_FETCHING = 8
"""Objects fetched side by side from a storage that is not a folder of this machine."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where a reading lies in the spool."""

    offset: int
    length: int


class Spool:
    """Readings on disk, so that a batch takes no more memory than a chunk of it. Gone at the context's end."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="cites-")  # noqa: SIM115  closed by __exit__

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, payload: bytes) -> Spooled:
        """Keep a reading as it came from a worker."""
        place = Spooled(self._file.seek(0, 2), len(payload))
        self._file.write(payload)
        return place

    def get(self, place: Spooled) -> Reading:
        """The reading, decoded."""
        self._file.seek(place.offset)
        return loads(self._file.read(place.length))


def payloads(
    storage: Storage, arrivals: Sequence[Arrival], pool: ReaderPool, tell: Callable[[int], None]
) -> Iterator[bytes]:
    """The readings of the arrivals, undecoded, in their order; `tell` is told how many are there.

    What is not a file of this machine is copied to a temporary folder while it is read. Raises StorageError.
    """
    with scratch() as copies:
        paths = in_order(lambda arrival: _local(storage, arrival, copies), arrivals, _FETCHING)
        for number, payload in enumerate(pool.read_wire(paths)):
            (copies / arrivals[number].fingerprint).unlink(missing_ok=True)
            yield payload
            tell(number + 1)


def _local(storage: Storage, arrival: Arrival, copies: Path) -> Path:
    """The kept bytes as a local file."""
    key = returns_key(arrival.fingerprint)
    local = storage.local_path(key)
    if local is not None:
        return local
    copy = copies / arrival.fingerprint
    storage.download(key, copy)
    return copy
