"""Nothing in a copy reaches outside of it: no link to another file or to the network, no formula that fetches.

Belongs here: formulas, links, names, lists and formats of a loaded workbook.
Does not belong here: parts of the package that are never loaded (`package`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.workbook.stored_values import Stored, Values

_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_OTHER_FILE = re.compile(
    r"\[(?:\d+|[^\[\]]+\.\w{2,5})\][^\[\]!(),;]*!|'(?:[^']|'')*\[[^\[\]]+\](?:[^']|'')*'!|://|\|"
)
_FETCHING = re.compile(
    r"(?<![\w.])(?:_xlfn\.|_xlws\.)*(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|DDE|CALL|EXEC|REGISTER(?:\.ID)?|SQL\.REQUEST|"
    r"STOCKHISTORY|PY|COPILOT|TRANSLATE|DETECTLANGUAGE|CUBE\w+|IMPORT(?:XML|DATA|HTML|FEED|RANGE))\s*\(",
    re.IGNORECASE,
)


def reaches_outside(formula: str) -> bool:
    """Whether a formula names another file, another program or the network, or calls what can."""
    bare = _TEXTS.sub('""', formula)
    return bool(_OTHER_FILE.search(bare) or _FETCHING.search(bare))


def close(workbook: Workbook, stored: Sequence[Values]) -> int:
    """Cut every way out; how many. A formula that reaches outside leaves the value that was stored for it."""
    workbook._external_links = []
    cut = _drop(workbook.defined_names)
    for page, values in zip(workbook.worksheets, stored, strict=True):
        cut += _drop(page.defined_names) + _close_page(page, values)
    return cut


def _close_page(page: Worksheet, values: Values) -> int:
    cut = 0
    for cell in page._cells.values():
        if cell.data_type == "f" and reaches_outside(formula_text(cell.value)):
            _leave_value(cell, values.get(cell.coordinate))
            cut += 1
        link = cell.hyperlink
        if link is not None and (link.id or link.target or reaches_outside(link.location or "")):
            cell._hyperlink = None
            cut += 1
    page.data_validations.dataValidation = [
        one for one in page.data_validations.dataValidation if not _any_outside(one.formula1, one.formula2)
    ]
    _close_formats(page)
    _close_tables(page)
    return cut


def _close_formats(page: Worksheet) -> None:
    formats = page.conditional_formatting._cf_rules
    for area in list(formats):
        rules = [rule for rule in formats[area] if not _any_outside(*rule.formula)]
        if rules:
            formats[area] = rules
        else:
            del formats[area]


def _close_tables(page: Worksheet) -> None:
    """A table that a query filled stays as what it is now."""
    for table in page.tables.values():
        table.tableType = table.connectionId = None
        for column in table.tableColumns:
            column.queryTableFieldId = None


def _drop(names: dict[str, object]) -> int:
    """Take out the names that stand for something outside, or that a program would run."""
    gone = [name for name, one in names.items() if reaches_outside(getattr(one, "attr_text", None) or "")]
    gone += [
        name for name, one in names.items() if getattr(one, "xlm", None) or getattr(one, "function", None)
    ]
    for name in set(gone):
        del names[name]
    return len(set(gone))


def _any_outside(*formulas: str | None) -> bool:
    return any(reaches_outside(formula) for formula in formulas if formula)


def formula_text(value: object) -> str:
    """A formula as openpyxl holds it, as one text."""
    if isinstance(value, ArrayFormula):
        return value.text or ""
    if isinstance(value, DataTableFormula):
        return f"{value.r1 or ''} {value.r2 or ''}"
    return str(value)


def _leave_value(cell: Cell, stored: Stored | None) -> None:
    if stored is None:
        cell._value, cell.data_type = None, "n"
    elif stored.kind == "b":
        cell._value, cell.data_type = stored.text.strip() in ("1", "true"), "b"
    else:
        cell._value, cell.data_type = stored.text, {"str": "s"}.get(stored.kind, stored.kind)
