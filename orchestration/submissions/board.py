"""The board of a quarter: who has sent, who is late, who was rejected and why.

Belongs here: one line a cité, from the register. Does not belong here: the published figures (`dbt_project`), printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from contracts.model import Contract
from contracts.quarters import deadline, quarter_of, shift

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One cité in one quarter. `recue_le` and `date_remontee` are those of the return in force.

    `jours_de_retard`: for a return in force the days between the deadline and its signature, else the days since the deadline; at
    least 0. `rejet` is the fingerprint of the last file judged where that one was rejected: its report says why.
    """

    code_cite: str
    nom_cite: str
    trimestre: str
    statut_remontee: str
    recue_le: str | None
    date_remontee: str | None
    jours_de_retard: int
    versions: int
    rejets: int
    rejet: str | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether a return was accepted, then taken out of force, and nothing was judged after it."""
        return self.statut_remontee == "manquante" and self.versions > 0

    def as_dict(self) -> dict[str, Any]:
        """The line as plain data."""
        return asdict(self)


def latest_quarter(events: Iterable[Event], today: date) -> str:
    """The last quarter that a judged file speaks of, else the last one that is over."""
    known = [event["trimestre"] for event in events if event["evenement"] == "jugee" and event["trimestre"]]
    return max(known, default=shift(quarter_of(today), -1))


def board(register: Any, contract: Contract, quarter: str, today: date) -> list[Line]:
    """One line per cité that is expected in the quarter, by code. `register` gives `events` and `in_force()`."""
    judged: dict[str, list[Event]] = {}
    for event in register.events:
        if event["evenement"] == "jugee" and event["trimestre"] == quarter and event["code_cite"]:
            judged.setdefault(event["code_cite"], []).append(event)
    in_force = {cite: counted for (cite, when), counted in register.in_force().items() if when == quarter}
    return list(_lines(contract, quarter, today, judged, in_force))


def _lines(
    contract: Contract,
    quarter: str,
    today: date,
    judged: Mapping[str, list[Event]],
    in_force: Mapping[str, Event],
) -> Iterator[Line]:
    due = deadline(quarter, contract.submission.deadline_days)
    for code, cite in sorted(contract.reference.cites.items()):
        if max(cite.first_quarter, contract.submission.first_quarter) > quarter:
            continue
        files, counted = judged.get(code, []), in_force.get(code)
        rejected = [event for event in files if event["verdict"] == "rejetee"]
        last_is_rejected = bool(files) and files[-1]["verdict"] == "rejetee"
        signed = (
            date.fromisoformat(counted["date_remontee"]) if counted and counted["date_remontee"] else today
        )
        yield Line(
            code_cite=code,
            nom_cite=cite.name,
            trimestre=quarter,
            statut_remontee="acceptee" if counted else "rejetee" if last_is_rejected else "manquante",
            recue_le=counted["recue_le"] if counted else None,
            date_remontee=counted["date_remontee"] if counted else None,
            jours_de_retard=max(0, (signed - due).days),
            versions=len(files) - len(rejected),
            rejets=len(rejected),
            rejet=files[-1]["empreinte"] if last_is_rejected else None,
        )
