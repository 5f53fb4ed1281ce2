"""The four tables of the template: titles, headers, prepared rows, the partners already known.

Belongs here: sheets of layout `lignes`. Does not belong here: Identification and Synthèse (`records`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from contracts.model import Cite, Code, Column, Contract, Sheet
from orchestration.template.partners import Partner
from orchestration.template.places import FIRST_ROW, HEADER_ROW, LABEL_ROW, LAST_ROW
from orchestration.template.styles import STAR, Formats, of_text, width
from orchestration.template.validation import validation

LEGEND = (
    "* et fond bleu foncé : à remplir obligatoirement. Ne changez pas la ligne grise. "
    "N'ajoutez pas de ligne de total : la feuille Synthèse les calcule."
)


def write_table(
    page: Any, sheet: Sheet, contract: Contract, cite: Cite, quarter: str, formats: Formats
) -> None:
    """Lay one table out, ready to be filled in: labels, header row, formats, lists and checks."""
    for position, column in enumerate(sheet.columns):
        page.set_column(position, position, width(column.type, column.max_length), formats[column.type])
        label = f"{column.label}{STAR}" if column.required else column.label
        page.write_string(LABEL_ROW, position, label, formats["required" if column.required else "optional"])
        page.write_string(HEADER_ROW, position, column.name, formats["header"])
        options = validation(sheet, column, contract, cite, quarter)
        page.data_validation(FIRST_ROW, position, LAST_ROW, position, options)
    for row in range(LABEL_ROW):
        page.set_row(row, None, formats["bare"])  # no rules of the columns across the title
    page.set_row(LABEL_ROW, 62)
    page.set_row(HEADER_ROW, 14)
    page.freeze_panes(FIRST_ROW, 1)
    page.repeat_rows(LABEL_ROW, HEADER_ROW)


def write_partners(
    page: Any, sheet: Sheet, partners: Sequence[Partner], contract: Contract, formats: Formats
) -> None:
    """List the partners already known, from the first row on: codes by their label, dates as dates."""
    for row, partner in enumerate(partners, start=FIRST_ROW):
        for position, column in enumerate(sheet.columns):
            codes = contract.reference.codelists.get(column.codelist or "", ())
            _write(page, row, position, partner[column.name], column, codes, formats)


def _write(
    page: Any, row: int, position: int, value: Any, column: Column, codes: Sequence[Code], formats: Formats
) -> None:
    if value is None:
        return
    if isinstance(value, date):
        page.write_datetime(row, position, value, formats["date"])
        return
    labels = {code.code: code.label for code in codes}
    text = labels.get(value, str(value))
    page.write_string(row, position, text, formats[of_text(column.type, text)])
