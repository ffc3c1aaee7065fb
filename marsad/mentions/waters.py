"""Territorial waters: the sea within 12 nautical miles of a state's coast.

Coastlines are those of ``lexicon/coasts.tsv`` (Natural Earth 1:10 million, public domain). The
breadth is that of the law of the sea (UNCLOS, article 3) for every state alike: no baselines across
bays, no median lines between opposite coasts, no claims.

>>> within("LY", 33.0, 13.2), within("LY", 32.0, 13.2), within("LY", 34.0, 13.2)
(True, False, False)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from marsad.lexicon import table

Point: TypeAlias = tuple[float, float]  # latitude, longitude in degrees
Line: TypeAlias = tuple[Point, ...]
KM_PER_DEGREE = 111.2  # of latitude, on a sphere of 6371 km
BREADTH_KM = 12 * 1.852
_REACH = 0.6  # degrees around a point; farther coasts are not within twice the breadth
_BEARINGS = 36  # directions that are tried for a point off a coast
_STEPS_KM = (6 * 1.852, 3 * 1.852, 1.852)  # the middle of the waters; less where a sea is narrow


class Shore(NamedTuple):
    """The nearest spot of a coast: how far, on which side of it one is, and where it is."""

    km: float
    at_sea: bool
    spot: Point


@cache
def coasts() -> dict[str, tuple[Line, ...]]:
    """Coastlines by ISO alpha-2 code, longest first; the land lies on the right."""
    found: dict[str, list[Line]] = {}
    for row in table("coasts"):
        points = [cell.split() for cell in row.list("points")]
        line = tuple((float(lat), float(lon)) for lat, lon in points)
        found.setdefault(row["country"], []).append(line)
    return {country: tuple(lines) for country, lines in found.items()}


def within(country: str, lat: float, lon: float) -> bool:
    """Whether a point lies in a state's territorial waters; ``False`` for states not in the table.

    Inner waters that the coastline leaves out, such as a harbour, count as land.
    """
    shore = nearest((lat, lon), coasts().get(country, ()))
    return shore is not None and shore.at_sea and shore.km <= BREADTH_KM


def off(country: str, lat: float, lon: float, limit_km: float) -> Point | None:
    """A point of the sea off the stretch of a state's coast that is nearest to a place.

    ``None`` where the place is more than ``limit_km`` from the coast, or the state has none. The
    point lies 6 nautical miles out, less where the sea is narrow.
    """
    shore = nearest((lat, lon), coasts().get(country, ()))
    if shore is None or shore.km > limit_km:
        return None
    near = [piece for lines in coasts().values() for piece in _around(shore.spot, lines)]
    best = (0.0, shore.spot)
    for point in _ring(shore.spot):
        found = nearest(point, near)
        if found is not None and found.at_sea:
            best = max(best, (found.km, point))
    return round(best[1][0], 2), round(best[1][1], 2)


def nearest(point: Point, lines: Iterable[Line]) -> Shore | None:
    """The nearest spot of some coastlines; ``None`` without any."""
    best: tuple[float, float, bool, Point] | None = None
    for line in lines:
        for a, b in pairwise(line):
            found = _to_piece(point, a, b)
            # Two pieces meet at a spot: the side of the one that points away less is right.
            if best is None or (found[0], -found[1]) < (best[0], -best[1]):
                best = found
    return Shore(best[0], best[2], best[3]) if best else None


def _to_piece(p: Point, a: Point, b: Point) -> tuple[float, float, bool, Point]:
    """Distance to a straight piece of coast and to its line in km, side, and nearest spot."""
    shrink = math.cos(math.radians(p[0]))
    dx, dy = (b[1] - a[1]) * shrink, b[0] - a[0]
    px, py = (p[1] - a[1]) * shrink, p[0] - a[0]
    size = dx * dx + dy * dy
    along = min(1.0, max(0.0, (px * dx + py * dy) / size)) if size else 0.0
    cross = dx * py - dy * px
    km = math.hypot(px - along * dx, py - along * dy) * KM_PER_DEGREE
    line_km = abs(cross) / math.sqrt(size) * KM_PER_DEGREE if size else 0.0
    spot = a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])
    return round(km, 6), line_km, cross > 0, spot


def _around(spot: Point, lines: Iterable[Line]) -> Iterator[Line]:
    """The pieces of coast that touch the surroundings of a spot."""
    for line in lines:
        for a, b in pairwise(line):
            if min(_degrees(spot, a), _degrees(spot, b)) < _REACH:
                yield a, b


def _degrees(a: Point, b: Point) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def _ring(spot: Point) -> Iterator[Point]:
    """Points around a spot, at the distances of :data:`_STEPS_KM`."""
    shrink = math.cos(math.radians(spot[0]))
    for step in _STEPS_KM:
        for k in range(_BEARINGS):
            turn = 2 * math.pi * k / _BEARINGS
            north, east = step * math.cos(turn), step * math.sin(turn)
            yield spot[0] + north / KM_PER_DEGREE, spot[1] + east / KM_PER_DEGREE / shrink
