"""A quotation mark of a CSV that is opened and not closed where its text ends: it swallows columns and rows.

Belongs here: where it is opened. Does not belong here: reading CSV members (`csv_members`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from contracts.keys import key
from contracts.model import Submission
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.csv_members import DELIMITERS, decoded
from orchestration.submissions.reading.result import Seen

_QUOTE = '"'
_HEAD = 4_096
"""Characters in which the delimiter shows: those of the header and some rows."""


def seen_in_members(container: Container, submission: Submission) -> Iterator[Seen]:
    """The first such mark of each sheet. Raises what damaged archives raise."""
    names = {key(sheet.name): sheet.name for sheet in submission.sheets}
    for path, info in container.csv:
        stem = PurePosixPath(path).stem
        if key(stem) in names:
            with container.archive.stream(info) as stream:
                data = stream.read()
            if _QUOTE.encode() in data and (line := _opened(decoded(data, stem))) is not None:
                yield Seen("guillemet", names[key(stem)], line)


def _opened(text: str) -> int | None:
    """The line of the first record that swallows others: it is not closed, or only by the mark of another text.

    The strict reader stops there. A text with line breaks between its marks passes, and so does a stray mark that hurts its own
    line alone.
    """
    delimiter = max(DELIMITERS, key=text[:_HEAD].count)
    lines = list(io.StringIO(text, newline=""))
    lenient, start = csv.reader(lines, delimiter=delimiter), 0
    for _ in lenient:
        record, start = lines[start : lenient.line_num], lenient.line_num
        if _is_torn(record, delimiter):
            return start - len(record) + 1
    return None


def _is_torn(record: list[str], delimiter: str) -> bool:
    """Whether a record that CSV does not allow holds other lines, or other columns of its line, in one of its texts."""
    if len(record) == 1 and record[0].count(_QUOTE) % 2 == 0:
        return False
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error:
        [fields] = csv.reader(record, delimiter=delimiter)
        return len(record) > 1 or any(delimiter in field for field in fields)
    return False
