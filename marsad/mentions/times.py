"""Time expressions of Arabic newswire, resolved against the day of the report.

>>> from datetime import date
>>> from marsad.text import tokenize
>>> text = "قُتل ضابط مساء أمس الأول"
>>> [(t.time.text, t.time.interval.start) for t in times(text, tokenize(text), date(2016, 3, 9))]
[('مساء أمس الأول', datetime.date(2016, 3, 7))]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.lexicon import table
from marsad.mentions import calendars as cal
from marsad.mentions.calendars import Reader, Ref, vocabulary
from marsad.mentions.numbers import number_at
from marsad.text import BySpelling, Token, Word, spots
from marsad.text.matching import PhraseIndex
from marsad.text.wordsets import word_set
from marsad.types import DatePrecision, Interval, Time

_OLD = timedelta(days=7)  # the annotation guide: older than this is background
_DAY = timedelta(days=1)
_PERIODS: dict[str, DatePrecision] = {
    "hour": "days",
    "day": "days",
    "week": "week",
    "month": "month",
}
_NEWSPAPERS = frozenset(["newspaper", "place_newspaper"])
_RANGE_REACH = 12  # tokens between «من» and its «إلى»


class FoundTime(NamedTuple):
    """The time read from ``tokens[first:last]``."""

    first: int
    last: int
    time: Time


def times(text: str, tokens: Sequence[Token], published: date | None) -> list[FoundTime]:
    """All time expressions of a sentence, left to right, never overlapping.

    ``tokens`` are those of one sentence of ``text``; offsets count in ``text``. Without
    ``published`` only absolute dates get an interval.
    """
    reader = Reader(tokens, published)
    found: list[FoundTime] = []
    last = 0
    for i in spots(tokens, _STARTING):
        if i < last:
            continue
        kinds = _kinds(reader, i)
        skip = _newspaper(reader, i) if kinds & _NEWSPAPERS else 0
        ref = None if skip else _longest(reader, i, kinds)
        if ref:
            found.append(_finish(text, tokens, ref, published))
        last = skip or (ref.last if ref else i + 1)
    return found


def _may_begin(word: Word) -> bool:
    """Whether a time can begin with the word: a word of time, digits or a lone article."""
    return word.folded[:1].isdigit() or word.folded == "ال" or vocabulary().begins(word)


_BEGINNINGS = BySpelling(_may_begin)


def _may_start(word: Word) -> bool:
    """Whether a rule or a newspaper's name begins with the word: «في» only stands before a time."""
    if not vocabulary().begins(word):
        return _BEGINNINGS[word.raw]
    kinds = frozenset(term.kind for term in vocabulary().meanings(word))
    return bool(_rules(kinds) or kinds & _NEWSPAPERS or word.folded == "ال")


_STARTING = BySpelling(_may_start)


def _kinds(r: Reader, i: int) -> frozenset[str]:
    """The kinds of words that stand at ``i``, as :data:`RULES` names them."""
    token = r.tokens[i]
    if token.kind == "number":
        return _NUMBER
    if token.kind != "arabic":
        return frozenset()
    kinds = frozenset(m.value.kind for m in r.matches(i))
    return kinds | _NUMBER if token.folded == "ال" else kinds


_NUMBER = frozenset(["number"])


def _longest(r: Reader, i: int, kinds: frozenset[str]) -> Ref | None:
    best: Ref | None = None
    for rule in _rules(kinds):
        if ref := rule(r, i):
            best = ref if best is None or ref.last > best.last else best
    return best


@lru_cache(maxsize=1000)
def _rules(kinds: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that may begin with a word of one of the kinds, in order."""
    return tuple(rule for rule, begins in RULES if not kinds.isdisjoint(begins))


def _finish(text: str, tokens: Sequence[Token], ref: Ref, published: date | None) -> FoundTime:
    end, when = tokens[ref.last - 1].end, ref.when
    old, future = ref.historical, ref.future
    if when and published:
        old = old or when.end < published - _OLD
        future = when.start > published
    time = Time(ref.start, end, text[ref.start : end], when, ref.rule, old, future)
    return FoundTime(ref.first, ref.last, time)


def _newspaper(r: Reader, i: int) -> int:
    """Where a newspaper's or broadcaster's name that holds «اليوم» ends, or 0."""
    name = r.term(i, "newspaper", "place_newspaper")
    if name is None or (r.term(i, "relative_days") and r.term(name.last, "months")):
        return 0
    if name.value.kind == "newspaper":
        follows = r.folded(name.last)
        return 0 if follows == "من" and r.term(name.last + 1, "months", "units") else name.last
    named = r.folded(i - 1) in cal.QUOTES or r.term(i - 1, "media") is not None
    placed = r.folded(i - 1) in ("في", "من", "الي", "بين") or "ب" in name.form.proclitic
    dated = r.plain(name.last + (r.folded(name.last) == "("), "weekdays") is not None
    return name.last if named or not (placed or dated) else 0


def relative_day(r: Reader, i: int) -> Ref | None:
    """«اليوم», «أمس الأول», «الليلة الماضية», «بعد غد», with the weekday or date that follows."""
    word = r.term(i, "relative_days")
    if word is None or _not_a_day(r, i, word.last, word.value.value):
        return None
    if r.folded(word.last) == "القريب":
        return Ref(i, word.last + 1, word.start, None, "time.vague")
    when = None
    if r.published:
        when = cal.day_span(r.published + timedelta(days=int(word.value.value)))
    future = word.value.value in "12"
    ref = Ref(i, word.last, word.start, when, "time.relative_day", future=future)
    return _with_date(r, ref)


def _not_a_day(r: Reader, i: int, last: int, days: str) -> bool:
    if days == "1" and r.folded(i) == "الغد":
        return i == 0 or r.term(i - 1, "before_tomorrow") is not None
    if days == "-1" and r.plain(last, "after_yesterday"):
        return True
    named = r.plain(last, "after_today", "ordinals") or r.term(i - 1, "before_today")
    return days == "0" and named is not None


def _with_date(r: Reader, ref: Ref) -> Ref:
    """Takes along «(الاثنين)», «الاثنين» or a date after a relative day or weekday."""
    opened = r.folded(ref.last) == "("
    at = ref.last + (r.folded(ref.last) in ("(", "،", "-"))
    if (link := r.plain(at, "equals")) is not None:
        at = link.last
    day = r.plain(at, "weekdays")
    if day and ref.rule == "time.relative_day" and (opened or at == ref.last):
        last = day.last + (opened and r.folded(day.last) == ")")
        when = _nearest(ref.when.start, int(day.value.value)) if ref.when else None
        ref = ref._replace(last=last, when=when)
        return ref if opened else _with_date(r, ref)
    if opened and (alias := r.plain(at, "relative_days")) and r.folded(alias.last) == ")":
        return ref._replace(last=alias.last + 1)
    dated = cal.full_date(r, at)
    if dated is None or (opened and r.folded(dated.last) != ")"):
        return ref
    return ref._replace(last=dated.last + opened, when=dated.when, rule=dated.rule)


def _nearest(day: date, weekday: int) -> Interval:
    """The weekday nearest to ``day``: a report dated a day late still means the day it names."""
    off = (weekday - day.weekday() + 3) % 7 - 3
    return cal.day_span(day + timedelta(days=off))


def _weekday_on(day: date | None, weekday: int, direction: str) -> Interval | None:
    if day is None:
        return None
    back = (day.weekday() - weekday) % 7
    if direction == "next":
        return cal.day_span(day + timedelta(days=7 - back))
    if direction in ("last", "before_last"):
        back = back or 7
    return cal.day_span(day - timedelta(days=back + 7 * (direction == "before_last")))


def _direction(r: Reader, i: int) -> tuple[int, str]:
    word = r.plain(i, "directions")
    return (word.last, word.value.value) if word and word.value.value != "recent" else (i, "")


def weekday(r: Reader, i: int) -> Ref | None:
    """«الجمعة», «الأحد الماضي», «الخميس من الأسبوع الماضي», «السبت 7 نيسان»."""
    day = r.term(i, "weekdays")
    if day is None or r.plain(day.last, "after_weekday") or r.term(i - 1, "before_weekday"):
        return None
    number = int(day.value.value)
    if r.term(i, "no_weekday") or (number == 0 and r.term(i - 1, "before_both")):
        return None
    last, direction = _direction(r, day.last)
    when = _weekday_on(r.published, number, direction)
    of = r.folded(last) == "من"
    week = cal.unit_span(r, last + of)
    if week and week.rule == "time.week" and not direction:
        last = week.last
        when = week.when and cal.day_span(week.when.start + timedelta(days=number))
    ref = Ref(i, last, day.start, when, "time.weekday", future=direction == "next")
    return _with_date(r, ref)


def day(r: Reader, i: int) -> Ref | None:
    """A day with what leads to it: «فجر اليوم», «يوم 17 يوليو», «ليل الجمعة السبت»."""
    at, lead = i, ""
    while len(lead) < 40:  # «الساعات الأولى من فجر يوم» is as long as wires get
        parts = [m for m in r.terms(at) if m.value.kind == "day_parts" and m.value.value != "after"]
        if not parts or (parts[0].form.proclitic and at > i):
            break
        word = parts[0]
        at, lead = word.last, f"{lead} {word.value.value}"
    core = _core(r, at, "earlier" in lead, at > i)
    if core is None or (at > i and core.start != r.tokens[core.first].start):
        return None  # no core, or a clitic between: «مساء والجمعة»
    start = r.begin(i, "day_parts", "relative_days", "weekdays", "ordinals", "positions")
    core = core._replace(first=i, start=start if at > i else core.start)
    if "night" in lead and core.rule == "time.weekday":
        core = _night(r, core, at)
    if "earlier" in lead and core.when and r.published and core.when.end > r.published:
        core = core._replace(when=Interval(core.when.start, r.published, core.when.precision))
    tail = r.plain(core.last, "day_parts")
    if tail and tail.value.value in ("after", "both") and _core(r, tail.last, False, True) is None:
        core = core._replace(last=tail.last)
    return core


def _core(r: Reader, i: int, earlier: bool, led: bool) -> Ref | None:
    if led and r.folded(i) == "(":
        inner = _core(r, i + 1, earlier, False)
        closed = inner is not None and r.folded(inner.last) == ")"
        return inner._replace(last=inner.last + 1) if inner and closed else None
    ref = relative_day(r, i) or weekday(r, i) or cal.full_date(r, i)
    return ref or (cal.unit_span(r, i) if earlier else None)


def _night(r: Reader, ref: Ref, at: int) -> Ref:
    """«ليل الجمعة السبت», «ليل الأربعاء إلى الخميس»: the night reaches into the second day."""
    first = r.term(at, "weekdays")
    last = ref.last
    if first is None:
        return ref
    if r.folded(last) in ("الي", "علي", "-", "/", "–", "و", ""):  # a lone tatweel folds to ""
        last += 1
    second = r.term(last, "weekdays")
    if second is None or (int(second.value.value) - int(first.value.value)) % 7 != 1:
        return ref
    word = r.plain(second.last, "directions")
    end = word.last if word and word.value.value in ("last", "next") else second.last
    night = ref.when
    if night is not None:
        night = Interval(night.start, night.start + timedelta(days=1), "days")
    return ref._replace(last=end, when=night, rule="time.night")


def days_pair(r: Reader, i: int) -> Ref | None:
    """«يومي السبت والأحد الماضيين», «يومي 5 و6 مايو», «5 و6 مايو»."""
    dual = r.unit(i, 2)
    at = dual.last if dual and dual.value.value == "day" else i
    start = dual.start if dual and at > i else r.begin(i)
    if r.plain(at, "weekdays") and (at > i or _next_day(r, at)):
        return _weekday_pair(r, i, at, start)
    numbers = _two_days(r, at)
    ref = cal.days_of_month(r, i, numbers[0], numbers[1:], False) if numbers else None
    return ref._replace(start=start) if ref else None


def _next_day(r: Reader, at: int) -> bool:
    """«السبت والأحد»: a weekday joined to the one that follows it in the week."""
    first, second = r.plain(at, "weekdays"), r.term(at + 1, "weekdays")
    if not first or not second or r.term(at - 1, "before_weekday", "before_both"):
        return False
    return (int(second.value.value) - int(first.value.value)) % 7 == 1


def _weekday_pair(r: Reader, i: int, at: int, start: int) -> Ref | None:
    first, detached = r.term(at, "weekdays"), r.folded(at + 1) == "و"
    second = r.term(at + 1 + detached, "weekdays")
    if not (first and second and (detached or "و" in second.form.proclitic)):
        return None
    last, direction = _direction(r, second.last)
    high = _weekday_on(r.published, int(second.value.value), direction)
    low = _weekday_on(high.start, int(first.value.value), "last") if high else None
    when = Interval(low.start, high.end, "days") if low and high else None
    return Ref(i, last, start, when, "time.range", future=direction == "next")


def _two_days(r: Reader, at: int) -> tuple[int, int, int] | None:
    """Two days of one month as (end, low, high): digits or ordinals joined by «و» or «إلى»."""
    low = _day_number(r, at)
    if low is None:
        return None
    joined = low[0] + (r.folded(low[0]) == "و" or r.term(low[0], "to", "bare") is not None)
    high = _day_number(r, joined)
    if high is None or high[1] <= low[1]:
        return None
    if joined == low[0] and not r.folded(joined).startswith("و"):
        return None
    return high[0], low[1], high[1]


def _day_number(r: Reader, at: int) -> tuple[int, int] | None:
    digits = r.digits(at)
    if digits is not None:
        return at + 1, digits
    word = r.term(at, "ordinals")
    return (word.last, int(word.value.value)) if word else None


@cache
def _hedges() -> PhraseIndex[str]:
    index: PhraseIndex[str] = PhraseIndex()
    for row in table("hedges"):
        if row.fields["side"] == "before":
            index.add(row.fields["phrase"], row.fields["bound"], "word")
    return index


_Amount = tuple[int, str, int | None]  # last token, unit, number (None when vague)


def _amount(r: Reader, i: int) -> _Amount | None:
    """«ثلاثة أيام», «يومين», «نحو أسبوع», «عدة أشهر»; the number is ``None`` when vague."""
    if i >= len(r.tokens):
        return None
    few = r.term(i, "few")
    number = None if few else number_at(r.tokens, i)
    if few or number:
        unit = r.unit(few.last if few else number.last if number else i, 1, 3)
        if unit is None or unit.form.proclitic or unit.form.article:
            return None
        exact = number.min if number and number.min == number.max else None
        return unit.last, unit.value.value, exact
    unit = r.unit(i, 1, 2, 3)
    if unit is None or unit.form.proclitic or unit.form.article:
        return None
    after = r.folded(unit.last)
    last = unit.last + (r.plain(unit.last, "few") is not None or after in ("واحد", "واحده"))
    return last, unit.value.value, {1: 1, 2: 2}.get(unit.value.amount)


def ago(r: Reader, i: int) -> Ref | None:
    """«قبل يومين», «قبل نحو أسبوعين», «منذ ثلاثة أيام», «بعد يومين», «قبل أيام»."""
    link = r.term(i, "ago", "since", "after")
    if link is None:
        return None
    hedge = _hedges().longest(r.tokens, link.last) if link.last < len(r.tokens) else None
    at = hedge.last if hedge else link.last
    amount = _amount(r, at)
    if amount is None or (hedge is None and _point(r, at)):
        return None
    last, unit, number = amount
    ahead = link.value.kind == "after"
    if (ahead and r.unit(i - 1, 1)) or r.plain(last, "age"):
        return None  # «يوما بعد يوم»
    after = last + (r.folded(last) in _FILLERS)
    here = r.folded(after + 1) in ("الان", "اليوم", "الاقل")  # «من الآن», «على الأقل»
    if link.value.kind != "since" and r.plain(after, "after_ago") and not here:
        return Ref(i, last, link.start, None, "time.from_event")
    if number is None and unit != "hour":
        return Ref(i, last, link.start, None, "time.vague", not ahead and unit != "day", ahead)
    when = _away(r.published, unit, (number or 0) if ahead else -(number or 0))
    rule = "time.ahead" if ahead else "time.ago"
    return Ref(i, last, link.start, when, rule, future=ahead)


def steps_of(tokens: Sequence[Token], time: FoundTime) -> timedelta | None:
    """How far «بعد يومين من», «قبل أسبوع على» count from another event; ``None`` when vague.

    Back from the event that is told to the one it is counted from: positive after «بعد».
    """
    r = Reader(tokens, None)
    link = r.term(time.first, "ago", "after")
    if link is None or time.time.rule != "time.from_event":
        return None
    hedge = _hedges().longest(tokens, link.last) if link.last < len(tokens) else None
    amount = _amount(r, hedge.last if hedge else link.last)
    if amount is None or amount[2] is None or amount[1] not in _DAYS_OF:
        return None
    days = max(1, round(amount[2] * _DAYS_OF[amount[1]]))
    return timedelta(days=days if link.value.kind == "after" else -days)


_FILLERS = frozenset(["،", *word_set("only")])  # «بعد يومين فقط من الهجوم»
_DAYS_OF = {"hour": 1 / 24, "day": 1, "week": 7}  # months are too coarse to count days with


def _away(day: date | None, unit: str, steps: int) -> Interval | None:
    """The day so many units away; years and decades only to the year."""
    if day is None or abs(steps) > 3000:
        return None
    if unit in ("hour", "day", "week"):
        days = {"hour": int(steps / 24), "day": steps, "week": 7 * steps}[unit]
        return cal.day_span(day + timedelta(days=days))
    if unit == "month":
        there = cal.months_away(day, steps)
        return Interval(there, there, "month")
    year = day.year + steps * {"year": 1, "decade": 10, "century": 100}[unit]
    return cal.year_span(year) if 1 <= year <= 9000 else None


def period(r: Reader, i: int) -> Ref | None:
    """«الـ24 ساعة الماضية», «اليومين الماضيين», «الساعات القليلة المقبلة»."""
    at = i + (r.folded(i) == "ال")
    if at >= len(r.tokens):
        return None
    number = number_at(r.tokens, at) if r.tokens[at].kind == "number" else None
    unit = r.unit(number.last if number else i, 1, 2, 3)
    if unit is None or (not number and (not unit.form.article or unit.value.amount == 1)):
        return None
    count, last = number.min if number else {2: 2}.get(unit.value.amount), unit.last
    if not number and count is None:
        at = last + (r.folded(last) == "ال")
        inner = number_at(r.tokens, at) if at < len(r.tokens) else None
        if inner and inner.min == inner.max:
            count, last = inner.min, inner.last
    while r.plain(last, "few") or (
        r.folded(last) in ("الاخيره", "الاولي") and r.plain(last + 1, "directions")
    ):
        last += 1
    word = r.plain(last, "directions")
    if word is None or word.value.value == "this":
        return None
    start = r.tokens[i].start if number else unit.start
    ref, ahead = Ref(i, word.last, start, None, "time.period"), word.value.value == "next"
    return _counted(r, ref, unit.value.value, count, ahead)


def _counted(r: Reader, ref: Ref, unit: str, count: int | None, ahead: bool) -> Ref:
    if count is None or (unit == "hour" and count < 24):
        if unit == "hour" and not ahead:
            return ref._replace(when=cal.day_span(r.published) if r.published else None)
        return ref._replace(historical=unit not in ("hour", "day") and not ahead, future=ahead)
    far = _away(r.published, unit, count if ahead else -count)
    if far is None or r.published is None:
        return ref._replace(future=ahead)
    if unit == "hour" and not ahead:  # past hours reach into the day of the report
        return ref._replace(when=Interval(far.start, r.published, "days"))
    low, high = (r.published + _DAY, far.end) if ahead else (far.start, r.published - _DAY)
    precision = _PERIODS.get(unit, "years") if low != high else "day"
    return ref._replace(when=Interval(low, high, precision), future=ahead)


def _point(r: Reader, i: int, bare: bool = False) -> Ref | None:
    """Anything that names one time, the longest reading first."""
    if i < len(r.tokens) and not _BEGINNINGS[r.tokens[i].word.raw]:
        return None
    found = [ref for rule in POINT_RULES if (ref := rule(r, i))]
    if bare:
        found += [x for x in (cal.month(r, i, bare=True), cal.year(r, i, bare=True)) if x]
    return max(found, key=lambda ref: ref.last) if found else None


def since(r: Reader, i: int) -> Ref | None:
    """«منذ 2015», «منذ أمس», «منذ مطلع العام»: from there to the day of the report."""
    link = r.term(i, "since")
    point = _point(r, link.last) if link else None
    if link is None or point is None:
        return None
    when, old = point.when, point.historical
    if when and r.published and when.start <= r.published:
        precision = when.precision if when.precision != "day" else "days"
        old = when.start < r.published - _OLD
        when = Interval(when.start, r.published, precision)
    return Ref(i, point.last, link.start, when, "time.since", old)


def span(r: Reader, i: int) -> Ref | None:
    """«بين 5 و9 مايو», «من الجمعة إلى الأحد», «بين عامي 2011 و2014», «من مايو حتى يوليو 2015»."""
    opener = r.term(i, "between", "from")
    if opener is None or i + 2 >= len(r.tokens) or not _BEGINNINGS[r.tokens[i + 1].word.raw]:
        return None
    if opener.value.kind == "from" and not any(
        r.term(k, "to") or r.folded(k) == "حتي"
        for k in range(i + 2, min(i + _RANGE_REACH, len(r.tokens)))
    ):
        return None
    numbers = _two_days(r, i + 1)
    if numbers and (ref := cal.days_of_month(r, i, numbers[0], numbers[1:], False)):
        return ref._replace(start=opener.start, rule="time.range")
    low = _point(r, i + 1, bare=True)
    if low and low.rule == "time.year" and low.when and low.when.precision == "years":
        return low._replace(first=i, start=opener.start, rule="time.range")
    dual = r.unit(i + 1, 2)  # «بين شهري أيار وتموز»
    if low is None and dual and dual.value.value in ("month", "year"):
        low = _point(r, dual.last, bare=True)
    return _to_second(r, low, i, opener.start, opener.value.kind) if low else None


def _to_second(r: Reader, low: Ref, opener: int, start: int, kind: str) -> Ref | None:
    at, joined = low.last, False
    if kind == "from":
        joined = r.term(at, "to") is not None or r.folded(at) == "حتي"
        at += joined
    elif r.folded(at) == "و":
        at, joined = at + 1, True
    else:
        joined = r.folded(at).startswith("و")
    high = _point(r, at, bare=True) if joined else None
    if high is None:
        return None
    first = low.first
    if high.when and low.rule in ("time.weekday", "time.month", "time.day_month"):
        again = _point(Reader(r.tokens, high.when.end), first, bare=True)
        low = again if again and again.last == low.last else low
    when = None
    if low.when and high.when:
        if low.when.start > high.when.end:
            return None
        wide = high.when.precision
        precision: DatePrecision = "month" if wide == "month" else "days"
        precision = "years" if wide in ("year", "years") else precision
        when = Interval(low.when.start, high.when.end, precision)
    return Ref(opener, high.last, start, when, "time.range")


def part_of_year(r: Reader, i: int) -> Ref | None:
    """«الربع الأول من 2015», «النصف الثاني من العام الماضي»."""
    part = r.term(i, "parts_of_year")
    number = r.plain(part.last, "ordinals") if part else None
    if part is None or number is None:
        return None
    months, nth = int(part.value.value), int(number.value.value)
    at = number.last + (r.folded(number.last) == "من")
    year = cal.year_at(r, at, bare=at > number.last)
    if year is None or year.year is None or year.hijri or nth * months > 12:
        return None
    when = cal.month_span(year.year, (nth - 1) * months + 1, months)
    return Ref(i, year.last, part.start, when, "time.part_of_year")


Rule = Callable[[Reader, int], "Ref | None"]
# Every rule with the kinds of words it may begin with; the longest reading wins, then the first.
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (day, ("day_parts", "relative_days", "weekdays", "ordinals", "positions", "number", "units")),
    (days_pair, ("units", "number", "ordinals", "weekdays")),
    (cal.unit_span, ("units", "this")),
    (cal.position, ("positions",)),
    (cal.month, ("months", "hijri_months", "units")),
    (cal.year, ("units", "number")),
    (cal.season, ("seasons",)),
    (cal.decade, ("decades",)),
    (part_of_year, ("parts_of_year",)),
    (ago, ("ago", "since", "after")),
    (since, ("since",)),
    (period, ("units", "number")),
    (span, ("between", "from")),
)
POINT_RULES: tuple[Rule, ...] = (
    *(day, cal.unit_span, cal.position, cal.month),
    *(cal.year, cal.season, cal.decade),
    part_of_year,
)
