"""Say in French what was found, what was expected and what to do.

Belongs here: filling the contract's wordings with the values of one cell or fact.
Does not belong here: the wordings themselves (`contracts/submission`), the order of findings (`findings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from contracts.derive.evaluation import column_wise
from contracts.expressions import names_in, placeholders_in
from contracts.keys import key
from contracts.model import Column, Contract, Rule, Sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.french import Readable, exact, french
from orchestration.submissions.judging.hits import Hit
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.reading.result import Fact

ABSENT_INDICATOR = "absent"
"""The wording of C07 for an indicator that is missing: the fact's value then names it."""


def finding_of_hit(hit: Hit, identity: Identity, contract: Contract) -> Finding:
    """The finding of a rule that does not hold at a cell."""
    sheet = hit.table.sheet
    place = hit.table.place(hit.column, hit.row)
    shown = hit.table.texts[hit.column][hit.row]
    used = placeholders(hit.rule)
    words = {name: french(_value(hit, name)) for name in used & frozenset(hit.table.frame.columns)}
    words |= (
        _column_words(sheet.by_name[hit.column], contract)
        | _file_words(identity)
        | _expected_words(hit, used)
    )
    words |= {"feuille": sheet.label, "valeur": _shown(hit) or french(shown)}
    column = sheet.value_column if sheet.layout == "indicateurs" else hit.column
    return _finding(hit.rule, sheet.label, place.row, column, place.cell, shown, words)


def finding_of_fact(fact: Fact, identity: Identity, contract: Contract) -> Finding:
    """The finding of what the reader saw of the file's structure."""
    sheet = _sheet(fact.sheet, contract)
    rule = contract.submission.rule(fact.rule, sheet.name if sheet else None, _case(fact, sheet))
    named = fact.value if rule.case == ABSENT_INDICATOR else fact.column
    column = _column(sheet, named)
    words = {
        **(_column_words(column, contract) if column else {}),
        **_file_words(identity),
        "feuille": french(fact.sheet),
        "colonne": french(named),
        "valeur": french(fact.value),
    }
    shown = None if rule.case == ABSENT_INDICATOR else fact.value
    return _finding(rule, fact.sheet, fact.row, fact.column, fact.cell, shown, words)


def finding_of_refusal(reason: str, contract: Contract) -> Finding:
    """The one finding of a file that cannot be read safely: its wording by reason is ready to show."""
    return _finding(contract.submission.refusal(reason), None, None, None, None, None, {})


def _finding(
    rule: Rule,
    sheet: str | None,
    row: int | None,
    column: str | None,
    cell: str | None,
    value: str | None,
    words: Mapping[str, str],
) -> Finding:
    sentences = f"{rule.message} {rule.remedy}"
    message = sentences.format_map(words) if placeholders(rule) else sentences
    return Finding(rule.id, rule.severity, sheet, row, column, cell, value, message)


@lru_cache(maxsize=512)
def placeholders(rule: Rule) -> frozenset[str]:
    """The names that a rule's wording uses."""
    return placeholders_in(rule.message, rule.id) | placeholders_in(rule.remedy, rule.id)


def _shown(hit: Hit) -> str:
    """A number or a date of the anchor as a French person reads it, however it was written; else nothing."""
    typed = hit.table.sheet.by_name[hit.column].type in ("int", "decimal", "date")
    return french(_value(hit, hit.column)) if typed else ""


def _value(hit: Hit, name: str) -> Readable:
    """A value of the hit's row, None where it is null."""
    value = hit.table.value(name, hit.row)
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value  # type: ignore[no-any-return]


def _column_words(column: Column, contract: Contract) -> dict[str, str]:
    """What a wording may say of a column: its name, label, type, bounds and codes."""
    codes = contract.reference.codelists.get(column.codelist or "", ())
    return {
        "colonne": column.name,
        "libelle": column.label,
        "type": contract.submission.type_labels[column.type],
        "minimum": french(column.minimum),
        "maximum": french(column.maximum),
        "longueur": french(column.max_length),
        "codes": " ; ".join(code.label for code in codes),
    }


def _file_words(identity: Identity) -> dict[str, str]:
    return {"cite": identity.cite.name if identity.cite else "", "trimestre": identity.quarter or ""}


def _expected_words(hit: Hit, used: frozenset[str]) -> dict[str, str]:
    """`attendu` and `ecart`, computed exactly from the row's values; empty where one of them is null."""
    if hit.rule.expected is None or not used & {"attendu", "ecart"}:
        return {}
    expected = _expected(hit, hit.rule.expected)
    actual = _operand(_value(hit, hit.column))
    numbers = isinstance(expected, Decimal) and isinstance(actual, Decimal)
    gap = abs(actual - expected) if numbers else None  # type: ignore[operator]
    return {"attendu": french(expected), "ecart": french(gap)}


def _expected(hit: Hit, expression: str) -> Readable:
    operands = {name: _operand(_value(hit, name)) for name in _inputs(expression)}
    if None in operands.values():
        return None
    program = column_wise(expression)
    result: Any = program({name: np.array([operand], dtype=object) for name, operand in operands.items()})
    return _operand(result.ravel()[0] if result.dtype == object else result.item())


@lru_cache(maxsize=512)
def _inputs(expression: str) -> frozenset[str]:
    return names_in(expression, "attendu")


def _operand(value: Readable) -> Readable:
    """Numbers as decimals, so that what a person reads has no trace of binary arithmetic."""
    return exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _sheet(label: str | None, contract: Contract) -> Sheet | None:
    """The template's sheet that the reader speaks of, None for one of the file's own."""
    return next(
        (sheet for sheet in contract.submission.sheets if label and key(sheet.label) == key(label)), None
    )


def _column(sheet: Sheet | None, name: str | None) -> Column | None:
    return sheet.by_name.get(name) if sheet and name else None


def _case(fact: Fact, sheet: Sheet | None) -> str | None:
    """Which wording of its rule a fact asks for, where the rule has several."""
    if fact.rule == "S06":
        return "colonne" if fact.column else "feuille"
    if fact.rule != "C07":
        return None
    if fact.row is None:
        return ABSENT_INDICATOR
    known = {key(column.name) for column in sheet.columns} if sheet else set()
    return "double" if fact.value and key(fact.value) in known else "inconnu"
