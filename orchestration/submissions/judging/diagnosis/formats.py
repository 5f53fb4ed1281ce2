"""A cell whose writing was changed by the spreadsheet: a number as a date, a date as a number, a SIRET cut or rounded, a SIREN.

Belongs here: what a refused text looks like, cell by cell; those of one column are told together.
Does not belong here: what was meant (`feedback.repairs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.model import Column, Sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence
from orchestration.submissions.judging.diagnosis.places import rows_in_words
from orchestration.submissions.reading.dates import typed_date

_TIME = re.compile(r"-?\d+:\d\d(?::\d\d)?(?:\.\d+)?")
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
"""The numbers by which spreadsheets write the days from 1954 to 2119."""
_SIREN = re.compile(r"\d{9}")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
_ROUNDED = re.compile(r"\d{8,9}0{5,6}")
"""No establishment is numbered 00000: five zeros at the end are digits that were lost."""
_BETWEEN = re.compile(r"[\s.\-]")


def changed_cells(evidence: Evidence) -> Iterator[Diagnosis]:
    """Every such cell, those of one kind in one column together."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(evidence.findings):
        sheet, column = _column(finding, evidence)
        if number in evidence.explained or sheet is None or column is None:
            continue
        if kind := _kind(finding, column):
            found.setdefault((kind, sheet.name, column.name), []).append(number)
    for (kind, name, column_name), numbers in found.items():
        sheet = evidence.contract.submission.by_name[name]
        words = rows_in_words(sheet, [evidence.findings[number].ligne or 0 for number in numbers])
        yield Diagnosis(kind, words | {"colonne": sheet.by_name[column_name].label}, tuple(numbers))


def _column(finding: Finding, evidence: Evidence) -> tuple[Sheet | None, Column | None]:
    """The column, field or indicator of a finding that stands in a row."""
    sheet = next((one for one in evidence.contract.submission.sheets if one.label == finding.feuille), None)
    if sheet is None or finding.ligne is None:
        return sheet, None
    if sheet.layout != "indicateurs":
        return sheet, sheet.by_name.get(finding.colonne or "")
    read = evidence.reading.sheets.get(sheet.name)
    rows = {place.row: name for name, place in read.places.items()} if read else {}
    return sheet, sheet.by_name.get(rows.get(finding.ligne, ""))


def _kind(finding: Finding, column: Column) -> str | None:
    text = finding.valeur or ""
    if finding.regle == "T02" and (_TIME.fullmatch(text) or typed_date(text)):
        return "format_date"
    if finding.regle == "T03" and _SERIAL.fullmatch(text):
        return "format_nombre"
    if finding.regle == "R01" and column.type == "siret":
        return _of_siret(_BETWEEN.sub("", text), text)
    return None


def _of_siret(digits: str, text: str) -> str | None:
    if _SIREN.fullmatch(digits):
        return "siren"
    if _EXPONENT.fullmatch(text.replace(" ", "")):
        return "exposant"
    return "chiffres_perdus" if _ROUNDED.fullmatch(digits) and digits.strip("0") else None
