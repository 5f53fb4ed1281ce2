"""Rows that are no records, or are not read as such: titles said again, totals without a label, notes over several cells, rows
above the titles.

Belongs here: telling them from records. A row with a date or a SIRET of its own is a record, whatever it lacks.
Does not belong here: rows that the reader ignores by itself (`reading.rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contracts.keys import key
from contracts.model import Sheet
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence, Row, as_number
from orchestration.submissions.judging.diagnosis.places import rows_in_words
from orchestration.submissions.reading.result import SheetReading, State

_TOTAL = re.compile(r"(?:sous[ -]?|s{1,2}[/. -]*)?tota(?:l|ux)\b|ensemble\b|cumul\b|somme\b", re.IGNORECASE)
_NUMBERS = frozenset({"int", "decimal"})
_OF_A_RECORD = frozenset({"date", "siret"})
"""Types whose value nobody writes into a total or a note."""
_NUMBER = re.compile(r"[+\-\u2212]?\d[\d .,]*€?")
_COUNT = re.compile(r"\d{1,6}")
_FIGURES = re.compile(r"\d+")
_ABOVE = "S10"
_MOST_ROWS = 5_000
"""Rows that are summed or compared: no honest table is longer."""


def rows_above(evidence: Evidence) -> Iterator[Diagnosis]:
    """The rows above a sheet's titles, where there are several: they got there in one way."""
    for sheet in evidence.contract.submission.sheets:
        found = [
            number
            for number, one in enumerate(evidence.findings)
            if one.regle == _ABOVE and one.feuille == sheet.label
        ]
        if len(found) > 1:
            rows = [evidence.findings[number].ligne or 0 for number in found]
            yield Diagnosis("au_dessus", rows_in_words(sheet, rows), tuple(found))


def odd_rows(evidence: Evidence) -> Iterator[Diagnosis]:
    """Every such row, those of one kind in one sheet together."""
    for sheet, read in evidence.tables():
        kinds: dict[str, list[int]] = {}
        for row in evidence.wrong_rows(sheet, read):
            if kind := _kind(row, sheet, read, evidence):
                kinds.setdefault(kind, []).append(row.number)
        odd = [number for numbers in kinds.values() for number in numbers]
        for position, (kind, numbers) in enumerate(kinds.items()):
            found = [one for number in numbers for one in evidence.of_row(sheet, number)]
            if position == 0:
                found += _totals_without(odd, sheet, read, evidence)
            yield Diagnosis(kind, rows_in_words(sheet, numbers), tuple(found))


def _kind(row: Row, sheet: Sheet, read: SheetReading, evidence: Evidence) -> str | None:
    if _repeats_titles(row, sheet):
        return "titres_repetes"
    if _is_record(row, sheet, evidence):
        return None
    figures = {name for name, text in row.texts.items() if _is_figure(name, text, sheet)}
    texts = [text for name, text in row.texts.items() if name not in figures]
    are_sums = bool(figures) and _are_sums(row, figures, sheet, read)
    if figures and (not texts or _TOTAL.match(texts[0])):
        return "totaux_exacts" if are_sums else "totaux"
    if are_sums and len(texts) == 1 and not _is_named_alike(row, sheet, read):
        return "totaux_exacts"
    return "remarque" if texts and _is_note(row, sheet, read) else None


def _is_record(row: Row, sheet: Sheet, evidence: Evidence) -> bool:
    columns = (sheet.by_name[name] for name in row.texts)
    return any(one.type in _OF_A_RECORD and evidence.fits(one, row.texts[one.name]) for one in columns)


def _is_figure(name: str, text: str, sheet: Sheet) -> bool:
    """A number in a column of numbers; elsewhere a short one, as the count of a total is."""
    in_its_column = sheet.by_name[name].type in _NUMBERS
    return bool((_NUMBER if in_its_column else _COUNT).fullmatch(text))


def _repeats_titles(row: Row, sheet: Sheet) -> bool:
    """At least two cells, and half of those that are filled, say the code or the title of their own column."""
    known = [
        name
        for name, text in row.texts.items()
        if key(text.rstrip("* ")) in (key(name), key(sheet.by_name[name].label))
    ]
    return len(known) >= 2 and len(known) * 2 >= len(row.texts)


def _is_note(row: Row, sheet: Sheet, read: SheetReading) -> bool:
    """Words without any number, where most of what a record must have is missing, its kind of identifier too."""
    if any(
        sheet.by_name[name].type in _NUMBERS and _NUMBER.fullmatch(text) for name, text in row.texts.items()
    ):
        return False
    required = [column.name for column in sheet.columns if column.required and column.name in read.columns]
    missing = [name for name in required if name not in row.texts]
    return len(missing) * 2 >= len(required) and not _is_named_alike(row, sheet, read)


def _is_named_alike(row: Row, sheet: Sheet, read: SheetReading) -> bool:
    """Whether its identifier is made like that of another row, figures aside: `AV-5` beside `AV-1`."""
    name = sheet.columns[0].name
    identifier = row.texts.get(name, "")
    if not any(map(str.isdigit, identifier)):
        return False
    others = read.columns[name].texts[:_MOST_ROWS]
    shape = _FIGURES.sub("0", identifier)
    return any(
        text and index != row.index and _FIGURES.sub("0", text) == shape for index, text in enumerate(others)
    )


def _are_sums(row: Row, figures: set[str], sheet: Sheet, read: SheetReading) -> bool:
    """Whether each number is the sum of its column over the records above: all of them, or those since the last other row."""
    numbers = {name for name in figures if sheet.by_name[name].type in _NUMBERS}
    if not numbers or row.index > _MOST_ROWS:
        return False
    records = [index for index in range(row.index) if _is_dated(index, sheet, read)]
    last = next((index for index in reversed(range(row.index)) if not _is_dated(index, sheet, read)), -1)
    since = [index for index in records if index > last]
    return any(
        rows and all(_sum(read, name, rows) == _value(read, name, row.index) for name in numbers)
        for rows in (records, since)
    )


def _is_dated(index: int, sheet: Sheet, read: SheetReading) -> bool:
    dates = (column.name for column in sheet.columns if column.type == "date" and column.required)
    return any(name in read.columns and read.columns[name].states[index] == State.OK for name in dates)


def _value(read: SheetReading, name: str, index: int) -> float:
    return as_number(read.columns[name].values[index])


def _sum(read: SheetReading, name: str, rows: Sequence[int]) -> float:
    return round(sum(_value(read, name, index) for index in rows), 6)


def _totals_without(odd: Sequence[int], sheet: Sheet, read: SheetReading, evidence: Evidence) -> list[int]:
    """The findings of totals that are right as declared once these rows are gone."""
    kept = [index for index, number in enumerate(read.rows) if number not in set(odd)]
    return [*evidence.totals_right_with(sheet, len(kept), lambda column: _sum(read, column, kept))]
