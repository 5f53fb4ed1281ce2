"""Rows of a table that stand where nobody reads them: above its header (S10), on a sheet of another name (S11).

Belongs here: telling them from titles, notes and sheets of one's own.
Does not belong here: which row is a header (`headers`), which rows below it are data (`rows`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from contracts.model import Sheet
from orchestration.submissions.reading.dates import typed_date
from orchestration.submissions.reading.grid import Raw, RawRow, RawSheet
from orchestration.submissions.reading.headers import Header, HeaderSearch
from orchestration.submissions.reading.numbers import typed_decimal
from orchestration.submissions.reading.personal_data import personal_data
from orchestration.submissions.reading.places import fact_at, place
from orchestration.submissions.reading.result import Fact
from orchestration.submissions.reading.rows import data_rows, without_notes
from orchestration.submissions.reading.texts import Words, normal, shown

_VALUES = 3
"""S10: so many columns of the template have a value in a row of the table; a title or a note has fewer."""


class TableSearch:
    """Finds the header of any table of the template, in a sheet that the template does not know."""

    def __init__(self, searches: Mapping[str, HeaderSearch]) -> None:
        """`searches` by the name of the table that each looks for."""
        self._searches = searches

    def find(self, sheet: RawSheet) -> Header | None:
        """The first header row with every required column of a table."""
        return next((header for _, header in self._headers(sheet)), None)

    def matched(self, row: RawRow) -> set[str]:
        """The columns that a row names, of whichever table."""
        return {name for search in self._searches.values() for name in search.matched(row)}

    def filled_table(self, sheet: RawSheet, words: Words) -> str | None:
        """S11: the name of the table whose whole header the sheet has, with a row of values below it."""
        for table, header in self._headers(sheet):
            columns = list(header.columns.values())
            rows = data_rows(sheet.rows[header.index + 1 :], columns, words)
            if without_notes(rows, columns, words):
                return table
        return None

    def _headers(self, sheet: RawSheet) -> Iterator[tuple[str, Header]]:
        for table, search in self._searches.items():
            header = search.find(sheet)
            if header is not None and not header.absent:
                yield table, header


def rows_above(
    template: Sheet, sheet: RawSheet, header: Header, words: Words, sirets: Sequence[int]
) -> Iterator[Fact]:
    """S10: one fact a row above the header that is a row of the table, at its first value."""
    names = {column: name for name, column in header.columns.items()}
    for number, row in data_rows(sheet.rows[: header.index], list(names), words, sirets):
        filled = [column for column in sorted(names) if words.holds_value(row.get(column))]
        if len(filled) >= _VALUES and any(_is_measured(row[column]) for column in filled):
            name, value = names[filled[0]], _shown(template, names[filled[0]], row[filled[0]])
            yield fact_at("S10", template.label, name, place(sheet, number, filled[0]), value)


def _is_measured(raw: Raw) -> bool:
    """Whether a cell is a number or a date, or a text that reads as one."""
    if isinstance(raw, str):
        text = normal(raw)
        return typed_decimal(text) is not None or typed_date(text) is not None
    return isinstance(raw, float | datetime.date)


def _shown(template: Sheet, column: str, raw: Raw) -> str | None:
    """What a person sees, but for personal data, which are shown nowhere."""
    text = shown(raw)
    hidden = column in template.by_name and template.by_name[column].free_text and personal_data(text)
    return None if hidden else text
