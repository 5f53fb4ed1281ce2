"""Whether a file is looked at again, and for what.

Belongs here: when, how much at most, in what order. Does not belong here: any single observation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from contracts.keys import key
from contracts.model import Submission
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.layout import Layout
from orchestration.submissions.reading.observing.blanks import blanks_of, seen_in_blanks
from orchestration.submissions.reading.observing.open_document_marks import open_document_marks
from orchestration.submissions.reading.observing.open_xml_marks import open_xml_marks
from orchestration.submissions.reading.observing.quotes import seen_in_members
from orchestration.submissions.reading.observing.stored import NO_MARKS, Marks
from orchestration.submissions.reading.observing.title_rows import seen_above
from orchestration.submissions.reading.refusals import Refused, damage_refused
from orchestration.submissions.reading.result import Reading, Seen, State
from orchestration.submissions.reading.sheets import raw_sheets

_LARGEST = 16 * 2**20
"""Bytes of unpacked content that are looked at again: no honest return comes near, and a second look may neither refuse a file
by what it costs nor make a large one twice as slow."""
_HARMLESS = frozenset({"S04", "S07"})
_OF_HEADERS = frozenset({"S02", "S03"})


def second_look(container: Container, reading: Reading, layout: Layout, submission: Submission) -> list[Seen]:
    """What can be seen of a file with something amiss; nothing of any other, nor of a large one. Raises MemoryError alone.

    A quotation mark may swallow rows so that nothing but a total is amiss: it is looked for in every CSV that has some.
    """
    if sum(info.file_size for _, info in container.archive.files) > _LARGEST:
        return []
    seen: list[Seen] = []
    with suppress(Refused), damage_refused("illisible"):
        if container.kind == "csv":
            seen += seen_in_members(container, submission)
        if _is_amiss(reading, submission):
            seen += _looked(container, reading, layout, submission)
    return seen


def _is_amiss(reading: Reading, submission: Submission) -> bool:
    """A sheet or column that is not found, a required value that is missing, a value that is not of its type."""
    if any(fact.rule not in _HARMLESS for fact in reading.facts):
        return True
    for sheet in submission.sheets:
        if read := reading.sheets.get(sheet.name):
            for column in sheet.columns:
                states = read.columns[column.name].states if column.name in read.columns else []
                if State.UNREADABLE in states or (column.required and State.MISSING in states):
                    return True
    return False


def _looked(container: Container, reading: Reading, layout: Layout, submission: Submission) -> Iterator[Seen]:
    blanks = blanks_of(reading, submission)
    headless = {fact.sheet for fact in reading.facts if fact.rule in _OF_HEADERS}
    marks = _marks_of(container) if blanks else {}
    templates = {key(sheet.name): sheet for sheet in submission.sheets}
    for raw in raw_sheets(container, submission.limits, layout.header_search):
        template, search = templates.get(key(raw.name)), layout.header_search(raw.name)
        if template is None or search is None:
            continue
        if template.label in headless:
            yield from seen_above(template, raw)
        wanted, header = blanks.get(template.name), search.find(raw)
        if wanted and header:
            of_sheet = marks.get(raw.name, NO_MARKS)
            yield from seen_in_blanks(template, raw, header, wanted, of_sheet, layout.cells)


def _marks_of(container: Container) -> dict[str, Marks]:
    """The marks of a workbook's sheets; none where its parts are not where they are looked for."""
    with suppress(Refused, StopIteration), damage_refused("illisible"):
        if container.kind == "xlsx":
            return open_xml_marks(container.archive)
        if container.kind == "ods":
            return open_document_marks(container.archive)
    return {}
