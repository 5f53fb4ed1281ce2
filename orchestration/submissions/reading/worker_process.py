"""One worker as its parent sees it: a process, its pipes, the files that it has before it.

Belongs here: starting, asking, listening, ending. Does not belong here: which worker reads what (`pool`).
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from orchestration.submissions.reading.frames import READY, frame, unframed

_ROOT = Path(__file__).resolve().parents[3]
MODULE = "orchestration.submissions.reading.worker"
_PIPE = 1 << 20
"""Bytes that a pipe holds: a worker goes on while its parent is busy with what it was given."""

_FUNERAL = 5.0
"""Seconds within which a process that closed its pipe is gone by itself."""

Request = tuple[int, Path]


@dataclass(frozen=True, slots=True)
class Options:
    """What a worker is started with; 0 stands for the contract's own limit."""

    reference_dir: Path | None
    memory_bytes: int
    seconds: float
    module: str = MODULE

    @property
    def arguments(self) -> list[str]:
        """The worker's command line."""
        reference = str(self.reference_dir.absolute()) if self.reference_dir else ""
        return [reference, str(self.memory_bytes), str(self.seconds)]


class WorkerProcess:
    """A worker and what it owes: `pending` requests are answered in order. `allowed` is the memory that a file may have there.

    It starts without being waited for.
    """

    def __init__(self, options: Options) -> None:
        self.pending: deque[Request] = deque()
        self.is_ready = False
        self.was_silent = False
        self.allowed = 0
        self._buffer = bytearray()
        self._process = subprocess.Popen(
            [sys.executable, "-m", options.module, *options.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            bufsize=0,
            pipesize=_PIPE,
        )
        self._requests = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def fileno(self) -> int:
        """The descriptor to wait on for answers."""
        return self._answers.fileno()

    def ask(self, request: Request) -> None:
        """Put a file before the worker. That it is dead is noticed when it is listened to."""
        self.pending.append(request)
        try:
            self._requests.write(frame(os.fsencode(request[1].absolute())))
        except BrokenPipeError:
            return

    def listen(self) -> list[tuple[int, bytes]] | None:
        """The answers that arrived, by ticket; None where the worker is dead.

        Blocks where nothing arrived.
        """
        data = os.read(self.fileno(), _PIPE)
        if not data:
            return None
        self._buffer += data
        answers = []
        for answer in unframed(self._buffer):
            if answer.startswith(READY):
                self.is_ready, self.allowed = True, int(answer[len(READY) :])
            else:
                answers.append((self.pending.popleft()[0], answer))
        return answers

    def kill(self) -> None:
        """End it whatever it is doing; what it owed stays in `pending`."""
        self._process.kill()

    def give_up(self) -> None:
        """End it because it says nothing, stopped or stuck as it may be."""
        self.was_silent = True
        self.kill()

    def end(self) -> None:
        """End it, at once, and wait until it is gone."""
        self.kill()
        self.bury()

    def bury(self) -> int:
        """Wait until a dead worker is gone; its status, negative where a signal ended it.

        Its pipe closes a moment before its fate is known.
        """
        self._answers.close()
        self._requests.close()
        try:
            status = self._process.wait(_FUNERAL)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        return status


def heard(workers: Sequence[WorkerProcess], seconds: float) -> list[WorkerProcess]:
    """The workers that speak or are dead, as soon as there is one; none when the time is up."""
    poll = select.poll()
    by_descriptor = {worker.fileno(): worker for worker in workers}
    for descriptor in by_descriptor:
        poll.register(descriptor, select.POLLIN)
    return [by_descriptor[descriptor] for descriptor, _ in poll.poll(seconds * 1000)]
