"""Files whose bytes were rejected, dropped again, and so judged again: whether anything is said of them that was not said.

Belongs here: comparing a judgement with the one before, naming a batch that holds such files.
Does not belong here: which files are judged again (`landing.intake`), judging.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.landing.intake import Arrival
from orchestration.storage.interface import Storage
from orchestration.submissions.findings import Judgement, fingerprint
from orchestration.submissions.reports import report_key, reported_findings
from orchestration.submissions.staging import batch_name

FOUND = "constats"
"""The key under which a judgement bears the fingerprint of its findings."""

Event = Mapping[str, Any]


def says_the_same(storage: Storage, before: Event | None, judgement: Judgement) -> bool:
    """Whether the judgement before this one gave the same verdict for the same findings.

    One that does not bear its findings' fingerprint is older: its report tells them. Where that is gone, nothing is the same,
    and the file gets its report anew.
    """
    if before is None or before["verdict"] != judgement.verdict:
        return False
    found = before[FOUND] if FOUND in before else _reported(storage, before)
    return bool(found == fingerprint(judgement.constats))


def _reported(storage: Storage, before: Event) -> str | None:
    findings = reported_findings(storage, report_key(before))
    if findings is None:
        return None
    counted = [finding.gravite for finding in findings]
    is_of_it = (before["bloquants"], before["alertes"]) == (
        counted.count("bloquant"),
        counted.count("alerte"),
    )
    return fingerprint(findings) if is_of_it else None


def name_of_batch(arrivals: Iterable[Arrival], before: Mapping[str, Event]) -> str:
    """The name of a batch: the same files give the same name, unless they were judged in between."""
    return batch_name(
        f"{one.fingerprint} {before[one.fingerprint]['numero']}"
        if one.fingerprint in before
        else one.fingerprint
        for one in arrivals
    )
