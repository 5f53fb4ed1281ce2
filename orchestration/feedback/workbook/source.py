"""The submitted file as our own reader sees it: its container, its sheets, where a finding stands in them.

Belongs here: reading, and addresses, those of a CSV's lines included. Does not belong here: openpyxl.
"""

from __future__ import annotations

from dataclasses import dataclass

from contracts.keys import key
from contracts.model import Contract
from orchestration.feedback.job import Mark
from orchestration.submissions.reading.containers import Container, open_container
from orchestration.submissions.reading.grid import RawSheet
from orchestration.submissions.reading.headers import Header
from orchestration.submissions.reading.layout import Layout
from orchestration.submissions.reading.letters import column_of
from orchestration.submissions.reading.sheets import raw_sheets


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a copy: the sheet's position among the file's sheets, row from 1, column from 1.

    `is_cell` is False where there is only a place to look at: the header row, or the sheet's first cell.
    """

    sheet: int
    row: int
    column: int
    is_cell: bool = True


class Source:
    """A file that passed the looking-over, read into raw sheets. Raises Refused where it did not."""

    def __init__(self, data: bytes, contract: Contract) -> None:
        limits = contract.submission.limits
        self.data = data
        self._contract = contract
        self._layout = Layout(contract.submission, contract.reference.codelists)
        self.container: Container = open_container(data, limits)
        self.sheets: list[RawSheet] = list(raw_sheets(self.container, limits, self._layout.header_search))
        self._headers: dict[int, Header | None] = {}

    def spots(self, marks: tuple[Mark, ...]) -> list[Spot | None]:
        """Where each mark stands; None where the file has no such place."""
        seen: dict[tuple[str | None, int | None, str | None], int] = {}
        spots = []
        for mark in marks:
            place = (mark.feuille, mark.ligne, mark.colonne)
            rank = seen[place] = seen.get(place, -1) + 1
            spots.append(self._spot(mark, rank))
        return spots

    def _spot(self, mark: Mark, rank: int) -> Spot | None:
        sheet = self._sheet(mark.feuille)
        if sheet is None:
            return None
        if mark.cellule:
            row, column = _numbers(mark.cellule)
            return Spot(sheet, row, column)
        header = self._header(sheet)
        if header is None or mark.colonne is None:
            return Spot(sheet, 1, 1, is_cell=False)
        column_index = self._column(mark, header, rank)
        if mark.ligne is None or column_index is None:
            return Spot(sheet, header.row, 1, is_cell=False)
        return Spot(sheet, mark.ligne, column_index + 1)

    def _sheet(self, name: str | None) -> int | None:
        """The first sheet of this name, as written or by its key."""
        names = [sheet.name for sheet in self.sheets]
        if name in names:
            return names.index(name)
        keys = [key(sheet.name) for sheet in self.sheets]
        return keys.index(key(name)) if name is not None and key(name) in keys else None

    def _header(self, sheet: int) -> Header | None:
        if sheet not in self._headers:
            search = self._layout.header_search(self.sheets[sheet].name)
            self._headers[sheet] = search.find(self.sheets[sheet]) if search else None
        return self._headers[sheet]

    def _column(self, mark: Mark, header: Header, rank: int) -> int | None:
        """The column of a mark in a CSV, from 0; `rank` counts the marks of the same name before it.

        Fields and indicators stand in the column of values, and a column that is there twice nowhere else
        than in its headers.
        """
        assert mark.colonne is not None
        if mark.ligne == header.row:
            headers = [column for name, column, _ in header.repeated if name == mark.colonne]
            headers += [column for text, column in header.unknown if text == mark.colonne]
            return headers[min(rank, len(headers) - 1)] if headers else None
        template = next(
            (one for one in self._contract.submission.sheets if key(one.label) == key(mark.feuille or "")),
            None,
        )
        if template and template.layout != "lignes" and mark.colonne != template.key_column:
            return header.columns.get(template.value_column or "")
        return header.columns.get(mark.colonne)


def _numbers(address: str) -> tuple[int, int]:
    """`I14` as row 14, column 9."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_of(letters) + 1
