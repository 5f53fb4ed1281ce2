"""Colour the cells that findings speak of, and write their notes.

Belongs here: marks, and taking those of an earlier copy off. Does not belong here: where the cells are (`source`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.job import NOTE_TITLES, Mark
from orchestration.feedback.personal_data import WITHHELD
from orchestration.feedback.workbook.source import Spot
from orchestration.terminal import safe

AUTHOR = "Contrôle des remontées"
COLOURS: Mapping[str, str] = {"bloquant": "FFFFBDC1", "alerte": "FFFFE97F", "": "FFCFEEC5"}
"""Red to correct, yellow to verify, green for a proposal. Black on any of them reads at 13:1 or better, and no office
suite offers any of them: a cell that has one was marked by us.
"""
_FORMER_COLOURS = frozenset({"FFFFC7CE", "FFFFEB9C", "FFD9EAD3"})
"""Those of earlier copies: spreadsheets offer them to everybody, so they are ours only where our note is."""
_BEGINNINGS = tuple(f"{title}\u00a0:" for title in NOTE_TITLES.values())
_INK = "FF000000"
_BETWEEN = "\n\n"
_THEIRS = "\n\nNote de votre fichier\u00a0: "
_WIDTH, _CHARACTERS, _LINE = 340, 52, 17
_LONGEST = 8_000


def unmark(workbook: Workbook) -> None:
    """Take off what an earlier copy of ours had marked, so that only today's findings are coloured: notes, and colours even
    where the note is gone or the cell was copied to elsewhere.
    """
    ours = _fills(workbook, frozenset(COLOURS.values()))
    with_note = ours | _fills(workbook, _FORMER_COLOURS)
    for page in workbook.worksheets:
        for cell in list(page._cells.values()):
            is_noted = cell.comment is not None and _is_ours(cell.comment)
            if is_noted:
                _, _, theirs = cell.comment.text.partition(_THEIRS)
                cell.comment = _note(theirs, "") if theirs else None
            if cell._style.fillId in (with_note if is_noted else ours):
                cell.fill = PatternFill()


def _fills(workbook: Workbook, colours: frozenset[str]) -> frozenset[int]:
    """The numbers of the workbook's fills that are of one of these colours throughout."""
    fills = enumerate(workbook._fills)
    return frozenset(
        number for number, fill in fills if fill.fill_type == "solid" and fill.fgColor.rgb in colours
    )


def _is_ours(note: Comment) -> bool:
    """Some programs forget who wrote a note, but not what it says."""
    return bool(note.author == AUTHOR or note.text.startswith(_BEGINNINGS))


def mark(pages: Sequence[Worksheet], marks: Sequence[Mark], spots: Sequence[Spot | None]) -> dict[int, str]:
    """Mark every cell that has findings, once; the address of each mark by number, the place to look at included.

    A cell inside of a merged area is marked where the area begins.
    """
    by_cell: dict[tuple[int, str], list[Mark]] = {}
    addresses: dict[int, str] = {}
    for number, (one, spot) in enumerate(zip(marks, spots, strict=True)):
        if spot is None:
            continue
        cell = _shown(pages[spot.sheet], spot)
        addresses[number] = _link(pages[spot.sheet], cell.coordinate)
        if spot.is_cell:
            by_cell.setdefault((spot.sheet, cell.coordinate), []).append(one)
    for (sheet, address), found in by_cell.items():
        _mark(pages[sheet][address], found)
    return addresses


def _shown(page: Worksheet, spot: Spot) -> Cell:
    cell = page.cell(spot.row, spot.column)
    if isinstance(cell, MergedCell):
        area = next(area for area in page.merged_cells.ranges if cell.coordinate in area)
        return page.cell(area.min_row, area.min_col)
    return cell


def _mark(cell: Cell, found: Sequence[Mark]) -> None:
    worst = min(found, key=lambda one: one.gravite != "bloquant").gravite
    cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
    font = copy(cell.font)
    font.color = _INK
    cell.font = font
    ours = safe(_BETWEEN.join(dict.fromkeys(one.note for one in found))[:_LONGEST])
    theirs = f"{_THEIRS}{cell.comment.text}" if cell.comment is not None else ""
    cell.comment = _note(ours + theirs, AUTHOR)
    if any(one.is_withheld for one in found):
        cell._value, cell.data_type, cell._hyperlink = WITHHELD, "s", None


def _note(text: str, author: str) -> Comment:
    lines = sum(1 + len(line) // _CHARACTERS for line in text.splitlines())
    return Comment(text, author, width=_WIDTH, height=_LINE * (lines + 1))


def _link(page: Worksheet, address: str) -> str:
    name = page.title.replace("'", "''")
    return f"'{name}'!{address}"
