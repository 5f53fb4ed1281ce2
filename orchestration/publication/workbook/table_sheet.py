"""One published table on a sheet: what it is, of which release, and the table with its filter.

Belongs here: where all of it stands. Does not belong here: which columns there are (`columns`), looks (`styles`).
A text is always written as a text: never a formula, never a link, never a number.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import xlsxwriter

from contracts.model import PublishedTable
from orchestration.publication.coverage import STATUSES
from orchestration.publication.workbook.columns import SheetColumn, columns_of
from orchestration.publication.workbook.facts import FICTITIOUS, Facts
from orchestration.publication.workbook.printing import kept_in_sight, set_up_printing
from orchestration.publication.workbook.reminders import STATUS, STATUS_OF_TOTALS
from orchestration.publication.workbook.styles import Styles

HEADING_ROW = 5
"""The row of the headings, counted from 0; the rows of the table follow."""

_LINE_POINTS = 15
_LONGEST_NOTE = 255
NOTHING = "Aucune ligne dans cette version."


def add_table_sheet(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    sheet_name: str,
    table: PublishedTable,
    rows: pa.Table,
    facts: Facts,
    contents: str,
) -> None:
    """Add the table's sheet; `contents` is the sheet that its link leads back to."""
    sheet = workbook.add_worksheet(sheet_name)
    columns = columns_of(table, rows, facts)
    _write_top(sheet, styles, table, facts, contents)
    _write_table(sheet, styles, table, columns, rows.num_rows)
    tall = any(column.wraps for column in columns)
    for index, column in enumerate(columns):
        _write_values(sheet, styles.cell(column.number_format, column.wraps, tall), index, column)
        _explain(sheet, index, column)
    if not rows.num_rows:
        sheet.write_string(HEADING_ROW + 1, 0, NOTHING, styles["quiet"])
    _mark_incomplete(sheet, styles, columns, rows.num_rows)
    _underline(sheet, styles, len(columns), rows.num_rows)
    _arrange(sheet, columns)
    last = HEADING_ROW + max(1, rows.num_rows)
    set_up_printing(sheet, table.label, columns, facts, (HEADING_ROW, last))


def _write_top(sheet: Any, styles: Styles, table: PublishedTable, facts: Facts, contents: str) -> None:
    sheet.write_string(0, 0, table.label, styles["title"])
    sheet.write_string(1, 0, f"{table.grain} {table.description}", styles["plain"])
    sheet.write_string(2, 0, facts.line(), styles["quiet"])
    if facts.fictitious:
        sheet.write_string(3, 0, FICTITIOUS, styles["alarm"])
    sheet.write_url(4, 0, f"internal:'{contents}'!A1", styles["link"], "Retour au sommaire")


def _write_table(
    sheet: Any, styles: Styles, table: PublishedTable, columns: list[SheetColumn], count: int
) -> None:
    """A spreadsheet's own table, called by its technical name; it has one row at least."""
    headings = [
        {"header": c.heading, "header_format": styles["reminding" if c.reminds else "heading"]}
        for c in columns
    ]
    area = (HEADING_ROW, 0, HEADING_ROW + max(1, count), len(columns) - 1)
    sheet.add_table(*area, {"name": table.name, "columns": headings, "style": None})


def _write_values(sheet: Any, look: Any, index: int, column: SheetColumn) -> None:
    is_date = column.number_format.startswith("dd")
    write = sheet.write_string if column.is_text else sheet.write_datetime if is_date else sheet.write_number
    for row, value in enumerate(column.values, start=HEADING_ROW + 1):
        if value is not None:
            write(row, index, value, look)


def _explain(sheet: Any, index: int, column: SheetColumn) -> None:
    """What the column means, shown where its heading is selected, under its technical name."""
    note = {
        "validate": "any",
        "input_title": column.technical[:32],
        "input_message": column.description[:_LONGEST_NOTE],
    }
    sheet.data_validation(HEADING_ROW, index, HEADING_ROW, index, note)


def _mark_incomplete(sheet: Any, styles: Styles, columns: list[SheetColumn], count: int) -> None:
    """Colour what is not complete; the word itself says it without colours."""
    for index, column in enumerate(columns):
        if column.technical in (STATUS, STATUS_OF_TOTALS) and count:
            for status in ("provisoire", "partiel"):
                rule = {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{STATUSES[status]}"',
                    "format": styles[status],
                }
                sheet.conditional_format(HEADING_ROW + 1, index, HEADING_ROW + count, index, rule)


def _underline(sheet: Any, styles: Styles, width: int, count: int) -> None:
    """A fine line under every row, empty cells included, without writing any of these."""
    if count:
        area = (HEADING_ROW + 1, 0, HEADING_ROW + count, width - 1)
        sheet.conditional_format(*area, {"type": "no_errors", "format": styles["line"]})


def _arrange(sheet: Any, columns: list[SheetColumn]) -> None:
    """Widths, and what stays in sight while scrolling."""
    widths = [column.width for column in columns]
    lines = [column.heading_lines(width) for column, width in zip(columns, widths, strict=True)]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.set_row(HEADING_ROW, _LINE_POINTS * max(lines, default=1) + 6)
    sheet.freeze_panes(HEADING_ROW + 1, kept_in_sight(columns))
