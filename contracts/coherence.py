"""Refuse a contract that contradicts itself, before anything is judged by it.

Belongs here: what must be true across the files of the contract. Does not belong here: reading them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from contracts.errors import ContractError
from contracts.expressions import placeholders_in
from contracts.keys import key
from contracts.model import (
    CellType,
    Column,
    Contract,
    Layout,
    PublishedColumn,
    PublishedTable,
    Rule,
    Sheet,
    Submission,
)
from contracts.quarters import parse_quarter
from contracts.rule_coherence import check_rule
from contracts.rule_context import context_names

_SQL_TYPE = re.compile(r"VARCHAR|BIGINT|DATE|DECIMAL\(\d{1,2},\d{1,2}\)")
_REASON_NEEDED = "illisible"
_SUGGESTIONS = {"proche": {"proche"}, "precise": {"proche", "precision"}, "present": {"proche"}}
"""The placeholders that each wording of a suggestion has."""
_COMPLEMENTS = {"si_vide": {"vide"}, "si_zero": set[str](), "vide": set[str]()}
"""The same of what is added to a remedy."""


def check(contract: Contract) -> None:
    """Raise ContractError at the first contradiction found: one line, naming the entry and what to do."""
    submission = contract.submission
    _check_submission(submission)
    for sheet in submission.sheets:
        _check_sheet(sheet, frozenset(contract.reference.codelists), submission)
    for table in contract.released.values():
        _check_table(table)


def _fail(where: str, what: str) -> None:
    raise ContractError(f"{where}: {what}")


def _twice(words: Iterable[str]) -> list[str]:
    """The words that occur twice by their comparison key."""
    return [word for word, count in Counter(map(key, words)).items() if count > 1]


def _check_submission(submission: Submission) -> None:
    if parse_quarter(submission.first_quarter) != submission.first_quarter:
        _fail("retour", f"premier_trimestre `{submission.first_quarter}` is no quarter; write it AAAA-Tn")
    if _REASON_NEEDED not in submission.refusals:
        _fail("retour", f"motifs_refus lacks `{_REASON_NEEDED}`, said where no other reason fits; add it")
    _check_worded("propositions", _SUGGESTIONS, submission.suggestions)
    _check_worded("complements", _COMPLEMENTS, submission.complements)
    if placeholders_in(submission.and_more, "retour, suite") != {"lignes"}:
        _fail("retour", "suite: word it with {lignes} and nothing else")
    if twice := _twice(sheet.name for sheet in submission.sheets):
        _fail("submission", f"two sheets are called {', '.join(twice)}; rename one")
    for rule in submission.rules:
        check_rule(rule, "retour", frozenset(), frozenset())
    _check_same_id(submission)


def _check_worded(place: str, placeholders: Mapping[str, set[str]], texts: Mapping[str, str]) -> None:
    """Each of these texts is there, with its placeholders."""
    for name, used in placeholders.items():
        text = texts.get(name, "")
        if not text or placeholders_in(text, f"retour, {place}, {name}") != used:
            _fail("retour", f"{place}: word `{name}` with {{{'}, {'.join(sorted(used))}}} and nothing else")


def _check_same_id(submission: Submission) -> None:
    """The entries of one rule may differ in anchor and wording, never in severity or stage."""
    known: dict[str, Rule] = {}
    for rule in (*submission.rules, *(rule for sheet in submission.sheets for rule in sheet.rules)):
        first = known.setdefault(rule.id, rule)
        if (first.severity, first.stage) != (rule.severity, rule.stage):
            _fail(f"rule {rule.id}", "its entries differ in severity or stage; make them the same")


def _check_sheet(sheet: Sheet, codelists: frozenset[str], submission: Submission) -> None:
    _check_layout(sheet)
    _check_names(sheet)
    for column in sheet.columns:
        _check_column(column, f"{sheet.name}, column {column.name}", codelists, submission)
    names = frozenset(sheet.by_name) | context_names(sheet)
    anchors = frozenset(sheet.by_name) | ({sheet.key_column} if sheet.key_column else set())
    for rule in sheet.rules:
        check_rule(rule, sheet.name, names, anchors)


def _check_layout(sheet: Sheet) -> None:
    if sheet.layout not in get_args(Layout):
        _fail(sheet.name, f"disposition `{sheet.layout}` is unknown; use {', '.join(get_args(Layout))}")
    if key(sheet.name) != key(sheet.label):
        _fail(sheet.name, f"the label `{sheet.label}` is not the name's; returns are matched by it")
    if sheet.layout != "lignes" and not (sheet.key_column and sheet.value_column):
        _fail(sheet.name, "colonne_cle and colonne_valeur are both needed here; add them")


def _check_names(sheet: Sheet) -> None:
    """Every column is told from the others by its name and by its label, and from the rules' context."""
    if twice := _twice(column.name for column in sheet.columns):
        _fail(sheet.name, f"column {', '.join(twice)} is given twice; rename one")
    if twice := _twice(column.label for column in sheet.columns):
        _fail(sheet.name, f"two columns have the label {', '.join(twice)}; reword one")
    owners = {key(column.name): column.name for column in sheet.columns}
    for column in sheet.columns:
        owner = owners.get(key(column.label), column.name)
        if owner != column.name:
            _fail(f"{sheet.name}, column {column.name}", f"its label is the name of {owner}; reword it")
    if clash := frozenset(sheet.by_name) & context_names(sheet):
        _fail(sheet.name, f"column {', '.join(sorted(clash))} has the name of a context value; rename it")


def _check_column(column: Column, where: str, codelists: frozenset[str], submission: Submission) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", column.name):
        _fail(where, "a name is lower case letters, digits and `_`; rename it")
    if column.type not in get_args(CellType):
        _fail(where, f"type `{column.type}` is unknown; use {', '.join(get_args(CellType))}")
    if column.type not in submission.type_labels:
        _fail(where, f"types_lisibles of retour does not describe `{column.type}`; add it")
    if (column.type == "code") != (column.codelist is not None):
        _fail(where, "a column has a `liste` exactly where its type is code; correct one of them")
    if column.codelist is not None and column.codelist not in codelists:
        _fail(
            where, f"code list `{column.codelist}` is not in codelists.csv; add it there or correct it here"
        )
    if column.required and column.when_empty is not None:
        _fail(where, "a column that is required has no `vide`: it may not be empty; correct one of them")
    if column.free_text and column.type != "text":
        _fail(where, "only a text is `texte_libre`; take the property out")
    if column.type in ("int", "decimal") and (column.minimum is None or column.maximum is None):
        _fail(where, "a number needs a minimum and a maximum; add them to logicalTypeOptions")


def _check_table(table: PublishedTable) -> None:
    if twice := _twice(column.name for column in table.columns):
        _fail(table.name, f"column {', '.join(twice)} is given twice; rename one")
    if not table.grain.startswith("Une ligne par "):
        _fail(table.name, "dataGranularityDescription must begin with « Une ligne par »; reword it")
    positions = sorted(column.key_position for column in table.columns if column.key_position is not None)
    if not positions or positions != list(range(1, len(positions) + 1)):
        _fail(table.name, "primaryKeyPosition must number the key's columns 1, 2, 3 …; correct them")
    for column in table.columns:
        _check_published_column(column, f"{table.name}, column {column.name}")


def _check_published_column(column: PublishedColumn, where: str) -> None:
    if not _SQL_TYPE.fullmatch(column.sql_type):
        _fail(where, f"physicalType `{column.sql_type}` is unknown; use VARCHAR, BIGINT, DATE, DECIMAL(p,s)")
    if column.key_position is not None and not column.required:
        _fail(where, "a column of the key is required; say so")
