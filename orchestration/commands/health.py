"""`cites health`: what a monitor asks; one line on what is wrong and status 1, or that all is well.

Belongs here: how the answer is printed, English, for monitors and engineers. Does not belong here: the answer
(`watching.health`). Imports no Dagster: it has to be quick, and to work where that is what does not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime

from orchestration.clock import now
from orchestration.settings import read_settings
from orchestration.terminal import safe
from orchestration.watching.health import NO_HOME, Health, ago, look_at


def health(arguments: argparse.Namespace) -> int:
    """0 where all is well, 1 where anything is not."""
    instant = now()
    found = look_at(read_settings(), instant)
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join([verdict(found), *facts(found, instant)]))
    return 1 if found.problems else 0


def verdict(found: Health) -> str:
    """The first line, which monitors show: what is wrong, or that nothing is."""
    if not found.problems:
        return f"well: {safe(found.storage)}"
    return safe("wrong: " + "; ".join(" ".join(problem.split()) for problem in found.problems))


def facts(found: Health, instant: datetime) -> Iterator[str]:
    """A line a fact."""
    yield f"  last run   {_last_run(found, instant)}"
    yield f"  last look  {_last_look(found, instant)}"
    release = found.release
    yield "  release    " + (
        f"{release.release}, current since {release.depuis} ({ago(datetime.fromisoformat(release.depuis), instant)})"
        if release
        else "none is known"
    )
    yield "  register   " + (
        f"whole, {found.register} events" if found.register is not None else "not found whole"
    )
    lock = found.lock
    since = f" since {lock.since.isoformat(timespec='seconds')}" if lock and lock.since else ""
    free = "free" if found.lock_known else "unknown"
    yield "  lock       " + (safe(f"held by {lock.who}{since}") if lock else free)
    if found.waiting is not None:
        yield f"  landing    {found.waiting} files that no run took in yet"


def _last_run(found: Health, instant: datetime) -> str:
    run = found.run
    if run is None:
        return "unknown: none was noted on this machine"
    return f"{run.outcome}, ended {run.instant.isoformat(timespec='seconds')} ({ago(run.instant, instant)})"


def _last_look(found: Health, instant: datetime) -> str:
    if found.look is not None:
        look = found.look.instant
        return f"{look.isoformat(timespec='seconds')} ({ago(look, instant)})"
    return "none was noted" if found.watched else NO_HOME
