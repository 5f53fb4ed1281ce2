"""Whether a copy of a rejected file can be given back at all.

Belongs here: what forbids it, known from the findings alone. Does not belong here: making copies (`workbook`).
"""

from __future__ import annotations

from collections.abc import Iterable

from contracts.model import Contract
from orchestration.feedback.personal_data import PERSONAL_DATA
from orchestration.feedback.sentences import said
from orchestration.submissions.findings import Finding

REFUSED = "S01"
"""The rule of a file that cannot be read."""


def can_be_copied(findings: Iterable[Finding], contract: Contract) -> bool:
    """Not what cannot be read, nor what has personal data in cells that no finding names: they could not be taken out."""
    return not any(
        finding.regle == REFUSED or (finding.regle == PERSONAL_DATA and said(finding, contract).more)
        for finding in findings
    )
