"""Phrases for the sea off a coast: «المياه الإقليمية اليمنية»، «قبالة سواحل ليبيا».

They name an area, the territorial waters of a state or the part of them off a town.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from marsad.mentions import waters
from marsad.mentions.gazetteer import Entry, alpha2, place_heads
from marsad.mentions.grammar import tag, word_at
from marsad.mentions.place_names import Found, names, past_marks, word_before
from marsad.text import Sentence, Token, Word, fold
from marsad.text.matching import Match, PhraseIndex
from marsad.text.wordsets import word_set

# Kilometres from the coast within which «قبالة» a place means the sea: a unit's central point lies
# inland, a town's does not. «قبالة السفارة» and the like mean "opposite".
_LIMIT_KM = {"admin1": 120, "admin2": 40, "country-region": 120, "island": 40}
_TOWN_LIMIT_KM = 25
_OFF_KINDS = frozenset(
    "admin1 admin2 city town village port oilport oilfield refinery island country-region".split()
)
_TERRITORIAL = fold("الإقليمية")
_NO_SEA = word_set("water_bodies")
_FACING = word_set("facing_coast")
_SIDES = word_set("coast_sides")
_NEAR = word_set("near_to")
_DISTANCE = frozenset(map(fold, ("من", "عن")))


class _Noun(NamedTuple):
    water: bool
    opener: bool


@cache
def _nouns() -> PhraseIndex[_Noun]:
    found: PhraseIndex[_Noun] = PhraseIndex()
    for word in sorted(word_set("off_coast")):
        found.add(word, _Noun(False, True), "word")
        found.add(f"ب{word}", _Noun(False, True), "word")
    for word in sorted(word_set("coast_nouns")):
        found.add(word, _Noun(False, False), "noun")
    for word in sorted(word_set("water_nouns")):
        found.add(word, _Noun(True, False), "noun")
    return found


def begins_sea_phrase(word: Word) -> bool:
    """Whether a sea phrase can begin with the word; cheaper than looking for it."""
    return _nouns().begins(word)


def sea_phrase(sentence: Sentence, i: int) -> Found | None:
    """The sea phrase that begins at token ``i``, if any."""
    tokens = sentence.tokens
    if not _nouns().begins(tokens[i].word):
        return None
    noun = _nouns().longest(tokens, i)
    if noun is None or noun.form.enclitic:
        return None
    if noun.value.water:
        return _waters(sentence, noun)
    if noun.value.opener:
        return _off(sentence, noun)
    before = word_before(tokens, i)
    away = before in _DISTANCE and (_measured(tokens, i) or word_at(tokens, i - 2) in _NEAR)
    facing = before in _FACING or away
    return _coast(sentence, noun, noun) if facing else None


def _measured(tokens: Sequence[Token], i: int) -> bool:
    """«على بعد 20 ميلا من سواحل تونس»."""
    units = word_set("units")
    return any(tokens[k].folded in units for k in range(max(0, i - 4), i))


def _waters(sentence: Sentence, noun: Match[_Noun]) -> Found | None:
    """«المياه الليبية»، «المياه الإقليمية لليمن»، «مياه اليمن الإقليمية»، «المياه الإقليمية»."""
    tokens, at = sentence.tokens, noun.last
    if not noun.form.article:
        state, last = _state(tokens, at, whole=True)
        territorial = word_at(tokens, last) == _TERRITORIAL
        return _found(sentence, noun, last + 1, waters_of=state) if state and territorial else None
    territorial = word_at(tokens, at) == _TERRITORIAL
    at += territorial
    country = _adjective(tokens, at)
    if country:
        before = word_before(tokens, noun.first)
        of_body = bool({before, before[1:], before[2:]} & _NO_SEA)  # «لوزارة المياه العراقية»
        if of_body and not territorial:
            return None
        return _found(sentence, noun, at + 1, waters_of=country)
    if not territorial:
        return None
    state, last = _state(tokens, at, whole=True)
    if state and tokens[at].folded.startswith("ل"):
        return _found(sentence, noun, last, waters_of=state)
    return _found(sentence, noun, at, waters_of="")


def _off(sentence: Sentence, opener: Match[_Noun]) -> Found | None:
    """«قبالة سواحل ليبيا»، «قبالة السواحل الليبية»، «قبالة مدينة الحديدة»."""
    at = past_marks(sentence.tokens, opener.last)
    noun = _nouns().longest(sentence.tokens, at) if at < len(sentence.tokens) else None
    if noun is not None and not noun.value.water and not noun.value.opener:
        return _coast(sentence, opener, noun)
    return _place(sentence, opener, at, coast=False)


def _coast(sentence: Sentence, first: Match[_Noun], noun: Match[_Noun]) -> Found | None:
    if not noun.form.article:
        return _place(sentence, first, past_marks(sentence.tokens, noun.last), coast=True)
    tokens, at = sentence.tokens, noun.last
    at += word_at(tokens, at) in _SIDES  # «السواحل الشرقية لليبيا»
    country = _adjective(tokens, at)
    if country:
        return _found(sentence, first, at + 1, waters_of=country)
    state, last = _state(tokens, at, whole=True)
    owned = bool(state) and tokens[at].folded.startswith("ل")
    return _found(sentence, first, last, waters_of=state) if owned else None


def _place(sentence: Sentence, first: Match[_Noun], at: int, coast: bool) -> Found | None:
    """The waters off the state or the town named at ``at``, after a head noun or not."""
    tokens = sentence.tokens
    state, last = _state(tokens, at, whole=coast)
    if state:
        return _found(sentence, first, last, waters_of=state)
    head = place_heads().longest(tokens, at) if at < len(tokens) else None
    named = names(tokens, at)
    if head is not None and (not named or named[0].last <= head.last):
        named = names(tokens, past_marks(tokens, head.last))
    entries = tuple(match.value for match in named if _coastal(match.value))
    if not entries:
        return None
    return _found(sentence, first, named[0].last, entries=entries)


def _coastal(entry: Entry) -> bool:
    if entry.kind not in _OFF_KINDS or entry.lat is None or entry.lon is None or entry.downloaded:
        return False
    limit = _LIMIT_KM.get(entry.kind, _TOWN_LIMIT_KM)
    shore = waters.nearest((entry.lat, entry.lon), waters.coasts().get(entry.country, ()))
    return shore is not None and shore.km <= limit


def _state(tokens: Sequence[Token], at: int, whole: bool) -> tuple[str, int]:
    """A state with a coast named at ``at``, and where its name ends; empty if none.

    Of a state and its town of one name, ``whole`` says that the state is meant: «سواحل تونس».
    """
    named = names(tokens, at)
    codes = {match.value.country for match in named if match.value.kind == "country"}
    towns = [match for match in named if match.value.kind != "country" and _coastal(match.value)]
    if len(codes) != 1 or (towns and not whole):
        return "", at
    (code,) = codes
    return (code, named[0].last) if code in waters.coasts() else ("", at)


def _adjective(tokens: Sequence[Token], at: int) -> str:
    """The state with a coast that the adjective at ``at`` means: «الليبية»."""
    demonym = tag(tokens[at].word).demonym if at < len(tokens) else None
    if demonym is None or not tokens[at].folded.startswith("ال"):
        return ""
    code = alpha2(demonym.country) or ""
    return code if code in waters.coasts() else ""


def _found(
    sentence: Sentence,
    first: Match[_Noun],
    last: int,
    entries: tuple[Entry, ...] = (),
    waters_of: str | None = None,
) -> Found:
    tokens, at, start = sentence.tokens, first.first, first.start
    if first.value.opener and [t.folded for t in tokens[max(0, at - 2) : at]] == _OPEN_SEA:
        at, start = at - 2, tokens[at - 2].start
    return Found(
        sentence.index, at, last, start, tokens[last - 1].end, entries, None, True, False,
        waters_of=waters_of, off_shore=bool(entries),
    )  # fmt: skip


_OPEN_SEA = [fold("عرض"), fold("البحر")]
