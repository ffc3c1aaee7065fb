"""Place entries by folded name: the gazetteer that the build made, and the user's own layer."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from marsad.errors import LexiconError
from marsad.lexicon import folder, table
from marsad.mentions import layer
from marsad.text import fold
from marsad.text.matching import PhraseIndex
from marsad.text.wordsets import word_set

KM_PER_DEGREE = 111.2  # of latitude, on a sphere of 6371 km
_PRECISION = {
    "country": "country", "country-region": "area", "admin1": "admin1", "admin2": "area",
    "city": "town", "town": "town", "village": "town", "neighbourhood": "neighbourhood",
    "sea": "water", "strait": "water", "gulf": "water", "river": "water", "lake": "water",
    "front": "area", "mountain": "area", "valley": "area", "desert": "area", "forest": "area",
    "island": "area", "road": "area", "waters": "area",
}  # fmt: skip
# Prior weight of a kind where no population is known, on the 0..1 scale of log10(people)/7.
_KIND_PRIOR = {"country": 1.2, "admin1": 0.75, "country-region": 0.7, "city": 0.7, "admin2": 0.6}
_OTHER_PRIOR = 0.45
_CURATED_BONUS = 0.15  # a curated row is there because conflict reports name it


class Entry(NamedTuple):
    """One place of the gazetteer.

    ``caution`` is ``word`` or ``person`` where the bare name is also that, ``layer`` for a place
    that the user downloaded, else empty.
    """

    id: str
    names: tuple[str, ...]
    name_en: str
    country: str
    admin1: str
    kind: str
    lat: float | None
    lon: float | None
    population: int | None
    parent: str
    caution: str

    @property
    def curated(self) -> bool:
        """Whether the row is the project's own and not one of GeoNames' cities500."""
        return not self.id.startswith("geonames:")

    @property
    def downloaded(self) -> bool:
        """Whether the place is in the user's layer only: anything but rare names are elsewhere."""
        return self.caution == "layer"

    @property
    def precision(self) -> str:
        """``site``, ``neighbourhood``, ``town``, ``area``, ``admin1``, ``country``, ``water``."""
        return _PRECISION.get(self.kind, "site")

    @property
    def prior(self) -> float:
        """How likely the bare name means this place, before any context; about 0..1.4."""
        weight = _KIND_PRIOR.get(self.kind, _OTHER_PRIOR)
        if self.population:
            weight = max(math.log10(self.population) / 7, weight if self.curated else 0.0)
        return weight + (_CURATED_BONUS if self.curated else 0.0)


@cache
def entries() -> tuple[Entry, ...]:
    """All entries: those of the build, then those of the user's layer that are not among them.

    Raises :class:`LexiconError` where the package was not built, and :class:`GazetteerError` for a
    damaged layer.
    """
    built = _built()
    layers = [layer.read(path) for path in layer.files(layer.folder())]
    return (*built, *_downloaded(built, layers)) if layers else built


@cache
def layer_digest() -> str:
    """What tells the user's layer from another one; empty where there is none."""
    return layer.digest()


@cache
def _built() -> tuple[Entry, ...]:
    source = resources.files("marsad.lexicon").joinpath("gazetteer.json")
    try:
        raw = source.read_bytes()
    except FileNotFoundError:
        raise LexiconError(
            "the gazetteer has not been built",
            "marsad/lexicon/gazetteer.json",
            "Run `make install`, or install marsad from a wheel.",
        ) from None
    rows = msgspec.json.decode(raw, type=list[Entry])
    return tuple(rows)


_SAME_PLACE_KM = 10.0  # as in the lexicon's linter: one name nearer than this is one place


def _downloaded(built: Sequence[Entry], layers: Iterable[layer.Layer]) -> Iterator[Entry]:
    """The layer's places without those that the build has: by identifier, or by name and spot."""
    taken = {entry.id for entry in built} | {
        row["basis"] for rows in folder("places").values() for row in rows
    }
    at: dict[str, list[Entry]] = defaultdict(list)
    for entry in built:
        for name in entry.names:
            at[fold(name)].append(entry)
    for code, row in ((found.country, row) for found in layers for row in found.rows):
        key = f"geonames:{row.geoname}"
        same = [e for name in row.names for e in at.get(fold(name), ()) if _same_spot(e, row, code)]
        if key not in taken and not same:
            yield Entry(
                key, row.names, row.name_en, code, "", row.kind, row.lat, row.lon, row.population,
                "", "layer",
            )  # fmt: skip


def _same_spot(entry: Entry, row: layer.Row, country: str) -> bool:
    if entry.lat is None or entry.lon is None or entry.kind == "country":
        return False
    if entry.kind == row.kind == "admin1" and entry.country == country:
        return True  # their central points are read off differently
    east = (entry.lon - row.lon) * math.cos(math.radians(row.lat))
    return math.hypot(entry.lat - row.lat, east) * KM_PER_DEGREE < _SAME_PLACE_KM


@cache
def by_id() -> dict[str, Entry]:
    """Entries by their identifier."""
    return {entry.id: entry for entry in entries()}


@cache
def index() -> PhraseIndex[Entry]:
    """Every name of every entry, ready to be matched against tokens."""
    return _indexed(entries())


@cache
def countries() -> PhraseIndex[Entry]:
    """The names of states alone: what a phrase that tells who acts has to look for."""
    return _indexed(entry for entry in entries() if entry.kind == "country")


def _indexed(some: Iterable[Entry]) -> PhraseIndex[Entry]:
    found: PhraseIndex[Entry] = PhraseIndex()
    for entry in some:
        for name in sorted({fold(n) for n in entry.names}):
            if entry.curated or (len(name) > 2 and name not in lexicon_words()):
                found.add_folded(name, entry, "name")
    return found


@cache
def ancestors(identifier: str) -> tuple[str, ...]:
    """Identifiers of the places that hold a curated place, nearest first."""
    entry = by_id().get(identifier)
    if entry is None or not entry.parent or entry.parent == identifier:
        return ()
    return (entry.parent, *ancestors(entry.parent))


@cache
def alpha3(alpha2: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code, for the countries that the lexicon lists."""
    return next((r["alpha3"] for r in table("countries") if r["code"] == alpha2), None)


@cache
def alpha2(alpha3_code: str) -> str | None:
    """ISO 3166 alpha-2 of an alpha-3 code, for the countries that the lexicon lists."""
    return next((r["code"] for r in table("countries") if r["alpha3"] == alpha3_code), None)


@cache
def lexicon_words() -> frozenset[str]:
    """The ordinary words of the lexicon, folded, with and without the article."""
    words: set[str] = set()
    for name in ("heads", "people", "numbers", "casualties", "place_heads"):
        for row in table(name):
            words.update(fold(w) for w in row["forms"].replace("|", " ").split())
    words.update(fold(row["form"]) for row in table("particles"))
    words.update(fold(w) for row in table("verbs") for w in row["form"].split("/"))
    for rows in folder("triggers").values():
        words.update(fold(w) for row in rows for w in row["forms"].replace("/", "|").split("|"))
    return frozenset(words | {"ال" + w for w in words})


class PlaceHead(NamedTuple):
    """A noun that announces a place: the kinds it can announce and the precision it gives."""

    kinds: frozenset[str]
    precision: str


@cache
def place_heads() -> PhraseIndex[PlaceHead]:
    """Head nouns of places, such as «مدينة»، «مخيم»، «معبر»."""
    found: PhraseIndex[PlaceHead] = PhraseIndex()
    for row in table("place_heads"):
        head = PlaceHead(frozenset(row["kinds"].split()), row["precision"])
        phrases = [row["forms"]] if row["forms"] in _PHRASE_HEADS else row["forms"].split()
        for form in phrases:
            found.add(form, head, "noun")
    return found


@cache
def headed() -> PhraseIndex[tuple[PlaceHead, Entry]]:
    """Entries by what follows a head noun in one of their names, with that noun: «محافظة تعز»."""
    heads: dict[str, PlaceHead] = {}
    for row in table("place_heads"):
        if row["kinds"]:
            head = PlaceHead(frozenset(row["kinds"].split()), row["precision"])
            heads.update((fold(form), head) for form in row["forms"].split())
    found: PhraseIndex[tuple[PlaceHead, Entry]] = PhraseIndex()
    for entry in entries():
        for name in sorted({fold(n) for n in entry.names if " " in n}):
            first, _, rest = name.partition(" ")
            compass = rest.removeprefix("ال") in word_set("compass")  # «محافظات الجنوب»
            if rest and not compass and first in heads and entry.kind in heads[first].kinds:
                found.add(rest, (heads[first], entry), "name")
    return found


_PHRASE_HEADS = ("شبه جزيرة", "نقطة تفتيش")
