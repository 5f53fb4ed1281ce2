"""The map's ground, read from `france.json`.

Belongs here: frames, outlines and positions as derived. Does not belong here: what is drawn upon them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawing of the map; `box` is left, top, width and height in its units."""

    code: str
    label: str
    box: tuple[int, int, int, int]
    departements: tuple[str, ...]

    def holds(self, departement: str, spot: Spot) -> bool:
        """Whether a spot of a département lies in this drawing."""
        left, top, width, height = self.box
        inside = left <= spot[0] <= left + width and top <= spot[1] <= top + height
        return departement in self.departements and inside


@dataclass(frozen=True, slots=True)
class Ground:
    """Frames in reading order, SVG paths by département, and where cités and départements lie."""

    sources: tuple[Mapping[str, str], ...]
    frames: tuple[Frame, ...]
    outlines: Mapping[str, str]
    centres: Mapping[str, Spot]
    cites: Mapping[str, tuple[str, Spot]]

    def spot(self, cite: str, departement: str) -> tuple[Spot | None, bool]:
        """Where a cité lies, and whether that is its own place; else the middle of its département, else nowhere."""
        known_departement, own = self.cites.get(cite, ("", (0, 0)))
        if known_departement == departement:
            return own, True
        return self.centres.get(departement), False


@cache
def ground() -> Ground:
    """The ground that ships with the project."""
    content: dict[str, Any] = json.loads(
        files("orchestration.page.france").joinpath("france.json").read_text(encoding="utf-8")
    )
    drawn = content["departements"]
    return Ground(
        sources=tuple(content["sources"]),
        frames=tuple(
            Frame(frame["code"], frame["nom"], tuple(frame["boite"]), tuple(frame["departements"]))
            for frame in content["cadres"]
        ),
        outlines={code: one["trace"] for code, one in drawn.items()},
        centres={code: tuple(one["centre"]) for code, one in drawn.items()},
        cites={code: (departement, (x, y)) for code, (departement, x, y) in content["cites"].items()},
    )
