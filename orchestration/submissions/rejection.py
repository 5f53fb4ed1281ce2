"""Why a file was rejected, from its report: the register says only how many findings there are.

Belongs here: the blocking findings of one report. Does not belong here: reading it (`reports`), how they are shown.
"""

from __future__ import annotations

from collections import Counter

from orchestration.storage.interface import Storage
from orchestration.submissions.findings import Finding
from orchestration.submissions.reports import reported_findings


def blocking_findings(storage: Storage, report_key: str) -> list[Finding] | None:
    """The blocking findings in the report's order; None where the report is gone or damaged."""
    findings = reported_findings(storage, report_key)
    return None if findings is None else [one for one in findings if one.gravite == "bloquant"]


def blocking_rules(storage: Storage, report_key: str) -> Counter[str] | None:
    """The blocking rules with their number of findings; None where the report is gone or damaged."""
    findings = blocking_findings(storage, report_key)
    return None if findings is None else Counter(finding.regle for finding in findings)
