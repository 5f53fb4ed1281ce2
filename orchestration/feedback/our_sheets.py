"""Sheets of an earlier answer of ours that came back with a file: the cité has nothing to correct or verify there.

Belongs here: knowing their findings, and one sentence on each. Does not belong here: their cells (`workbook.making`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orchestration.feedback.job import OUR_SHEETS
from orchestration.submissions.findings import Finding


def is_about_our_sheet(finding: Finding) -> bool:
    """Whether a finding says of such a sheet that the template does not know it."""
    return finding.regle == "S07" and finding.feuille in OUR_SHEETS


def left_aside(findings: Iterable[Finding]) -> Iterator[str]:
    """That each of them is ignored."""
    for one in filter(is_about_our_sheet, findings):
        yield f"La feuille « {one.feuille} », qui vient de notre réponse précédente, n'est pas prise en compte."
