"""What stands in a cell, as a French person reads it.

Belongs here: choosing between what the message says, the typed value, and the text as written. Does not belong here: formats
(`judging.french`), what may be shown at all (`personal_data`).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from contracts.model import Column, Sheet
from orchestration.feedback.sentences import Said
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.french import french

_NUMBERS = ("int", "decimal")
_AS_WRITTEN = ("structure", "identity", "type")
"""Stages of rules that speak of how something is written: its writing is what has to be seen."""


def value_as_read(finding: Finding, parts: Said, sheet: Sheet | None) -> str:
    """`6 286,12 €`, `31/12/2023`; the text itself, cut where it is long, where it is no number or day, or may not be one."""
    said = parts.words.get("valeur")
    if said:
        return said
    column = sheet.by_name.get(finding.colonne or "") if sheet else None
    if column is None or finding.valeur is None or parts.rule.stage in _AS_WRITTEN:
        return french(finding.valeur)
    return _typed(finding.valeur, column)


def _typed(text: str, column: Column) -> str:
    with suppress(InvalidOperation, ValueError):
        if column.type in _NUMBERS:
            return french(Decimal(text), column.unit)
        if column.type == "date":
            return french(date.fromisoformat(text))
    return french(text)
