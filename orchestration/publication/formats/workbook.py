"""`indicateurs.xlsx`: every published table on its sheet, behind a table of contents in French."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import xlsxwriter

from contracts.model import Contract, PublishedTable
from orchestration.publication.formats.sheet import new_workbook, write_table

_TITLE = "Cités de l'emploi : indicateurs publiés"
_DEMONSTRATION = "Données de démonstration : tous les chiffres sont fictifs."
_CONTENTS = "Sommaire"
_HEADER = ("Table", "Feuille", "Une ligne par", "Lignes", "Ce qu'on y trouve")
_WIDTHS = (38, 30, 44, 10, 100)


def encode_release(tables: Mapping[str, pa.Table], contract: Contract, demo: bool) -> bytes:
    """The workbook: sheet `Sommaire`, then one a table, named after it; same tables, same bytes."""
    sink = io.BytesIO()
    with new_workbook(sink, _TITLE) as workbook:
        _write_contents(workbook, tables, contract, demo)
        for name, table in contract.published.items():
            write_table(workbook, name, tables[name], _notes(table))
    return sink.getvalue()


def _notes(table: PublishedTable) -> dict[str, tuple[str, str]]:
    return {column.name: (column.label, column.description) for column in table.columns}


def _write_contents(
    workbook: xlsxwriter.Workbook, tables: Mapping[str, pa.Table], contract: Contract, demo: bool
) -> None:
    sheet = workbook.add_worksheet(_CONTENTS)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheet.write_string(0, 0, _TITLE, workbook.add_format({"bold": True, "font_size": 14}))
    if demo:
        sheet.write_string(1, 0, _DEMONSTRATION, workbook.add_format({"bold": True, "font_color": "#B34000"}))
    sheet.write_row(3, 0, _HEADER, bold)
    for row, (name, table) in enumerate(contract.published.items(), start=4):
        _write_entry(sheet, row, table, tables[name].num_rows)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(4, 0)


def _write_entry(sheet: Any, row: int, table: PublishedTable, rows: int) -> None:
    sheet.write_string(row, 0, table.label)
    sheet.write_url(row, 1, f"internal:'{table.name[:31]}'!A1", string=table.name)
    sheet.write_string(row, 2, table.grain)
    sheet.write_number(row, 3, rows)
    sheet.write_string(row, 4, table.description)
