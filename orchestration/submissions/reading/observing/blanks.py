"""Why a cell that must hold a value is empty: merged with another, a formula never computed or in error, its value beside it.

Belongs here: the empty cells that matter, what stands on or beside them. Does not belong here: parts of packages (`stored`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.model import Column, Sheet, Submission
from orchestration.submissions.reading.cells import CellReaders
from orchestration.submissions.reading.formula_errors import is_formula_error
from orchestration.submissions.reading.grid import Raw, RawRow, RawSheet
from orchestration.submissions.reading.headers import Header
from orchestration.submissions.reading.observing.stored import Marks
from orchestration.submissions.reading.places import letters
from orchestration.submissions.reading.result import Reading, Seen, SheetReading, State
from orchestration.submissions.reading.siret import is_valid_siret
from orchestration.submissions.reading.texts import normal

_MOST = 1_000
"""Empty cells of one sheet that are looked at: more are not told one by one either."""
_ANYTHING = frozenset({"text", "qpv"})
"""Types that any text is read as: what stands beside such a cell says nothing."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A required cell without a value: its column (field, indicator) and its row."""

    column: Column
    row: int


def blanks_of(reading: Reading, submission: Submission) -> dict[str, list[Blank]]:
    """The required cells without a value, by sheet."""
    found = {}
    for sheet in submission.sheets:
        read = reading.sheets.get(sheet.name)
        if read and (blanks := list(_blanks(sheet, read))[:_MOST]):
            found[sheet.name] = blanks
    return found


def _blanks(sheet: Sheet, read: SheetReading) -> Iterator[Blank]:
    for column in sheet.columns:
        cells = read.columns.get(column.name) if column.required else None
        for index, state in enumerate(cells.states if cells else ()):
            row = read.place(column.name, index).row
            if state == State.MISSING and row is not None:
                yield Blank(column, row)


def seen_in_blanks(
    template: Sheet,
    sheet: RawSheet,
    header: Header,
    blanks: Sequence[Blank],
    marks: Marks,
    readers: CellReaders,
) -> Iterator[Seen]:
    """What is seen of each blank: at most one thing, first what keeps a person from typing there."""
    rows = dict(sheet.rows)
    moved = _moved_to(template, header, blanks, rows, readers)
    for blank in blanks:
        index = _index(blank.column, template, header.columns)
        if index is None:
            continue
        where = template.name, blank.row, blank.column.name
        if merged := marks.merged_over(blank.row, index):
            yield Seen("fusion", *where, merged)
        elif (blank.row, index) in marks.formulas:
            yield Seen("formule", *where)
        elif error := marks.errors.get((blank.row, index)) or _shown_error(
            rows.get(blank.row, {}).get(index)
        ):
            yield Seen("erreur", *where, error)
        elif (
            beside := _beside(blank.column, index, rows.get(blank.row, {}), header, readers, moved)
        ) is not None:
            yield Seen("a_cote", *where, f"{letters(beside)}{blank.row}" if sheet.addressed else "")


def _shown_error(raw: Raw | None) -> str:
    """The error that a cell shows as text; nothing where it shows none."""
    text = normal(raw) if isinstance(raw, str) else ""
    return text if is_formula_error(text) else ""


def _index(column: Column, template: Sheet, columns: Mapping[str, int]) -> int | None:
    """Where the column of a table stands, or the column of values of a sheet of two."""
    return columns.get(column.name if template.layout == "lignes" else template.value_column or "")


def _moved_to(
    template: Sheet, header: Header, blanks: Sequence[Blank], rows: Mapping[int, RawRow], readers: CellReaders
) -> int | None:
    """The column to which the whole column of values of a sheet of two was moved: what says nothing by itself is there too."""
    index = header.columns.get(template.value_column or "")
    if index is None:
        return None
    found = Counter(
        _beside(blank.column, index, rows.get(blank.row, {}), header, readers, None) for blank in blanks
    )
    del found[None]
    return next((beside for beside, count in found.most_common(1) if count > 1), None)


def _beside(
    column: Column, index: int, row: RawRow, header: Header, readers: CellReaders, moved: int | None
) -> int | None:
    """The next column, under none of the template's headers, that holds a value such as this one wants."""
    for beside in (index + 1, index - 1):
        told = beside == moved and row.get(beside) is not None
        if beside not in header.columns.values() and (told or _fits(column, row.get(beside), readers)):
            return beside
    return None


def _fits(column: Column, raw: Raw | None, readers: CellReaders) -> bool:
    if raw is None or column.type in _ANYTHING:
        return False
    state, value, _ = readers.of(column)(raw)
    return state == State.OK and (column.type != "siret" or is_valid_siret(str(value)))
