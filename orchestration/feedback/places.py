"""Where a finding stands, in words.

Belongs here: places as a coordinator looks for them. Does not belong here: addresses in a converted workbook
(`workbook.addresses`).
"""

from __future__ import annotations

from orchestration.submissions.findings import Finding


def stands_in_a_cell(finding: Finding) -> bool:
    """Whether one cell of the file can be pointed at: in a CSV, that of a line and a column."""
    return finding.ligne is not None and finding.colonne is not None


def place_in_words(finding: Finding) -> str:
    """`Aller-vers, I14` · `Aller-vers, ligne 14, femmes` · `Aller-vers, ligne des titres` · `Feuille « Notes »`."""
    if finding.feuille is None:
        return "Tout le fichier"
    if finding.cellule:
        return f"{finding.feuille}, {finding.cellule}"
    if stands_in_a_cell(finding):
        return f"{finding.feuille}, ligne\u00a0{finding.ligne}, {finding.colonne}"
    if finding.colonne is None:
        return f"Feuille «\u00a0{finding.feuille}\u00a0»"
    return (
        f"{finding.feuille}, ligne des titres"
        if finding.regle == "S03"
        else f"Feuille «\u00a0{finding.feuille}\u00a0»"
    )
