"""The first sheet: what the workbook is, how complete its quarters are, and a link to every other sheet.

Belongs here: the table of contents. Does not belong here: explanations (`notes`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from contracts.cautions import CORRECTIONS, COUNTED_TWICE
from contracts.model import PublishedTable
from contracts.typography import typeset
from orchestration.publication.coverage import STATUSES
from orchestration.publication.workbook.facts import FICTITIOUS, Facts, Quarter
from orchestration.publication.workbook.styles import FILLED, Styles

CONTENTS = "Sommaire"
TITLE = "Cités de l'emploi : indicateurs publiés"

_HEADINGS = ("Feuille", "Ce qu'on y trouve", "Une ligne par", "Lignes", "Nom technique")
_WIDTHS = (37, 70, 44, 9, 30)
_NOTES = "Ce qui est compté, ce que veulent dire les statuts, sources et licence."
_QUARTERS = ("Trimestre", "Statut et cités répondantes")
_A4, _LINE_POINTS = 9, 15


class Entry(NamedTuple):
    """One line of the contents: a table, its sheet and how many rows it has."""

    sheet: str
    table: PublishedTable
    rows: int


def add_cover(
    workbook: xlsxwriter.Workbook, styles: Styles, entries: Sequence[Entry], facts: Facts, notes: str
) -> None:
    """Add the sheet `Sommaire`; `notes` is the sheet of the explanations."""
    sheet = workbook.add_worksheet(CONTENTS)
    sheet.hide_gridlines(2)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, TITLE, styles["title"])
    sheet.write_string(1, 0, facts.line(), styles["strong"])
    if facts.fictitious:
        sheet.write_string(2, 0, FICTITIOUS, styles["alarm"])
    after = _write_contents(sheet, styles, entries, notes, row=4)
    _write_quarters(sheet, styles, facts.quarters, row=after + 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _write_contents(sheet: Any, styles: Styles, entries: Sequence[Entry], notes: str, row: int) -> int:
    """Write the headings and a line a sheet from this row on; the row after the last one."""
    _write_row(sheet, row, _HEADINGS, styles["heading"])
    for line, entry in enumerate(entries, start=row + 1):
        _link(sheet, line, entry.sheet, entry.table.label, styles)
        texts = (entry.table.description, entry.table.grain)
        _write_row(sheet, line, texts, styles.cell("@", wrapped=True), at=1)
        sheet.write_number(line, 3, entry.rows, styles.cell("#,##0"))
        sheet.write_string(line, 4, entry.table.name, styles.cell("@"))
        sheet.set_row(line, _LINE_POINTS * max(map(_lines, texts, _WIDTHS[1:])) + 3)
    last = row + 1 + len(entries)
    _link(sheet, last, notes, notes, styles)
    _write_row(sheet, last, (_NOTES, "", "", ""), styles.cell("@"), at=1)
    return last + 1


def _lines(text: str, width: int) -> int:
    return len(textwrap.wrap(text, int(width * FILLED))) or 1


def _write_quarters(sheet: Any, styles: Styles, quarters: Mapping[str, Quarter], row: int) -> None:
    """How complete each quarter is, the newest first."""
    sheet.write_string(row, 0, "Où en est chaque trimestre", styles["section"])
    _write_row(sheet, row + 1, _QUARTERS, styles["heading"])
    for line, quarter in enumerate(reversed(list(quarters.values())), start=row + 2):
        incomplete = quarter.status in ("provisoire", "partiel")
        look = styles[f"told_{quarter.status}"] if incomplete else styles.cell("@", tall=False)
        status = STATUSES.get(quarter.status, quarter.status)
        sheet.write_string(line, 0, quarter.name, styles.cell("@", tall=False))
        sheet.write_string(line, 1, f"{status} — {quarter.received} sur {quarter.expected}", look)
    for line, caution in enumerate((CORRECTIONS, COUNTED_TWICE), start=row + 3 + len(quarters)):
        sheet.write_string(line, 0, typeset(caution), styles["quiet"])


def _write_row(sheet: Any, row: int, texts: Sequence[str], look: Any, at: int = 0) -> None:
    for column, text in enumerate(texts, start=at):
        sheet.write_string(row, column, text, look)


def _link(sheet: Any, row: int, target: str, text: str, styles: Styles) -> None:
    quoted = target.replace("'", "''")
    sheet.write_url(row, 0, f"internal:'{quoted}'!A1", styles["linked"], text)
