"""Give a return back in this process: judge it, make its workbook, open that again with another eye.

Belongs here: the way from a book to what a cité opens. Does not belong here: expectations.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import SHEET, corrections
from orchestration.feedback.job import Job
from orchestration.feedback.notes import marks
from orchestration.feedback.workbook.making import make as make_workbook
from orchestration.feedback.workbook.marking import AUTHOR
from orchestration.submissions.findings import Judgement
from tests.making.files import make
from tests.making.returns import Book
from tests.rules.cases import CONTRACT, judge_book

RED, YELLOW, GREEN = COLOURS_OF_MARKS = ("FFFFBDC1", "FFFFE97F", "FFCFEEC5")


@dataclass(frozen=True)
class Returned:
    """What was sent, what was decided, what comes back."""

    sent: bytes
    judgement: Judgement
    data: bytes
    workbook: Workbook

    @property
    def front(self):
        return self.workbook[SHEET]

    def texts(self) -> list[str]:
        """Every text of the front sheet."""
        return [cell.value for row in self.front.iter_rows() for cell in row if cell.value is not None]

    def rows(self) -> list[tuple]:
        """The lines of the front sheet that link somewhere: place, link, the other cells."""
        return [
            (row[0].value, row[0].hyperlink.location, *(cell.value for cell in row[1:]))
            for row in self.front.iter_rows()
            if row[0].hyperlink is not None
        ]

    def marked(self) -> dict[tuple[str, str], str]:
        """The notes that we wrote, by sheet and address."""
        return {
            (page.title, cell.coordinate): cell.comment.text
            for page in self.workbook.worksheets
            for row in page.iter_rows()
            for cell in row
            if cell.comment is not None and cell.comment.author == AUTHOR
        }


def give_back(source: Book | bytes, container: str = "xlsx", *, demo: bool = False, **judging) -> Returned:
    """The annotated workbook of a return."""
    sent = source if isinstance(source, bytes) else make(source, container)
    return give_back_judged(sent, judge_book(sent, **judging), demo=demo)


def give_back_judged(sent: bytes, judgement: Judgement, *, demo: bool = False) -> Returned:
    """The same with a judgement that is given."""
    is_read = not any(finding.regle == "S01" for finding in judgement.constats)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(sent)
        job = Job(
            original=str(path) if is_read else None,
            document=corrections(judgement, CONTRACT, demo=demo),
            marks=marks(judgement.constats, causes(judgement.constats, CONTRACT)),
        )
        data = make_workbook(job, CONTRACT)
    return Returned(sent, judgement, data, opened(data))


def opened(data: bytes, **options) -> Workbook:
    """A workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def saved(workbook: Workbook) -> bytes:
    """A workbook as somebody saves it."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
