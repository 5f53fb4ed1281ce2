"""Which row is a sheet's header, and which column stands where.

Belongs here: the search among the first rows, columns by name. Does not belong here: the rows below (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from contracts.keys import key
from contracts.model import Sheet
from orchestration.submissions.reading.grid import Raw, RawRow, RawSheet
from orchestration.submissions.reading.texts import CACHED_LENGTH, Words, shown


@dataclass(slots=True)
class Header:
    """The header row: its place among the sheet's rows, its number, and what its cells are.

    `columns` are those that are there exactly once, by name; `repeated` every occurrence after the first;
    `unknown` the headers that are no columns of the template; both with the header as written.
    """

    index: int
    row: int
    columns: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int, str]] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def failed(self) -> list[str]:
        """The columns that are treated as not there: required ones that are absent, and repeated ones."""
        return list(dict.fromkeys([*self.absent, *(name for name, _, _ in self.repeated)]))


class Search(Protocol):
    """Finds a header, and tells which columns a row names."""

    def find(self, sheet: RawSheet) -> Header | None:
        """The header of a sheet, None where it has none."""

    def matched(self, row: RawRow) -> set[str]:
        """The template's columns that a row names."""


class HeaderSearch:
    """Finds one sheet's header. Made once a template's sheet."""

    def __init__(self, template: Sheet, words: Words) -> None:
        self._words = words
        self._names = {key(name): name for name, _ in template.header}
        self._required = [name for name, required in template.header if required]
        self._remembered = lru_cache(maxsize=2_048)(self._looked_up)

    def find(self, sheet: RawSheet) -> Header | None:
        """The first row with all the required columns, else the first with most; None where none has any."""
        best, most = None, 0
        for index, (_, row) in enumerate(sheet.rows[: sheet.head]):
            there = self.matched(row)
            count = sum(name in there for name in self._required)
            if count > most:
                best, most = index, count
            if count == len(self._required):
                break
        return None if best is None else self._read(best, *sheet.rows[best])

    def matched(self, row: RawRow) -> set[str]:
        """The template's columns that a row names."""
        return {name for raw in row.values() if (name := self._name(raw))}

    def _name(self, raw: Raw) -> str | None:
        """The column that a cell names."""
        short = isinstance(raw, str) and len(raw) <= CACHED_LENGTH
        return self._remembered(raw) if short else self._looked_up(raw)

    def _looked_up(self, raw: Raw) -> str | None:
        return self._names.get(key(shown(raw)))

    def _texts(self, row: RawRow) -> dict[int, str]:
        """The header texts of a row by column, left to right: an empty cell or a missing word is none."""
        return {column: shown(row[column]) for column in sorted(row) if self._words.holds_value(row[column])}

    def _read(self, index: int, number: int, row: RawRow) -> Header:
        header = Header(index, number)
        for column, text in self._texts(row).items():
            name = self._name(text)
            if name is None:
                header.unknown.append((text, column))
            elif name in header.columns:
                header.repeated.append((name, column, text))
            else:
                header.columns[name] = column
        header.absent = [name for name in self._required if name not in header.columns]
        for name, _, _ in header.repeated:
            header.columns.pop(name, None)
        return header
