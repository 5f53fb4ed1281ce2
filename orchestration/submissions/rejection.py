"""Why a file was rejected, from its report: the register says only how many findings there are.

Belongs here: reading the blocking findings of one report. Does not belong here: how they are shown.
"""

from __future__ import annotations

import json
from collections import Counter

from orchestration.storage.interface import MissingKey, Storage
from orchestration.submissions.findings import Finding


def blocking_findings(storage: Storage, report_key: str) -> list[Finding] | None:
    """The blocking findings in the report's order; None where the report is gone or damaged."""
    try:
        findings = [Finding(**said) for said in json.loads(storage.read(report_key))["constats"]]
    except (MissingKey, ValueError, TypeError, KeyError):
        return None
    return [finding for finding in findings if finding.gravite == "bloquant"]


def blocking_rules(storage: Storage, report_key: str) -> Counter[str] | None:
    """The blocking rules with their number of findings; None where the report is gone or damaged."""
    findings = blocking_findings(storage, report_key)
    return None if findings is None else Counter(finding.regle for finding in findings)
