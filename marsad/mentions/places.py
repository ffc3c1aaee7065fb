"""Place names: found with their head nouns, resolved by kind, country vote, prior and nearness.

>>> from marsad.text import sentences
>>> [p.place.place_id for p in resolve(find(sentences("وقع الانفجار في مدينة سرت.")))]
['ly/sirte']
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from marsad.mentions import waters
from marsad.mentions.gazetteer import KM_PER_DEGREE, Entry, by_id
from marsad.mentions.place_names import Found
from marsad.mentions.place_phrases import capital_ids, capitals, find
from marsad.text import fold
from marsad.types import Place

__all__ = ["Found", "Resolved", "find", "is_capital", "kilometres", "resolve", "resolve_name"]

_NEAR_KM = 120  # two places of one report are neighbours below this; about one governorate


class Resolved(NamedTuple):
    """A found place with the entry chosen for it, if any."""

    found: Found
    place: Place

    @property
    def country_actor(self) -> bool:
        """A state or capital named without a locative word: rather who acts than where."""
        seat = self.place.kind == "country" or is_capital(self.place.place_id)
        return seat and not self.found.licensed


def is_capital(place_id: str | None) -> bool:
    """Whether the place is a capital, whose bare name may stand for its government."""
    return place_id in capital_ids()


def resolve(
    found: Sequence[Found],
    votes: Mapping[str, float] | None = None,
    text: str = "",
) -> list[Resolved]:
    """Choose an entry for every found place.

    ``votes`` are weights of ISO alpha-2 countries from elsewhere in the report (nationalities,
    actors); the unambiguous places of the report vote too.
    """
    weights = _country_weights(found, votes or {})
    chosen: dict[int, Entry] = {}
    for sure in (True, False):  # unambiguous names first: they anchor the others
        anchors = list(chosen.values())
        for i, place in enumerate(found):
            if i not in chosen and place.entries and (len(place.entries) == 1) == sure:
                near = {found[k].sentence: chosen[k].country for k in chosen}
                own = near.get(place.sentence, "")
                chosen[i] = max(
                    place.entries,
                    key=lambda e, p=place, o=own: (_score(e, p, weights, anchors, o), e.id),  # type: ignore[misc]
                )
    main = max(weights, key=lambda c: (weights[c], c), default="")
    for i, place in enumerate(found):
        seat = _seat(place, main)
        if seat is not None:
            chosen[i] = seat
        elif i in chosen and (_belied(i, found, chosen) or _abroad(chosen[i], weights)):
            del chosen[i]
    resolved = [
        Resolved(p, _place(p, chosen.get(i), text))
        for i, p in enumerate(found)
        if not _doubted(p, chosen.get(i), weights)
    ]
    return [_near_named(r, resolved[i + 1 : i + 2]) for i, r in enumerate(resolved)]


def _seat(place: Found, main: str) -> Entry | None:
    """The capital or the waters of the state that the phrase, or else the report, is about."""
    if place.capital_of is not None:
        return capitals().get(place.capital_of or main)
    if place.waters_of is not None:
        return by_id().get(f"{(place.waters_of or main).lower()}/territorial-waters")
    return None


def _belied(i: int, found: Sequence[Found], chosen: Mapping[int, Entry]) -> bool:
    """«قرية X في مدينة بنغازي»: a place of another kind, far from the town named as its holder."""
    place, entry = found[i], chosen[i]
    if place.head is None or not place.head.kinds or place.off_shore:
        return False
    town = entry.kind in _SETTLEMENTS and place.head.kinds & _SETTLEMENTS
    if (
        entry.kind in place.head.kinds
        or town
        or i + 1 not in chosen
        or not _follows(place, found[i + 1])
    ):
        return False
    holder = chosen[i + 1]
    return holder.kind in _HOLDERS and kilometres(entry, holder) > _NEAR_KM


def _abroad(entry: Entry, weights: Mapping[str, float]) -> bool:
    """A downloaded place of a country that nothing in a report on other countries points to."""
    return entry.downloaded and bool(weights) and not weights.get(entry.country)


_OWN_COUNTRY = 0.4  # share of the report's votes that makes a doubtful name's country its own


def _doubted(place: Found, entry: Entry | None, weights: Mapping[str, float]) -> bool:
    """Whether a name that is also a word stands in a report on another country."""
    return place.doubtful and (entry is None or weights.get(entry.country, 0.0) < _OWN_COUNTRY)


_NEXT_TOKENS = 3  # «بمنطقة الزيتون في مدينة بنغازي»: the holder is named right after
_SETTLEMENTS = frozenset("city town village".split())
_HOLDERS = frozenset("city town village admin2 neighbourhood".split())


def _follows(place: Found, holder: Found) -> bool:
    return holder.sentence == place.sentence and 0 <= holder.first - place.last <= _NEXT_TOKENS


def _near_named(unlisted: Resolved, following: Sequence[Resolved]) -> Resolved:
    """An unlisted place takes the position of the listed one named right after it, as an area."""
    if unlisted.place.place_id is not None or not following:
        return unlisted
    holder = following[0]
    if not _follows(unlisted.found, holder.found) or holder.place.kind not in _HOLDERS:
        return unlisted
    place = msgspec.structs.replace(
        unlisted.place, country=holder.place.country, admin1=holder.place.admin1,
        lat=holder.place.lat, lon=holder.place.lon, precision="area",
    )  # fmt: skip
    return unlisted._replace(place=place)


def _country_weights(found: Sequence[Found], votes: Mapping[str, float]) -> dict[str, float]:
    weights: Counter[str] = Counter()
    for country, weight in votes.items():
        weights[country] += weight  # type: ignore[assignment]
    for place in found:
        countries = {e.country for e in place.entries}
        if len(countries) == 1 and not all(e.downloaded for e in place.entries):
            weights[countries.pop()] += 1
    total = sum(weights.values()) or 1
    return {country: weight / total for country, weight in weights.items()}


# Weights of the evidence, in units of the prior (0..1.4): a head noun that names the kind beats
# everything, a country that owns all votes beats any prior, a neighbour is worth half of that.
# An unambiguous place of that country in the same sentence makes up for a town's size.
_KIND_WEIGHT, _VOTE_WEIGHT, _NEAR_WEIGHT, _PARENT_WEIGHT = 1.5, 1.5, 0.7, 1.0
_COMPANY_WEIGHT = 0.4
_WHOLE_WEIGHT = 0.5  # the name is listed with its head noun: «حي الصابري»


def _score(
    entry: Entry, place: Found, weights: Mapping[str, float], anchors: list[Entry], company: str
) -> float:
    """How well an entry fits; ``company`` is the country of a sure place in the same sentence."""
    score = _COMPANY_WEIGHT * (entry.country == company) + _WHOLE_WEIGHT * (entry.id in place.whole)
    score += entry.prior + _VOTE_WEIGHT * weights.get(entry.country, 0.0)
    if place.head is not None and place.head.kinds:
        score += _KIND_WEIGHT * (entry.kind in place.head.kinds or entry.id in place.whole)
    elif entry.kind == "admin1":
        score -= 0.5  # a bare name is the town rather than the unit named after it
    if any(entry.parent == anchor.id for anchor in anchors):
        score += _PARENT_WEIGHT
    elif any(
        kilometres(entry, anchor) < _NEAR_KM for anchor in anchors if anchor.kind != "country"
    ):
        score += _NEAR_WEIGHT
    return score


def kilometres(a: Entry | Place, b: Entry | Place) -> float:
    """Equirectangular distance, good enough below a few hundred kilometres."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    shrink = math.cos(math.radians((a.lat + b.lat) / 2))
    return KM_PER_DEGREE * math.hypot(a.lat - b.lat, (a.lon - b.lon) * shrink)


def _around(found: Found) -> bool:
    """«ضواحي دمشق»، «محيط المطار»: the head noun says near, not in."""
    return found.head is not None and not found.head.kinds and found.head.precision == "area"


def _place(found: Found, entry: Entry | None, text: str) -> Place:
    span = text[found.start : found.end]
    if entry is None:
        precision = found.head.precision if found.head else None
        return Place(found.start, found.end, span, precision=precision)
    if found.off_shore:
        return _off_shore(found, entry, span)
    rejected = tuple(e.id for e in found.entries if e.id != entry.id)[:5]
    return Place(
        found.start, found.end, span, entry.id, entry.name_en, entry.country or None,
        entry.admin1 or None, entry.lat, entry.lon,
        "area" if found.offset or _around(found) else entry.precision, entry.kind, rejected,
    )  # fmt: skip


def _off_shore(found: Found, entry: Entry, span: str) -> Place:
    """The part of a state's waters that lies off a place."""
    assert entry.lat is not None
    assert entry.lon is not None
    point = waters.off(entry.country, entry.lat, entry.lon, math.inf)
    lat, lon = point or (entry.lat, entry.lon)
    return Place(
        found.start, found.end, span, f"{entry.country.lower()}/territorial-waters",
        f"Waters off {entry.name_en}", entry.country, None, lat, lon, "area", "waters",
    )  # fmt: skip


def resolve_name(name: str, country: str | None = None) -> Place | None:
    """The place that a bare name means, given at most a country (ISO alpha-2); no-match is None.

    >>> resolve_name("طرابلس", "LB").country
    'LB'
    """
    from marsad.text import sentences

    found = [place._replace(doubtful=False) for place in find(sentences(f"في {name}"))]
    if (
        not found
        or not found[0].entries
        or fold(name).split()[-1] not in fold(f"في {name}").split()
    ):
        return None
    resolved = resolve(found[:1], {country: 3.0} if country else None, f"في {name}")[0].place
    return resolved if resolved.place_id else None
