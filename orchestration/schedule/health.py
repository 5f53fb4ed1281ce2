"""How the collection does: is the release fresh, are the returns on time, how many are rejected.

Belongs here: the three questions and their thresholds' use. Does not belong here: the thresholds (`thresholds`), or
showing the answers (`assets.health`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.quarters import deadline
from orchestration.schedule.calendar import collected
from orchestration.schedule.thresholds import (
    LONGEST_WAIT,
    SHARE_AFTER_COLLECTION,
    SHARE_AT_DEADLINE,
    SHARE_REJECTED,
)
from orchestration.storage.interface import Entry
from orchestration.submissions.board import Line

_NAMED = 20
_REMEDY = "materialise all (the job publish_release)"


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer: whether all is well, one sentence for a person, and the figures behind it."""

    passed: bool
    sentence: str
    figures: Mapping[str, Any]


def freshness(unseen: Iterable[Entry], up_to_date: bool, now: datetime) -> Finding:
    """Whether the current release says what the register says, and no dropped file has waited too long. `now` is aware."""
    ages = [now - entry.modified for entry in unseen]
    waiting = sum(age > LONGEST_WAIT for age in ages)
    figures = {
        "waiting_files": len(ages),
        "waiting_too_long": waiting,
        "release_is_up_to_date": up_to_date,
        "oldest_wait_hours": round(max(ages).total_seconds() / 3600, 1) if ages else 0.0,
    }
    if waiting:
        hours = LONGEST_WAIT.total_seconds() / 3600
        sentence = f"{waiting} dropped files have waited more than {hours:.0f} hours: {_REMEDY}"
    elif not up_to_date:
        sentence = f"the current release was made before the last verdicts, or by other code: {_REMEDY}"
    else:
        sentence = "the current release says what the register says"
    return Finding(not waiting and up_to_date, sentence, figures)


def lateness(lines: Sequence[Line], quarter: str, deadline_days: int, day: date) -> Finding:
    """Whether enough cités have a return in force on this day; nothing is asked before the deadline."""
    due = deadline(quarter, deadline_days)
    asked = _asked(quarter, due, day)
    in_force = sum(line.statut_remontee == "acceptee" for line in lines)
    share = in_force / len(lines) if lines else 1.0
    silent = [line.code_cite for line in lines if line.statut_remontee == "manquante"]
    figures = {
        "quarter": quarter,
        "deadline": due.isoformat(),
        "in_force": in_force,
        "expected": len(lines),
        "share": round(share, 4),
        "share_asked": asked,
        "silent": ", ".join(silent[:_NAMED])
        + (f" and {len(silent) - _NAMED} more" if len(silent) > _NAMED else ""),
    }
    sentence = f"{quarter}: {in_force} of {len(lines)} cités have a return in force; deadline {due:%d/%m/%Y}"
    if share < asked:
        sentence += f"; at least {asked:.0%} are asked for by now: remind the others (`cites reminders`)"
    return Finding(share >= asked, sentence, figures)


def _asked(quarter: str, due: date, day: date) -> float:
    if day <= due:
        return 0.0
    return SHARE_AT_DEADLINE if collected(day) == quarter else SHARE_AFTER_COLLECTION


def rejections(judged: Iterable[Mapping[str, Any]], quarter: str) -> Finding:
    """Whether few enough of the files judged for a quarter were rejected. `judged` are the register's judgements."""
    verdicts = [event["verdict"] for event in judged if event["trimestre_lu"] == quarter]
    rejected = verdicts.count("rejetee")
    share = rejected / len(verdicts) if verdicts else 0.0
    figures = {"quarter": quarter, "judged": len(verdicts), "rejected": rejected, "share": round(share, 4)}
    sentence = f"{quarter}: {rejected} of {len(verdicts)} judged files were rejected"
    if share > SHARE_REJECTED:
        sentence += f", more than {SHARE_REJECTED:.0%}: see which rules in marts/qualite_regles and speak to the cités"
    return Finding(share <= SHARE_REJECTED, sentence, figures)
