"""The addresses of the cités, read from a CSV that somebody keeps outside the storage.

Belongs here: reading and refusing it. Addresses are personal data: they stay in memory, and no message repeats one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from contracts.keys import key
from orchestration.errors import UsageError

COLUMNS = ("code_cite", "courriel")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


def read_contacts(path: Path, codes: Iterable[str]) -> dict[str, str]:
    """The address of each cité that has one, by code. `;`, `,` or tab; UTF-8 or Windows-1252.

    Raises UsageError, with the line: no such file, a column is missing, a code is unknown or appears twice, an address
    is none.
    """
    known = {key(code): code for code in codes}
    found: dict[str, str] = {}
    for line, row in _rows(path):
        code = known.get(key(row["code_cite"]))
        where = f"{path.name}, line {line}"
        if code is None:
            raise UsageError(f"{where}: {row['code_cite']!r} is not a cité of cites.csv")
        if code in found:
            raise UsageError(f"{where}: {code} appears a second time; keep one address a cité")
        if row["courriel"] and not _ADDRESS.fullmatch(row["courriel"]):
            raise UsageError(f"{where}: what stands for {code} is no e-mail address")
        found[code] = row["courriel"]
    return {code: address for code, address in found.items() if address}


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
