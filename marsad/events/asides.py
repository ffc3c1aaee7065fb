"""Tells what a report tells now from what it only refers to, and one happening from the next.

«قصف الجيش البلدة ردا على هجوم»: the attack is another happening than the shelling, with its own
day, dead and doers. «في هجوم آخر» and «من جهة أخرى» say so outright.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from marsad.events.scene import Aside, Layout, Scene
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import QUOTES, is_conjoined, tag, word_at
from marsad.mentions.times import FoundTime
from marsad.text import BySpelling, Token, Word
from marsad.text.matching import Match, PhraseIndex
from marsad.text.wordsets import word_set

_REACH = 20  # tokens between «ردا على» and the word it governs
_STOPS = frozenset(["،", ",", "؛", ".", ":", "!", "؟"])
_JOINING = word_set("joining")  # «فيما»، «بينما»، «كما»: the next clause beside the last
_COUNTED_FROM = word_set("counted_from")  # «بعد أيام من الهجوم»
_ANOTHER = word_set("another")  # «هجوم آخر»، «تفجيرا مماثلا»
_ANNOUNCING = word_set("announcing")  # «غداة إعلان الجيش أنه»
_RESULTING = word_set("resulting")  # «بعد غارة على المدينة، أسفرت عن»: still of the raid
_FACTUAL = word_set("factual")  # «بعد أن»، «بعدما»


@cache
def _openers() -> PhraseIndex[bool]:
    """Words that make what follows a reference; the value tells whether it may be the cause."""
    found: PhraseIndex[bool] = PhraseIndex()
    for name, cause in (("referring", False), ("after", True)):
        for phrase in word_set(name):
            found.add(phrase, cause, "word")
    return found


@cache
def _topics() -> PhraseIndex[None]:
    found: PhraseIndex[None] = PhraseIndex()
    for phrase in word_set("new_topic"):
        found.add(phrase, None, "word")
    return found


def layout(tokens: Sequence[Token], times: Sequence[FoundTime]) -> Layout:
    """The clauses of a sentence and what its tokens are part of, worked out once."""
    openers: list[Match[bool] | None] = [None] * len(tokens)
    for k in _openers().spots(tokens):
        openers[k] = _openers().longest(tokens, k)
    opening = [k > 0 and _OPENS_CLAUSE[t.word.raw] for k, t in enumerate(tokens)]
    dated = {k: t for t in times for k in range(t.first, t.last)}
    read = _Reading(tokens, openers, opening, dated)
    return Layout(
        tuple(_asides(read)),
        tuple(accumulate(map(int, opening))),
        tuple(accumulate(int(t.folded in _STOPS) for t in tokens)),
    )


def _asides(read: _Reading) -> Iterator[Aside | None]:
    """What every token is part of; only behind a word of reference can it be part of one."""
    opener = -_REACH - 1
    for at, match in enumerate(read.openers):
        yield _aside(at, read) if at - opener <= _REACH else None
        if match is not None:
            opener = at


class _Reading(NamedTuple):
    tokens: Sequence[Token]
    openers: Sequence[Match[bool] | None]
    opening: Sequence[bool]
    dated: Mapping[int, FoundTime]


def aside(at: int, scene: Scene) -> Aside | None:
    """The reference that the token ``at`` of a sentence is part of, or ``None``."""
    return scene.layout.asides[at]


def clause(at: int, scene: Scene) -> int:
    """The number of the clause that token ``at`` stands in, from 0."""
    return scene.layout.clauses[at]


def _aside(at: int, read: _Reading) -> Aside | None:
    tokens = read.tokens
    told_as_news = False
    for k in range(at - 1, max(-1, at - 1 - _REACH), -1):
        describes = tokens[k].folded == "،" and word_at(tokens, k + 1) in _RESULTING
        if (tokens[k].folded in _STOPS and not describes) or read.opening[k + 1]:
            return None
        if tag(tokens[k].word).closed == "comp":
            told_as_news = told_as_news or k == 0 or read.openers[k - 1] is None
        match = read.openers[k]
        if match is None or match.last > at:
            continue
        time = read.dated.get(k)
        if time is not None and not _counted_from(tokens, time.last):
            continue  # «منذ عام 2014»، «بعد يومين» are times and refer to nothing
        if told_as_news and word_at(tokens, match.last) not in _ANNOUNCING:
            return None
        if _resumed(tokens, k, match.last, at - (at in read.dated)):
            return None
        return Aside(k, match.value and time is None)
    return None


def _counted_from(tokens: Sequence[Token], at: int) -> bool:
    """«بعد يومين من الهجوم»، «بعد يومين فقط من الهجوم»."""
    return any(word_at(tokens, k) in _COUNTED_FROM for k in (at, at + 1))


def _resumed(tokens: Sequence[Token], opener: int, first: int, at: int) -> bool:
    """«وبعد الهجوم قصف الجيش البلدة»: after an opening reference the main verb takes over."""
    before = tokens[opener - 1] if opener else None
    if before and before.folded not in _STOPS | QUOTES and tag(before.word).closed != "comp":
        return False
    if word_at(tokens, first) in _FACTUAL or word_at(tokens, opener).lstrip("و") in _FACTUAL:
        return False
    for k in range(first + 1, at + 1):
        free = tag(tokens[k - 1].word).closed not in ("rel", "comp")
        if tag(tokens[k].word).verb and not tag(tokens[k].word).closed and free:
            return True
    return False


def opens_clause(tokens: Sequence[Token], k: int) -> bool:
    """Whether a clause beside the last one begins: «؛»، «فيما»، «وأفرج»."""
    return k < len(tokens) and _OPENS_CLAUSE[tokens[k].word.raw]


def _opens_clause(word: Word) -> bool:
    if word.folded == "؛" or word.folded.removeprefix("و") in _JOINING:
        return True
    info = tag(word)
    return info.verb and not info.closed and is_conjoined(word)


_OPENS_CLAUSE = BySpelling(_opens_clause)


def another(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """«هجوم آخر»، «تفجيرا مماثلا»، «كما انفجرت سيارة»: said to be one more."""
    if "kill" in trigger.lexeme.flags or "gen" in trigger.lexeme.patient:
        return False  # «إصابة خمسة آخرين»، «اعتقال آخر»: more people, not one more happening
    if not trigger.verb:
        return any(word_at(tokens, k) in _ANOTHER for k in (trigger.last, trigger.last + 1))
    return word_at(tokens, trigger.first - 1).removeprefix("و") == "كما"


def tells_another(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word that can say «one more»; cheaper than asking its triggers."""
    return any(t.folded in _ANOTHER or t.folded.removeprefix("و") == "كما" for t in tokens)


def left_behind(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """«وأسفر عن مقتل ثلاثة»: harm that what was told right before has done."""
    before = range(max(0, trigger.first - _LEFT_REACH), trigger.first)
    return any(word_at(tokens, k).lstrip("وف") in _LEAVING for k in before)


_LEFT_REACH = 3  # tokens between «أسفر» and the word of harm: «عن مقتل»، «إلى سقوط»
_LEAVING = word_set("leaving")


def changes_topic(tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with «من جهة أخرى»، «في حادث منفصل»، «في غضون ذلك»."""
    return any(_topics().longest(tokens, k) is not None for k in range(min(2, len(tokens))))


# What separates a number from the word that tells of it, in tokens of distance: another clause,
# a reference to something else, standing before its word, a comma.
_CLAUSE_COST, _ASIDE_COST, _AHEAD_COST, _COMMA_COST = 10, 15, 4, 3


def nearness(at: int, trigger: Trigger, scene: Scene) -> int:
    """How far the token ``at`` stands from a trigger of its sentence, in tokens with penalties."""
    lo, hi = sorted((at, trigger.first))
    parts = scene.layout
    cost = hi - lo + _AHEAD_COST * (at < trigger.first)
    cost += _CLAUSE_COST * (parts.clauses[hi] - parts.clauses[lo])
    cost += _COMMA_COST * (parts.stops[hi] - parts.stops[lo])
    return cost + _ASIDE_COST * (aside(at, scene) != aside(trigger.first, scene))
