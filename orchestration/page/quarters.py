"""The tables of an edition as rows, by quarter.

Belongs here: reading the published tables for the page, and which quarter it leads with. Does not belong here: what is
shown of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from contracts.quarters import shift
from orchestration.publication.coverage import Coverage, of_row, over
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
    def lead(self) -> str:
        """The quarter that the page is about: the last that is not partial; the last of all where every one is."""
        return self.names[-1 - len(self.begun)]

    @property
    def begun(self) -> Sequence[Row]:
        """The national rows after the quarter that leads, oldest first: too few cités have answered for them yet."""
        partial = list(takewhile(lambda row: of_row(row).is_partial, reversed(self.national)))
        return [] if len(partial) == len(self.national) else partial[::-1]

    @property
    def told(self) -> Sequence[Row]:
        """The national rows up to the quarter that leads, oldest first."""
        return self.national[: len(self.national) - len(self.begun)]

    @property
    def unpublished(self) -> list[str]:
        """The quarters between the first and the last published ones of which no return was ever accepted."""
        return [name for name in between(self.names[0], self.names[-1]) if name not in self.names]

    def of_lead(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table for the quarter that leads."""
        return [row for row in self.rows(table) if row["trimestre"] == self.lead]

    def until_lead(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table up to the quarter that leads."""
        return [row for row in self.rows(table) if row["trimestre"] <= self.lead]

    def coverage(self) -> Coverage:
        """The coverage of the quarter that leads."""
        return of_row(self.told[-1])

    @property
    def total_coverage(self) -> Coverage:
        """The coverage of what is summed up to the quarter that leads."""
        return over(self.told)


def between(first: str, last: str) -> list[str]:
    """Every quarter from one to another, both included."""
    found = [first]
    while found[-1] < last:
        found.append(shift(found[-1], 1))
    return found


def summed(rows: Iterable[Row], column: str) -> int:
    """The sum of a column; rows without a value count for nothing."""
    return sum(row[column] for row in rows if row[column] is not None)
