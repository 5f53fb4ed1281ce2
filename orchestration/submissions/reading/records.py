"""Identification and Synthèse: two columns, one row a field, one record a return.

Belongs here: which row speaks of which field or indicator. Does not belong here: tables (`layout`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.keys import key
from contracts.model import Column, Sheet
from orchestration.submissions.reading.cells import CellReaders
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.headers import Header
from orchestration.submissions.reading.places import fact_at, place
from orchestration.submissions.reading.result import Cells, Fact, Place, SheetReading
from orchestration.submissions.reading.rows import NumberedRow
from orchestration.submissions.reading.texts import shown


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rule of what may be wrong with a key; `absent` is None where the missing value is judged (T01)."""

    repeated: str
    unknown: str
    absent: str | None


_RULES = {"champs": _Rules("S08", "S04", None), "indicateurs": _Rules("C07", "C07", "C07")}


def read_record(
    template: Sheet, sheet: RawSheet, header: Header, rows: Sequence[NumberedRow], cells: CellReaders
) -> tuple[SheetReading, list[Fact]]:
    """The record of a sheet of two columns.

    Where one of them is not there, nothing is said of what it would hold.
    """
    reading = SheetReading(template.name, failed=header.failed)
    key_column = header.columns.get(template.key_column or "")
    if key_column is None:
        return reading, []
    keyed = [(number, row) for number, row in rows if cells.words.holds_value(row.get(key_column))]
    found, facts = _by_key(template, sheet, keyed, key_column, reading)
    if template.value_column in header.columns:
        _read_values(template, sheet, found, header.columns[template.value_column], reading, cells)
    return reading, facts


def _by_key(
    template: Sheet, sheet: RawSheet, rows: Sequence[NumberedRow], column: int, reading: SheetReading
) -> tuple[dict[str, NumberedRow], list[Fact]]:
    """The row of each field that has exactly one, and what is wrong with the others."""
    rules, names = _RULES[template.layout], {key(one.name): one.name for one in template.columns}
    found: dict[str, NumberedRow] = {}
    facts: list[Fact] = []
    repeated: list[str] = []
    for number, row in rows:
        text = shown(row[column])
        name = names.get(key(text))
        if name is not None and name not in found:
            found[name] = (number, row)
            continue
        repeated += [name] if name else []
        rule = rules.repeated if name else rules.unknown
        facts.append(
            fact_at(rule, template.label, template.key_column or "", place(sheet, number, column), text)
        )
    absent = [one.name for one in template.columns if one.name not in found] if rules.absent else []
    facts += [
        Fact(rules.absent or "", template.label, template.key_column, None, None, name) for name in absent
    ]
    reading.failed += list(dict.fromkeys([*repeated, *absent]))
    return {name: row for name, row in found.items() if name not in repeated}, facts


def _read_values(
    template: Sheet,
    sheet: RawSheet,
    found: dict[str, NumberedRow],
    column: int,
    reading: SheetReading,
    cells: CellReaders,
) -> None:
    for field in template.columns:
        if field.name in found:
            number, row = found[field.name]
            _note(reading, field, place(sheet, number, column), cells.read(field, [row.get(column)]))
        elif field.required and field.name not in reading.failed:
            _note(reading, field, Place(None, None), cells.read(field, [None]))


def _note(reading: SheetReading, field: Column, where: Place, cells: Cells) -> None:
    reading.columns[field.name] = cells
    reading.places[field.name] = where
