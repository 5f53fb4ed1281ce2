"""The board of a quarter: who has sent, who is late, who was rejected and why.

Belongs here: one line a cité, from the register. Does not belong here: the published figures (`dbt_project`), printing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from contracts.model import Contract
from contracts.quarters import deadline, quarter_of, shift
from orchestration.submissions.reports import DOUBTS

Event = Mapping[str, Any]
State = Literal["en_vigueur", "remplacee", "retiree", "rejetee"]
"""How a judged file stands: of the accepted ones one counts, the others were replaced or withdrawn."""


_OF_THE_LAST_DROP = frozenset(("empreinte", "dernier", "dernier_etat", "dernier_recu_le", "renvois"))


@dataclass(frozen=True, slots=True)
class Line:
    """One cité in one quarter. `recue_le` and `date_remontee` are those of the return in force.

    `jours_de_retard`: for a return in force the days between the deadline and its signature, else the days since the deadline; at
    least 0. `rejet` is the fingerprint of the last file judged where that one was rejected: its report says why. `empreinte` is
    that of the return in force, `dernier` that of the file dropped last: how that one stands, when it was received first, and
    how many times it was dropped again. `en_doute` counts the rejected files that say they are this cité's for this quarter,
    which is in doubt: they count nowhere else.
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
    empreinte: str | None = None
    dernier: str | None = None
    dernier_etat: State | None = None
    dernier_recu_le: str | None = None
    renvois: int = 0
    en_doute: int = 0

    @property
    def is_withdrawn(self) -> bool:
        """Whether a return was accepted, then taken out of force, and nothing was judged after it."""
        return self.statut_remontee == "manquante" and self.versions > 0

    def as_dict(self) -> dict[str, Any]:
        """The line as plain data; what is told of the file dropped last is for letters."""
        return {name: value for name, value in asdict(self).items() if name not in _OF_THE_LAST_DROP}


def latest_quarter(events: Iterable[Event], today: date) -> str:
    """The last quarter that a judged file speaks of, else the last one that is over."""
    known = [event["trimestre"] for event in events if event["evenement"] == "jugee" and event["trimestre"]]
    return max(known, default=shift(quarter_of(today), -1))


def board(register: Any, contract: Contract, quarter: str, today: date) -> list[Line]:
    """One line per cité that is expected in the quarter, by code. `register` is the cités' (`submissions.register`)."""
    judged: dict[str, list[Event]] = {}
    for event in register.judgements.values():
        if event["trimestre"] == quarter and event["code_cite"]:
            judged.setdefault(event["code_cite"], []).append(event)
    in_force = {cite: counted for (cite, when), counted in register.in_force().items() if when == quarter}
    told = _Drops(register, quarter)
    return list(_lines(contract, quarter, today, judged, in_force, told))


class _Drops:
    """What the register says of files dropped: when last, how often after their first verdict, which are in doubt."""

    def __init__(self, register: Any, quarter: str) -> None:
        self.last: dict[str, int] = {}
        self.again: Counter[str] = Counter()
        judged: set[str] = set()
        for event in register.events:
            name = event["empreinte"]
            if event["evenement"] in ("recue", "reconnue", "jugee"):
                self.last[name] = int(event["numero"])
            if event["evenement"] == "reconnue" and name in judged:
                self.again[name] += 1
            if event["evenement"] == "jugee":
                judged.add(name)
        self.withdrawn = {event["empreinte"] for event in register.of_kind("retiree")}
        self.doubted = Counter(
            event["code_cite"]
            for event in register.judgements.values()
            if event.get(DOUBTS) and event["trimestre"] is None and event["trimestre_lu"] == quarter
        )

    def of(self, files: Sequence[Event], counted: Event | None) -> dict[str, Any]:
        """The facts of the file dropped last, as a line has them."""
        if not files:
            return {}
        file = max(files, key=lambda event: self.last.get(event["empreinte"], 0))
        name = file["empreinte"]
        state: State = "rejetee" if file["verdict"] == "rejetee" else "remplacee"
        if file["verdict"] == "acceptee" and name in self.withdrawn:
            state = "retiree"
        if counted and counted["empreinte"] == name:
            state = "en_vigueur"
        return {
            "dernier": name,
            "dernier_etat": state,
            "dernier_recu_le": file["recue_le"],
            "renvois": self.again[name],
        }


def _lines(
    contract: Contract,
    quarter: str,
    today: date,
    judged: Mapping[str, list[Event]],
    in_force: Mapping[str, Event],
    told: _Drops,
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
            empreinte=counted["empreinte"] if counted else None,
            en_doute=told.doubted[code],
            **told.of(files, counted),
        )
