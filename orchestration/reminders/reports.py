"""What was wrong with a rejected return, and the files of the answer to one.

Belongs here: reading it from the storage. No value of a cell is repeated: it may be personal data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.model import Contract
from orchestration.reminders.due import Reminder
from orchestration.storage.interface import MissingKey, Storage
from orchestration.submissions.findings import kept_at
from orchestration.submissions.reports import REPORTS

_READABLE = (".html", ".xlsx", ".pdf")
_CELLS = 3
LARGEST = 5 * 1024 * 1024
"""Bytes of the files that go with a message: mail servers refuse more than some ten million."""

Finding = Mapping[str, Any]


def report_files(storage: Storage, reminder: Reminder) -> tuple[str, ...]:
    """The keys of what goes with a message: files made for people, the page first, small enough together.

    What a cité gets back stands in the folder beside the JSON report, under the fingerprint of its file.
    """
    there = sorted(storage.entries(_stem(reminder)), key=lambda entry: (_rank(entry.key), entry.key))
    attachments, total = [], 0
    for entry in there:
        if entry.key.endswith(_READABLE) and total + entry.size <= LARGEST:
            attachments.append(entry.key)
            total += entry.size
    return tuple(attachments)


def _rank(key: str) -> int:
    return next((rank for rank, ending in enumerate(_READABLE) if key.endswith(ending)), len(_READABLE))


def points(storage: Storage, reminder: Reminder, contract: Contract) -> list[str]:
    """One sentence a rule that is not respected: the sheet, the first cells, the rule. Blocking ones only.

    None where the report is gone or damaged: the letter says less, and leaves all the same.
    """
    groups: dict[tuple[str | None, str], list[Finding]] = {}
    try:
        report = json.loads(storage.read(f"{_stem(reminder)}.json"))
        for finding in report["constats"]:
            if finding["gravite"] == "bloquant":
                groups.setdefault((finding["feuille"], finding["regle"]), []).append(finding)
    except (MissingKey, ValueError, TypeError, KeyError):
        return []
    return [_point(sheet, rule, found, contract) for (sheet, rule), found in groups.items()]


def _point(sheet: str | None, rule: str, found: Iterable[Finding], contract: Contract) -> str:
    cells = list(dict.fromkeys(finding["cellule"] for finding in found if finding["cellule"]))
    shown = ", ".join(cells[:_CELLS]) + (", …" if len(cells) > _CELLS else "")
    where = " ".join(filter(None, (sheet or "Tout le fichier", f"({shown})" if shown else "")))
    return f"{where} : {_description(sheet, rule, contract)}"


def _description(sheet: str | None, rule: str, contract: Contract) -> str:
    submission = contract.submission
    name = next((one.name for one in submission.sheets if one.label == sheet), None)
    try:
        return submission.rule(rule, name).description
    except KeyError:
        return f"règle {rule}"


def _stem(reminder: Reminder) -> str:
    """A file in doubt lies elsewhere, and is never what a letter is about."""
    place = kept_at(reminder.trimestre, reminder.code_cite, reminder.fichier or "", in_doubt=False)
    return f"{REPORTS}{place}"
