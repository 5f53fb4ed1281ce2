"""Do something in a process of its own, forked from one that has imported everything: a run costs its work alone.

Belongs here: forking, its output, several at once. Does not belong here: what is done in there.
"""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE = 1800
"""Seconds after which a child is taken for hung; far beyond what the slowest machine needs."""


@dataclass(frozen=True)
class Ended:
    """How a child ended: exit status (negative: the signal that ended it) and what it printed."""

    status: int
    out: str
    err: str


def forked(work: Callable[[], int | None]) -> Ended:
    """Run `work` in a child and wait for it; its status is what `work` returns."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        child = os.fork()
        if child == 0:
            _redirect(out, 1)
            _redirect(err, 2)
            signal.alarm(_PATIENCE)
            os._exit(_status_of(work))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Ended(status, out.read_text(errors="replace"), err.read_text(errors="replace"))


def side_by_side(works: Sequence[Callable[[], Any]], at_once: int, what: str) -> Iterator[Any]:
    """What each work returns (picklable), each made in a child of its own, as they end; an exception comes as its text.

    How many of `what` are done is shown on standard error, now and then.
    """
    done, now_and_then = itertools.count(1), max(1, len(works) // 20)
    with tempfile.TemporaryDirectory() as folder:
        waiting, running = enumerate(works), {}
        more = True
        while more or running:
            while more and len(running) < at_once:
                if more := (one := next(waiting, None)) is not None:
                    place = Path(folder) / str(one[0])
                    running[_started(one[1], place)] = place
            if running:
                child, _ = os.waitpid(-1, 0)
                if (number := next(done)) % now_and_then == 0:
                    print(f"{what}: {number} of {len(works)}", file=sys.stderr, flush=True)
                yield _handed_over(running.pop(child))


def _started(work: Callable[[], Any], place: Path) -> int:
    child = os.fork()
    if child == 0:
        try:
            answer = work()
        except BaseException:
            answer = traceback.format_exc()
        place.write_bytes(pickle.dumps(answer))
        os._exit(0)
    return child


def _handed_over(place: Path) -> Any:
    return pickle.loads(place.read_bytes()) if place.exists() else "the child ended without an answer"


def _redirect(path: Path, descriptor: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(opened, descriptor)
    os.close(opened)


def _status_of(work: Callable[[], int | None]) -> int:
    try:
        return work() or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        return 70
