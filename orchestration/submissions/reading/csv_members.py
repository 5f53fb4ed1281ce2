"""The CSV members of a zip as raw sheets.

Belongs here: encodings, also of names, delimiters, records and their lines. Does not belong here: which member is a sheet
(`layout`).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from zipfile import ZipInfo

from contracts.invisible import visible
from contracts.model import Limits
from orchestration.submissions.reading.archive import other_names
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.grid import Bounds, RawRow, RawSheet, SharedTexts
from orchestration.submissions.reading.headers import Search
from orchestration.submissions.reading.refusals import Refused

DELIMITERS = (";", ",", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "cp1252")
_FEW = 0.1
"""The share of NUL characters, by which some programs fill up a file, that is dropped like other control characters."""
_LONGEST_FIELD = 2**31 - 1

Searches = Callable[[str], Search | None]
"""The search for the header of a sheet by its name, None where no header matters."""


def csv_sheets(container: Container, limits: Limits, searches: Searches) -> Iterator[RawSheet]:
    """The CSV members, named by their stems, one at a time.

    Raises Refused and what damaged archives raise.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    for path, info in container.csv:
        name = _name(path, info, searches)
        with container.archive.stream(info) as stream:
            text = visible(decoded(stream.read(), name))
        yield _sheet(text, name, limits, searches(name))


def _name(path: str, info: ZipInfo, searches: Searches) -> str:
    """The member's stem; where several readings of its bytes are possible, the first that names a sheet."""
    stems = [PurePosixPath(reading).stem for reading in (path, *other_names(info))]
    return next((stem for stem in stems if searches(stem) is not None), stems[0])


def decoded(data: bytes, name: str) -> str:
    """The text of a member: by its byte order mark, else UTF-8, else Windows-1252. Raises Refused.

    Text holds hardly any NUL: where there are many, it is UTF-16 without its mark, or no text at all.
    """
    marked = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    for encoding in marked or _UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") <= len(text) * _FEW:
            return text
    raise Refused("encodage", feuille=name)


def _sheet(text: str, name: str, limits: Limits, search: Search | None) -> RawSheet:
    """The member read with the delimiter by which its header row matches most columns."""
    first = limits.header_rows
    delimiter = max(DELIMITERS, key=lambda one: _matches(text, one, first, search))
    bounds, rows, head = Bounds(name, limits), [], 0
    for rank, (line, row) in enumerate(_rows(text, delimiter)):
        if row:
            bounds.count(row)
            rows.append((line, row))
            head += rank < first
    return RawSheet(name, False, rows, head)


def _matches(text: str, delimiter: str, first: int, search: Search | None) -> int:
    """How many columns of the template the header row names, with this delimiter among the first records."""
    if search is None or delimiter not in text:
        return 0
    head = RawSheet("", False, list(islice(_rows(text, delimiter), first)), first)
    header = search.find(head)
    return len(search.matched(head.rows[header.index][1])) if header else 0


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, RawRow]]:
    """Every record, blank ones too, with the line that it starts on, line breaks inside quotes counted."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, texts = 1, SharedTexts()
    for record in reader:
        yield (
            line,
            {column: texts.one(text) for column, text in enumerate(record) if text and not text.isspace()},
        )
        line = reader.line_num + 1
