"""Have workbooks made in killable workers, in order; one that could not be made is None and stops nothing.

Belongs here: bringing jobs to the workers. Does not belong here: their limits and repair (`reading.pool`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import TracebackType

from orchestration.feedback.job import Job, Made, dumps, made
from orchestration.scratch import scratch
from orchestration.submissions.reading.pool import ReaderPool, ReaderUnusable

_MODULE = "orchestration.feedback.worker"


class Workbooks:
    """The workers, started at once and not waited for. A context.

    `memory_bytes` and `seconds` stand in for the contract's limits on reading one file, which hold here too.
    """

    def __init__(self, size: int = 2, *, memory_bytes: int = 0, seconds: float = 0) -> None:
        self._stack = ExitStack()
        self._folder = self._stack.enter_context(scratch())
        self._pool = ReaderPool(size, memory_bytes=memory_bytes, seconds=seconds, module=_MODULE)

    def __enter__(self) -> Workbooks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()
        self._stack.close()

    def make(self, jobs: Iterable[Job]) -> Iterator[Made | None]:
        """One workbook a job, in order; never raises for what a file or a worker does, only what `jobs` raises."""
        numbers = count()
        asked = (self._written(next(numbers), job) for job in jobs)
        answered = 0
        try:
            for answer in self._pool.read_wire(asked):
                self._place(answered).unlink(missing_ok=True)
                answered += 1
                yield made(answer)
        except ReaderUnusable:
            # the workers do not start: what they were asked for and what is left go without a workbook
            yield from (None for _ in range(next(numbers) - answered))
            yield from (None for _ in asked)

    def _written(self, number: int, job: Job) -> Path:
        path = self._place(number)
        path.write_bytes(dumps(job))
        return path

    def _place(self, number: int) -> Path:
        return self._folder / f"{number}.json"
