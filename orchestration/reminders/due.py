"""Whom to remind, and of what.

Belongs here: from the board's lines to reminders. Does not belong here: their wording (`wording`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.quarters import deadline, last_day
from orchestration.errors import UsageError
from orchestration.submissions.board import Line


@dataclass(frozen=True, slots=True)
class Reminder:
    """One cité without a return in force. `rejet` is the fingerprint of its last file where that one was rejected.

    `retirees` counts its accepted returns where the last of them was withdrawn, else 0.
    """

    code_cite: str
    nom_cite: str
    trimestre: str
    echeance: date
    jours_de_retard: int
    rejet: str | None
    retirees: int = 0

    @property
    def motif(self) -> Literal["manquante", "rejetee", "retiree"]:
        """What is wrong."""
        return "rejetee" if self.rejet else "retiree" if self.retirees else "manquante"

    @property
    def reason(self) -> str:
        """What must not be told twice in a week: that nothing came, or what became of this very file."""
        which = {"rejetee": f":{self.rejet}", "retiree": f":{self.retirees}"}
        return self.motif + which.get(self.motif, "")


def reminders(lines: Iterable[Line], deadline_days: int) -> list[Reminder]:
    """A reminder for every cité whose return is missing, rejected or withdrawn, in the order of the board."""
    return [
        Reminder(
            line.code_cite,
            line.nom_cite,
            line.trimestre,
            deadline(line.trimestre, deadline_days),
            line.jours_de_retard,
            line.rejet,
            line.versions if line.is_withdrawn else 0,
        )
        for line in lines
        if line.statut_remontee != "acceptee"
    ]


def refuse_early(quarter: str, today: date) -> None:
    """Raise UsageError while the quarter goes on: nothing can be sent yet."""
    if today <= last_day(quarter):
        raise UsageError(
            f"{quarter} ends on {last_day(quarter)}: nobody is to be reminded of its return before"
        )
