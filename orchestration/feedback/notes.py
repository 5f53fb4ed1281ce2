"""The note of every marked cell: value, expected value, difference, what to do.

Belongs here: the words of a note. Does not belong here: writing it into a workbook (`workbook.marking`).
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts.typography import typeset
from orchestration.feedback.causes import Cause, Entry
from orchestration.feedback.expected import expected
from orchestration.feedback.job import NOTE_TITLES, Mark
from orchestration.feedback.personal_data import PERSONAL_DATA, hidden_cells, shown_found, shown_value
from orchestration.submissions.findings import Finding


def marks(findings: Sequence[Finding], found: Sequence[Cause]) -> tuple[Mark, ...]:
    """One mark per finding, in the findings' order."""
    hidden = hidden_cells(findings)
    entries = {entry.number: entry for cause in found for entry in cause.entries}
    return tuple(_mark(entries[number], hidden) for number in range(len(findings)))


def _mark(entry: Entry, hidden: frozenset[str]) -> Mark:
    finding = entry.finding
    return Mark(
        feuille=finding.feuille,
        ligne=finding.ligne,
        colonne=finding.colonne,
        cellule=finding.cellule,
        gravite=finding.gravite,
        note=_note(entry, hidden),
        is_withheld=finding.regle == PERSONAL_DATA,
    )


def _note(entry: Entry, hidden: frozenset[str]) -> str:
    words, cause = entry.said.words, entry.finding.cause
    goes_with_others = cause is not None and cause.is_one
    lines = [f"{NOTE_TITLES[entry.finding.gravite]}\u00a0: {shown_found(entry, hidden)}"]
    for title, text in (
        ("Valeur trouvée", shown_value(entry, hidden) or "(vide)"),
        ("Valeur attendue", None if goes_with_others else expected(entry.said)),
        ("Écart", None if goes_with_others else words.get("ecart")),
        ("Cause", cause.found if cause else None),
        ("Que faire", cause.remedy if cause else entry.said.remedy),
    ):
        lines += [f"{title}\u00a0: {text}"] if text else []
    lines += [entry.said.more] if entry.said.more else []
    if entry.finding.regle == PERSONAL_DATA:
        lines.append(
            typeset("Dans cette copie, le texte de la cellule est retiré : récrivez-le sans cette donnée.")
        )
    return "\n".join(lines)
