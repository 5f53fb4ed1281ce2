"""Where a cité lies: in its commune, or in the middle of those that its neighbourhoods belong to.

Belongs here: finding communes in a gazetteer, and one point a cité. Does not belong here: projections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.keys import key
from orchestration.page.france.projection import Point


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: its name, département, inhabitants, and its point in degrees."""

    name: str
    departement: str
    inhabitants: int
    point: Point


def communes(
    codes: Iterable[str], administrative: Sequence[Mapping[str, Any]], gazetteer: Sequence[Mapping[str, str]]
) -> dict[str, Commune]:
    """The communes of these INSEE codes, by code; one that was merged, or that the gazetteer lacks, is left out."""
    listed = {row["code"]: row for row in administrative if row["type"] == "commune-actuelle"}
    points = {
        (_departement(row), key(row["name"])): (float(row["lng"]), float(row["lat"])) for row in gazetteer
    }
    known = (code for code in codes if code in listed and _place(listed[code]) in points)
    return {code: _commune(listed[code], points) for code in known}


_OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}


def _departement(row: Mapping[str, str]) -> str:
    return _OVERSEAS.get(row["country"], row["admin2"])


def _commune(row: Mapping[str, Any], points: Mapping[tuple[str, str], Point]) -> Commune:
    return Commune(row["nom"], row["departement"], row.get("population", 0), points[_place(row)])


def _place(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["departement"], key(row["nom"])


def place(name: str, perimeter: str, own: Sequence[Commune]) -> Point:
    """One point for a cité: its own commune where it bears that name, else the middle, by inhabitants."""
    named = [commune for commune in own if perimeter == "commune" and key(commune.name) == key(name)]
    chosen = named or own
    weight = sum(commune.inhabitants for commune in chosen)
    longitude, latitude = (
        sum(commune.point[axis] * commune.inhabitants for commune in chosen) / weight for axis in (0, 1)
    )
    return longitude, latitude
