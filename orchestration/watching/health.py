"""What a monitor asks: does what runs by itself still run, and does what it keeps still hold?

Belongs here: the facts, and which of them are wrong. Does not belong here: how the collection does (`schedule.health`), printing
(`commands.health`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contracts.errors import ContractError
from contracts.loading import load_contract
from orchestration.clock import today
from orchestration.errors import CitesError
from orchestration.notifications.jobs import CONSOLIDATION
from orchestration.publication.continuity import open_register
from orchestration.publication.inputs import last_instant
from orchestration.publication.manifest import read_manifest
from orchestration.publication.pointer import Pointer, read_pointer
from orchestration.schedule.health import freshness
from orchestration.schedule.thresholds import LATE_LOOK, LATE_PUBLICATION, LONGEST_RUN
from orchestration.schedule.view import View
from orchestration.settings import Settings
from orchestration.storage.interface import Holder
from orchestration.storage.opening import demand_there, open_storage
from orchestration.verification.releases import pointer_gone
from orchestration.watching.traces import LastLook, LastRun, Traces

NO_HOME = "unknown: DAGSTER_HOME is not set here, and nothing says that a daemon watches this storage"


@dataclass
class Health:
    """The facts as far as they are known, and what is wrong: one sentence each, the gravest first."""

    storage: str
    watched: bool
    """Whether a daemon is expected: where Dagster has a home."""
    problems: list[str] = field(default_factory=list)
    register: int | None = None
    """Its events, where it is whole."""
    release: Pointer | None = None
    lock: Holder | None = None
    lock_known: bool = False
    waiting: int | None = None
    """Dropped files that no run took in yet."""
    look: LastLook | None = None
    run: LastRun | None = None

    def as_dict(self) -> dict[str, Any]:
        """For `--json`: instants in UTC, ISO; null for what is not known."""
        look, run, lock, release = self.look, self.run, self.lock, self.release
        return {
            "ok": not self.problems,
            "problems": self.problems,
            "storage": self.storage,
            "register": {"whole": self.register is not None, "events": self.register},
            "release": {"id": release.release, "since": release.depuis} if release else None,
            "waiting_files": self.waiting,
            "lock": {
                "held": lock is not None if self.lock_known else None,
                "by": lock.who if lock else None,
                "since": _iso(lock.since) if lock else None,
            },
            "last_look": {"at": _iso(look.instant), "next_due": _iso(look.due)} if look else None,
            "daemon_expected": self.watched,
            "last_run": {"ended": _iso(run.instant), "outcome": run.outcome, "line": run.line}
            if run
            else None,
        }


def look_at(settings: Settings, now: datetime) -> Health:
    """All of it, within a second or two; what cannot be found out is a problem, never an exception. `now` is aware."""
    traces = Traces(settings)
    health = Health(settings.storage, settings.dagster_home is not None)
    health.look, health.run = traces.look, traces.run(CONSOLIDATION)
    _look_at_what_is_kept(health, settings, now)
    health.problems.extend(_of_the_lock(health.lock, now))
    if health.watched:
        health.problems.extend(_of_the_daemon(health.look, now))
    health.problems.extend(_of_the_run(health.run))
    return health


def _look_at_what_is_kept(health: Health, settings: Settings, now: datetime) -> None:
    """The storage, from its door to what waits in it; the first fault hides what lies behind."""
    try:
        storage = open_storage(settings.storage)
        health.storage = storage.url
        demand_there(storage)
        health.lock, health.lock_known = storage.holder(), True
        register = open_register(storage)
        health.register = len(register.events)
        health.release = read_pointer(storage)
        if health.release is not None:
            # readers get what the pointer names, or nothing
            read_manifest(
                storage,
                health.release.release,
                health.release.manifest_digest(health.release.release),
            )
        else:
            health.problems.extend(map(str, pointer_gone(storage)))
        view = View(storage, load_contract(settings.reference), register, today())
        health.problems.extend(_of_what_waits(health, view, now))
        health.problems.extend(_of_what_is_unpublished(health, view, now))
    except (CitesError, ContractError) as error:
        health.problems.append(str(error))


def _of_what_waits(health: Health, view: View, now: datetime) -> Iterator[str]:
    # that the release says what the register says is asked by the daily check: here a run may be at work on it
    found = freshness(view.unseen, True, now)
    health.waiting = found.figures["waiting_files"]
    if not found.passed:
        yield found.sentence


def _of_what_is_unpublished(health: Health, view: View, now: datetime) -> Iterator[str]:
    """Verdicts that no run made a release of, where no run is at work: one that failed may not have been able to say so, on a
    full disk say. That the code is another one since the last run is no fault.
    """
    judged = last_instant(view.register)
    if judged is None or health.lock is not None or view.is_up_to_date:
        return
    since = datetime.fromisoformat(judged)
    ends = (
        [datetime.fromisoformat(move.instant) for move in health.release.mouvements] if health.release else []
    )
    if health.run:
        ends.append(health.run.instant)
    if now - since > LATE_PUBLICATION and all(end < since for end in ends):
        yield (
            f"what was judged at {_iso(since)} is in no release, and no run is at work: see why the last one ended "
            "(a full disk?), then start `cites run`"
        )


def _of_the_lock(holder: Holder | None, now: datetime) -> Iterator[str]:
    if holder and holder.since and now - holder.since > LONGEST_RUN:
        yield (
            f"{holder.who} has held the lock since {_iso(holder.since)}, longer than a run lasts: see whether it still "
            "works; where it hangs, end it"
        )


def _of_the_daemon(look: LastLook | None, now: datetime) -> Iterator[str]:
    remedy = "see the daemon (systemctl status cites-daemon; in the UI: the sensor new_files)"
    if look is None:
        yield f"no look at the landing area was ever noted: {remedy}"
    elif look.instant - now > LATE_LOOK:
        yield (
            f"the last look at the landing area is of {_iso(look.instant)}, which is yet to come, so that a dead daemon "
            "would not be seen: set this machine's clock right; the next look notes itself anew"
        )
    elif now - look.due > LATE_LOOK:
        yield f"nobody has looked at the landing area since {_iso(look.instant)} ({ago(look.instant, now)}): {remedy}"


def _of_the_run(run: LastRun | None) -> Iterator[str]:
    if run and run.outcome == "failed":
        yield f"the last run failed at {_iso(run.instant)}: {run.line or 'see its log'}"


def ago(instant: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says enough: `40 s ago`, `12 min ago`, `3 h ago`, `5 days ago`."""
    seconds = max(0, round((now - instant) / timedelta(seconds=1)))
    for limit, size, unit in ((120, 1, "s"), (7200, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds // size} {unit} ago"
    return f"{seconds // 86_400} days ago"


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None
