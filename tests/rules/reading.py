"""Read a return in this process, as it would come out of a worker.

Belongs here: one reader per contract. Does not belong here: anything about judging.
"""

from __future__ import annotations

from contracts.model import Contract
from orchestration.submissions.reading.reader import ReturnReader
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import dumps, loads

_readers: dict[str, ReturnReader] = {}


def read(content: bytes, contract: Contract) -> Reading:
    """The reading of a file's bytes, through the form in which it crosses the worker's pipe."""
    reader = _readers.setdefault(contract.digest, ReturnReader(contract.submission, contract.reference))
    return loads(dumps(reader.read(content)))
