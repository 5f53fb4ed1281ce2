"""The whole workbook: contents, notes, then a sheet a table.

Belongs here: the order of the sheets and their names. Does not belong here: what stands on them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pyarrow as pa

from contracts.model import Contract
from orchestration.language import in_french
from orchestration.publication.edition import Edition
from orchestration.publication.formats.sheet import new_workbook
from orchestration.publication.workbook.cover import CONTENTS, TITLE, Entry, add_cover
from orchestration.publication.workbook.facts import facts_of
from orchestration.publication.workbook.notes import NOTES, add_notes
from orchestration.publication.workbook.styles import Styles
from orchestration.publication.workbook.table_sheet import add_table_sheet

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")


def encode_release(edition: Edition) -> bytes:
    """The workbook: `Sommaire`, `Notes`, then one sheet a table in the contract's order, called by its French label.

    The same edition gives the same bytes.
    """
    sink, facts, tables = io.BytesIO(), facts_of(edition), edition.every_table
    entries = _entries(edition.contract, tables)
    with new_workbook(sink, TITLE) as workbook:
        styles = Styles(workbook)
        add_cover(workbook, styles, entries, facts, NOTES)
        add_notes(workbook, styles, edition.contract, facts, CONTENTS)
        for entry in entries:
            rows = tables[entry.table.name]
            add_table_sheet(workbook, styles, entry.sheet, entry.table, rows, facts, CONTENTS)
    return in_french(sink.getvalue())


def _entries(contract: Contract, tables: Mapping[str, pa.Table]) -> list[Entry]:
    taken, entries = {CONTENTS.lower(), NOTES.lower()}, []
    for name, table in contract.released.items():
        sheet = sheet_name(table.label, taken)
        taken.add(sheet.lower())
        entries.append(Entry(sheet, table, tables[name].num_rows))
    return entries


def sheet_name(label: str, taken: set[str]) -> str:
    """The label as a sheet may be called: at most 31 characters, cut between words, unlike those taken (lower case)."""
    plain = " ".join(_FORBIDDEN.sub(" ", label).split()) or "Table"
    name = _cut(plain, _LONGEST_NAME)
    number = 2
    while name.lower() in taken:
        ending = f" ({number})"
        name, number = _cut(plain, _LONGEST_NAME - len(ending)) + ending, number + 1
    return name


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    words = text[: longest + 1].rpartition(" ")[0]
    return words or text[:longest]
