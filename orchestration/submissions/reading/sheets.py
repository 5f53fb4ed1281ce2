"""The raw sheets of a container, whichever of the three it is.

Belongs here: choosing the reader, turning damage into a refusal. Does not belong here: the readers.

Workbooks are read by calamine, which is fast; those that it would misread, or does not read at all, by readers that go by the
letter of the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contracts.model import Limits
from orchestration.submissions.reading import open_document, open_xml
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.csv_members import Searches, csv_sheets
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.ods import ods_sheets
from orchestration.submissions.reading.refusals import DAMAGE, damage_refused
from orchestration.submissions.reading.workbook import workbook_sheets
from orchestration.submissions.reading.xlsx import xlsx_sheets

_Sheets = Callable[[], Iterator[RawSheet]]
_PANIC = "PanicException"
"""What a panic in Rust is called; it is no Exception."""


def raw_sheets(container: Container, limits: Limits, searches: Searches) -> Iterator[RawSheet]:
    """The sheets in the file's order. Raises Refused, and nothing else but MemoryError."""
    sheets = _sheets(container, limits, searches)
    while True:
        with damage_refused("illisible"):
            sheet = next(sheets, None)
        if sheet is None:
            return
        yield sheet


def _sheets(container: Container, limits: Limits, searches: Searches) -> Iterator[RawSheet]:
    if container.kind == "csv":
        yield from csv_sheets(container, limits, searches)
    elif container.kind == "ods":
        yield from _open_document_sheets(container, limits)
    else:
        yield from _open_xml_sheets(container, limits)


def _open_document_sheets(container: Container, limits: Limits) -> Iterator[RawSheet]:
    archive = container.archive
    content = open_document.content_of(archive)
    if open_document.needs_care(content):
        return ods_sheets(archive, limits)
    return _quickest(
        lambda: workbook_sheets(open_document.mended(archive, content), limits),
        lambda: ods_sheets(archive, limits),
    )


def _open_xml_sheets(container: Container, limits: Limits) -> Iterator[RawSheet]:
    archive = container.archive
    if open_xml.needs_care(archive):
        return xlsx_sheets(archive, limits)
    return _quickest(lambda: workbook_sheets(archive.data, limits), lambda: xlsx_sheets(archive, limits))


def _quickest(quick: _Sheets, careful: _Sheets) -> Iterator[RawSheet]:
    """The sheets as the quick reader gives them; where one odd cell brings it to a halt, all of them as the careful one does."""
    try:
        return iter(list(quick()))
    except DAMAGE:
        return careful()
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        return careful()
