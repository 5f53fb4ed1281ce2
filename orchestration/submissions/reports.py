"""Where what is told of a file is kept, and whether it is in doubt whose file it is.

Belongs here: the place below `reports/`, for judgements at hand and for those of the register; reading a report back.
Does not belong here: what a report says (`findings`, `feedback`), why a file was rejected (`rejection`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from contracts.model import Submission
from orchestration.storage.interface import MissingKey, Storage
from orchestration.submissions.findings import Finding, is_in_doubt, kept_at

REPORTS = "reports/"
DOUBTS = "doutes"
"""The key under which a judgement bears the rules that leave the cité or the quarter of its file in doubt."""

Event = Mapping[str, Any]


def place_of(event: Event) -> str:
    """Where what is told of the file of a judgement of the register is kept."""
    return kept_at(
        event["trimestre"], event["code_cite"], event["empreinte"], in_doubt=bool(event.get(DOUBTS))
    )


def report_key(event: Event) -> str:
    """The key of the report of a judgement of the register."""
    return f"{REPORTS}{place_of(event)}.json"


def reported_findings(storage: Storage, key: str) -> list[Finding] | None:
    """The findings of the report under this key, in its order; None where it is gone or damaged."""
    try:
        return [Finding(**said) for said in json.loads(storage.read(key))["constats"]]
    except (MissingKey, ValueError, TypeError, KeyError):
        return None


def leaves_in_doubt(storage: Storage, event: Event, submission: Submission) -> bool:
    """Whether it is in doubt whose file was judged. Judgements that do not say so themselves are older: their report does."""
    if DOUBTS in event:
        return bool(event[DOUBTS])
    if not (event["bloquants"] or event["alertes"]):
        return False
    findings = reported_findings(storage, report_key(event)) or ()
    return is_in_doubt((finding.regle for finding in findings), submission)
