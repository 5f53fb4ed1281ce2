"""Why a file was rejected, in a few words.

Belongs here: the words. Does not belong here: reading the report (`submissions.rejection`).
"""

from __future__ import annotations

from orchestration.storage.interface import Storage
from orchestration.submissions.rejection import blocking_rules


def reasons(storage: Storage, report_key: str) -> str:
    """`R05 ×3, C02`: the blocking rules by number of findings; `unknown` where the report is gone or damaged."""
    rules = blocking_rules(storage, report_key)
    if rules is None:
        return "unknown"
    return ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in rules.most_common())
