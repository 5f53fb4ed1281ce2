"""Have workbooks made in killable workers, in order; one that could not be made is None and stops nothing.

Belongs here: bringing jobs to the workers. Does not belong here: their limits and repair (`reading.pool`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from types import TracebackType

from orchestration.errors import CitesError
from orchestration.feedback.job import Job, dumps
from orchestration.submissions.reading.pool import ReaderPool

_MODULE = "orchestration.feedback.worker"
_WORKBOOK = b"PK"


class Workbooks:
    """The workers, started at once and not waited for. A context.

    `memory_bytes` and `seconds` stand in for the contract's limits on reading one file, which hold here too.
    """

    def __init__(self, size: int = 2, *, memory_bytes: int = 0, seconds: float = 0) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cites-")
        self._pool = ReaderPool(size, memory_bytes=memory_bytes, seconds=seconds, module=_MODULE)

    def __enter__(self) -> Workbooks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()
        self._folder.cleanup()

    def make(self, jobs: Iterable[Job]) -> Iterator[bytes | None]:
        """One workbook a job, in order; never raises for what a file or a worker does."""
        numbers = count()
        asked = (self._written(next(numbers), job) for job in jobs)
        answered = 0
        try:
            for answer in self._pool.read_wire(asked):
                answered += 1
                yield answer if answer.startswith(_WORKBOOK) else None
        except CitesError:
            # the workers do not start: what they were asked for and what is left go without a workbook
            yield from (None for _ in range(next(numbers) - answered))
            yield from (None for _ in asked)

    def _written(self, number: int, job: Job) -> Path:
        path = Path(self._folder.name) / f"{number}.json"
        path.write_bytes(dumps(job))
        return path
