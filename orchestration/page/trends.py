"""The course of each measure, quarter by quarter, with what each quarter stands for.

Belongs here: the points of the trend charts, their data table and their text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.page.figures import MEASURES
from orchestration.page.quarters import Quarters, between
from orchestration.page.words import number, quarter_short
from orchestration.plurals import counted
from orchestration.publication.coverage import STATUSES, Coverage, of_row


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

    @property
    def told(self) -> str:
        """`55 au T1 2022 (3 cités sur 3 — complet)`."""
        return f"{self.text} au {self.name} ({self.coverage.text})"


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over all the published quarters, oldest first."""

    column: str
    label: str
    points: tuple[Point, ...]
    begun: int = 0
    """How many of the last points are quarters that too few cités have answered for yet."""

    @property
    def course(self) -> list[str]:
        """Every quarter from the first point to the last, published or not."""
        return between(self.points[0].quarter, self.points[-1].quarter)

    @property
    def rows(self) -> list[tuple[str, Point | None]]:
        """Every quarter of the course as people read it, with its point; without one where it is not published."""
        known = {point.quarter: point for point in self.points}
        return [(quarter_short(quarter), known.get(quarter)) for quarter in self.course]

    @property
    def statuses(self) -> list[str]:
        """The statuses that occur, surest first."""
        return statuses_of([point.coverage for point in self.points])

    @property
    def alternative(self) -> str:
        """The chart in words: its ends, its peak, and the quarters that are not final."""
        led = self.points[: len(self.points) - self.begun]
        peak = max(led, key=lambda point: point.value)
        told = [f"Graphique en barres, {counted(len(self.points), 'trimestre')} : {self.label.lower()}"]
        if len(led) == 1:
            told += [led[0].told]
        else:
            told += [f"de {led[0].told} à {led[-1].told}", f"le plus haut est {peak.told}"]
        under_way = "".join(f" En cours : {point.told}." for point in self.points[len(led) :])
        not_final = "".join(self._not_final(status) for status in ("provisoire", "partiel"))
        return ", ".join(told) + "." + under_way + not_final + self._absent

    def _not_final(self, status: str) -> str:
        names = [point.name for point in self.points if point.coverage.status == status]
        return f" {STATUSES[status].capitalize()} : {', '.join(names)}." if names else ""

    @property
    def _absent(self) -> str:
        names = [name for name, point in self.rows if point is None]
        return f" Sans chiffre publié : {', '.join(names)}." if names else ""


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
            len(quarters.begun),
        )
        for name in MEASURES
    ]
