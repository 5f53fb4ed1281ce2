"""Why a file was rejected, in a few words, from its report.

Belongs here: counting the blocking rules of one report. Does not belong here: the register, which says only how many.
"""

from __future__ import annotations

import json
from collections import Counter

from orchestration.storage.interface import MissingKey, Storage


def reasons(storage: Storage, report_key: str) -> str:
    """`R05 ×3, C02`: the blocking rules by number of findings; `unknown` where the report is gone or damaged."""
    try:
        report = json.loads(storage.read(report_key))
        rules = Counter(
            finding["regle"] for finding in report["constats"] if finding["gravite"] == "bloquant"
        )
    except (MissingKey, ValueError, TypeError, KeyError):
        return "unknown"
    return ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in rules.most_common())
