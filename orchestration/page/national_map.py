"""The map: one mark a cité, its size by newcomers, its shape by the state of its return.

Belongs here: which mark goes where, how large, and the map in words. Does not belong here: outlines (`france`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from orchestration.page.france.ground import Frame, Ground
from orchestration.page.territories import STATES, Place
from orchestration.page.words import number
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage

_LARGEST = 0.017
_SMALLEST = 0.005
_SHAPE = 0.011
"""Radii as shares of a frame's longer side; islands' frames are shown smaller, so their marks are drawn larger."""

_WHOLE = "metropole"
_MAGNIFIED = {_WHOLE: 1.0, "paris": 1.7, "lille": 3.0, "lyon": 3.0}
_ISLAND = 3.6


@dataclass(frozen=True, slots=True)
class Mark:
    """One cité on one drawing."""

    x: int
    y: int
    radius: float
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One frame with its outlines and its marks, large ones first so that none is hidden.

    `enlarged` are the corners of it that other drawings show larger.
    """

    frame: Frame
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    enlarged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def view(self) -> str:
        """The `viewBox`."""
        return " ".join(map(str, self.frame.box))

    @property
    def alternative(self) -> str:
        """The drawing in words."""
        states = Counter(mark.state for mark in self.marks)
        told = [f"{states[state]} {word}" for state, word in STATES.items() if states[state]]
        shown = ", ".join(told) or "aucune"
        return f"{self.frame.label} : {counted(len(self.marks), 'cité')}, remontées : {shown}."


@dataclass(frozen=True, slots=True)
class Map:
    """The drawings in reading order, and what they do not show exactly."""

    drawings: tuple[Drawing, ...]
    coverage: Coverage
    approximate: tuple[str, ...]
    unplaced: tuple[str, ...]
    largest: str


def drawn(places: Sequence[Place], coverage: Coverage, ground: Ground) -> Map:
    """The map of these cités. A frame without a cité is drawn too: the country is whole."""
    most = max((place.newcomers or 0 for place in places), default=0)
    spots = {place.code: ground.spot(place.code, place.departement_code) for place in places}
    return Map(
        tuple(_drawing(frame, places, most, ground) for frame in ground.frames),
        coverage,
        tuple(place.name for place in places if spots[place.code][0] and not spots[place.code][1]),
        tuple(place.name for place in places if spots[place.code][0] is None),
        number(most),
    )


def _drawing(frame: Frame, places: Sequence[Place], most: int, ground: Ground) -> Drawing:
    marks = []
    for place in places:
        spot, _ = ground.spot(place.code, place.departement_code)
        if spot is not None and frame.holds(place.departement_code, spot):
            radius = _radius(place, most) * max(frame.box[2:]) * _MAGNIFIED.get(frame.code, _ISLAND)
            marks.append(Mark(*spot, round(radius, 1), place.state, _title(place)))
    marks.sort(key=lambda mark: -mark.radius)
    outlines = tuple(ground.outlines[code] for code in frame.departements)
    return Drawing(frame, outlines, tuple(marks), _enlarged(frame, ground))


def _enlarged(frame: Frame, ground: Ground) -> tuple[tuple[int, int, int, int], ...]:
    if frame.code != _WHOLE:
        return ()
    return tuple(each.box for each in ground.frames if each.code in _MAGNIFIED and each.code != _WHOLE)


def _radius(place: Place, most: int) -> float:
    """The area goes with the newcomers; without a return there is nothing to measure."""
    if place.newcomers is None:
        return _SHAPE
    return max(_SMALLEST, _LARGEST * sqrt(place.newcomers / most)) if most else _SMALLEST


def _title(place: Place) -> str:
    if place.newcomers is None:
        return f"{place.name} : remontée {place.word}"
    return f"{place.name} : {counted(place.newcomers, 'personne', 'repérée')}"
