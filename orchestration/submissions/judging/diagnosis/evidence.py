"""What a diagnosis goes by: the findings of one file, and what was read of it.

Belongs here: looking findings and cells up. Does not belong here: any conclusion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from contracts.model import Column, Contract, Sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.identifiers import is_qpv, is_siret
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.reading.cells import CellReaders
from orchestration.submissions.reading.result import Reading, SheetReading, State

_OF_CELLS = frozenset("TR")
"""The letters of the rules that speak of a row's own cells."""
_PERSONAL = "S09"
_SUMS: Mapping[str, Mapping[str, str | None]] = {
    "aller_vers": {"actions_aller_vers": None, "nouveaux_beneficiaires": "nouveaux_beneficiaires"},
    "actions_innovantes": {"actions_innovantes": None, "beneficiaires_accompagnes": "beneficiaires"},
}
"""The totals of Synthèse that misplaced rows or values change: the rows are counted, or a column is summed."""
_MOST = 1_000
"""Rows of a sheet with findings that are looked at; more are not told one by one either."""


@dataclass(frozen=True)
class Diagnosis:
    """A cause by its name in the contract, the words of its wording, and the positions of the findings that come from it."""

    kind: str
    words: dict[str, str]
    findings: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table that has findings: its place in the reading, its number, the texts that hold a value by column, and the
    columns whose cells have a finding of their own."""

    index: int
    number: int
    texts: dict[str, str]
    wrong: frozenset[str]


@dataclass
class Evidence:
    """One file. `findings` are in their order; positions are those of this list."""

    findings: Sequence[Finding]
    reading: Reading
    identity: Identity
    contract: Contract
    explained: set[int] = field(default_factory=set)
    """The findings that have a cause already: each has one at most."""

    @cached_property
    def readers(self) -> CellReaders:
        """What texts mean, as the reader takes them."""
        return CellReaders(self.contract.submission, self.contract.reference.codelists)

    @cached_property
    def by_row(self) -> dict[tuple[str | None, int | None], list[int]]:
        """The findings of each row of each sheet, but those of personal data: they speak for themselves."""
        found: dict[tuple[str | None, int | None], list[int]] = {}
        for number, finding in enumerate(self.findings):
            if finding.regle != _PERSONAL:
                found.setdefault((finding.feuille, finding.ligne), []).append(number)
        return found

    def left(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Those of these findings that have no cause yet, each once."""
        return tuple(number for number in dict.fromkeys(numbers) if number not in self.explained)

    def of_row(self, sheet: Sheet, row: int) -> tuple[int, ...]:
        """The findings of a row that have no cause yet."""
        return self.left(self.by_row.get((sheet.label, row), ()))

    def of_cell(self, sheet: Sheet, row: int, *columns: str) -> tuple[int, ...]:
        """The findings of cells of a row that have no cause yet."""
        return tuple(number for number in self.of_row(sheet, row) if self.findings[number].colonne in columns)

    def of_total(self, indicator: str) -> Iterator[tuple[int, float]]:
        """The finding of a total of Synthèse that differs from its detail, and what was declared; none where it has a cause."""
        synthesis = self.contract.submission.by_name["synthese"]
        read = self.reading.sheets.get(synthesis.name)
        cells = read.columns.get(indicator) if read else None
        declared = cells.values[0] if cells else None
        if read is None or not isinstance(declared, int):
            return
        for number in self.of_row(synthesis, read.places[indicator].row or 0):
            if self.findings[number].regle.startswith("C"):
                yield number, declared

    def totals_right_with(self, sheet: Sheet, count: int, sum_of: Callable[[str], float]) -> Iterator[int]:
        """The findings of totals that are right as declared once the sheet has `count` rows and its columns these sums."""
        for indicator, column in _SUMS.get(sheet.name, {}).items():
            for number, declared in self.of_total(indicator):
                if declared == (sum_of(column) if column else count):
                    yield number

    def tables(self) -> Iterator[tuple[Sheet, SheetReading]]:
        """The tables with rows that were read, in the template's order."""
        for sheet in self.contract.submission.sheets:
            if sheet.layout == "lignes" and sheet.name in self.reading.sheets:
                yield sheet, self.reading.sheets[sheet.name]

    def wrong_rows(self, sheet: Sheet, read: SheetReading) -> list[Row]:
        """The rows with findings of their cells that have no cause yet."""
        found = []
        for index, number in enumerate(read.rows):
            wrong = {
                self.findings[one].colonne or ""
                for one in self.of_row(sheet, number)
                if self.findings[one].regle[0] in _OF_CELLS
            }
            if wrong:
                found.append(Row(index, number, texts_of(read, index), frozenset(wrong)))
                if len(found) == _MOST:
                    break
        return found

    def fits(self, column: Column, text: str) -> bool:
        """Whether a column by itself takes a text: of its type, within its bounds, a SIRET with its key, a QPV of the cité."""
        state, value, _ = self.readers.of(column)(text)
        if state != State.OK:
            return False
        if isinstance(value, int | float):
            low, high = column.minimum, column.maximum
            return (low is None or value >= low) and (high is None or value <= high)
        if column.type == "siret":
            return is_siret(str(value))
        if column.type == "qpv":
            return is_qpv(str(value), self.identity.cite, self.identity.quarter, self.contract.reference)
        return True


def texts_of(read: SheetReading, index: int) -> dict[str, str]:
    """What stands in a row, by column; cells without a value are left out, withheld ones too."""
    return {
        name: cells.texts[index] or ""
        for name, cells in read.columns.items()
        if cells.texts[index] and cells.states[index] in (State.OK, State.UNREADABLE)
    }


def as_number(value: object) -> float:
    """A value as a summand; 0 for what is no number."""
    return round(float(value), 6) if isinstance(value, int | float) else 0.0
