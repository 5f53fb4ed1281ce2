"""A sheet before it means anything: values at absolute addresses, the empty ones left out.

Belongs here: the raw values, the limits on rows and columns that hold values.
Does not belong here: where the values come from (`xlsx`, `ods`, `csv_members`) and what they mean (`cells`,
`layout`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contracts.model import Limits
from orchestration.submissions.reading.letters import letters
from orchestration.submissions.reading.refusals import Refused

Raw = str | float | bool | datetime.date
"""A text, a number, a boolean, a date (its day alone).

Times, durations and errors are texts, as a person sees them.
"""

_REMEMBERED = 20_000

RawRow = dict[int, Raw]
"""The values of one row by column, counted from 0."""


@dataclass(slots=True)
class RawSheet:
    """A sheet of a workbook or a CSV member: its rows that hold values, in order, with their numbers from 1.

    `addressed` tells whether cells have addresses (`I14`): not in a CSV, where a row's number is the line
    that it starts on. `head` counts those of `rows` that stand among the sheet's first rows, where its header
    may be.
    """

    name: str
    addressed: bool
    rows: list[tuple[int, RawRow]]
    head: int


class SharedTexts(dict[str, str]):
    """Equal texts as one object: large sheets repeat codes, names and days in thousands of rows.

    Only so many are remembered: where all differ, remembering them would take what it is meant to save.
    """

    def one(self, text: str) -> str:
        """The text itself, or the equal one met before."""
        if len(self) < _REMEMBERED:
            return self.setdefault(text, text)
        return self.get(text, text)


def check_extent(sheet: str, rows: Sequence[tuple[int, RawRow]], limits: Limits) -> None:
    """Raise Refused, naming the cells that are far off, where a sheet's values lie wider apart than the limits allow one to be
    filled: every program that opens it pays for the rectangle around them, the one that would show the cité its mistakes too.
    """
    if not rows:
        return
    last, row = rows[-1]
    widest, column = max(((number, max(cells)) for number, cells in rows), key=lambda one: one[1])
    if last * (column + 1) > limits.rows * limits.columns:
        cells = dict.fromkeys((f"{letters(max(row))}{last}", f"{letters(column)}{widest}"))
        raise Refused("etendue", feuille=sheet, cellules=list(cells))


class Bounds:
    """Refuses a sheet as soon as too many of its rows or columns hold values, before it fills the memory."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self._sheet = sheet
        self._limits = limits
        self._rows = 0
        self._columns: set[int] = set()

    def count(self, columns: Collection[int], rows: int = 1) -> None:
        """Count rows that hold values in these columns. Raises Refused."""
        self._rows += rows
        self._columns.update(columns)
        if self._rows > self._limits.rows:
            raise Refused("dimensions", feuille=self._sheet)
        self.check_columns(len(self._columns))

    def check_columns(self, number: int) -> None:
        """Raise Refused where so many columns in a row hold values."""
        if number > self._limits.columns:
            raise Refused("dimensions", feuille=self._sheet)
