"""The raw sheets of a container, whichever of the three it is.

Belongs here: choosing the reader, turning damage into a refusal. Does not belong here: the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from python_calamine import CalamineError

from contracts.model import Limits
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.csv_members import Searches, csv_sheets
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.open_document import mended
from orchestration.submissions.reading.open_xml import with_known_errors
from orchestration.submissions.reading.refusals import damage_refused
from orchestration.submissions.reading.workbook import workbook_sheets

_UNKNOWN_ERROR = "Unsupported cell error value"
"""What calamine says of an error cell by a name that it does not know."""


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
        yield from workbook_sheets(mended(container.archive), limits)
    else:
        yield from _open_xml_sheets(container, limits)


def _open_xml_sheets(container: Container, limits: Limits) -> Iterator[RawSheet]:
    try:
        yield from list(workbook_sheets(container.archive.data, limits))
    except CalamineError as error:
        if _UNKNOWN_ERROR not in str(error):
            raise
        yield from workbook_sheets(with_known_errors(container.archive), limits)
