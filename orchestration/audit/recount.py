"""The second count: what the published figures must be, from register and staged rows, in plain Python.

Belongs here: the same questions that dbt answers in SQL, answered again by another path that shares no line
with it. Does not belong here: comparing (`controls`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.dataset

from contracts.model import Contract
from contracts.quarters import last_day

Place = tuple[str, str]
"""A cité and a quarter."""

Event = Mapping[str, Any]

FLOWS = (
    "comites_pilotage",
    "actions_aller_vers",
    "nouveaux_beneficiaires",
    "actions_innovantes",
    "beneficiaires_accompagnes",
)
MEASURES = ("partenaires", *FLOWS)

_COLUMNS = {
    "partenaires": ("date_entree", "date_sortie"),
    "gouvernance": ("instance",),
    "aller_vers": ("nouveaux_beneficiaires",),
    "actions_innovantes": ("beneficiaires",),
}


@dataclass(frozen=True)
class Recount:
    """What a second count gives.

    `quarters` the published ones; `expected` every cité and published quarter it is due for; `in_force` the
    SHA-256 of the return that counts; `measured` and `declared` the six measures, from the detail and as the
    cité declares them, where a return is in force; `statuses` statut_remontee of every expected place;
    `withdrawn` the SHA-256 of the returns that were withdrawn; `findings` how many the register counts
    by quarter read, over every judged file.
    """

    quarters: tuple[str, ...]
    expected: tuple[Place, ...]
    in_force: Mapping[Place, str]
    measured: Mapping[Place, Mapping[str, int]]
    declared: Mapping[Place, Mapping[str, int]]
    statuses: Mapping[Place, str]
    withdrawn: frozenset[str]
    findings: Mapping[str, int]


def recount(workdir: Path, events: Iterable[Event], contract: Contract) -> Recount:
    """Count again from `<workdir>/staged/**` and the register's events.

    A quarter is published from the moment one return of it was accepted, be it withdrawn since.
    """
    history = list(events)
    judged = _judged_last(history)
    accepted = [event for event in judged if event["verdict"] == "acceptee"]
    quarters = tuple(sorted({event["trimestre"] for event in accepted}))
    cites = contract.reference.cites.values()
    expected = tuple(
        (cite.code, quarter) for cite in cites for quarter in quarters if cite.first_quarter <= quarter
    )
    due = set(expected)
    in_force = {place: found for place, found in returns_in_force(history).items() if place in due}
    return Recount(
        quarters=quarters,
        expected=expected,
        in_force=in_force,
        measured=_measured(workdir, in_force),
        declared=_declared(accepted, in_force),
        statuses=_statuses(expected, judged, in_force),
        withdrawn=frozenset(event["empreinte"] for event in history if event["evenement"] == "retiree"),
        findings=_findings(judged, quarters),
    )


def _findings(judged: Iterable[Event], quarters: Iterable[str]) -> dict[str, int]:
    """All severities together: a contract may change a rule's severity after files were judged."""
    counted = dict.fromkeys(quarters, 0)
    for event in judged:
        if event["trimestre_lu"] in counted:
            counted[event["trimestre_lu"]] += event["bloquants"] + event["alertes"]
    return counted


def returns_in_force(events: Iterable[Event]) -> dict[Place, str]:
    """Of each place, the accepted, not withdrawn return received last (at a tie, the one judged last)."""
    history = list(events)
    withdrawn = {event["empreinte"] for event in history if event["evenement"] == "retiree"}
    counting = [event for event in _judged_last(history) if event["verdict"] == "acceptee"]
    counting = [event for event in counting if event["empreinte"] not in withdrawn]
    counting.sort(key=lambda event: (event["recue_le"], event["numero"]))
    return {(event["code_cite"], event["trimestre"]): event["empreinte"] for event in counting}


def _judged_last(history: Iterable[Event]) -> list[Event]:
    """The last judgement of every file: one that was rejected and judged again is one file."""
    judged = [event for event in history if event["evenement"] == "jugee"]
    last = {event["empreinte"]: event for event in sorted(judged, key=lambda event: int(event["numero"]))}
    return list(last.values())


def _statuses(
    expected: Iterable[Place], judged: Iterable[Event], in_force: Mapping[Place, str]
) -> dict[Place, str]:
    last = {
        (e["code_cite"], e["trimestre"]): e["verdict"]
        for e in sorted(judged, key=lambda event: int(event["numero"]))
    }
    rejected = {place for place, verdict in last.items() if verdict == "rejetee"}
    return {
        place: "acceptee" if place in in_force else "rejetee" if place in rejected else "manquante"
        for place in expected
    }


def _measured(workdir: Path, in_force: Mapping[Place, str]) -> dict[Place, dict[str, int]]:
    partners, meetings = Counter[str](), Counter[str]()
    quarter_of = {sha: quarter for (_, quarter), sha in in_force.items()}
    for sha, entered, left in _rows(workdir, "partenaires", quarter_of):
        end = last_day(quarter_of[sha])
        partners[sha] += entered <= end and (left is None or left > end)
    for sha, instance in _rows(workdir, "gouvernance", quarter_of):
        meetings[sha] += instance == "comite_pilotage"
    outreach, reached = _counted(_rows(workdir, "aller_vers", quarter_of))
    actions, helped = _counted(_rows(workdir, "actions_innovantes", quarter_of))
    counts = (partners, meetings, outreach, reached, actions, helped)
    return {
        place: {name: count[sha] for name, count in zip(MEASURES, counts, strict=True)}
        for place, sha in in_force.items()
    }


def _counted(rows: Iterable[tuple[Any, ...]]) -> tuple[Counter[str], Counter[str]]:
    number, people = Counter[str](), Counter[str]()
    for sha, persons in rows:
        number[sha] += 1
        people[sha] += persons
    return number, people


def _declared(accepted: Iterable[Event], in_force: Mapping[Place, str]) -> dict[Place, dict[str, int]]:
    """From the register, not from the staged rows that the warehouse reads: rows altered since then are found out."""
    totals = {event["empreinte"]: event["synthese"] for event in accepted}
    return {place: {name: totals[sha][name] for name in MEASURES} for place, sha in in_force.items()}


def _rows(workdir: Path, table: str, kept: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """SHA-256 and the columns counted, of the staged rows of these returns."""
    paths = sorted(map(str, (workdir / "staged" / table).rglob("*.parquet")))
    if not paths:
        return
    columns = ["empreinte", *_COLUMNS[table]]
    rows = pyarrow.dataset.dataset(paths, format="parquet").to_table(columns=columns)
    wanted = set(kept)
    yield from (
        row for row in zip(*(column.to_pylist() for column in rows.columns), strict=True) if row[0] in wanted
    )
