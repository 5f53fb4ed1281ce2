"""The board of returns: every cité, every quarter.

Belongs here: the state of each return and the count of each quarter. Does not belong here: figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.keys import key
from orchestration.page.quarters import Quarters
from orchestration.page.words import day, quarter_short
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage, of_row

NOT_EXPECTED = "attendue-plus-tard"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cité's return for one quarter: its state, and what there is to know of it."""

    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One cité; a cell a quarter, newest first."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The quarters' names, their coverages, and the lines by name."""

    quarters: tuple[str, ...]
    coverages: tuple[Coverage, ...]
    lines: tuple[Line, ...]


def board(quarters: Quarters) -> Board:
    """The board of every published quarter."""
    followed = {(row["code_cite"], row["trimestre"]): row for row in quarters.rows("suivi_remontees")}
    names = {row["code_cite"]: row["nom_cite"] for row in quarters.rows("indicateurs_cites")}
    newest_first = quarters.names[::-1]
    codes = sorted({code for code, _ in followed}, key=lambda code: key(names.get(code, code)))
    return Board(
        tuple(map(quarter_short, newest_first)),
        tuple(map(of_row, quarters.national[::-1])),
        tuple(
            Line(
                code,
                names.get(code, code),
                tuple(_cell(followed.get((code, quarter))) for quarter in newest_first),
            )
            for code in codes
        ),
    )


def _cell(row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return Cell(NOT_EXPECTED, "Pas encore attendue")
    if row["statut_remontee"] == "acceptee":
        late = row["retard_jours"]
        delay = f", {counted(late, 'jour')} de retard" if late else ""
        received = f" du {day(row['date_remontee'])}" if row["date_remontee"] else ""
        return Cell("en-retard" if late else "a-temps", f"Remontée{received}{delay}")
    if row["statut_remontee"] == "rejetee":
        return Cell("rejetee", f"Rejetée, {counted(row['erreurs'], 'erreur')} à corriger")
    if row["versions"]:
        return Cell("retiree", "Manquante : la remontée acceptée a été retirée")
    return Cell("manquante", "Manquante : aucune remontée reçue")
