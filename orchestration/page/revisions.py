"""What changed since the release before, and why: the national figures one by one, the rest by cause.

Belongs here: reading the published table `revisions` for people, and which of its values come first. Does not belong here:
finding the causes (`publication.revisions`), their wording (`causes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from orchestration.page.causes import Cause, told
from orchestration.page.figures import MEASURES
from orchestration.page.quarters import Quarters
from orchestration.page.words import NOTHING, number, quarter_short
from orchestration.publication.coverage import STATUSES, Coverage
from orchestration.publication.denominators import CUMULATIVE, Denominators
from orchestration.publication.edition import PreviousRelease
from orchestration.publication.revisions.causes import LABELS

LISTED = 60
"""How many revised national values the page shows; the table `revisions` has them all."""

_NATIONAL = "indicateurs_nationaux"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A published value, and what it stood for then: a running total, for every quarter up to its own."""

    text: str
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class Revised:
    """One national value that was published otherwise: `causes` say, line by line, what each cause adds to it."""

    quarter: str
    label: str
    before: Value
    after: Value
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class CauseCount:
    """One cause, and how many published values it moved."""

    label: str
    values: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """Since which release; `values` counts what differs, `new` those of it that were not published before."""

    previous: str
    values: int
    new: int
    causes: tuple[CauseCount, ...]
    national: tuple[Revised, ...]
    listed: int


def revisions(quarters: Quarters) -> Revisions | None:
    """The revisions of an edition; None for a first release, which nothing came before."""
    edition = quarters.edition
    if edition.previous is None:
        return None
    rows = edition.every_table["revisions"].to_pylist()
    reader = _Reader(quarters, edition.previous)
    national = [reader.revised(parts) for parts in _by_value(row for row in rows if _is_revised(row))]
    return Revisions(
        previous=edition.previous.manifest["release"],
        values=len({_value(row) for row in rows}),
        new=len({_value(row) for row in rows if row["avant"] is None}),
        causes=_causes(rows),
        national=tuple(national[:LISTED]),
        listed=len(national),
    )


def _value(row: Row) -> tuple[str, str, str]:
    return row["nom_table"], row["cle"], row["colonne"]


def _is_revised(row: Row) -> bool:
    return row["nom_table"] == _NATIONAL and row["avant"] is not None and row["apres"] is not None


def _by_value(rows: Iterable[Row]) -> list[list[Row]]:
    ordered = sorted(rows, key=lambda row: (*_value(row), row["rang"]))
    found = [list(parts) for _, parts in groupby(ordered, key=_value)]
    found.sort(key=lambda parts: _place(parts[0]["colonne"])[1])
    found.sort(key=lambda parts: str(parts[0]["trimestre"]), reverse=True)
    return sorted(found, key=lambda parts: _place(parts[0]["colonne"])[0])


def _place(column: str) -> tuple[int, int]:
    """The measures of the headline first, then their running totals, then means and counts; and the place within these."""
    measure = column.removeprefix(CUMULATIVE)
    if measure not in MEASURES:
        return 2, 0
    return int(measure != column), MEASURES.index(measure)


def _causes(rows: list[Row]) -> tuple[CauseCount, ...]:
    moved = {cause: {_value(row) for row in rows if row["cause"] == cause} for cause in LABELS}
    return tuple(CauseCount(LABELS[cause], len(values)) for cause, values in moved.items() if values)


class _Reader:
    """Reads a national value as it was in the release before, and as it is."""

    def __init__(self, quarters: Quarters, previous: PreviousRelease) -> None:
        self._contract = quarters.edition.contract
        self._labels = {column.name: column.label for column in self._contract.published[_NATIONAL].columns}
        self._before, self._after = Denominators(previous.tables), Denominators(quarters.edition.tables)

    def revised(self, parts: list[Row]) -> Revised:
        first = parts[0]
        column, key = first["colonne"], {"trimestre": first["trimestre"]}
        return Revised(
            quarter=quarter_short(first["trimestre"]),
            label=self._labels.get(column) or column,
            before=Value(_shown(first["avant"]), self._before.of(key, column)),
            after=Value(_shown(first["apres"]), self._after.of(key, column)),
            causes=told(parts, self._contract),
        )


def _shown(text: str | None) -> str:
    if text is None:
        return NOTHING
    if text.replace(".", "", 1).lstrip("-").isdigit():
        return number(Decimal(text))
    return STATUSES.get(text, text)
