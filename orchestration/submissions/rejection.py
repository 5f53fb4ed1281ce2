"""Why a file was rejected, from its report: the register says only how many findings there are.

Belongs here: counting the blocking rules of one report. Does not belong here: how the count is shown.
"""

from __future__ import annotations

import json
from collections import Counter

from orchestration.storage.interface import MissingKey, Storage


def blocking_rules(storage: Storage, report_key: str) -> Counter[str] | None:
    """The blocking rules with their number of findings; None where the report is gone or damaged."""
    try:
        report = json.loads(storage.read(report_key))
        return Counter(finding["regle"] for finding in report["constats"] if finding["gravite"] == "bloquant")
    except (MissingKey, ValueError, TypeError, KeyError):
        return None
