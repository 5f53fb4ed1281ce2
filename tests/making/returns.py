"""A valid return as plain data, to be spoiled by the one change that matters.

Belongs here: the return and the edits that tests make to it. Does not belong here: sheet and column names
(`shape`), the default rows (`rows`), writing files (`files`) and untidying what is right (`disorder`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from contracts.quarters import last_day
from tests.making.identifiers import cite_line
from tests.making.rows import DEFAULTS
from tests.making.shape import HEADERS, LABELS, LEDGERS, RECORDS, Grid


class Book:
    """A return that tests edit; every edit returns the book, so that edits chain.

    Sheets are named by code. In Identification and Synthèse `column` is the champ or indicateur.
    Synthèse follows the detail; only the values of it that are set by hand differ.
    """

    def __init__(self, cite: str, quarter: str) -> None:
        self.cite, self.quarter = cite, quarter
        self.records: dict[str, dict[str, Any]] = {"identification": {}, "synthese": {}}
        self.rows: dict[str, list[dict[str, Any]]] = {sheet: [] for sheet in LEDGERS}
        self.headers = {sheet: list(header) for sheet, header in HEADERS.items()}
        self.labels = dict(LABELS)
        self.more: dict[str, Grid] = {}
        self.dropped: list[tuple[str, str]] = []

    def set(self, sheet: str, *, column: str, value: Any, row: int = 0) -> Book:
        """Give one cell another value (None empties it); an unknown champ or indicateur comes last."""
        target = self.records[sheet] if sheet in self.records else self.rows[sheet][row]
        target[column] = value
        self.dropped = [one for one in self.dropped if one != (sheet, column)]
        return self

    def get(self, sheet: str, *, column: str, row: int = 0) -> Any:
        """The value of one cell, Synthèse from the detail where it was not set."""
        record = self.record(sheet) if sheet in self.records else self.rows[sheet][row]
        return record.get(column)

    def add_row(self, sheet: str, **values: Any) -> Book:
        """Append a copy of the sheet's first default row with a new identity, changed by `values`."""
        index = len(self.rows[sheet])
        self.rows[sheet].append({**DEFAULTS[sheet](self.cite, self.quarter, index), **values})
        return self

    def drop_row(self, sheet: str, row: int = 0) -> Book:
        """Take one row of a table out."""
        del self.rows[sheet][row]
        return self

    def clear(self, *sheets: str) -> Book:
        """Leave the header only in these tables (in the four of them where none is named)."""
        for sheet in sheets or LEDGERS:
            self.rows[sheet].clear()
        return self

    def drop_column(self, sheet: str, column: str) -> Book:
        """Take a column out; in Identification and Synthèse the row of a champ or indicateur."""
        if sheet in RECORDS and column in RECORDS[sheet]:
            self.dropped.append((sheet, column))
        else:
            self.headers[sheet].remove(column)
        return self

    def add_column(self, sheet: str, header: str, values: Mapping[int, Any] | None = None) -> Book:
        """Append a column of the four tables, with `values` by row index."""
        self.headers[sheet].append(header)
        for row, value in (values or {}).items():
            self.rows[sheet][row][header] = value
        return self

    def rename_sheet(self, sheet: str, label: str) -> Book:
        """Write the sheet under another name."""
        self.labels[sheet] = label
        return self

    def drop_sheet(self, sheet: str) -> Book:
        """Take a whole sheet out."""
        del self.labels[sheet]
        return self

    def add_sheet(self, label: str, grid: Grid) -> Book:
        """Append a sheet of any content."""
        self.more[label] = grid
        return self

    def record(self, sheet: str) -> dict[str, Any]:
        """The fields of Identification or Synthèse as they will be written."""
        values = {**(self.totals() if sheet == "synthese" else {}), **self.records[sheet]}
        return {name: value for name, value in values.items() if (sheet, name) not in self.dropped}

    def totals(self) -> dict[str, int]:
        """The six totals as the detail gives them (cells that are no numbers or dates count for nothing)."""
        last = last_day(self.quarter)
        return {
            "partenaires": sum(_active(row, last) for row in self.rows["partenaires"]),
            "comites_pilotage": sum(row["instance"] == "comite_pilotage" for row in self.rows["gouvernance"]),
            "actions_aller_vers": len(self.rows["aller_vers"]),
            "nouveaux_beneficiaires": _sum(self.rows["aller_vers"], "nouveaux_beneficiaires"),
            "actions_innovantes": len(self.rows["actions_innovantes"]),
            "beneficiaires_accompagnes": _sum(self.rows["actions_innovantes"], "beneficiaires"),
        }

    def grids(self) -> dict[str, Grid]:
        """The sheets by the name that they are written under: header on the first row, then the rows."""
        return {label: self._grid(sheet) for sheet, label in self.labels.items()} | self.more

    def _grid(self, sheet: str) -> Grid:
        header = self.headers[sheet]
        if sheet in RECORDS:
            return [
                list(header),
                *([name, value][: len(header)] for name, value in self.record(sheet).items()),
            ]
        return [list(header), *([row.get(column) for column in header] for row in self.rows[sheet])]

    def cell(self, sheet: str, *, column: str, row: int = 0) -> str:
        """The address of a cell as `files.xlsx` and `files.ods` write it."""
        if sheet in RECORDS:
            return f"B{list(self.record(sheet)).index(column) + 2}"
        return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[self.headers[sheet].index(column)]}{row + 2}"


def valid_return(cite: str = "cde-001", quarter: str = "2023-T4", **changes: Any) -> Book:
    """A small return without any finding; `changes` replace fields of Identification."""
    book = Book(cite, quarter)
    book.records["identification"] = {
        "modele": "1",
        "code_cite": cite,
        "nom_cite": cite_line(cite)["nom_cite"],
        "trimestre": quarter,
        "date_remontee": last_day(quarter) + datetime.timedelta(days=12),
        "etp_coordination": 1.5,
        "validee_etat": True,
        "validee_collectivite": True,
        "commentaire": None,
        **changes,
    }
    for sheet, count in (
        ("partenaires", 3),
        ("gouvernance", 2),
        ("aller_vers", 2),
        ("actions_innovantes", 2),
    ):
        for _ in range(count):
            book.add_row(sheet)
    return book


def _active(row: dict[str, Any], last: datetime.date) -> bool:
    entered, left = row.get("date_entree"), row.get("date_sortie")
    return (
        isinstance(entered, datetime.date)
        and entered <= last
        and (not isinstance(left, datetime.date) or left > last)
    )


def _sum(rows: list[dict[str, Any]], column: str) -> int:
    return sum(value for row in rows if isinstance(value := row.get(column), int))
