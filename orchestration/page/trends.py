"""The course of each measure, quarter by quarter, with what each quarter stands for.

Belongs here: the points of the trend charts, their data table and their text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.page.coverage import STATUSES, Coverage, of_row
from orchestration.page.figures import MEASURES
from orchestration.page.quarters import Quarters
from orchestration.page.words import number, quarter_short
from orchestration.plurals import counted


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter of one measure."""

    quarter: str
    value: int
    coverage: Coverage

    @property
    def text(self) -> str:
        """The value as people read it."""
        return number(self.value)

    @property
    def name(self) -> str:
        """The quarter as people read it."""
        return quarter_short(self.quarter)


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over all the published quarters, oldest first."""

    column: str
    label: str
    points: tuple[Point, ...]

    @property
    def statuses(self) -> list[str]:
        """The statuses that occur, surest first."""
        return statuses_of([point.coverage for point in self.points])

    @property
    def alternative(self) -> str:
        """The chart in words: its ends, its peak, and the quarters that are not final."""
        first, last = self.points[0], self.points[-1]
        peak = max(self.points, key=lambda point: point.value)
        told = [
            f"Graphique en barres, {counted(len(self.points), 'trimestre')} : {self.label.lower()}",
            f"de {first.text} au {first.name} à {last.text} au {last.name}",
            f"le plus haut est {peak.text} au {peak.name}",
        ]
        return (
            ", ".join(told) + "." + "".join(self._not_final(status) for status in ("provisoire", "partiel"))
        )

    def _not_final(self, status: str) -> str:
        names = [point.name for point in self.points if point.coverage.status == status]
        return f" {STATUSES[status].capitalize()} : {', '.join(names)}." if names else ""


def statuses_of(coverages: list[Coverage]) -> list[str]:
    """The statuses that occur, surest first."""
    return [status for status in STATUSES if status in {coverage.status for coverage in coverages}]


def trends(quarters: Quarters) -> list[Trend]:
    """One trend a measure, in the order of the headline figures."""
    described = quarters.edition.contract.published["indicateurs_nationaux"].columns
    labels = {column.name: column.label for column in described}
    return [
        Trend(
            name,
            labels[name],
            tuple(Point(row["trimestre"], row[name], of_row(row)) for row in quarters.national),
        )
        for name in MEASURES
    ]
