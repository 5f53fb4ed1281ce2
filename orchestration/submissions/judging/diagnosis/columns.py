"""Values in the wrong column: two columns exchanged, a row shifted by one, one value typed beside its cell.

Belongs here: trying each value where it would be right. Only a value that its own column refuses and another takes says
anything; texts and numbers, which fit nearly everywhere, say nothing.
Does not belong here: rows that are no records (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from contracts.model import Column, Sheet
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence, Row, as_number
from orchestration.submissions.judging.diagnosis.places import rows_in_words
from orchestration.submissions.reading.result import SheetReading

_SAYS_NOTHING = frozenset({"text", "int", "decimal"})
"""Types whose columns take what belongs elsewhere, or whose values are taken elsewhere."""
_PERHAPS = {"text", "code"}
"""A title may be called like a code of a list: only a whole column of such is not chance."""
_RIGHT, _LEFT = ("droite", "gauche"), ("gauche", "droite")

Shift = tuple[str, str, tuple[str, str]]
"""The cause, the first column whose value is elsewhere, and the side on which it is with the side on which it belongs."""


def exchanged_columns(evidence: Evidence) -> Iterator[Diagnosis]:
    """Pairs of columns, each of which holds what the other wants."""
    for sheet, read in evidence.tables():
        rows = evidence.wrong_rows(sheet, read)
        columns = [column for column in sheet.columns if column.name in read.columns]
        for one, other in combinations(columns, 2):
            found = [row for row in rows if _are_exchanged(one, other, row, evidence)]
            if {one.type, other.type} == _PERHAPS and not _is_every_row(found, rows, one, other):
                continue
            numbers = [n for row in found for n in evidence.of_cell(sheet, row.number, one.name, other.name)]
            if numbers:
                words = {"colonne": one.label, "autre": other.label}
                yield Diagnosis(
                    "inversion", rows_in_words(sheet, [row.number for row in found]) | words, tuple(numbers)
                )


def _are_exchanged(one: Column, other: Column, row: Row, evidence: Evidence) -> bool:
    wrong = [column for column in (one, other) if column.name in row.wrong]
    if not wrong or not {one.name, other.name} <= row.texts.keys():
        return False
    # what is refused where it stands and taken on the other side, at least once by a type that is not taken everywhere
    strong = [column for column in (one, other) if column.type not in _SAYS_NOTHING]
    mine, theirs = row.texts[one.name], row.texts[other.name]
    return (
        any(column in wrong for column in strong)
        and all(not evidence.fits(column, row.texts[column.name]) for column in strong if column in wrong)
        and evidence.fits(one, theirs)
        and evidence.fits(other, mine)
    )


def _is_every_row(found: Sequence[Row], rows: Sequence[Row], one: Column, other: Column) -> bool:
    wrong = [row for row in rows if row.wrong & {one.name, other.name}]
    return len(found) > 1 and len(found) == len(wrong)


def shifted_rows(evidence: Evidence) -> Iterator[Diagnosis]:
    """Rows whose values stand one column too far to one side, from one column on; those of one kind together."""
    for sheet, read in evidence.tables():
        columns = _in_order(sheet, read)
        kinds: dict[Shift, list[Row]] = {}
        for row in evidence.wrong_rows(sheet, read):
            if shift := _shift(row, columns, evidence):
                kinds.setdefault(shift, []).append(row)
        totals = list(_totals_put_back(kinds, columns, sheet, read, evidence))
        for (kind, name, (side, back)), rows in kinds.items():
            words = rows_in_words(sheet, [row.number for row in rows])
            words |= {"colonne": sheet.by_name[name].label, "sens": side, "contraire": back}
            numbers = [n for row in rows for n in evidence.of_cell(sheet, row.number, *row.wrong)]
            yield Diagnosis(kind, words, (*numbers, *totals))


def _in_order(sheet: Sheet, read: SheetReading) -> list[Column]:
    """The columns as they stand side by side; those of a CSV as the template has them."""
    there = [column for column in sheet.columns if column.name in read.columns]
    letters: Mapping[str, str] = read.letters
    return sorted(there, key=lambda column: (len(letters.get(column.name, "")), letters.get(column.name, "")))


def _shift(row: Row, columns: Sequence[Column], evidence: Evidence) -> Shift | None:
    """The shift after whose taking back every wrong cell but one at its end is right, where there are two or more.

    Where the cell from which all is shifted is not empty, it holds what is one too many: a text in two cells, or one that
    contains the delimiter of its CSV.
    """
    wrong = [place for place, column in enumerate(columns) if column.name in row.wrong]
    if len(wrong) < 3:
        return None
    first, last = wrong[0], wrong[-1]
    # what stood in the last column of all may stand under no header now
    to_the_left, to_the_right = range(first, min(last + 1, len(columns) - 1)), range(first + 1, last + 1)
    if _are_right(row, columns, to_the_left, 1, evidence):
        cause = "valeur_de_trop" if columns[first].name in row.texts else "decalage"
        return cause, columns[first].name, _RIGHT
    if columns[last].name not in row.texts and _are_right(row, columns, to_the_right, -1, evidence):
        return "decalage", columns[first].name, _LEFT
    return None


def _are_right(row: Row, columns: Sequence[Column], places: range, by: int, evidence: Evidence) -> bool:
    """Whether each of these columns takes the value beside it, and at least two that refuse what they hold do."""
    proofs = 0
    for place in places:
        column, text = columns[place], row.texts.get(columns[place + by].name)
        if text is None:
            if column.required:
                return False
            continue
        if not evidence.fits(column, text):
            return False
        proofs += column.type not in _SAYS_NOTHING and column.name in row.wrong
    return proofs >= 2


def _totals_put_back(
    kinds: Mapping[Shift, Sequence[Row]],
    columns: Sequence[Column],
    sheet: Sheet,
    read: SheetReading,
    evidence: Evidence,
) -> Iterator[int]:
    """The findings of totals that are right as declared once the values stand where they belong."""
    names = [column.name for column in columns]
    shifts = {row.index: shift for shift, rows in kinds.items() for row in rows}

    def value(column: str, index: int) -> float:
        if index in shifts:
            _, first, side = shifts[index]
            place = names.index(column) + (1 if side == _RIGHT else -1)
            if names.index(column) >= names.index(first) and 0 <= place < len(names):
                text = read.columns[names[place]].texts[index] or ""
                return as_number(evidence.readers.of(sheet.by_name[column])(text)[1])
        return as_number(read.columns[column].values[index])

    if kinds:
        rows = range(len(read.rows))
        yield from evidence.totals_right_with(
            sheet, len(rows), lambda column: round(sum(value(column, index) for index in rows), 6)
        )


def values_beside(evidence: Evidence) -> Iterator[Diagnosis]:
    """Empty cells whose value stands in the next cell: one that refuses it, or under no header."""
    for sheet, read in evidence.tables():
        columns = _in_order(sheet, read)
        kinds: dict[tuple[str, str], list[Row]] = {}
        for row in evidence.wrong_rows(sheet, read):
            for pair in _pairs_beside(row, columns, evidence):
                kinds.setdefault(pair, []).append(row)
        for (name, other), rows in kinds.items():
            words = rows_in_words(sheet, [row.number for row in rows])
            words |= {
                "colonne": sheet.by_name[name].label,
                "autre": f"«\u00a0{sheet.by_name[other].label}\u00a0»",
            }
            numbers = tuple(n for row in rows for n in evidence.of_cell(sheet, row.number, name, other))
            yield Diagnosis("voisine", words, numbers)


def _pairs_beside(row: Row, columns: Sequence[Column], evidence: Evidence) -> Iterator[tuple[str, str]]:
    for place, column in enumerate(columns):
        if column.name in row.texts or column.name not in row.wrong or column.type in _SAYS_NOTHING:
            continue
        for beside in (place + 1, place - 1):
            if 0 <= beside < len(columns) and columns[beside].name in row.wrong:
                text = row.texts.get(columns[beside].name)
                if text and not evidence.fits(columns[beside], text) and evidence.fits(column, text):
                    yield column.name, columns[beside].name
                    break
