"""Where things stand in the template: rows of every sheet, letters of columns, ranges that formulas name.

Belongs here: positions only, so that sheets, lists and formulas agree. Does not belong here: writing any of
them.
"""

from __future__ import annotations

from contracts.model import Sheet

TITLE_ROW, PURPOSE_ROW, LEGEND_ROW, LABEL_ROW, HEADER_ROW, FIRST_ROW = range(6)
"""0-based. Everything above the header row is ignored by the reader."""

ROWS = 1000
"""Rows that are prepared in a table."""

LAST_ROW = FIRST_ROW + ROWS - 1
HELP_COLUMN = 2
QPV_COLUMN = 4
LISTS_COLUMN = 25
"""Columns of Identification without a header, hence ignored: explanations, QPV, the hidden lists."""


def letter(column: int) -> str:
    """The letters of a 0-based column: `A`, `Z`, `AA`."""
    head, tail = divmod(column, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + tail)


def absolute(sheet_label: str, column: int, first: int, last: int) -> str:
    """A one-column range such as `'Aller-vers'!$C$6:$C$1005`, from 0-based rows."""
    name = letter(column)
    return f"'{sheet_label}'!${name}${first + 1}:${name}${last + 1}"


def table_range(sheet: Sheet, column: str) -> str:
    """The prepared rows of a table's column."""
    position = [name for name, _ in sheet.header].index(column)
    return absolute(sheet.label, position, FIRST_ROW, LAST_ROW)


def counted_range(sheet: Sheet, column: str) -> str:
    """The same with the header above: a row that is put in right below the header is then in the range too."""
    position = [name for name, _ in sheet.header].index(column)
    return absolute(sheet.label, position, HEADER_ROW, LAST_ROW)
