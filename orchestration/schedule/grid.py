"""The grid of returns as the register tells it: quarter × cité, accepted or rejected; what is missing has no square.

Belongs here: which square is of which colour, and the facts that a click on it shows. Does not belong here: how the
grid is drawn (`assets.grid`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from orchestration.submissions.register import Event, Place, Register
from orchestration.submissions.reports import DOUBTS, REPORTS, place_of

State = Literal["acceptee", "rejetee"]
WORDS: Mapping[State, str] = {"acceptee": "acceptée", "rejetee": "rejetée"}


@dataclass(frozen=True, slots=True)
class Square:
    """One (cité, quarter) with a return in force (`acceptee`), or whose last file was rejected while none is (`rejetee`).

    `version` changes whenever what is to be shown does; `rejected_since` counts rejected files after the one in force, and
    `rejected` is the last of them, or the square's own event where that is a rejection.
    """

    code_cite: str
    quarter: str
    state: State
    event: Event
    rejected_since: int = 0
    rejected: Event | None = None

    @property
    def place(self) -> Place:
        """(code_cite, trimestre)."""
        return (self.code_cite, self.quarter)

    @property
    def version(self) -> str:
        """State, number of the judgement that counts, rejected corrections since."""
        return f"{self.state}-{self.event['numero']}-{self.rejected_since}"

    def facts(self) -> dict[str, Any]:
        """What is worth reading beside the colour: verdict, file, dates, numbers of findings."""
        event = self.event
        doubts = event.get(DOUBTS)
        return {
            "verdict": WORDS[self.state],
            "file": event["cle"],
            "received_at": event["recue_le"],
            "signed_on": event["date_remontee"] or "unknown",
            "blocking_findings": event["bloquants"],
            "warnings": event["alertes"],
            "rejected_since": self.rejected_since,
            **({"to_be_confirmed": f"{', '.join(doubts)}: whose return it is"} if doubts else {}),
        }

    def kept(self, event: Event) -> str:
        """Below which key everything that is told of one of its files is kept: report (`.json`), answer (`/…`)."""
        return f"{REPORTS}{place_of(event)}"


def grid(register: Register) -> dict[Place, Square]:
    """The square of every (cité, quarter) that has one, as `statut_remontee` has it."""
    last, since = _rejections(register)
    squares = {}
    for (cite, quarter), event in register.in_force().items():
        count = since.get((cite, quarter), 0)
        newer = last[cite, quarter] if count else None
        squares[cite, quarter] = Square(cite, quarter, "acceptee", event, count, newer)
    for (cite, quarter), event in last.items():
        if (cite, quarter) not in squares and event["verdict"] == "rejetee":
            squares[cite, quarter] = Square(cite, quarter, "rejetee", event, rejected=event)
    return squares


def _rejections(register: Register) -> tuple[Mapping[Place, Event], Mapping[Place, int]]:
    """The file judged last, by place, and how many rejected ones came in a row since the last accepted one."""
    last: dict[Place, Event] = {}
    since: dict[Place, int] = {}
    for event in register.judgements.values():
        if event["code_cite"] and event["trimestre"]:
            place = (event["code_cite"], event["trimestre"])
            last[place] = event
            since[place] = since.get(place, 0) + 1 if event["verdict"] == "rejetee" else 0
    return last, since
