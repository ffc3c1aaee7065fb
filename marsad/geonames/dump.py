"""Reads GeoNames' country dumps: the zip, its lines, and which of them become places of ours.

Format: https://download.geonames.org/export/dump/readme.txt, the main table (19 columns) and the
alternate names (8 columns, 10 in version 2).
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from marsad.errors import GazetteerError
from marsad.mentions.layer import Row

_COLUMNS = 19
_ALTERNATE_COLUMNS = (8, 10)
# Bytes unpacked. The whole world is some 1.7 GB; no country comes near this.
MAX_TEXT = 1_000_000_000
_AGAIN = "The old gazetteer is still in place; try again later, or name a mirror by --base-url."
_OTHER = (
    "The old gazetteer is still in place; check that --base-url serves GeoNames' country dumps."
)

# GeoNames feature codes (https://www.geonames.org/export/codes.html) by the kinds of our tables.
# Abandoned, historical and destroyed places, mosques, schools, hotels and shops stay out: their
# names are people's and saints', and reports do not place events by them.
_KINDS: Mapping[str, str] = {
    "A.ADM1": "admin1", "A.ADM2": "admin2", "A.ADM3": "admin2",
    "P.PPLC": "city", "P.PPLG": "city", "P.PPLA": "city", "P.PPLA2": "town", "P.PPLA3": "town",
    "P.PPL": "village", "P.PPLA4": "village", "P.PPLA5": "village", "P.PPLF": "village",
    "P.PPLL": "village", "P.PPLR": "village", "P.PPLS": "village", "P.STLMT": "village",
    "P.PPLX": "neighbourhood",
    "S.AIRP": "airport", "S.AIRF": "airport", "S.AIRH": "airport", "S.AIRB": "base",
    "S.INSM": "base", "S.NVB": "base", "S.BDG": "bridge", "S.CMPRF": "camp", "S.DAM": "dam",
    "S.HSP": "hospital", "S.OILR": "refinery", "S.OILT": "oilport", "S.PRN": "prison",
    "S.PS": "site", "S.PSTB": "crossing", "S.SQR": "square", "S.MAR": "port",
    "L.MILB": "base", "L.NVB": "base", "L.OILF": "oilfield", "L.GASF": "oilfield", "L.PRT": "port",
    "L.RGN": "country-region", "L.OAS": "country-region",
    "T.DSRT": "desert", "T.HLL": "mountain", "T.HLLS": "mountain", "T.ISL": "island",
    "T.ISLS": "island", "T.MT": "mountain", "T.MTS": "mountain", "T.PEN": "country-region",
    "T.PLAT": "mountain", "T.VAL": "valley",
    "H.GULF": "gulf", "H.LK": "lake", "H.RSV": "lake", "H.SEA": "sea", "H.STM": "river",
    "H.STRT": "strait", "H.WAD": "valley",
}  # fmt: skip
_TOWN, _CITY = 5_000, 50_000  # people; where a populated place of unnamed rank becomes one of ours
_PERSIAN_OR_URDU = frozenset("پچژگکیےہھںٹڈڑۆێڕڵەۀ")  # desks write Arabic letters


class _Line(NamedTuple):
    """One line of a dump with where it stands, for messages."""

    place: str
    cells: list[str]


def rows(path: Path, url: str, country: str, arabic: Mapping[int, list[str]]) -> tuple[Row, ...]:
    """The places of a country dump that have an Arabic name, in the order of the file.

    ``arabic`` holds more names by GeoNames identifier. Raises :class:`GazetteerError` for a file
    that is no zip, is damaged, or has a line that breaks the format or lies in another country.
    """
    found = []
    for line in _lines(path, url, f"{country}.txt"):
        row = _row(line, country, arabic)
        if row is not None:
            found.append(row)
    if not found:
        remedy = f"{_OTHER} --alternate-names fetches the file that says which names are Arabic."
        raise GazetteerError("no place has an Arabic name", url, remedy)
    return tuple(found)


def arabic_names(path: Path, url: str, country: str) -> dict[int, list[str]]:
    """Arabic names by GeoNames identifier, out of an alternate names file; historic ones stay out.

    Raises :class:`GazetteerError` like :func:`rows`.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for line in _lines(path, url, f"{country}.txt"):
        if len(line.cells) not in _ALTERNATE_COLUMNS:
            raise _broken(line, f"{len(line.cells)} columns where alternate names have 8 or 10")
        identifier, language, name, historic = (line.cells[k] for k in (1, 2, 3, 7))
        if language == "ar" and historic != "1" and is_arabic_name(name):
            found[_integer(line, "geonameid", identifier)].append(name)
    return dict(found)


def is_arabic_name(name: str) -> bool:
    """Whether a name is in Arabic letters and not in Persian or Urdu spelling.

    >>> is_arabic_name("سرت"), is_arabic_name("Sirte"), is_arabic_name("گرگان")
    (True, False, False)
    """
    letters = [c for c in name if c not in " -"]
    arabic = all("\u0621" <= c <= "\u065f" or c == "\u0670" for c in letters)
    return arabic and len(letters) > 1 and not set(name) & _PERSIAN_OR_URDU


def _lines(path: Path, url: str, member: str) -> Iterator[_Line]:
    """The lines of a member of a zip, checked for damage as they are unpacked."""
    if not zipfile.is_zipfile(path):
        start = path.read_bytes()[:256].lstrip().lower()
        html = start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))
        thing = "a web page came instead of a zip file" if html else "this is no complete zip file"
        raise GazetteerError(thing, url, _OTHER if html else _AGAIN)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _unpacked(archive, url, member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise GazetteerError(f"the zip file is damaged: {error}", url, _AGAIN) from error
    except zlib.error as error:
        raise GazetteerError(f"the zip file is damaged: {error}", url, _AGAIN) from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{member} is not in UTF-8", url, _OTHER) from error


def _unpacked(archive: zipfile.ZipFile, url: str, member: str) -> Iterator[_Line]:
    try:
        info = archive.getinfo(member)
    except KeyError:
        inside = ", ".join(archive.namelist()[:3]) or "nothing"
        raise GazetteerError(f"no {member} in the zip file, but {inside}", url, _OTHER) from None
    if info.file_size > MAX_TEXT:
        thing = f"{member} unpacks to more than {MAX_TEXT // 1_000_000} MB"
        raise GazetteerError(thing, url, _OTHER)
    with archive.open(info) as packed:
        text = io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
        for number, line in enumerate(text, 1):
            if line.strip():
                yield _Line(f"{url}: {member}:{number}", line.rstrip("\r\n").split("\t"))


def _row(line: _Line, country: str, arabic: Mapping[int, list[str]]) -> Row | None:
    """The place of a line; ``None`` when it is of no kind of ours or has no Arabic name."""
    cells = line.cells
    if len(cells) != _COLUMNS:
        raise _broken(line, f"{len(cells)} columns where a country dump has {_COLUMNS}")
    if cells[8] != country:
        raise _broken(line, f"country {cells[8]!r} in the dump of {country}")
    identifier = _integer(line, "geonameid", cells[0])
    lat, lon = _degrees(line, "latitude", cells[4], 90), _degrees(line, "longitude", cells[5], 180)
    population = _integer(line, "population", cells[14] or "0")
    kind = _kind(f"{cells[6]}.{cells[7]}", population)
    listed = [cells[1], *cells[3].split(","), *arabic.get(identifier, ())]
    names = tuple(dict.fromkeys(n.strip() for n in listed if is_arabic_name(n.strip())))
    if kind is None or not names:
        return None
    return Row(identifier, names, cells[2] or cells[1], kind, lat, lon, population)


def _kind(feature: str, population: int) -> str | None:
    kind = _KINDS.get(feature)
    if kind in ("village", "town") and population >= _TOWN:
        return "city" if population >= _CITY else "town"
    return kind


def _integer(line: _Line, what: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise _broken(line, f"{what} {cell[:40]!r} is no number")
    return int(cell)


def _degrees(line: _Line, what: str, cell: str, limit: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise _broken(line, f"{what} {cell[:40]!r} is no number")
    if abs(value) > limit:
        raise _broken(line, f"{what} {cell} is outside -{limit}..{limit}")
    return value


def _broken(line: _Line, thing: str) -> GazetteerError:
    return GazetteerError(thing, line.place, _OTHER)
