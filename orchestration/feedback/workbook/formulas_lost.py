"""Say of a new value that a formula stood in its cell: from then on the cell does not compute any more.

Belongs here: finding such cells, and adding what is said of them to the list and to the note. Does not belong here: writing
the values (`making`), the words (the job has them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from orchestration.feedback.document import Block, Document, Row
from orchestration.feedback.job import Job, Mark
from orchestration.feedback.workbook.source import Spot


def told(job: Job, pages: Sequence[Worksheet], spots: Sequence[Spot | None]) -> Job:
    """The job, with what its edits say of formulas where there are any. To be asked before the values are written."""
    said = {
        edit.mark: edit.of_formula
        for edit in job.edits
        if edit.of_formula and _holds_formula(pages, spots[edit.mark])
    }
    if not said:
        return job
    marks = tuple(_of_mark(mark, said.get(number, "")) for number, mark in enumerate(job.marks))
    return replace(job, marks=marks, document=_of_document(job.document, said))


def _holds_formula(pages: Sequence[Worksheet], spot: Spot | None) -> bool:
    return spot is not None and pages[spot.sheet].cell(spot.row, spot.column).data_type == "f"


def _of_mark(mark: Mark, text: str) -> Mark:
    return replace(mark, note=f"{mark.note}\n{text}") if text else mark


def _of_document(document: Document, said: Mapping[int, str]) -> Document:
    sections = tuple(
        replace(section, blocks=tuple(_of_block(block, said) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _of_block(block: Block, said: Mapping[int, str]) -> Block:
    return replace(block, rows=tuple(_of_row(row, said) for row in block.rows))


def _of_row(row: Row, said: Mapping[int, str]) -> Row:
    *cells, why = row.cells
    text = said.get(row.mark, "") if row.mark is not None else ""
    return replace(row, cells=(*cells, f"{why} {text}")) if text else row
