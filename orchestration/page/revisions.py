"""What changed since the release before, and why: the national figures one by one, the rest by cause.

Belongs here: reading the published table `revisions` for people. Does not belong here: finding the causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from orchestration.page.coverage import STATUSES, Coverage
from orchestration.page.quarters import Quarters
from orchestration.page.words import NOTHING, number, quarter_short, signed
from orchestration.plurals import counted
from orchestration.publication.revisions.causes import LABELS

LISTED = 40
"""How many revised national values the page shows; the table `revisions` has them all."""

_NATIONAL = "indicateurs_nationaux"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Revised:
    """One national value that was published otherwise: `parts` say what each cause adds to it.

    `coverage` is what the quarter stands for now.
    """

    quarter: str
    coverage: Coverage
    label: str
    before: str
    after: str
    parts: tuple[str, ...]


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
    national = [_revised(quarters, parts) for parts in _by_value(row for row in rows if _is_revised(row))]
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
    return sorted(found, key=lambda parts: str(parts[0]["trimestre"]), reverse=True)


def _causes(rows: list[Row]) -> tuple[CauseCount, ...]:
    moved = {cause: {_value(row) for row in rows if row["cause"] == cause} for cause in LABELS}
    return tuple(CauseCount(LABELS[cause], len(values)) for cause, values in moved.items() if values)


def _revised(quarters: Quarters, parts: list[Row]) -> Revised:
    first = parts[0]
    columns = quarters.edition.contract.published[_NATIONAL].columns
    label = next((column.label for column in columns if column.name == first["colonne"]), first["colonne"])
    return Revised(
        quarter=quarter_short(first["trimestre"]),
        coverage=quarters.coverage(first["trimestre"]),
        label=label,
        before=_shown(first["avant"]),
        after=_shown(first["apres"]),
        parts=tuple(map(_part, parts)),
    )


def _shown(text: str | None) -> str:
    if text is None:
        return NOTHING
    if text.replace(".", "", 1).lstrip("-").isdigit():
        return number(Decimal(text))
    return STATUSES.get(text, text)


def _part(row: Row) -> str:
    """`+12 : correction (Belfort, T1 2022)`; without an amount where the value is no number."""
    amount = "" if row["part"] is None else f"{signed(row['part'].normalize())} : "
    files = f" ({row['remontees']})" if row["remontees"] else ""
    more = f", {counted(row['fichiers'], 'fichier')}" if row["fichiers"] > 1 else ""
    return f"{amount}{LABELS[row['cause']]}{files}{more}"
