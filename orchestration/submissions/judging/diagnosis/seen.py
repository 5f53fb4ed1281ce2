"""What a second look at the file explains: merged cells, formulas without a value, quotation marks, the row of codes …

Belongs here: from observations to the findings that come from them. Does not belong here: observing (`reading.observing`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Sheet
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence
from orchestration.submissions.judging.diagnosis.places import rows_in_words
from orchestration.submissions.judging.doubtful_totals import DETAIL_SHEETS
from orchestration.submissions.reading.result import Seen

_HEADERS = frozenset({"S02", "S03", "S04"})
_CODES = 3
"""Codes of columns that are named as examples."""


def open_quotes(evidence: Evidence) -> Iterator[Diagnosis]:
    """A quotation mark that is not closed: all that is said of its row, of what its sheet then lacks, and of its totals."""
    for sheet, seen in _seen(evidence, "guillemet"):
        for one in seen:
            found = evidence.of_row(sheet, one.row) + evidence.left(
                evidence.by_row.get((sheet.label, None), ())
            )
            found += _totals_of(sheet, evidence)
            yield Diagnosis("guillemet", rows_in_words(sheet, [one.row]), found)


def lost_codes(evidence: Evidence) -> Iterator[Diagnosis]:
    """The row of codes is gone: the sheet, or its columns, are not found, and what is counted of it is not right."""
    for sheet, seen in _seen(evidence, "titres"):
        headers = [
            n
            for n, one in enumerate(evidence.findings)
            if one.feuille == sheet.label and one.regle in _HEADERS
        ]
        codes = [name for name, _ in sheet.header]
        shown = ", ".join(codes[:_CODES]) + ("…" if len(codes) > _CODES else "")
        words = {"feuille": sheet.label, "ligne": str(seen[0].row), "codes": shown}
        yield Diagnosis("ligne_grise", words, (*evidence.left(headers), *_totals_of(sheet, evidence)))


def _totals_of(sheet: Sheet, evidence: Evidence) -> tuple[int, ...]:
    """The findings of the totals that come from a sheet."""
    indicators = [indicator for indicator, of in DETAIL_SHEETS.items() if of == sheet.name]
    return tuple(number for indicator in indicators for number, _ in evidence.of_total(indicator))


def formulas_without_values(evidence: Evidence) -> Iterator[Diagnosis]:
    """Formulas that were never computed, sheet by sheet."""
    for sheet, seen in _seen(evidence, "formule"):
        yield Diagnosis("formules", {"feuille": sheet.label}, _cells(evidence, sheet, seen))


def formulas_in_error(evidence: Evidence) -> Iterator[Diagnosis]:
    """Cells that show a formula's error, sheet by sheet."""
    for sheet, seen in _seen(evidence, "erreur"):
        shown = ", ".join(dict.fromkeys(one.detail for one in seen))
        yield Diagnosis("erreurs", {"feuille": sheet.label, "erreurs": shown}, _cells(evidence, sheet, seen))


def merged_cells(evidence: Evidence) -> Iterator[Diagnosis]:
    """Cells under merged ones, sheet by sheet."""
    for sheet, seen in _seen(evidence, "fusion"):
        ranges = ", ".join(dict.fromkeys(one.detail for one in seen))
        yield Diagnosis("fusion", {"feuille": sheet.label, "plages": ranges}, _cells(evidence, sheet, seen))


def values_under_no_header(evidence: Evidence) -> Iterator[Diagnosis]:
    """Empty cells whose value stands beside them, under no header of the template."""
    for sheet, seen in _seen(evidence, "a_cote"):
        values = sheet.value_column if len(seen) > 1 else None
        names = [values] if values else list(dict.fromkeys(one.column or "" for one in seen))
        for name in names:
            of_column = seen if values else [one for one in seen if one.column == name]
            words = rows_in_words(sheet, [one.row for one in of_column])
            where = ", ".join(one.detail for one in of_column if one.detail) or "hors du tableau"
            words |= {"colonne": values or sheet.by_name[name].label, "autre": where}
            yield Diagnosis("voisine", words, _cells(evidence, sheet, of_column))


def _seen(evidence: Evidence, kind: str) -> Iterator[tuple[Sheet, list[Seen]]]:
    """What was seen of a kind, sheet by sheet in the template's order."""
    for sheet in evidence.contract.submission.sheets:
        if seen := [one for one in evidence.reading.seen if one.kind == kind and one.sheet == sheet.name]:
            yield sheet, seen


def _cells(evidence: Evidence, sheet: Sheet, seen: list[Seen]) -> tuple[int, ...]:
    """The findings of these cells; in Synthèse they are said of the column of values."""
    names = {(one.row, sheet.value_column if sheet.layout == "indicateurs" else one.column) for one in seen}
    return tuple(n for row, name in sorted(names, key=str) for n in evidence.of_cell(sheet, row, name or ""))
