"""What the rules found: the files judged, and the rules that fired most.

Belongs here: counts over all the files judged whose quarter could be read. Does not belong here: any single finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestration.page.quarters import Quarters, summed
from orchestration.page.words import percent
from orchestration.plurals import agreed, counted

LISTED = 15
"""How many rules the page shows; the table `qualite_regles` has them all."""

_SEVERITIES = {"bloquant": "rejette le fichier", "alerte": "signale seulement"}


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule: what must be true, what it does, and how often it was not true."""

    rule: str
    description: str
    severity: str
    findings: int
    files: int
    in_lead: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Accepted and rejected files, the rules that fired most, how many fired in all, and the audit's checks."""

    accepted: int
    rejected: int
    rules: tuple[Fired, ...]
    fired: int
    checks: int | None
    quarters: int

    @property
    def sentence(self) -> str:
        """`Sur les 8 trimestres publiés, 693 fichiers ont été jugés : 676 acceptés et 17 rejetés (2 %).`"""
        several = f"les {counted(self.quarters, 'trimestre', 'publié')}"
        over = f"Sur {several if self.quarters > 1 else 'le seul trimestre publié'}"
        judged = f"{counted(self.judged, 'fichier')} {'ont' if self.judged > 1 else 'a'} été {agreed(self.judged, 'jugé')}"
        accepted, rejected = counted(self.accepted, "accepté"), counted(self.rejected, "rejeté")
        return f"{over}, {judged} : {accepted} et {rejected} ({percent(self.rejected, self.judged)})."

    @property
    def judged(self) -> int:
        """Files judged whose cité and quarter are known."""
        return self.accepted + self.rejected


def quality(quarters: Quarters) -> Quality:
    """The quality of what was sent, over all the published quarters."""
    by_rule: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in quarters.rows("qualite_regles"):
        by_rule[row["regle"]].append(row)
    fired = [_fired(quarters, rule, rows) for rule, rows in by_rule.items()]
    fired.sort(key=lambda one: (-one.files, -one.findings, one.rule))
    returns = quarters.rows("suivi_remontees")
    return Quality(
        summed(returns, "versions"),
        summed(returns, "rejets"),
        tuple(fired[:LISTED]),
        len(fired),
        quarters.edition.audit.as_dict().get("controles"),
        len(quarters.names),
    )


def _fired(quarters: Quarters, rule: str, rows: list[Mapping[str, Any]]) -> Fired:
    in_lead = [row for row in rows if row["trimestre"] == quarters.lead]
    return Fired(
        rule,
        _description(quarters, rule),
        _SEVERITIES[rows[0]["gravite"]],
        summed(rows, "constats"),
        summed(rows, "fichiers"),
        summed(in_lead, "fichiers"),
    )


def _description(quarters: Quarters, rule: str) -> str:
    submission = quarters.edition.contract.submission
    every = (*submission.rules, *(each for sheet in submission.sheets for each in sheet.rules))
    told = dict.fromkeys(each.description for each in every if each.id == rule)
    # an earlier contract's rule: its findings stay counted
    return " ".join(told) or "Règle d'une version précédente du modèle."
