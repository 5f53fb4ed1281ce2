"""The addresses of the cités, read from a CSV that somebody keeps outside the storage.

Belongs here: reading it, leaving out what is wrong in it. Addresses are personal data: they stay in memory, and no message
repeats one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contracts.keys import key
from orchestration.errors import UsageError

COLUMNS = ("code_cite", "courriel")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_BETWEEN = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Contacts:
    """The addresses of each cité that has any, by code; what is wrong with lines that are left out, a sentence each."""

    addresses: Mapping[str, tuple[str, ...]] = field(repr=False)
    problems: tuple[str, ...] = ()


def read_contacts(path: Path, codes: Iterable[str]) -> Contacts:
    """Every line that can be used. `;`, `,` or tab; UTF-8 or Windows-1252. A cité may have several lines, and a cell several
    addresses with commas or semicolons between them.

    An unknown code, and what is no address, is told with its line and stops no other. Raises UsageError: no such file, a
    column is missing, no CSV.
    """
    known = {key(code): code for code in codes}
    found: dict[str, dict[str, None]] = {}
    problems = []
    for line, row in _rows(path):
        code = known.get(key(row["code_cite"]))
        where = f"{path.name}, line {line}"
        if code is None:
            problems.append(f"{where}: {row['code_cite']!r} is not a cité of cites.csv; the line is left out")
            continue
        for address in filter(None, _BETWEEN.split(row["courriel"])):
            if _ADDRESS.fullmatch(address):
                found.setdefault(code, {})[address] = None
            else:
                problems.append(f"{where}: what stands for {code} is no e-mail address; it is left out")
    return Contacts({code: tuple(addresses) for code, addresses in found.items()}, tuple(problems))


def _rows(path: Path) -> Iterable[tuple[int, Mapping[str, str]]]:
    text = _text(path)
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    names = {key(name): name for name in reader.fieldnames or ()}
    absent = [column for column in COLUMNS if key(column) not in names]
    if absent:
        raise UsageError(f"{path.name}: no column {absent[0]}; its first line must be {';'.join(COLUMNS)}")
    try:
        for row in reader:
            cells = {column: (row[names[key(column)]] or "").strip() for column in COLUMNS}
            if any(cells.values()):
                yield reader.line_num, cells
    except csv.Error as error:
        raise UsageError(f"{path.name}, line {reader.line_num}: {error}") from None


def _text(path: Path) -> str:
    if not path.is_file():
        raise UsageError(f"no such file: {path}")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
