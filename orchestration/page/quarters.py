"""The tables of an edition as rows, by quarter.

Belongs here: reading the published tables for the page. Does not belong here: what is shown of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.page.coverage import Coverage, of_row, over
from orchestration.publication.edition import Edition

Row = Mapping[str, Any]


class Quarters:
    """The published rows of one edition: each table is read once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self.national = sorted(self.rows("indicateurs_nationaux"), key=lambda row: row["trimestre"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All the rows of a published table."""
        if table not in self._rows:
            self._rows[table] = self.edition.tables[table].to_pylist()
        return self._rows[table]

    @property
    def names(self) -> list[str]:
        """The published quarters, oldest first."""
        return [row["trimestre"] for row in self.national]

    @property
    def latest(self) -> str:
        """The quarter that the page is about."""
        return self.names[-1]

    def of_latest(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table for the latest quarter."""
        return [row for row in self.rows(table) if row["trimestre"] == self.latest]

    def coverage(self, quarter: str | None = None) -> Coverage:
        """The coverage of one quarter, the latest where none is named."""
        name = quarter or self.latest
        return next(of_row(row) for row in self.national if row["trimestre"] == name)

    @property
    def total_coverage(self) -> Coverage:
        """The coverage of what is summed over all the quarters."""
        return over(self.national)


def summed(rows: Iterable[Row], column: str) -> int:
    """The sum of a column; rows without a value count for nothing."""
    return sum(row[column] for row in rows if row[column] is not None)
