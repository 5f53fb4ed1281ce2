"""A pool of reading workers: files in, readings out, in order, whatever the files do to the workers.

Belongs here: who reads what, look-ahead, repair. Does not belong here: one process and its pipes
(`worker_process`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from orchestration.errors import CitesError, StorageError
from orchestration.submissions.reading.frames import READING, UNREACHABLE
from orchestration.submissions.reading.hindrances import TOLD, Hindrance, hindrance
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import dumps, loads
from orchestration.submissions.reading.worker_process import (
    MODULE,
    Options,
    Request,
    WorkerProcess,
    heard,
)

_QUEUED = 3
"""Files that a worker has before it: it goes on while the caller is busy with what it was given."""
_LOOK_AHEAD = 16
"""Readings that wait for their turn, per worker: this bounds what the caller's memory holds."""
_PATIENCE = 600.0
"""Seconds without any sign after which workers are given up: twenty times the work that they may do, on a busy machine."""
_LOOKS = 20
"""Into how many waits patience is cut: a machine that stood still with all that is on it has used up one of them, not all."""
_STARTS = 3
"""Workers that may die one after the other before they are ready: beyond, the fault is ours."""
_STOPPED = READING + dumps(Reading(refusal="ressources"))
_HINDERED = {reason: READING + dumps(Reading(hindered=reason)) for reason in TOLD}


class ReaderUnusable(CitesError):
    """The reading processes do not start."""


class ReaderPool:
    """Reads files in processes of their own, started at once and not waited for.

    A file that takes too much processor time or memory, or brings its worker down, is refused (`ressources`); one
    whose worker was kept from its work (`Reading.hindered`) is not. The worker is replaced and the others go on.
    `memory_bytes` and `seconds` stand in for the contract's limits, `patience` for the seconds without any sign after
    which a worker is given up; `module` for the worker's, where other work on such files is asked for (`worker.serve`).
    """

    def __init__(
        self,
        size: int | None = None,
        reference_dir: Path | None = None,
        *,
        memory_bytes: int = 0,
        seconds: float = 0,
        patience: float = _PATIENCE,
        module: str = MODULE,
    ) -> None:
        self._options = Options(reference_dir, memory_bytes, seconds, module)
        self._patience = patience
        self._silent_for = 0
        self._workers = [WorkerProcess(self._options) for _ in range(size or min(2, os.cpu_count() or 1))]
        self._tickets = 0
        self._failed_starts = 0
        self._retried: set[int] = set()

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.end()

    @property
    def pids(self) -> list[int]:
        """The processes that read."""
        return [worker.pid for worker in self._workers]

    def read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        """The readings of the files, lazily, in the order given.

        Raises StorageError where there is no such file.
        """
        return map(loads, self.read_wire(paths))

    def read_wire(self, paths: Iterable[Path]) -> Iterator[bytes]:
        """The same, undecoded: `wire.loads` makes readings of them. One iteration at a time."""
        waiting = enumerate(paths, start=self._tickets)
        answers: dict[int, bytes] = {}
        due, more = self._tickets, True
        while True:
            while more and self._has_room(due):
                more = self._give(next(waiting, None))
            if due in answers:
                yield _payload(answers.pop(due))
                due += 1
                answers |= self._collected(due, 0)
            elif more or due < self._tickets:
                answers |= self._collected(due, self._patience / _LOOKS)
            else:
                return

    def _has_room(self, due: int) -> bool:
        """Whether a worker can take another file without answers piling up."""
        near = self._tickets - due < _LOOK_AHEAD * len(self._workers)
        return near and min(len(worker.pending) for worker in self._workers) < _QUEUED

    def _give(self, request: Request | None) -> bool:
        """Put a file before the worker with least to do; False where there is none left."""
        if request is None:
            return False
        self._tickets = request[0] + 1
        min(self._workers, key=lambda worker: len(worker.pending)).ask(request)
        return True

    def _collected(self, due: int, seconds: float) -> dict[int, bytes]:
        """The answers that arrived, by ticket, without those that nobody waits for any more.

        Dead workers are replaced.
        """
        answers: dict[int, bytes] = {}
        speaking = heard(self._workers, seconds)
        for worker in speaking:
            said = worker.listen()
            answers |= self._replaced(worker) if said is None else dict(said)
        if seconds:
            self._silent_for = 0 if speaking else self._silent_for + 1
        if self._silent_for == _LOOKS:
            self._silent_for = 0
            for worker in self._workers:
                worker.give_up()
        return {ticket: answer for ticket, answer in answers.items() if ticket >= due}

    def _replaced(self, worker: WorkerProcess) -> dict[int, bytes]:
        """Replace a worker that died: what becomes of the file that it was reading is told, the next ones go on."""
        status = worker.bury()
        self._check_start(worker)
        answers: dict[int, bytes] = {}
        requests = list(worker.pending)
        if worker.is_ready and requests:
            ticket = requests[0][0]
            answer = self._fate(ticket, "held_up" if worker.was_silent else hindrance(status, worker.allowed))
            if answer is not None:
                answers[ticket] = answer
                del requests[0]
        successor = WorkerProcess(self._options)
        self._workers[self._workers.index(worker)] = successor
        for request in requests:
            successor.ask(request)
        return answers

    def _fate(self, ticket: int, reason: Hindrance | None) -> bytes | None:
        """The answer for a file whose worker died; None where it gets its second chance: who was killed may be innocent."""
        if reason is None:
            return _STOPPED
        if reason == "killed" and ticket not in self._retried:
            self._retried.add(ticket)
            return None
        return _HINDERED[reason]

    def _check_start(self, dead: WorkerProcess) -> None:
        self._failed_starts = 0 if dead.is_ready else self._failed_starts + 1
        if self._failed_starts == _STARTS:
            raise ReaderUnusable(
                f"the processes that read files do not start; `{sys.executable} -m {self._options.module} '' 0 0` says why"
            )


def _payload(answer: bytes) -> bytes:
    """The reading in JSON. Raises StorageError where the file was not there."""
    if answer.startswith(UNREACHABLE):
        reason = answer[len(UNREACHABLE) :].decode("utf-8", "replace")
        raise StorageError(f"a file to read is not there: {reason}")
    return answer[len(READING) :]
