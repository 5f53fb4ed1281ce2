"""Make the workbook of a job: copy, marks, new values, front sheet.

Belongs here: the order of the steps, and the proof that nothing else changed.
Does not belong here: each step, and the limits of time and memory (`worker`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from contracts.model import Contract, Limits
from orchestration.feedback.document import Document
from orchestration.feedback.job import OUR_SHEETS, Edit, Form, Job, Made
from orchestration.feedback.workbook import formulas_lost, left_out
from orchestration.feedback.workbook.conversion import converted
from orchestration.feedback.workbook.conversion import write as write_value
from orchestration.feedback.workbook.faithful_copy import loaded
from orchestration.feedback.workbook.front_sheet import add_front_sheet
from orchestration.feedback.workbook.hidden import Hidden, hidden
from orchestration.feedback.workbook.marking import mark, unmark
from orchestration.feedback.workbook.outside import close
from orchestration.feedback.workbook.package import let_through
from orchestration.feedback.workbook.packing import packed
from orchestration.feedback.workbook.source import Source, Spot
from orchestration.feedback.workbook.storable import LONGEST
from orchestration.feedback.workbook.stored_values import Values
from orchestration.feedback.workbook.withholding import Cleaning
from orchestration.submissions.reading.containers import open_container
from orchestration.submissions.reading.grid import Raw, RawSheet
from orchestration.submissions.reading.sheets import raw_sheets

_FIRST_ROWS = 3


class Changed(Exception):
    """The copy does not read like the original: it is not handed out."""


@dataclass
class _Copy:
    """A copy under way: the workbook, its pages in the order of the source's sheets, what formulas had stored, and the
    drawings that go along by position of their page.
    """

    workbook: Workbook
    pages: list[Worksheet]
    stored: list[Values]
    notices: tuple[str, ...]
    form: Form
    drawings: dict[int, bytes] = field(default_factory=dict)


def make(job: Job, contract: Contract) -> bytes:
    """The workbook of a job, as .xlsx. Raises whatever a hostile file makes openpyxl raise, Refused and Changed."""
    return made(job, contract).data


def made(job: Job, contract: Contract) -> Made:
    """The same, with what it is: the file itself, its values only, or the front sheet alone."""
    if job.original is None:
        return Made("list", _front_sheet_alone(job.document))
    source = Source(Path(job.original).read_bytes(), contract)
    limits = contract.submission.limits
    if source.container.kind == "xlsx":
        try:
            return _made(job, source, _copied(source), limits)
        except MemoryError:
            raise
        except Exception:  # whatever a workbook does to openpyxl: its values can still be given back
            return _made(job, source, _converted(source, left_out.LOOKS), limits)
    return _made(job, source, _converted(source, left_out.CONVERTED[source.container.kind]), limits)


def _front_sheet_alone(document: Document) -> bytes:
    workbook = converted(())
    add_front_sheet(workbook, document, {})
    return packed(workbook, {}, {})


def _copied(source: Source) -> _Copy:
    package = let_through(source.container.archive)
    copy = loaded(package.data, source.sheets)
    cut = close(copy.workbook, copy.stored)
    unmark(copy.workbook)
    notices = left_out.notices(package.left_out + copy.lost, cut)
    drawings = {
        copy.parts.index(part): drawing for part, drawing in package.drawings.items() if part in copy.parts
    }
    return _Copy(copy.workbook, list(copy.workbook.worksheets), copy.stored, notices, "copy", drawings)


def _converted(source: Source, notice: str) -> _Copy:
    workbook = converted(source.sheets)
    if source.container.kind == "ods":
        unseen = hidden(source.container.archive)
        for page, sheet in zip(workbook.worksheets, source.sheets, strict=True):
            unseen.get(sheet.name, Hidden()).hide(page, sheet)
    return _Copy(workbook, list(workbook.worksheets), [{} for _ in source.sheets], (notice,), "values")


def _made(job: Job, source: Source, copy: _Copy, limits: Limits) -> Made:
    spots = source.spots(job.marks)
    job = formulas_lost.told(job, copy.pages, spots)
    edited = _edit(copy.pages, job.edits, spots)
    withheld = {_place(spot) for one, spot in zip(job.marks, spots, strict=True) if spot and one.is_withheld}
    cleaned = Cleaning(source.sheets, copy.pages, copy.stored).clean(withheld)
    addresses = mark(copy.pages, job.marks, spots)
    _hide_empty(source.sheets, copy, {spot.sheet for spot in spots if spot})
    for sheet, page in zip(source.sheets, copy.pages, strict=True):
        if _is_ours(sheet):
            copy.workbook.remove(page)
    front = add_front_sheet(copy.workbook, _told(job.document, copy), addresses)
    there = [number for number, page in enumerate(copy.pages) if page in copy.workbook.worksheets]
    stored = {copy.pages[number]: copy.stored[number] for number in there}
    drawings = {copy.pages[number]: copy.drawings[number] for number in there if number in copy.drawings}
    data = packed(copy.workbook, stored, drawings)
    _prove_unchanged(source.sheets, data, front.title, edited | withheld | cleaned, limits)
    return Made(copy.form, data)


def _hide_empty(sheets: Sequence[RawSheet], copy: _Copy, spoken_of: set[int]) -> None:
    """Hide what has nothing to show in a new workbook, such as a guide of which only the text boxes were."""
    for number, (sheet, page) in enumerate(zip(sheets, copy.pages, strict=True)):
        if copy.form == "values" and not sheet.rows and number not in spoken_of:
            page.sheet_state = "hidden"


def _told(document: Document, copy: _Copy) -> Document:
    """The document with what is said of this copy."""
    steps = document.steps_of_values if copy.form == "values" else ()
    return replace(document, steps=steps or document.steps, remarks=document.remarks + copy.notices)


def _is_ours(sheet: RawSheet) -> bool:
    """Whether a sheet is the one that an earlier copy of ours had in front."""
    title = OUR_SHEETS.get(sheet.name)
    return title is not None and any(title in row.values() for _, row in sheet.rows[:_FIRST_ROWS])


def _edit(
    pages: Sequence[Worksheet], edits: Sequence[Edit], spots: Sequence[Spot | None]
) -> set[tuple[int, int, int]]:
    """Write the new values; the places that they changed."""
    places = set()
    for edit in edits:
        spot = spots[edit.mark]
        if spot is None or not spot.is_cell:
            raise Changed
        cell = pages[spot.sheet].cell(spot.row, spot.column)
        write_value(cell, date.fromisoformat(str(edit.value)) if edit.is_day else edit.value)
        if not isinstance(edit.value, str) and cell.number_format == "@":
            cell.number_format = "General"
        places.add(_place(spot))
    return places


def _place(spot: Spot) -> tuple[int, int, int]:
    return spot.sheet, spot.row, spot.column - 1


def _prove_unchanged(
    sheets: Sequence[RawSheet], data: bytes, front: str, except_for: set[tuple[int, int, int]], limits: Limits
) -> None:
    """Read the copy with our own reader: every other cell must say what it said. Raises Changed."""
    container = open_container(data, limits)
    again = [sheet for sheet in raw_sheets(container, limits, lambda _: None) if sheet.name != front]
    ours = [position for position, sheet in enumerate(sheets) if _is_ours(sheet)]
    before = [one for one in _values(sheets, except_for) if one[0] not in ours]
    renumbered = [position for position in range(len(sheets)) if position not in ours]
    after = [(renumbered[sheet], *rest) for sheet, *rest in _values(again, set())]
    after = [one for one in after if tuple(one[:3]) not in except_for]
    if before != after:
        raise Changed


def _values(
    sheets: Sequence[RawSheet], except_for: set[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int, Raw]]:
    for position, sheet in enumerate(sheets):
        for number, row in sheet.rows:
            for column in sorted(row):
                if (position, number, column) not in except_for:
                    value = row[column]
                    yield position, number, column, value[:LONGEST] if isinstance(value, str) else value
