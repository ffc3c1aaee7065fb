"""Place names: found with their head nouns, resolved by kind, country vote, prior and nearness.

>>> from marsad.text import sentences
>>> [p.place.place_id for p in resolve(find(sentences("وقع الانفجار في مدينة سرت.")))]
['ly/sirte']
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from marsad.lexicon import table
from marsad.mentions.gazetteer import Entry, PlaceHead, alpha2, entries, index, place_heads
from marsad.mentions.grammar import dateline_end, is_conjoined, tag, word_at
from marsad.text import Sentence, Token, fold
from marsad.text.matching import Match
from marsad.text.wordsets import word_set
from marsad.types import Place

_KM_PER_DEGREE = 111.2
_NEAR_KM = 120  # two places of one report are neighbours below this; about one governorate
_LOCATIVE = word_set("locative")
_LOCATIVE_CLITICS = frozenset("بل")
_DIRECTIONS = word_set("directions")
_MIN_LICENSED_POPULATION = 500_000  # below, a cities500 name is too often an ordinary word
_MIN_FREE_POPULATION = 1_000_000  # a cities500 row of this size needs no locative word before it


class Found(NamedTuple):
    """A place phrase of one sentence with every entry that bears its name.

    ``first:last`` are token positions in the sentence; ``licensed`` says that a head noun or a
    locative word stands before it, so that it is read as a place and not as who acts.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry, ...]
    head: PlaceHead | None
    licensed: bool
    offset: bool
    capital_of: str | None = None
    """ISO alpha-2 of the state whose capital «العاصمة» is; empty for the report's main country."""
    doubtful: bool = False
    """The bare name is also a word or a person: right only where the report is on that country."""
    anchor: bool = False
    """Named only to measure from: «40 كيلومترا من سرت»."""


class Resolved(NamedTuple):
    """A found place with the entry chosen for it, if any."""

    found: Found
    place: Place

    @property
    def country_actor(self) -> bool:
        """A state or capital named without a locative word: rather who acts than where."""
        seat = self.place.kind == "country" or is_capital(self.place.place_id)
        return seat and not self.found.licensed


@cache
def _closed_words() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in table("particles"))


def find(sentences: Iterable[Sentence]) -> list[Found]:
    """All place phrases of a report, longest match first, with their candidate entries."""
    found: list[Found] = []
    for sentence in sentences:
        i = dateline_end(sentence.tokens)
        previous: Found | None = None
        while i < len(sentence.tokens):
            hit = _at(sentence, i, previous) if _may_begin(sentence.tokens[i]) else None
            if hit is None:
                i += 1
                continue
            found.append(hit)
            previous, i = hit, hit.last
            second = _second_of_two(sentence, hit)
            if second is not None:
                found.append(second)
                previous, i = second, second.last
    return found


_DUAL_HEADS = word_set("dual_heads")


def _second_of_two(sentence: Sentence, first: Found) -> Found | None:
    """«بمنطقتي الصابري وجروثة»: the word joined to a dual's place is a place, listed or not."""
    tokens, at = sentence.tokens, first.last
    opener = tokens[first.first].folded.lstrip("وفبل")
    if opener not in _DUAL_HEADS or at >= len(tokens) or not is_conjoined(tokens[at]):
        return None
    if _names(tokens, at):
        return None
    token = tokens[at]
    return Found(
        sentence.index, at, at + 1, token.start + 1, token.end, (), first.head, True, False
    )


def _may_begin(token: Token) -> bool:
    """Whether a place name or the head noun of one can begin here."""
    if token.kind != "arabic":
        return False
    return index().begins(token.word) or place_heads().begins(token.word)


def _at(sentence: Sentence, i: int, previous: Found | None) -> Found | None:
    tokens = sentence.tokens
    head = place_heads().longest(tokens, i)
    named = _names(tokens, i)
    if named and head is not None and named[0].last > head.last:
        return _found(sentence, None, named, previous)  # «المنطقة الخضراء» is itself a name
    if head is not None and head.last < len(tokens):
        at = head.last
        while at < len(tokens) and tokens[at].kind == "punct" and tokens[at].folded in "\"«'“":
            at += 1
        after = _names(tokens, at) if at < len(tokens) else []
        if after and head.form.article and tokens[at].folded.startswith("ال") and head.value.kinds:
            after = []  # «المناطق الجبلية»: an adjective, not a name
        if after and word_at(tokens, after[0].last) in _NAME_LINKS:
            return _unknown(sentence, head, after[0].last + 2)
        if after:
            return _found(sentence, head, after, previous)
        if not named:
            return _capital(sentence, head) or _unknown(sentence, head)
    return _found(sentence, None, named, previous) if named else None


def _names(tokens: Sequence[Token], i: int) -> list[Match[Entry]]:
    """The longest name at ``i`` with all entries that bear it."""
    matches = index().at(tokens, i)
    if not matches:
        return []
    longest = matches[0].last
    same = [m for m in matches if m.last == longest]
    fewest = min(len(m.form.proclitic) for m in same)
    return [m for m in same if len(m.form.proclitic) == fewest]


def _found(
    sentence: Sentence,
    head: Match[PlaceHead] | None,
    named: list[Match[Entry]],
    previous: Found | None,
) -> Found | None:
    tokens, name = sentence.tokens, named[0]
    first = head.first if head else name.first
    proclitic = (head or name).form.proclitic
    listed = _follows_place(tokens, first, previous, "و" in proclitic)
    anchor = _at_distance(tokens, first)
    offset = anchor or _word_before(tokens, first) in _DIRECTIONS
    licensed = (
        head is not None
        or bool(_LOCATIVE_CLITICS & set(proclitic))
        or _word_before(tokens, first) in _LOCATIVE
        or listed
    )
    entries = tuple(m.value for m in named)
    if head is None and (entries[0].kind == "country" or entries[0] in _capitals().values()):
        licensed = "ب" in proclitic or listed or _word_before(tokens, first) in _WITHIN
    if head is None:
        if tag(tokens[first].word).closed and not listed and name.last == first + 1:
            return None
        sure = (
            bool(proclitic.strip("وف"))
            or _word_before(tokens, first) in _PLAIN_LOCATIVE | _DIRECTIONS
        )
        entries = tuple(
            e
            for e in entries
            if (licensed and (listed or _likely(e, sure, name.end - name.start)))
            or (_free(e) and (e.curated or not _after_name(tokens, first)))
        )
    if not entries:
        return None
    start = head.start if head else name.start
    value = head.value if head else None
    last, end = _for_refugees(tokens, name)
    doubtful = head is None and not listed and all(e.caution for e in entries)
    return Found(
        sentence.index, first, last, start, end, entries, value, licensed, offset,
        doubtful=doubtful, anchor=anchor,
    )  # fmt: skip


def _for_refugees(tokens: Sequence[Token], name: Match[Entry]) -> tuple[int, int]:
    """«مخيم درعا للاجئين الفلسطينيين»: what a camp is for belongs to its name."""
    if word_at(tokens, name.last) != fold("للاجئين"):
        return name.last, name.end
    last = name.last + 1
    last += last < len(tokens) and tag(tokens[last].word).demonym is not None
    return last, tokens[last - 1].end


_PLAIN_LOCATIVE = word_set("plain_locative")


def _likely(entry: Entry, sure: bool, letters: int) -> bool:
    """Whether a locative word is licence enough; small cities500 places also need a head noun."""
    if letters < 3:
        return False  # «إب», «قم»: only after a head noun or in a list of places
    if not entry.curated:
        return (entry.population or 0) >= _MIN_LICENSED_POPULATION
    return sure or not entry.caution


def _free(entry: Entry) -> bool:
    """Whether the bare name, with nothing before it, may be read as this place."""
    if entry.caution:
        return False
    return entry.curated or (entry.population or 0) >= _MIN_FREE_POPULATION


def _word_before(tokens: Sequence[Token], first: int) -> str:
    while first and tokens[first - 1].folded in _MARKS:
        first -= 1
    if not first:
        return ""
    folded = tokens[first - 1].folded
    return folded[1:] if folded[1:] in _LOCATIVE and folded[0] in "وف" else folded


_UNITS = word_set("units")


def _at_distance(tokens: Sequence[Token], first: int) -> bool:
    """«على بعد 20 كيلومترا من سرت»: the name is an anchor, not the place."""
    return any(tokens[k].folded in _UNITS for k in range(max(0, first - 3), first))


# Words that place something in a state; «بين» or «على» before a state relate it as a party.
_WITHIN = word_set("within")
_MARKS = frozenset("#\"«»“”'’‘")


def _follows_place(
    tokens: Sequence[Token], first: int, previous: Found | None, joined: bool
) -> bool:
    """«في سرت ودرنة وبنغازي»: a name joined to a licensed place is licensed too."""
    if previous is None or not previous.licensed:
        return False
    between = tokens[previous.last : first]
    listed = len(between) == 1 and between[0].folded in ("،", ",", "و", "-")
    return listed or (joined and not between)


def _after_name(tokens: Sequence[Token], first: int) -> bool:
    """Whether an open-class word without the article stands right before: «برناردينو ليون»."""
    if not first or tokens[first - 1].kind != "arabic" or tokens[first].folded.startswith("و"):
        return False
    before = tokens[first - 1].folded
    return before not in _closed_words() and not before.startswith("ال")


def _capital(sentence: Sentence, head: Match[PlaceHead]) -> Found | None:
    """«العاصمة»، «العاصمة اليمنية»: the capital of the state named or of the report's own."""
    if head.form.stem != fold("عاصمة") or not head.form.article:
        return None
    tokens, last, country = sentence.tokens, head.last, ""
    demonym = tag(tokens[last].word).demonym if last < len(tokens) else None
    if demonym is not None and demonym.country:
        country, last = alpha2(demonym.country) or "", last + 1
    return Found(
        sentence.index, head.first, last, head.start, tokens[last - 1].end, (), head.value,
        True, False, country,
    )  # fmt: skip


@cache
def _capitals() -> dict[str, Entry]:
    """The capital of every state that ``countries.tsv`` lists one for."""
    found: dict[str, Entry] = {}
    for row in table("countries"):
        name = fold(row["capital_ar"])
        towns = [e for e in entries() if e.country == row["code"] and e.kind in ("city", "town")]
        match = [e for e in towns if name and name in map(fold, e.names)]
        if match:
            found[row["code"]] = max(match, key=lambda e: e.prior)
    return found


def is_capital(place_id: str | None) -> bool:
    """Whether the place is a capital, whose bare name may stand for its government."""
    return any(place_id == entry.id for entry in _capitals().values())


_NAME_LINKS = word_set("name_links")


def _unknown(sentence: Sentence, head: Match[PlaceHead], last: int = 0) -> Found | None:
    """A construct head before a word the gazetteer lacks: «قرية X», «حي الX»."""
    tokens = sentence.tokens
    name = tokens[head.last]
    if head.form.article or head.form.enclitic or name.kind != "arabic" or not head.value.kinds:
        return None
    folded = name.folded
    if folded in _closed_words() or len(folded) < 3 or not _names_a_place(folded, head):
        return None
    if tag(name.word).demonym or tag(name.word).time or folded in _NEVER_NAMES:
        return None
    last = min(max(last, head.last + 1), len(tokens))
    return Found(
        sentence.index, head.first, last, head.start, tokens[last - 1].end, (),
        head.value, True, False,
    )  # fmt: skip


_PLACE_ADJECTIVES = word_set("place_adjectives")
_NEVER_NAMES = word_set("never_names")
_OPEN_HEADS = word_set("open_heads")
_AREA_HEADS = word_set("area_heads")


def _names_a_place(folded: str, head: Match[PlaceHead]) -> bool:
    """Whether the word after a head noun looks like a name and not like its adjective."""
    stem = head.form.stem
    if folded.startswith("ال"):
        return stem in _OPEN_HEADS | _AREA_HEADS and len(folded) > 4
    adjective = folded.endswith(("يه", "ي", "ا", "ات", "ين")) or folded in _PLACE_ADJECTIVES
    return stem in _OPEN_HEADS and not adjective


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
                chosen[i] = max(
                    place.entries,
                    key=lambda e, p=place: (_score(e, p, weights, anchors), e.id),  # type: ignore[misc]
                )
    main = max(weights, key=lambda c: (weights[c], c), default="")
    for i, place in enumerate(found):
        if place.capital_of is not None and (place.capital_of or main) in _capitals():
            chosen[i] = _capitals()[place.capital_of or main]
    resolved = [
        Resolved(p, _place(p, chosen.get(i), text))
        for i, p in enumerate(found)
        if not _doubted(p, chosen.get(i), weights)
    ]
    return [_near_named(r, resolved[i + 1 : i + 2]) for i, r in enumerate(resolved)]


_OWN_COUNTRY = 0.4  # share of the report's votes that makes a doubtful name's country its own


def _doubted(place: Found, entry: Entry | None, weights: Mapping[str, float]) -> bool:
    """Whether a name that is also a word stands in a report on another country."""
    return place.doubtful and (entry is None or weights.get(entry.country, 0.0) < _OWN_COUNTRY)


_NEXT_TOKENS = 3  # «بمنطقة الزيتون في مدينة بنغازي»: the holder is named right after


def _near_named(unlisted: Resolved, following: Sequence[Resolved]) -> Resolved:
    """An unlisted place takes the position of the listed one named right after it, as an area."""
    if unlisted.place.place_id is not None or not following:
        return unlisted
    holder = following[0]
    gap = holder.found.first - unlisted.found.last
    same = holder.found.sentence == unlisted.found.sentence and 0 <= gap <= _NEXT_TOKENS
    if not same or holder.place.kind not in ("city", "town", "village", "admin2", "neighbourhood"):
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
        if len(countries) == 1:
            weights[countries.pop()] += 1
    total = sum(weights.values()) or 1
    return {country: weight / total for country, weight in weights.items()}


# Weights of the evidence, in units of the prior (0..1.4): a head noun that names the kind beats
# everything, a country that owns all votes beats any prior, a neighbour is worth half of that.
_KIND_WEIGHT, _VOTE_WEIGHT, _NEAR_WEIGHT, _PARENT_WEIGHT = 1.5, 1.5, 0.7, 1.0


def _score(entry: Entry, place: Found, weights: Mapping[str, float], anchors: list[Entry]) -> float:
    score = entry.prior + _VOTE_WEIGHT * weights.get(entry.country, 0.0)
    if place.head is not None and place.head.kinds:
        score += _KIND_WEIGHT * (entry.kind in place.head.kinds)
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
    return _KM_PER_DEGREE * math.hypot(a.lat - b.lat, (a.lon - b.lon) * shrink)


def _around(found: Found) -> bool:
    """«ضواحي دمشق»، «محيط المطار»: the head noun says near, not in."""
    return found.head is not None and not found.head.kinds and found.head.precision == "area"


def _place(found: Found, entry: Entry | None, text: str) -> Place:
    span = text[found.start : found.end]
    if entry is None:
        precision = found.head.precision if found.head else None
        return Place(found.start, found.end, span, precision=precision)
    rejected = tuple(e.id for e in found.entries if e.id != entry.id)[:5]
    return Place(
        found.start, found.end, span, entry.id, entry.name_en, entry.country or None,
        entry.admin1 or None, entry.lat, entry.lon,
        "area" if found.offset or _around(found) else entry.precision, entry.kind, rejected,
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
