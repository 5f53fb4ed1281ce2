"""Read a `;`-separated reference file line by line, so that what is wrong can be told by file and line.

Belongs here: encoding, header, missing values.
Does not belong here: what the values mean (`reference_files`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contracts.errors import ContractError


@dataclass(frozen=True)
class Line:
    """One line of a reference file: its trimmed values by column, and where it stands."""

    path: Path
    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The value in a column."""
        return self.values[column]

    def error(self, problem: str) -> ContractError:
        """The error that tells a problem of this line; the problem ends with what to do."""
        return _error(self.path, self.number, problem)


def lines(path: Path, content: bytes, columns: Sequence[str]) -> Iterator[Line]:
    """The lines of a reference file, blank ones left out; every column named exists and holds a value.

    Raises ContractError: not UTF-8, not CSV, a column or a value missing, nothing below the header.
    """
    reader = csv.reader(io.StringIO(_decoded(path, content), newline=""), delimiter=";", strict=True)
    header: list[str] | None = None
    count = 0
    try:
        for cells in reader:
            if header is None:
                header = _header(path, cells, columns)
            elif any(cells):
                count += 1
                yield _line(path, reader.line_num, header, cells, columns)
    except csv.Error as error:
        raise _error(path, reader.line_num, f"{error}; save it as CSV separated by `;`") from None
    if not count:
        raise _error(path, 1, "no line below a header; list at least one")


def _error(path: Path, number: int, problem: str) -> ContractError:
    return ContractError(f"{path}, line {number}: {problem}")


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _error(path, line, "not UTF-8; save the file as CSV UTF-8") from None


def _header(path: Path, cells: list[str], columns: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = ", ".join(column for column in columns if column not in header)
    if missing:
        raise _error(path, 1, f"no column {missing}; separate the columns by `;` and name them all")
    return header


def _line(path: Path, number: int, header: list[str], cells: list[str], columns: Sequence[str]) -> Line:
    if any(cells[len(header) :]):
        raise _error(path, number, "more values than columns; put a value that contains `;` between quotes")
    found = dict(zip(header, cells, strict=False))
    values = {column: found.get(column, "").strip() for column in columns}
    empty = ", ".join(column for column, value in values.items() if not value)
    if empty:
        raise _error(path, number, f"{empty} is empty; fill it in")
    return Line(path, number, values)
