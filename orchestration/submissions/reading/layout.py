"""From raw sheets to the sheets of the template: which is which, its header, its columns.

Belongs here: sheets by name, the facts of structure (S02 to S04, S06, S07), tables.
Does not belong here: records (`records`), headers (`headers`), cells (`cells`), personal data (`withholding`), rows
that would be lost (`unread_rows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contracts.invisible import visible
from contracts.keys import key
from contracts.model import CellType, Code, Sheet, Submission
from orchestration.submissions.reading.cells import CellReaders
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.headers import Header, HeaderSearch, Search
from orchestration.submissions.reading.places import fact_at, letters, place
from orchestration.submissions.reading.records import read_record
from orchestration.submissions.reading.result import Fact, Reading, SheetReading
from orchestration.submissions.reading.rows import NumberedRow, data_rows, without_notes
from orchestration.submissions.reading.unread_rows import TableSearch, rows_above
from orchestration.submissions.reading.withholding import withhold

_Found = tuple[SheetReading | None, list[Fact]]
"""What a sheet gave, and what is wrong with its structure; None where it has no header (S02)."""
_NOTHING: _Found = (None, [])


class Layout:
    """How the contract's sheets are laid out. Made once and kept."""

    def __init__(self, submission: Submission, codelists: Mapping[str, Iterable[Code]]) -> None:
        self.cells = CellReaders(submission, codelists)
        self._templates = {key(sheet.name): sheet for sheet in submission.sheets}
        self._searches = {sheet.name: HeaderSearch(sheet, self.cells.words) for sheet in submission.sheets}
        tables = [sheet for sheet in submission.sheets if sheet.layout == "lignes"]
        self._tables = TableSearch({sheet.label: self._searches[sheet.name] for sheet in tables})

    def header_search(self, name: str) -> Search:
        """The search for a sheet's header, by the name that the file gives it; that of any table where it is unknown."""
        template = self._templates.get(key(name))
        return self._searches[template.name] if template else self._tables

    def read(self, sheets: Iterable[RawSheet]) -> Reading:
        """The reading of a file's sheets. Of two with the same key neither is there."""
        reading = Reading()
        found: dict[str, list[_Found]] = {name: [] for name in self._searches}
        for sheet in sheets:
            template = self._templates.get(key(sheet.name))
            if template is None:
                self._note_unknown(sheet, reading.facts)
            else:
                found[template.name].append(
                    _NOTHING if found[template.name] else self._read_sheet(template, sheet)
                )
        for template in self._templates.values():
            _settle(template, found[template.name], reading)
        return reading

    def _note_unknown(self, sheet: RawSheet, facts: list[Fact]) -> None:
        if table := self._tables.filled_table(sheet, self.cells.words):
            facts.append(Fact("S11", visible(sheet.name), None, None, None, table))
        elif any(self.cells.words.holds_value(raw) for _, row in sheet.rows for raw in row.values()):
            facts.append(Fact("S07", visible(sheet.name), None, None, None, None))

    def _read_sheet(self, template: Sheet, sheet: RawSheet) -> _Found:
        header = self._searches[template.name].find(sheet)
        if header is None:
            return None, [Fact("S02", template.label, None, None, None, None)]
        facts = list(_header_facts(template, sheet, header))
        columns, sirets = list(header.columns.values()), _of_type("siret", template, header)
        rows = data_rows(sheet.rows[header.index + 1 :], columns, self.cells.words, sirets)
        if template.layout != "lignes":
            reading, more = read_record(template, sheet, header, rows, self.cells)
            return reading, [*facts, *more, *withhold(template, reading)]
        rows = without_notes(rows, columns, self.cells.words)
        facts += rows_above(template, sheet, header, self.cells.words, sirets)
        reading = self._read_table(template, sheet, header, rows)
        return reading, [*facts, *withhold(template, reading)]

    def _read_table(
        self, template: Sheet, sheet: RawSheet, header: Header, rows: list[NumberedRow]
    ) -> SheetReading:
        reading = SheetReading(template.name, rows=[number for number, _ in rows], failed=header.failed)
        for column in template.columns:
            if column.name in header.columns:
                index = header.columns[column.name]
                reading.columns[column.name] = self.cells.read(column, [row.get(index) for _, row in rows])
                if sheet.addressed:
                    reading.letters[column.name] = letters(index)
        return reading


def _settle(template: Sheet, found: list[_Found], reading: Reading) -> None:
    """Enter a sheet of the template into the reading: there once, not there, or there too often."""
    if not found:
        reading.facts.append(Fact("S02", template.label, None, None, None, None))
    elif len(found) > 1:
        reading.facts += [Fact("S06", template.label, None, None, None, None)] * (len(found) - 1)
    else:
        sheet, facts = found[0]
        reading.facts += facts
        if sheet is not None:
            reading.sheets[template.name] = sheet


def _header_facts(template: Sheet, sheet: RawSheet, header: Header) -> Iterator[Fact]:
    for name in header.absent:
        yield Fact("S03", template.label, name, None, None, None)
    for name, column, text in header.repeated:
        yield fact_at("S06", template.label, name, place(sheet, header.row, column), text)
    for text, column in header.unknown:
        yield fact_at("S04", template.label, text, place(sheet, header.row, column), text)


def _of_type(kind: CellType, template: Sheet, header: Header) -> list[int]:
    return [
        header.columns[one.name]
        for one in template.columns
        if one.type == kind and one.name in header.columns
    ]
