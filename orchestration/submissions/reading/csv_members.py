"""The CSV members of a zip as raw sheets.

Belongs here: encodings, delimiters, records and their lines. Does not belong here: which member is a sheet
(`layout`).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from contracts.model import Limits
from orchestration.submissions.reading.containers import Container
from orchestration.submissions.reading.grid import Bounds, RawRow, RawSheet
from orchestration.submissions.reading.headers import HeaderSearch
from orchestration.submissions.reading.refusals import Refused, damage_refused

_DELIMITERS = (";", ",", "\t")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "cp1252")
_LONGEST_FIELD = 2**31 - 1

Searches = Callable[[str], HeaderSearch | None]
"""The search for the header of a sheet by its name, None where the template has no such sheet."""


def csv_sheets(container: Container, limits: Limits, searches: Searches) -> Iterator[RawSheet]:
    """The CSV members, named by their stems, one at a time.

    Raises Refused and what damaged archives raise.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    for path, info in container.csv:
        name = PurePosixPath(path).stem
        with container.archive.stream(info) as stream:
            text = decoded(stream.read(), name)
        yield _sheet(text, name, limits, searches(name))


def decoded(data: bytes, name: str) -> str:
    """The text of a member: by its byte order mark, else UTF-8, else Windows-1252. Raises Refused."""
    marked = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    for encoding in marked or _UNMARKED:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("encodage", feuille=name)


def _sheet(text: str, name: str, limits: Limits, search: HeaderSearch | None) -> RawSheet:
    """The member read with the delimiter by which its header row matches most columns."""
    candidates = [
        (_read(text, name, delimiter, limits, limits.header_rows), delimiter) for delimiter in _DELIMITERS
    ]
    matches = [(_matches(head, search), -rank) for rank, (head, _) in enumerate(candidates)]
    delimiter = _DELIMITERS[-max(matches)[1]]
    return _read(text, name, delimiter, limits)


def _matches(head: RawSheet, search: HeaderSearch | None) -> int:
    header = search.find(head) if search else None
    return len(search.matched(head.rows[header.index][1])) if search and header else 0


def _read(text: str, name: str, delimiter: str, limits: Limits, records: int | None = None) -> RawSheet:
    """All the records, or the first ones.

    Lines are counted as editors do, line breaks inside quotes included.
    """
    bounds, head = Bounds(name, limits), 0
    rows: list[tuple[int, RawRow]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for rank, record in enumerate(_records(reader)):
        if rank == records:
            break
        row: RawRow = {column: value for column, value in enumerate(record) if value and not value.isspace()}
        if row:
            bounds.count(row)
            rows.append((line, row))
            head += rank < limits.header_rows
        line = reader.line_num + 1
    return RawSheet(name, False, rows, head)


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        with damage_refused("illisible"):
            try:
                record = next(reader)
            except csv.Error as error:
                raise Refused("illisible") from error
            except StopIteration:
                return
        yield record
