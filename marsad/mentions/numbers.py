"""Numbers as newswire writes them: digits of every script, number words, vague plurals, hedges.

>>> from marsad.text import tokenize
>>> (number,) = quantities(tokenize("ما لا يقل عن ثلاثمئة وخمسة وأربعين قتيلا"))
>>> (number.min, number.max, number.hedge)
(345, None, 'at least')
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal, NamedTuple

from marsad.lexicon import table
from marsad.text import BySpelling, Token, Word, fold, spots
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
            pos: Literal["noun", "word"] = "noun" if side == "before" else "word"
            index.add(row["phrase"], _Hedge(row["bound"], row["hedge"]), pos)
    return index


def quantities(tokens: Sequence[Token]) -> list[Number]:
    """All numbers of a sentence with their hedges, left to right, never overlapping."""
    found: list[Number] = []
    last = 0
    for i in spots(tokens, _OPENING):
        number = quantity_at(tokens, i) if i >= last else None
        if number is not None:
            number = _with_trailing_hedge(tokens, number)
            found.append(number)
            last = number.last
    return found


def quantity_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token ``i`` with the hedge words before it."""
    if not _may_open(tokens, i):
        return None
    return _hedged(tokens, i) or number_at(tokens, i)


def number_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token ``i``: digits, words, a vague plural or a range."""
    if not _may_open(tokens, i):
        return None
    opening = _OPENING[tokens[i].word.raw]
    if opening == "digits":
        return _cardinal(tokens, i)
    if opening == "hedge":
        return None
    return _between(tokens, i) or _vague(tokens, i) or _cardinal(tokens, i)


def may_open_number(word: Word) -> bool:
    """Whether a number can begin with the word: one look-up for the many where none can."""
    return bool(_OPENING[word.raw])


def _may_open(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number can begin at ``i``; «من» and «بين» need another one right after."""
    if i >= len(tokens):
        return False
    opening = _OPENING[tokens[i].word.raw]
    return _may_open(tokens, i + 1) if opening == "range" else bool(opening)


def _opening(word: Word) -> str:
    """How a number begins with the word: ``digits``, ``word``, ``range`` or ``hedge``; or empty.

    A word that can be several is the first of them; ``range`` is «من» and «بين».
    """
    if word.folded[:1].isdigit():
        return "digits"
    if _words().begins(word):
        return "word"
    hedged = _hedges("before").begins(word)
    if word.folded in _RANGE_OPENERS:
        return "word" if hedged else "range"
    return "hedge" if hedged else ""


_RANGE_OPENERS = frozenset(["بين", "من"])
_OPENING = BySpelling(_opening)


def _hedged(tokens: Sequence[Token], i: int) -> Number | None:
    hedge = next(filter(_is_hedge, _hedges("before").at(tokens, i)), None)
    if hedge is None or hedge.last >= len(tokens):
        return None
    number = number_at(tokens, hedge.last)
    if number is None or number.hedge or number.rule == "number.vague":
        return None
    bounded = _apply(number, hedge.value)
    return bounded._replace(first=i, start=hedge.start)


def _is_hedge(match: Match[_Hedge]) -> bool:
    """«نحو»، «وبنحو»، «لأكثر من», but neither «النحو» nor «نحوهم»."""
    return not match.form.article and not match.form.enclitic


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
    """«بين 10 و15» and «من 10 إلى 15»; of several readings the closest bounds."""
    if tokens[i].folded not in _RANGE_OPENERS:
        return None
    greedy = _cardinal(tokens, i + 1)
    if greedy is None:
        return None
    found = [
        range_
        for at in range(i + 2, min(greedy.last + 1, len(tokens)))
        if (range_ := _range_at(tokens, i, at)) is not None
    ]
    return min(found, key=lambda n: (n.max or 0) - (n.min or 0), default=None)


def _range_at(tokens: Sequence[Token], i: int, at: int) -> Number | None:
    """The range that ``tokens[i]`` opens and whose bounds the word at ``at`` parts."""
    joiner = tokens[at].folded
    if tokens[i].folded == "من":
        begin = at + 1 if joiner in ("الي", "حتي") else 0
    else:
        begin = at + 1 if joiner == "و" else at if joiner.startswith("و") else 0
    if not begin or begin >= len(tokens):
        return None
    low, high = _cardinal(tokens[i + 1 : at], 0), _cardinal(tokens, begin)
    if low is None or low.min is None or low.last != at - i - 1 or high is None or not high.max:
        return None
    least = low.min * _shared_scale(tokens, high, low.min)
    if least >= high.max:
        return None
    return Number(
        i, high.last, tokens[i].start, high.end, least, high.max, "between", "number.range"
    )


def _shared_scale(tokens: Sequence[Token], high: Number, low: int) -> int:
    """1000 in «من 5 إلى 10 آلاف»: the scale of the upper bound counts for the lower one too."""
    scale = _word(tokens, high.last - 1, {"scale"})
    unit = scale.value.min if scale is not None else 1
    return unit if high.max is not None and low * unit < high.max else 1


def _vague(tokens: Sequence[Token], i: int) -> Number | None:
    match = _word(tokens, i, {"vague"})
    if match is None:
        return _vague_scale(tokens, i)
    if match.form.stem == fold("عدد") and match.last == i + 1 and not _counts(tokens, match):
        return None
    low, high = match.value.min, match.value.max
    last = match.last
    scale = _word(tokens, last, {"scale"}) if last < len(tokens) else None
    if scale is not None and low in (20, 200) and high is not None:
        low, high, last = low * scale.value.min, (high + 1) * scale.value.min - 1, scale.last
    end = tokens[last - 1].end
    return Number(i, last, match.start, end, low, high, "vague", "number.vague")


def _counts(tokens: Sequence[Token], match: Match[_Word]) -> bool:
    """«عدد آخر» is some, but «عدد القتلى»، «العدد» and «عدد يفوق 400» only speak of a number."""
    following = match.last
    if match.form.article or not _is_noun(tokens, following):
        return False
    return not tokens[following].folded.startswith("ال") and _hedged(tokens, following) is None


def _vague_scale(tokens: Sequence[Token], i: int) -> Number | None:
    """«آلاف» and «ملايين» with no number before them."""
    match = _word(tokens, i, {"scale"})
    if match is None or match.form.stem not in _VAGUE_SCALES:
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
    return _spelled(tokens, i) or _fraction(tokens, i)


def _fraction(tokens: Sequence[Token], i: int) -> Number | None:
    """«نصف مليون»، «ربع المليون»: a fraction of a scale, never of anything else."""
    part, scale = _word(tokens, i, {"part"}), _word(tokens, i + 1, {"scale"})
    if part is None or part.form.article or scale is None or scale.form.proclitic:
        return None
    value = scale.value.min // part.value.min
    return Number(i, i + 2, part.start, tokens[i + 1].end, value, value, None, "number.words")


def _and_a_half(tokens: Sequence[Token], at: int, unit: int) -> tuple[int, int]:
    """What «ونصف» or «ونصف المليون» at ``at`` adds to a number of scale ``unit``, and its end."""
    part = _word(tokens, at, {"part"})
    if part is None or part.form.proclitic != "و" or part.form.article:
        return 0, at
    again = _word(tokens, at + 1, {"scale"})
    same = again is not None and not again.form.proclitic and again.value.min == unit
    return unit // part.value.min, at + 2 if same else at + 1


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
        half, last = _and_a_half(tokens, last, scale.value.min)
        value += half
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
            if not _opens(tokens, match):
                return None
            if match.form.stem in _DUAL_OR_ACCUSATIVE and _is_noun(tokens, i + 1):
                value *= 2  # «ألفا متظاهر»; an accusative «ألفا» takes no genitive
        if role == "scale":
            repeated = previous == "scale" and not joined
            total, current = _scaled(total, current, value, joined, repeated), 0
        elif role == "hundred" and 3 <= current <= 9 and not match.form.proclitic:
            current *= value
        else:
            current += value
        previous, last = role, last + 1
        if role == "scale":
            half, last = _and_a_half(tokens, last, _unit(value))
            total += half
    if last == i:
        return None
    value = total + current
    return Number(i, last, start, tokens[last - 1].end, value, value, None, "number.words")


def _unit(scale: int) -> int:
    """1000 for «ألف» and for «ألفان»."""
    return scale // 2 if str(scale).startswith("2") else scale


_VAGUE_SCALES = frozenset(map(fold, ["آلاف", "ملايين", "مليارات"]))
_ONE_OF = frozenset(map(fold, ["أحد", "إحدى"]))
_DUAL_OR_ACCUSATIVE = frozenset(map(fold, ["ألفا", "مليونا", "مليارا"]))
_AFTER_SCALE = frozenset(map(fold, "من في على إلى عن أو بين ضد مع خلال منذ قبل بعد".split()))


def _opens(tokens: Sequence[Token], match: Match[_Word]) -> bool:
    """Whether a number may begin with this word: «آلاف» is vague, «أحد السكان» is no count."""
    stem, i = match.form.stem, match.first
    if stem in _VAGUE_SCALES:
        return False
    if stem in _ONE_OF:
        return _teen(tokens, i, match.form.article)
    if stem == fold("اثنين") and match.form.article:  # «الاثنين» is Monday, save after a dual noun
        return (
            i > 0 and tokens[i - 1].folded.startswith("ال") and tokens[i - 1].folded.endswith("ين")
        )
    return True


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` may be what a number counts."""
    if i >= len(tokens) or tokens[i].kind != "arabic":
        return False
    folded = tokens[i].folded
    return not folded.startswith("و") and folded not in _AFTER_SCALE


_PARTS = frozenset(["unit", "ten", "hundred", "scale"])


def _next_part(
    tokens: Sequence[Token], at: int, previous: str, current: int
) -> Match[_Word] | None:
    """The number word at ``at`` that begins the number or continues it; skips a detached «و»."""
    if previous and tokens[at].folded == "و" and at + 1 < len(tokens):
        part = _word(tokens, at + 1, _PARTS)
        return part if part is not None and not part.form.proclitic else None
    for match in _words().at(tokens, at):
        counts = match.value.role in _PARTS and not match.form.enclitic
        if counts and (not previous or _joins(previous, match, current)):
            return match
    return None


def _scaled(total: int, current: int, value: int, joined: bool, repeated: bool) -> int:
    """The running total after a scale word: «ثلاثة آلاف»، «مئة وألف»، «مئة وألف ألف» (101,000)."""
    if repeated:
        return (total - value + 1) * value
    if not current or joined:
        return total + current + value
    return total + current * _unit(value)


def _teen(tokens: Sequence[Token], i: int, article: bool) -> bool:
    """«أحد عشر»، «إحدى وعشرون»؛ not «الأحد والاثنين»."""
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1].folded
    if following in (fold("عشر"), fold("عشرة")):
        return True
    return not article and following.startswith("و") and _word(tokens, i + 1, {"ten"}) is not None


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
