"""What Excel checks while somebody types: lists, dates, numbers, lengths, with French messages.

Belongs here: one column of the contract → the options of one data validation. Does not belong here: applying
them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.bounds import days_allowed
from contracts.examples import example
from contracts.model import Cite, Column, Contract, Sheet
from orchestration.template.places import FIRST_ROW, letter, table_range

Options = dict[str, Any]
_MESSAGE, _TITLE = 255, 32
_ERROR = "Cette valeur sera refusée. Attendu : {expected}."


def validation(sheet: Sheet, column: Column, contract: Contract, cite: Cite, quarter: str) -> Options:
    """The options of the column's data validation: an input message, and a check of what is typed."""
    expected = expectation(sheet, column, contract, cite, quarter)
    options: Options = {
        "input_title": column.label[:_TITLE],
        "input_message": f"{_meaning(column)}\nAttendu : {expected}."[:_MESSAGE],
        "error_title": "Valeur inattendue",
        "error_message": _ERROR.format(expected=expected)[:_MESSAGE],
        **_check(sheet, column, contract, cite, quarter),
    }
    return options


def _meaning(column: Column) -> str:
    return f"{column.explained} {column.hint}" if column.hint else column.explained


def expectation(sheet: Sheet, column: Column, contract: Contract, cite: Cite, quarter: str) -> str:
    """What a cell of the column must hold, in French words: its type with an example and, for a date, its bounds."""
    label = contract.submission.type_label(column, example(sheet, column, contract, cite, quarter))
    if column.type != "date":
        return label
    earliest, latest = days_allowed(sheet, column, quarter)
    first = f", pas avant le {earliest:%d/%m/%Y}" if earliest else ""
    last = f", pas après le {latest:%d/%m/%Y}" if latest else ""
    return f"{label}{first}{last}"


def list_name(codelist: str) -> str:
    """The workbook's name for a list of labels."""
    return f"liste_{codelist}"


def _check(sheet: Sheet, column: Column, contract: Contract, cite: Cite, quarter: str) -> Options:
    if column.type == "code":
        return {"validate": "list", "source": f"={list_name(column.codelist or '')}"}
    if column.type == "bool":
        return {"validate": "list", "source": ["oui", "non"]}
    if column.type == "date":
        return _date_check(*days_allowed(sheet, column, quarter))
    if column.type in ("int", "decimal"):
        return _number_check(column)
    if column.type == "siret":
        return _siret_check(sheet, column, contract)
    if column.type == "qpv":
        return _qpv_check(sheet, column, cite, quarter)
    return {"validate": "length", "criteria": "<=", "value": column.max_length or 300}


def _number_check(column: Column) -> Options:
    kind = "integer" if column.type == "int" else "decimal"
    least = column.minimum or 0
    if column.maximum is None:
        return {"validate": kind, "criteria": ">=", "value": least}
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": column.maximum}


def _date_check(earliest: date | None, latest: date | None) -> Options:
    if earliest and latest:
        return {"validate": "date", "criteria": "between", "minimum": earliest, "maximum": latest}
    if latest:
        return {"validate": "date", "criteria": "<=", "value": latest}
    return {"validate": "date", "criteria": ">=", "value": earliest or date(1900, 1, 1)}


def _siret_check(sheet: Sheet, column: Column, contract: Contract) -> Options:
    if sheet.name != "partenaires":
        sirets = table_range(contract.submission.by_name["partenaires"], "siret")
        # grows with the list of partners: a range with empty cells would let everything through
        source = f"=OFFSET({sirets},0,0,MAX(1,COUNTA({sirets})),1)"
        return {"validate": "list", "source": source, "error_type": "warning"}
    bare = f'SUBSTITUTE(SUBSTITUTE({_first_cell(sheet, column)}," ",""),".","")'
    return {"validate": "custom", "value": f"=LEN({bare})=14", "error_type": "warning"}


def _qpv_check(sheet: Sheet, column: Column, cite: Cite, quarter: str) -> Options:
    if quarter >= cite.qpv_2024_from:
        return {"validate": "list", "source": f"={list_name('qpv')}"}
    bare = f'SUBSTITUTE({_first_cell(sheet, column)}," ","")'
    return {
        "validate": "custom",
        "value": f'=AND(LEN({bare})=8,LEFT({bare},2)="QP")',
        "error_type": "warning",
    }


def _first_cell(sheet: Sheet, column: Column) -> str:
    position = [name for name, _ in sheet.header].index(column.name)
    return f"{letter(position)}{FIRST_ROW + 1}"
