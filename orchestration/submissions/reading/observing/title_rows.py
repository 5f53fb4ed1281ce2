"""The row of codes is gone: what a person reads as titles is there, or the data are, and no column is found.

Belongs here: knowing the titles of the template and the names of fields. Does not belong here: finding headers (`headers`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.keys import key
from contracts.model import Sheet
from orchestration.submissions.reading.grid import RawRow, RawSheet
from orchestration.submissions.reading.result import Seen
from orchestration.submissions.reading.texts import shown

_STAR = "*"
"""Behind the titles of columns that must be filled in."""


def seen_above(template: Sheet, sheet: RawSheet) -> Iterator[Seen]:
    """Where the row of codes would stand: below the titles of a table, above the first field of a sheet of two columns."""
    if template.layout == "lignes":
        labels = {key(column.label) for column in template.columns}
        for number, row in sheet.rows[: sheet.head]:
            if _known(row, labels) * 2 > len(labels):
                yield Seen("titres", template.name, number + 1)
                return
        return
    names = {key(column.name) for column in template.columns}
    fields = [number for number, row in sheet.rows if _known(row, names)]
    if len(fields) * 2 > len(names):
        yield Seen("titres", template.name, fields[0])


def _known(row: RawRow, keys: set[str]) -> int:
    """How many of these words stand in a row."""
    return len({key(shown(raw).rstrip(_STAR)) for raw in row.values() if isinstance(raw, str)} & keys)
