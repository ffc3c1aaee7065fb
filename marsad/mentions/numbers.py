"""Numbers as newswire writes them: digits of every script, number words, vague plurals, hedges.

>>> from marsad.text import tokenize
>>> [(q.min, q.max, q.hedge) for q in quantities(tokenize("ما لا يقل عن ثلاثمئة وخمسة وأربعين قتيلا"))]
[(345, None, 'at least')]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from marsad.lexicon import table
from marsad.text import Token, fold
from marsad.text.matching import Match, PhraseIndex

_DIGITS_WITH_SEPARATORS = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+$")
_DECIMAL = re.compile(r"\d+[.,٫]\d+$")
_RANGE = re.compile(r"(\d+)[-–](\d+)$")


class Number(NamedTuple):
    """Bounds found in ``tokens[first:last]``; ``max`` is ``None`` when open upwards.

    ``start`` and ``end`` are offsets into the report and include the hedge words.
    """

    first: int
    last: int
    start: int
    end: int
    min: int | None
    max: int | None
    hedge: str | None
    rule: str


class _Word(NamedTuple):
    role: str
    min: int
    max: int | None


class _Hedge(NamedTuple):
    bound: str
    hedge: str


@cache
def _words() -> PhraseIndex[_Word]:
    index: PhraseIndex[_Word] = PhraseIndex()
    for row in table("numbers"):
        high = int(row["max"]) if row["max"] else None
        for form in row.list("forms"):
            index.add(form, _Word(row["role"], int(row["min"]), high), "noun")
    return index


@cache
def _hedges(side: str) -> PhraseIndex[_Hedge]:
    index: PhraseIndex[_Hedge] = PhraseIndex()
    for row in table("hedges"):
        if row["side"] == side:
            index.add(row["phrase"], _Hedge(row["bound"], row["hedge"]), "word")
    return index


def quantities(tokens: Sequence[Token]) -> list[Number]:
    """All numbers of a sentence with their hedges, left to right, never overlapping."""
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        number = _hedged(tokens, i) or number_at(tokens, i)
        if number is None:
            i += 1
            continue
        number = _with_trailing_hedge(tokens, number)
        found.append(number)
        i = number.last
    return found


def number_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token ``i``: digits, words, a vague plural or a range."""
    return _between(tokens, i) or _vague(tokens, i) or _cardinal(tokens, i)


def _hedged(tokens: Sequence[Token], i: int) -> Number | None:
    hedge = _hedges("before").longest(tokens, i)
    if hedge is None or hedge.last >= len(tokens):
        return None
    number = number_at(tokens, hedge.last)
    if number is None or number.hedge or number.rule == "number.vague":
        return None
    bounded = _apply(number, hedge.value)
    return bounded._replace(first=i, start=hedge.start)


def _with_trailing_hedge(tokens: Sequence[Token], number: Number) -> Number:
    """«16 شخصا على الأقل»: the hedge may follow the number directly or one noun later."""
    if number.hedge:
        return number
    for at in (number.last, number.last + 1, number.last + 2):
        if at < len(tokens) and tokens[at].kind == "arabic":
            hedge = _hedges("after").longest(tokens, at)
            if hedge:
                return _apply(number, hedge.value)
    return number


def _apply(number: Number, hedge: _Hedge) -> Number:
    low, high = number.min, number.max
    if low is None:
        return number
    bounds: dict[str, tuple[int | None, int | None]] = {
        "min": (low, None),
        "over": (low + 1, None),
        "about": (low, high),
        "max": (None, high),
        "under": (None, None if high is None else high - 1),
    }
    new_low, new_high = bounds[hedge.bound]
    return number._replace(min=new_low, max=new_high, hedge=hedge.hedge, rule="number.hedged")


def _between(tokens: Sequence[Token], i: int) -> Number | None:
    """«بين 10 و15» and «من 10 إلى 15»."""
    opener = tokens[i].folded
    if opener not in ("بين", "من") or i + 2 >= len(tokens):
        return None
    low = _cardinal(tokens, i + 1)
    if low is None or low.min is None or low.last >= len(tokens):
        return None
    at = low.last
    joiner = tokens[at].folded
    if opener == "بين" and joiner == "و":
        at += 1
    elif opener == "من":
        if joiner not in ("الي", "حتي"):
            return None
        at += 1
    elif not joiner.startswith("و"):
        return None
    high = _cardinal(tokens, at) if at < len(tokens) else None
    if high is None or high.max is None or high.max <= low.min:
        return None
    return Number(i, high.last, tokens[i].start, high.end, low.min, high.max, "between", "number.range")


def _vague(tokens: Sequence[Token], i: int) -> Number | None:
    match = _word(tokens, i, {"vague"})
    if match is None:
        return _vague_scale(tokens, i)
    low, high = match.value.min, match.value.max
    last = match.last
    scale = _word(tokens, last, {"scale"}) if last < len(tokens) else None
    if scale is not None and low in (20, 200) and high is not None:
        low, high, last = low * scale.value.min, (high + 1) * scale.value.min - 1, scale.last
    end = tokens[last - 1].end
    return Number(i, last, match.start, end, low, high, "vague", "number.vague")


def _vague_scale(tokens: Sequence[Token], i: int) -> Number | None:
    """«آلاف» and «ملايين» with no number before them."""
    match = _word(tokens, i, {"scale"})
    if match is None or match.form.stem not in (fold("آلاف"), fold("ملايين")):
        return None
    unit = match.value.min
    end = tokens[i].end
    return Number(i, i + 1, match.start, end, 2 * unit, 10 * unit - 1, "vague", "number.vague")


def _word(tokens: Sequence[Token], i: int, roles: Collection[str]) -> Match[_Word] | None:
    if i >= len(tokens):
        return None
    for match in _words().at(tokens, i):
        if match.value.role in roles and not match.form.enclitic:
            return match
    return None


def _cardinal(tokens: Sequence[Token], i: int) -> Number | None:
    """Digits or number words with their scales: «17»، «1.76 مليون»، «خمسة آلاف ومئتان»."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "number":
        return _digits(tokens, i)
    return _spelled(tokens, i)


def _digits(tokens: Sequence[Token], i: int) -> Number | None:
    token = tokens[i]
    span = _RANGE.match(token.folded)
    if span and int(span[1]) < int(span[2]):
        low, high = int(span[1]), int(span[2])
        return Number(i, i + 1, token.start, token.end, low, high, "between", "number.range")
    value = _numeric(token.folded)
    if value is None:
        return None
    last = i + 1
    scale = _word(tokens, last, {"scale"})
    if scale is not None and not scale.form.proclitic:
        value, last = value * scale.value.min, scale.last
    if value != int(value):
        return None
    whole = int(value)
    return Number(i, last, token.start, tokens[last - 1].end, whole, whole, None, "number.digits")


def _numeric(digits: str) -> float | None:
    if digits.isdigit():
        return int(digits)
    if _DIGITS_WITH_SEPARATORS.match(digits):
        return int(re.sub(r"\D", "", digits))
    if _DECIMAL.match(digits):
        return float(re.sub(r"[,٫]", ".", digits))
    return None


def _spelled(tokens: Sequence[Token], i: int) -> Number | None:
    total = current = 0
    last, start = i, tokens[i].start
    previous = ""
    while last < len(tokens):
        match = _next_part(tokens, last, previous, current)
        if match is None:
            break
        joined = match.first > last or match.form.proclitic == "و"
        last = match.first
        role, value = match.value.role, match.value.min
        if last == i:
            start = match.start
            if match.form.stem in (fold("آلاف"), fold("ملايين"), fold("أحد"), fold("إحدى")):
                if match.form.stem not in (fold("أحد"), fold("إحدى")) or not _teen(tokens, i):
                    return None  # «آلاف» is vague, «أحد السكان» is no count
        if role == "scale":
            repeated = previous == "scale" and not joined
            total, current = _scaled(total, current, value, joined, repeated), 0
        elif role == "hundred" and 3 <= current <= 9 and not match.form.proclitic:
            current *= value
        else:
            current += value
        previous, last = role, last + 1
    if last == i:
        return None
    value = total + current
    return Number(i, last, start, tokens[last - 1].end, value, value, None, "number.words")


_PARTS = frozenset(["unit", "ten", "hundred", "scale"])


def _next_part(
    tokens: Sequence[Token], at: int, previous: str, current: int
) -> Match[_Word] | None:
    """The number word at ``at`` that begins the number or continues it; skips a detached «و»."""
    if previous and tokens[at].folded == "و" and at + 1 < len(tokens):
        part = _word(tokens, at + 1, _PARTS)
        return part if part is not None and not part.form.proclitic else None
    for match in _words().at(tokens, at):
        if match.value.role in _PARTS and not match.form.enclitic:
            if not previous or _joins(previous, match, current):
                return match
    return None


def _scaled(total: int, current: int, value: int, joined: bool, repeated: bool) -> int:
    """The running total after a scale word: «ثلاثة آلاف»، «مئة وألف»، «مئة وألف ألف» (101,000)."""
    if repeated:
        return (total - value + 1) * value
    if not current or joined:
        return total + current + value
    unit = value // 2 if str(value).startswith("2") else value
    return total + current * unit


def _teen(tokens: Sequence[Token], i: int) -> bool:
    following = tokens[i + 1].folded if i + 1 < len(tokens) else ""
    return following in (fold("عشر"), fold("عشرة")) or following.startswith("و")


def _joins(previous: str, match: Match[_Word], current: int) -> bool:
    """Whether a number word continues the number: «و» before it, or a teen, hundred or scale."""
    if match.form.article and match.form.proclitic not in ("", "و"):
        return False
    if match.form.proclitic == "و":
        return True
    if match.form.proclitic:
        return False
    role, stem = match.value.role, match.form.stem
    if role == "scale":
        return True
    if stem in (fold("عشر"), fold("عشرة")):
        return 0 < current % 100 < 10
    return role == "hundred" and 3 <= current <= 9
