"""What must not be repeated: a value that a rule found to be personal data is shown nowhere.

Belongs here: which cells hold one. Does not belong here: finding them (S09).
"""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.feedback.causes import Entry
from orchestration.submissions.findings import Finding

PERSONAL_DATA = "S09"
WITHHELD = "(donnée personnelle retirée)"
"""What stands in place of such a value in every copy."""


def cell_of(finding: Finding) -> str:
    """What tells one cell of a file from another, in a CSV too."""
    return f"{finding.feuille}|{finding.ligne}|{finding.colonne}"


def hidden_cells(findings: Iterable[Finding]) -> frozenset[str]:
    """The cells whose value may not be shown, whichever finding speaks of them."""
    return frozenset(cell_of(finding) for finding in findings if finding.regle == PERSONAL_DATA)


def shown_value(entry: Entry, hidden: frozenset[str]) -> str:
    """The value of a finding's cell as a French person reads it, long texts cut; withheld where it must be."""
    if cell_of(entry.finding) in hidden:
        return WITHHELD
    return entry.value


def shown_found(entry: Entry, hidden: frozenset[str]) -> str:
    """What was found, without the value where it must be withheld."""
    value = entry.said.words.get("valeur")
    if cell_of(entry.finding) in hidden and value:
        return entry.said.found.replace(value, WITHHELD)
    return entry.said.found
