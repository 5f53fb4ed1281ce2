"""Whom to write to, and of what.

Belongs here: from the board's lines to reminders. Does not belong here: their wording (`wording`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from contracts.quarters import deadline, last_day
from orchestration.clock import PARIS
from orchestration.errors import UsageError
from orchestration.submissions.board import Line

Motif = Literal["manquante", "rejetee", "retiree", "a_confirmer", "correction", "non_comptee", "acceptee"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One cité that is to be written to. `rejet` is the fingerprint of its last file where that one was rejected.

    `retirees` counts its accepted returns where the last of them was withdrawn, else 0. `en_vigueur` is the day on which the
    return in force came, `accepte` the accepted file that the letter is about: the one in force, or one that does not count.
    `arrivee` is the day on which the letter's file came first, `renvois` how often it came again. `en_doute` counts files that
    may be this cité's, which nobody can tell yet: nothing of them is told.
    """

    code_cite: str
    nom_cite: str
    trimestre: str
    echeance: date
    jours_de_retard: int
    rejet: str | None
    retirees: int = 0
    en_vigueur: date | None = None
    accepte: str | None = None
    compte: bool = False
    arrivee: date | None = None
    renvois: int = 0
    en_doute: int = 0

    @property
    def motif(self) -> Motif:
        """What it is about."""
        if self.rejet:
            return "correction" if self.en_vigueur else "rejetee"
        if self.accepte:
            return "acceptee" if self.compte else "non_comptee"
        return "retiree" if self.retirees else "a_confirmer" if self.en_doute else "manquante"

    @property
    def fichier(self) -> str | None:
        """The fingerprint of the file that the letter is about; None where it is about none."""
        return self.rejet or self.accepte

    @property
    def reason(self) -> str:
        """What must not be told twice in a week: that nothing came, or what became of this very file, as often as it came."""
        again = f":{self.renvois}" if self.renvois else ""
        if self.fichier:
            return f"{self.motif}:{self.fichier}{again}"
        return f"retiree:{self.retirees}" if self.motif == "retiree" else self.motif

    @property
    def is_late(self) -> bool:
        """Whether the cité is late: a file that came in time and was rejected waits for a correction."""
        return bool(self.jours_de_retard) and (self.arrivee is None or self.arrivee > self.echeance)


def reminders(
    lines: Iterable[Line],
    deadline_days: int,
    *,
    receipts: bool = False,
    is_in_doubt: Callable[[str], bool] = lambda _: False,
) -> list[Reminder]:
    """A reminder for every cité whose return is missing, rejected or withdrawn, whose correction was rejected, or whose last
    file does not count; with `receipts` also for those whose return is in force. In the order of the board.

    `is_in_doubt` tells of a file, by its fingerprint, whether it may be another cité's: its cité is then written to as if it
    had not come, and gets no receipt.
    """
    return [
        Reminder(
            line.code_cite,
            line.nom_cite,
            line.trimestre,
            deadline(line.trimestre, deadline_days),
            line.jours_de_retard,
            **about,
        )
        for line in lines
        for about in _about(line, receipts, is_in_doubt)
    ]


def _about(line: Line, receipts: bool, is_in_doubt: Callable[[str], bool]) -> Iterator[dict[str, Any]]:
    """What the letter to a cité is about; nothing where it gets none."""
    is_in_force = line.statut_remontee == "acceptee"
    state = line.dernier_etat or ("rejetee" if line.rejet else None)
    file = line.dernier or line.rejet
    known: dict[str, Any] = {"arrivee": _day(line.dernier_recu_le), "renvois": line.renvois}
    if file and state in ("rejetee", "remplacee") and is_in_doubt(file):
        file, state = None, None
    doubted_force = bool(line.empreinte and is_in_doubt(line.empreinte))
    told = _day(line.recue_le) if is_in_force and not doubted_force else None
    if file and state == "rejetee":
        yield {"rejet": file, "en_vigueur": told, **known}
    elif not is_in_force:
        rejected = line.rejet if line.rejet and not is_in_doubt(line.rejet) else None
        doubted = line.en_doute + bool(line.rejet and not rejected)
        withdrawn = line.versions if line.is_withdrawn else 0
        yield {"rejet": rejected, "retirees": withdrawn, "en_doute": doubted}
    elif file and state == "remplacee":
        yield {"rejet": None, "accepte": file, "en_vigueur": told, **known}
    elif receipts and line.empreinte and not doubted_force:
        again = line.renvois if line.dernier == line.empreinte else 0
        yield {
            "rejet": None,
            "accepte": line.empreinte,
            "compte": True,
            "en_vigueur": told,
            "arrivee": _day(line.recue_le),
            "renvois": again,
        }


def _day(instant: str | None) -> date | None:
    """The day in Paris of an instant of the register."""
    return datetime.fromisoformat(instant).astimezone(PARIS).date() if instant else None


def refuse_early(quarter: str, today: date) -> None:
    """Raise UsageError while the quarter goes on: nothing can be sent yet."""
    if today <= last_day(quarter):
        raise UsageError(
            f"{quarter} ends on {last_day(quarter)}: nobody is to be reminded of its return before"
        )
