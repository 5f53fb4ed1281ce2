"""What a finding says by itself, without what to do: with a cause, that is said once for all.

Belongs here: cutting the remedy off a message. Does not belong here: taking messages apart for people (`feedback.sentences`).
"""

from __future__ import annotations

from functools import lru_cache

from contracts.model import Contract, Rule
from orchestration.submissions.findings import Finding

_PLACEHOLDER = "{"


def found_in(finding: Finding, contract: Contract) -> str:
    """The message up to where the remedy begins as the rule words it; all of it where that cannot be told."""
    for rule in _wordings(finding, contract):
        start = _start(rule)
        if start and (place := finding.message.rfind(start)) > 0:
            return finding.message[:place].rstrip()
    return finding.message


def _wordings(finding: Finding, contract: Contract) -> list[Rule]:
    submission = contract.submission
    sheet = next((one for one in submission.sheets if one.label == finding.feuille), None)
    rules = (*(sheet.rules if sheet else ()), *submission.rules)
    return [
        wording for rule in rules if rule.id == finding.regle for wording in (rule, *rule.variants.values())
    ]


@lru_cache(maxsize=512)
def _start(rule: Rule) -> str:
    """How the remedy begins, up to the first word that is filled in."""
    return rule.remedy.partition(_PLACEHOLDER)[0]
