"""The causes of a change, and the register's events told apart by them.

Belongs here: which event is a new return, a correction, a withdrawal, a rejection. Does not belong here: what each did to
the figures (`attribution`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Event = Mapping[str, Any]
Cause = Literal["regles_ou_code", "retrait", "correction", "nouvelle_remontee", "rejet", "non_etablie"]

REPLAYED: tuple[Cause, ...] = ("retrait", "correction", "nouvelle_remontee", "rejet")
"""The causes that events make, in the order in which they are replayed."""

LABELS: Mapping[Cause, str] = {
    "regles_ou_code": "changement de règles, de référentiel ou de code",
    "retrait": "retrait",
    "correction": "correction",
    "nouvelle_remontee": "nouvelle remontée",
    "rejet": "fichier rejeté",
    "non_etablie": "cause non établie",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was judged or withdrawn: its cité and quarter as far as they are known."""

    empreinte: str
    code_cite: str | None
    trimestre: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One cause: the files that make it, and all that the register says once it is replayed."""

    cause: Cause
    files: tuple[File, ...]
    events: tuple[Event, ...]


def steps(before: Sequence[Event], after: Sequence[Event]) -> list[Step]:
    """From what the register said before to what it says now, one step a cause that occurred, in the fixed order.

    A return of a place (cité, quarter) is a correction where another one of it was in force before, else a new return.
    A withdrawal of a return that came in between belongs to that return's own step.
    """
    told = _told_apart(before, after[len(before) :])
    found, done = [], list(before)
    for cause in REPLAYED:
        if of_cause := [event for event in after[len(before) :] if told.get(event["numero"]) == cause]:
            done = sorted([*done, *of_cause], key=lambda event: int(event["numero"]))
            found.append(Step(cause, _files(of_cause), tuple(done)))
    return found


def _told_apart(before: Sequence[Event], added: Sequence[Event]) -> dict[int, Cause]:
    """The cause of every event that has one, by its number."""
    places = _places_in_force(before)
    known = {
        event["empreinte"]
        for event in before
        if event["evenement"] == "jugee" and event["verdict"] == "acceptee"
    }
    judged: dict[str, Cause] = {}
    told: dict[int, Cause] = {}
    for event in added:
        name = event["empreinte"]
        if event["evenement"] == "jugee":
            told[event["numero"]] = judged[name] = _cause_of_judgement(event, places)
        elif event["evenement"] == "retiree":
            told[event["numero"]] = "retrait" if name in known else judged.get(name, "retrait")
    return told


def _cause_of_judgement(event: Event, places: set[tuple[str, str]]) -> Cause:
    if event["verdict"] != "acceptee":
        return "rejet"
    return "correction" if (event["code_cite"], event["trimestre"]) in places else "nouvelle_remontee"


def _places_in_force(events: Sequence[Event]) -> set[tuple[str, str]]:
    """The places that had a return in force."""
    withdrawn = {event["empreinte"] for event in events if event["evenement"] == "retiree"}
    return {
        (event["code_cite"], event["trimestre"])
        for event in events
        if event["evenement"] == "jugee"
        and event["verdict"] == "acceptee"
        and event["empreinte"] not in withdrawn
    }


def _is_of_nobody_known(event: Event) -> bool:
    """A rejected file that is in doubt is not told as the cité's whose code it bears."""
    return bool(event.get("doutes")) and event.get("trimestre") is None


def _files(events: Sequence[Event]) -> tuple[File, ...]:
    """The files of these events, each once, by cité and quarter."""
    found = {
        event["empreinte"]: File(
            event["empreinte"],
            None if _is_of_nobody_known(event) else event.get("code_cite"),
            event.get("trimestre") or event.get("trimestre_lu"),
        )
        for event in events
    }
    return tuple(
        sorted(
            found.values(), key=lambda file: (file.code_cite or "~", file.trimestre or "~", file.empreinte)
        )
    )
