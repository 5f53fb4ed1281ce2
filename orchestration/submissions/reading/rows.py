"""Which rows below a header are data.

Belongs here: blank rows, total rows, notes. Does not belong here: what the cells mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from orchestration.submissions.reading.cells import siret_of
from orchestration.submissions.reading.grid import RawRow
from orchestration.submissions.reading.siret import is_valid_siret
from orchestration.submissions.reading.texts import Words, shown

NumberedRow = tuple[int, RawRow]
_TOTAL = re.compile(r"tota(?:l|ux)(?:[ :].*)?", re.IGNORECASE)


def data_rows(
    rows: Iterable[NumberedRow], columns: Sequence[int], words: Words, sirets: Sequence[int] = ()
) -> list[NumberedRow]:
    """The rows with a value in one of the columns that are no totals; `sirets`: the columns of SIRET."""
    kept = []
    for number, row in rows:
        for column in columns:
            if column in row and words.holds_value(row[column]):
                if not _is_total(row, words, sirets):
                    kept.append((number, row))
                break
    return kept


def without_notes(rows: Sequence[NumberedRow], columns: Sequence[int], words: Words) -> list[NumberedRow]:
    """The rows without the notes under a table.

    A note is one single value, a text, below the last row (the header included) that has two values or more.
    """
    end = len(rows)
    while end and len(_values(rows[end - 1][1], columns, words)) < 2:
        end -= 1
    return [*rows[:end], *(row for row in rows[end:] if not _is_text(row[1], columns, words))]


def _values(row: RawRow, columns: Sequence[int], words: Words) -> list[object]:
    return [row[column] for column in columns if words.holds_value(row.get(column))]


def _is_text(row: RawRow, columns: Sequence[int], words: Words) -> bool:
    return all(isinstance(value, str) for value in _values(row, columns, words))


def _is_total(row: RawRow, words: Words, sirets: Sequence[int]) -> bool:
    """`Total`, `Totaux :` … in the first cell of the row that says something, under a header or not."""
    first = next((row[column] for column in sorted(row) if words.holds_value(row[column])), None)
    if not isinstance(first, str) or not _TOTAL.fullmatch(shown(first)):
        return False
    return not any(column in row and is_valid_siret(siret_of(row[column])) for column in sirets)
