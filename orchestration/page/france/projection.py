"""From degrees to the plane of a drawing.

Belongs here: two projections as formulas. Does not belong here: which territory is drawn with which (`derive`).
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, log, pi, radians, sin, tan

Point = tuple[float, float]
Projection = Callable[[Point], Point]

_EARTH_KM = 6371.0


def conic(parallels: tuple[float, float], centre: Point) -> Projection:
    """Lambert's conformal conic projection on a sphere: (longitude, latitude) to km east and south of the centre."""
    first, second = (radians(angle) for angle in parallels)
    steep = log(cos(first) / cos(second)) / log(_half(second) / _half(first))
    scale = _EARTH_KM * cos(first) * _half(first) ** steep / steep
    origin = scale / _half(radians(centre[1])) ** steep

    def project(point: Point) -> Point:
        radius = scale / _half(radians(point[1])) ** steep
        angle = steep * radians(point[0] - centre[0])
        return radius * sin(angle), radius * cos(angle) - origin

    return project


def flat(centre: Point) -> Projection:
    """Equal steps around a centre, good for one island: (longitude, latitude) to km east and south of it."""
    east = _EARTH_KM * cos(radians(centre[1]))

    def project(point: Point) -> Point:
        return east * radians(point[0] - centre[0]), -_EARTH_KM * radians(point[1] - centre[1])

    return project


def _half(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)
