"""Outlines of territories out of a TopoJSON file, simplified without opening gaps between neighbours.

Belongs here: reading arcs, dropping points that do not show, closing rings. Neighbours share their arcs, so a point
is dropped on both sides or on none. Does not belong here: projections, or writing paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestration.page.france.projection import Point

Ring = list[Point]


def rings_by_name(topology: Mapping[str, Any], layer: str, tolerance: float) -> dict[str, list[Ring]]:
    """The rings of each territory of a layer, by its name, in degrees; `tolerance` is in degrees too."""
    arcs = [simplified(arc, tolerance) for arc in _arcs(topology)]
    return {
        shape["properties"]["name"]: [_ring(arcs, ring) for ring in _rings(shape)]
        for shape in topology["objects"][layer]["geometries"]
    }


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: the line without the points that lie nearer than `tolerance` to what remains."""
    if len(line) < 3:
        return list(line)
    distance, farthest = max((_distance(line[i], line[0], line[-1]), i) for i in range(1, len(line) - 1))
    if distance <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1], tolerance)[:-1] + simplified(line[farthest:], tolerance)


def islands(collection: Mapping[str, Any], name: str, tolerance: float) -> list[Ring]:
    """The rings of one feature of a GeoJSON file: for a territory without neighbours, which has no borders to share."""
    shape = next(one["geometry"] for one in collection["features"] if one["properties"]["name"] == name)
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]
    return [_closed(ring, tolerance) for ring in rings]


def _closed(ring: Ring, tolerance: float) -> Ring:
    # in two halves: a ring has no ends to measure from
    middle = len(ring) // 2
    return simplified(ring[: middle + 1], tolerance)[:-1] + simplified(ring[middle:], tolerance)[:-1]


def _distance(point: Point, start: Point, end: Point) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    off = (point[0] - start[0], point[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = min(1.0, max(0.0, (off[0] * along[0] + off[1] * along[1]) / length)) if length else 0.0
    return float(((off[0] - share * along[0]) ** 2 + (off[1] - share * along[1]) ** 2) ** 0.5)


def _arcs(topology: Mapping[str, Any]) -> Iterator[list[Point]]:
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _rings(shape: Mapping[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [ring for polygon in shape["arcs"] for ring in polygon]


def _ring(arcs: Sequence[list[Point]], numbers: Sequence[int]) -> Ring:
    ring: Ring = []
    for number in numbers:
        # a negative number is the complement: that arc, walked backwards
        ring += (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1]
    return ring
