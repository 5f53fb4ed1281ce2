"""A process that reads files that nobody trusts: it may be killed at any time, and nothing else is lost.

Belongs here: its own limits of memory and time, one reading (or other work on such a file) after the other.
Does not belong here: who asks (`pool`).

Started as `python -m orchestration.submissions.reading.worker REFERENCE_DIR MEMORY SECONDS` ("" and 0 for the
contract's own). Requests come on standard input, a path a frame; answers leave on standard output, one a
request, in order.

Only work counts as time: a machine that is busy, paused or waits for a share takes nothing from a file's seconds.
"""

from __future__ import annotations

import errno
import gc
import itertools
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.submissions.reading.frames import LENGTH, READING, READY, UNREACHABLE, frame
from orchestration.submissions.reading.memory import OUT_OF_MEMORY, machine_has
from orchestration.submissions.reading.reader import ReturnReader
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import dumps

_COLLECTED_EVERY = 64
"""Files between two collections of cycles: readings have none, and looking for them takes most of the time."""


Work = Callable[[bytes], bytes]
"""From the path that was asked for to the answer. OSError: the file is not there."""


def main(reference_dir: str, memory: str, seconds: str) -> None:
    """Answer requests for readings until the input ends."""
    serve(_readings, reference_dir, memory, seconds)


def serve(prepare: Callable[[Contract], Work], reference_dir: str, memory: str, seconds: str) -> None:
    """Answer requests until the input ends, each within the limits; what `prepare` does is not limited."""
    gc.disable()
    requests, answers = _taken_streams()
    contract = load_contract(Path(reference_dir) if reference_dir else None)
    limits = contract.submission.limits
    work = prepare(contract)
    allowed = int(memory) or limits.memory_bytes
    _limit_memory(allowed)
    _send(answers, READY + str(allowed).encode())
    try:
        for count in itertools.count(1):
            path = _next_request(requests)
            if not path:
                return
            _send(answers, _answer(path, work, float(seconds) or limits.seconds))
            if count % _COLLECTED_EVERY == 0:
                gc.collect()
    except MemoryError:
        _leave_for_want_of_memory(allowed)


def _leave_for_want_of_memory(allowed: int) -> None:
    """End, telling by the exit status whose limit it was: the file's own, or the machine's, which others may have filled."""
    gc.collect()
    os._exit(1 if machine_has(allowed) else OUT_OF_MEMORY)


def _taken_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes under other numbers, so that nothing that a library prints gets between two frames."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "r+b") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    return sys.stdin.buffer, answers


def _limit_memory(allowed: int) -> None:
    """Allow so much for the whole process; no core is left behind by what exceeds it."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _next_request(requests: IO[bytes]) -> bytes:
    """The next path, b"" where the input has ended: then nobody waits for an answer any more."""
    header = requests.read(LENGTH.size)
    return requests.read(LENGTH.unpack(header)[0]) if len(header) == LENGTH.size else b""


def _send(answers: IO[bytes], payload: bytes) -> None:
    answers.write(frame(payload))
    answers.flush()


def _answer(path: bytes, work: Work, seconds: float) -> bytes:
    """Do the work on one file. The system ends the process (SIGPROF) when its processor time is up, whatever it is doing then."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return READING + work(path)
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from error
        return UNREACHABLE + (error.strerror or type(error).__name__).encode()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _readings(contract: Contract) -> Work:
    """Reading files of this contract, never more of one than the contract allows."""
    reader, most = (
        ReturnReader(contract.submission, contract.reference),
        contract.submission.limits.file_bytes,
    )

    def read(path: bytes) -> bytes:
        with open(os.fsdecode(path), "rb") as file:  # noqa: PTH123
            data = file.read(most + 1)
        return dumps(_reading(reader, data))

    return read


def _reading(reader: ReturnReader, data: bytes) -> Reading:
    """The reading, whatever the bytes.

    A fault of the reader's own, or a panic in calamine's Rust (no Exception), refuses the file rather than stop the batch.
    """
    try:
        return reader.read(data)
    except MemoryError:
        raise
    except BaseException as error:
        return Reading(refusal="illisible", detail={"faute": type(error).__name__})


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BrokenPipeError:
        os._exit(1)
