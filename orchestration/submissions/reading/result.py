"""What reading one file gives: plain data that crosses the worker's pipe as JSON.

Belongs here: the shape of a reading and its JSON form. Does not belong here: how it is obtained or judged.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from orchestration.submissions.reading.hindrances import Hindrance

Value = str | int | float | bool | datetime.date | None


class State(IntEnum):
    """What became of a cell: a value, nothing (empty or a missing word), something that is not of its type, or
    personal data, which is not passed on (S09). 3 is judging's own: a column that is not there.
    """

    OK = 0
    MISSING = 1
    UNREADABLE = 2
    WITHHELD = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: 1-based row (or line of the CSV record), address such as `I14` (None in a CSV)."""

    row: int | None
    cell: str | None


@dataclass(slots=True)
class Cells:
    """One column of a sheet, one entry a kept row (champs and indicateurs: exactly one entry).

    `values` canonical values, None unless the state is OK: text/code/siret/qpv `str` (a code is the list's code, a siret its
    digits after dropping spaces and dots, whatever their number), int `int`, decimal `float` (the shortest decimal reads back),
    date `datetime.date`, bool `bool`.
    `texts` what a person sees, None where the cell is empty (a missing word is kept as written) or withheld.
    """

    values: list[Value] = field(default_factory=list)
    states: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class SheetReading:
    """One sheet of the template that is there. Columns that failed S, or optional ones that are absent, have no entry.

    layout `lignes`: `rows` are the kept rows' numbers and `letters` the column letters (empty in a CSV).
    layouts `champs` and `indicateurs`: `places` gives each field's (or indicator's) place of its `valeur` cell; a required
    field without a row has an entry in `columns` (State.MISSING) and Place(None, None); one that appears twice has none.
    """

    name: str
    columns: dict[str, Cells] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    """Columns, fields or indicators that failed S03, S06, S08 or C07: treated as not there."""

    def place(self, column: str, index: int) -> Place:
        """Where the `index`-th entry of a column stands."""
        if self.places:
            return self.places[column]
        row = self.rows[index]
        letter = self.letters.get(column)
        return Place(row, f"{letter}{row}" if letter else None)


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding of structure, made by the reader: S02 to S11 but S05, and C07 (missing, twice or unknown indicator).

    `sheet` is the template's label (or the file's own name of an unknown sheet), `column` the template's column name (or the
    header as written, S04). `value` is the text as a person sees it; of S09 the kinds of personal data, space between;
    of S11 the label of the template's sheet whose table it is.
    """

    rule: str
    sheet: str | None
    column: str | None
    row: int | None
    cell: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a second look at a file with something amiss saw, of which no rule speaks: it makes a cause plain, never a verdict.

    `kind`: `fusion` (the cell is under a merged one, `detail` its range), `formule` (its formula has no stored value), `erreur`
    (it shows an error, `detail`), `a_cote`
    (a value that would fit stands beside it under no header, `detail` its address), `guillemet` (a quotation mark opened in this
    line of a CSV is not closed), `titres` (the row of codes is gone, and would stand in this row). `sheet` and `column` are codes
    of the template.
    """

    kind: str
    sheet: str
    row: int
    column: str | None = None
    detail: str = ""


@dataclass(slots=True)
class Reading:
    """A whole file. `refusal` is set where S01 stands: the reason's code (see `containers.Refused`), and nothing else is.

    `hindered` is set where the machine kept the file from being read (see `hindrances`): nothing is known of it, no verdict
    follows, and it is to be tried again.
    """

    refusal: str | None = None
    hindered: Hindrance | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    sheets: dict[str, SheetReading] = field(default_factory=dict)
    """The sheets that are there, by code; a sheet that failed S02 or S06 has no entry."""
    seen: list[Seen] = field(default_factory=list)
