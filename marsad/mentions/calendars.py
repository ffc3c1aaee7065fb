"""Calendars for :mod:`marsad.mentions.times`: words of time, spans of days, dates with a month.

Everything here reads at one token and answers with a :class:`Ref` or ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import msgspec
from hijridate import Gregorian, Hijri

from marsad.lexicon import folder
from marsad.text import Token
from marsad.text.matching import Match, PhraseIndex, Pos
from marsad.types import DatePrecision, Interval

# A day and month without a year may lie this far ahead of the report («قمة في 20 مايو»); beyond
# it the last occurrence is meant. Two months: wire previews seldom look further without a year.
_AHEAD = timedelta(days=60)
# What «مطلع الشهر» means when the month is not told: its first day («start» would be days 1-10).
_BARE_START_OF_MONTH = "start"
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500  # the Umm al-Qura tables of hijridate
_NUMERIC = re.compile(r"(\d{4}|\d{1,2})([/.\-–])(\d{1,2})\2(\d{4}|\d{1,2})$")
_NUMBERED = frozenset(["الاسبوع", "الشهر", "العقد"])  # «الأسبوع الأول من مارس» is no first of March
QUOTES = frozenset(['"', "«", "»", "“", "”", "'"])
_DAY_RANGE = re.compile(r"(\d{1,2})[-–](\d{1,2})$")
_STEPS = {"before_last": -2, "last": -1, "this": 0, "next": 1}


class Term(msgspec.Struct, frozen=True, gc=False):
    """A word of time: ``kind`` is its table, or its role for links and refusals."""

    kind: str
    value: str
    amount: int


class Ref(NamedTuple):
    """A time read from ``tokens[first:last]``; ``start`` is its offset without clitics."""

    first: int
    last: int
    start: int
    when: Interval | None
    rule: str
    historical: bool = False
    future: bool = False


class _Month(NamedTuple):
    last: int
    number: int
    hijri: bool
    certain: bool


class _Tail(NamedTuple):
    last: int
    year: int | None
    hijri: bool
    direction: str | None


@cache
def vocabulary() -> PhraseIndex[Term]:
    """All words of ``lexicon/times``; a phrase may carry several terms."""
    index: PhraseIndex[Term] = PhraseIndex()
    for stem, rows in folder("times").items():
        for row in rows:
            cells = row.fields
            role = cells["value"] if stem in ("links", "refusals") else stem
            term = Term(role, cells["value"], int(cells.get("count", "0")))
            pos: Pos = "word" if cells["pos"] == "word" else "noun"
            for form in row.list("forms"):
                index.add(form, term, "name" if cells["pos"] == "name" else pos)
    return index


class Reader:
    """The tokens of a sentence and the day of the report, with look-ups that never overrun."""

    __slots__ = ("_index", "_matches", "_terms", "published", "tokens")

    def __init__(self, tokens: Sequence[Token], published: date | None) -> None:
        self.tokens, self.published = tokens, published
        self._index = vocabulary()
        self._matches: dict[int, list[Match[Term]]] = {}
        self._terms: dict[int, list[Match[Term]]] = {}

    def folded(self, i: int) -> str:
        """The folded word at ``i``; empty outside the sentence."""
        return self.tokens[i].folded if 0 <= i < len(self.tokens) else ""

    def matches(self, i: int) -> list[Match[Term]]:
        """All terms at ``i``, longest first."""
        if i not in self._matches:
            self._matches[i] = self._index.at(self.tokens, i) if 0 <= i < len(self.tokens) else []
        return self._matches[i]

    def terms(self, i: int) -> list[Match[Term]]:
        """All terms at ``i``, longest first; none with a pronoun glued on."""
        known = self._terms.get(i)
        if known is None:
            known = self._terms[i] = [m for m in self.matches(i) if not m.form.enclitic]
        return known

    def term(self, i: int, *kinds: str) -> Match[Term] | None:
        """The longest term at ``i`` of one of the kinds, whatever is glued before it."""
        for match in self.terms(i):
            if match.value.kind in kinds:
                return match
        return None

    def plain(self, i: int, *kinds: str) -> Match[Term] | None:
        """Like :meth:`term`, with no proclitic: a word inside a phrase."""
        for match in self.terms(i):
            if match.value.kind in kinds and not match.form.proclitic:
                return match
        return None

    def unit(self, i: int, *counts: int) -> Match[Term] | None:
        """A unit of time at ``i`` in the singular (1), dual (2) or plural (3)."""
        for match in self.terms(i):
            if match.value.kind == "units" and match.value.amount in counts:
                return match
        return None

    def digits(self, i: int) -> int | None:
        """The whole number written in digits at ``i``."""
        word = self.folded(i)
        return int(word) if word.isdigit() and self.tokens[i].kind == "number" else None

    def begin(self, i: int, *kinds: str) -> int:
        """Offset where the phrase at ``i`` begins, clitics of a known word left out."""
        match = self.term(i, *kinds) if kinds else next(iter(self.terms(i)), None)
        return match.start if match else self.tokens[i].start


def day_span(day: date) -> Interval:
    """One day."""
    return Interval(day, day, "day")


def month_span(year: int, month: int, months: int = 1) -> Interval:
    """Whole months, from the first day of ``month`` of ``year``."""
    after = (year * 12 + month - 1) + months
    end = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Interval(date(year, month, 1), end, "month")


def year_span(year: int, years: int = 1) -> Interval:
    """Whole calendar years."""
    precision: DatePrecision = "year" if years == 1 else "years"
    return Interval(date(year, 1, 1), date(year + years - 1, 12, 31), precision)


def months_away(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    last = month_span(total // 12, total % 12 + 1).end
    return last.replace(day=min(day.day, last.day))


def unit_interval(unit: str, day: date, steps: int) -> Interval:
    """The week (Monday to Sunday), month, year, decade or century ``steps`` away from ``day``'s."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday() - 7 * steps)
        return Interval(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        first = months_away(day.replace(day=1), steps)
        return month_span(first.year, first.month)
    if unit == "year":
        return year_span(day.year + steps)
    if unit == "decade":
        return year_span((day.year // 10 + steps) * 10, 10)
    return year_span(((day.year - 1) // 100 + steps) * 100 + 1, 100)


def part_of(whole: Interval, part: str) -> Interval:
    """The start, middle or end of a week (two days), month (ten days) or year; or its first day.

    Of a year: the first quarter, May to August, the last quarter; of a decade: 3, 4 and 3 years.
    """
    first, last = whole.start, whole.end
    if part == "point":
        return day_span(first)
    if whole.precision == "week":
        days = {"start": (0, 1), "middle": (2, 3), "end": (5, 6)}[part]
        return Interval(first + timedelta(days[0]), first + timedelta(days[1]), "days")
    if whole.precision == "month":
        low, high = {"start": (0, 9), "middle": (10, 19), "end": (20, 99)}[part]
        return Interval(
            first + timedelta(days=low), min(first + timedelta(days=high), last), "days"
        )
    if whole.precision == "years":
        skipped, years = {"start": (0, 3), "middle": (3, 4), "end": (7, 3)}[part]
        return year_span(first.year + skipped, years) if last.year - first.year == 9 else whole
    month, months = {"start": (1, 3), "middle": (5, 4), "end": (10, 3)}[part]
    if part == "end":
        return Interval(date(last.year, month, 1), last, "month")
    return month_span(first.year, month, months)


def calendar_span(
    hijri: bool, year: int, month: int, days: tuple[int, int] | None
) -> Interval | None:
    """The days ``days`` of a month, or the whole month; ``None`` when there is no such day."""
    try:
        if not hijri:
            whole = month_span(year, month)
            if days is None:
                return whole
            first, last = (date(year, month, day) for day in days)
        else:
            low, high = days or (1, Hijri(year, month, 1).month_length())
            hijri_days = (Hijri(year, month, day).to_gregorian() for day in (low, high))
            first, last = (date(*day.datetuple()) for day in hijri_days)
    except (ValueError, OverflowError):
        return None
    if days is None:
        return Interval(first, last, "month")
    return Interval(first, last, "day" if first == last else "days")


def year_interval(year: int, hijri: bool) -> Interval | None:
    """A Gregorian or Hijri year as days."""
    if not hijri:
        return year_span(year)
    first, last = calendar_span(True, year, 1, None), calendar_span(True, year, 12, None)
    return Interval(first.start, last.end, "year") if first and last else None


def occurrence(
    r: Reader, month: _Month, days: tuple[int, int] | None, tail: _Tail
) -> Interval | None:
    """The days or month meant, from its year, its «الماضي» or the day of the report."""
    if tail.year is not None:
        return calendar_span(month.hijri, tail.year, month.number, days)
    day = r.published
    if day is None:
        return None
    base = Gregorian.fromdate(day).to_hijri().year if month.hijri else day.year
    years = range(base - 4, base + 3)
    spans = [s for y in years if (s := calendar_span(month.hijri, y, month.number, days))]
    if tail.direction == "this":
        return calendar_span(month.hijri, base, month.number, days)
    if tail.direction == "next":
        return next((s for s in spans if s.start > day), None)
    if tail.direction in ("last", "before_last"):
        past = [s for s in spans if s.end < day]
        wanted = 1 if tail.direction == "last" else 2
        return past[-wanted] if len(past) >= wanted else None
    near = [s for s in spans if s.start <= day + _AHEAD]
    return near[-1] if near else None


def _four_digits(r: Reader, i: int, hijri_month: bool) -> _Tail | None:
    """A year in digits at ``i``; an era mark is taken along."""
    year = r.digits(i)
    if year is None or len(r.folded(i)) != 4 or r.plain(i + 1, "counted"):
        return None
    era = r.plain(i + 1, "ce", "ah")
    hijri = era.value.kind == "ah" if era else hijri_month and year <= _LAST_HIJRI
    tabled = _FIRST_HIJRI <= year <= _LAST_HIJRI
    if tabled != hijri or not (tabled or _FIRST_YEAR <= year <= _LAST_YEAR):
        return None
    return _Tail(era.last if era else i + 1, year, hijri, None)


def year_at(r: Reader, i: int, bare: bool = False, hijri: bool = False) -> _Tail | None:
    """«عام 2014», «العام الماضي», «هذا العام» and, where ``bare``, the digits alone."""
    unit = r.unit(i, 1)
    if unit and unit.value.value == "year" and (found := _four_digits(r, unit.last, hijri)):
        return found
    if bare and (found := _four_digits(r, i, hijri)):
        return found
    span = unit_span(r, i)
    if span and span.when and span.when.precision == "year":
        return _Tail(span.last, span.when.start.year, False, None)
    return None


def unit_span(r: Reader, i: int) -> Ref | None:
    """«الأسبوع الماضي», «هذا الشهر», «العام المقبل», «القرن الماضي»."""
    this = r.term(i, "this")
    unit = r.unit(this.last if this else i, 1)
    if unit is None or not unit.form.article or unit.value.value in ("hour", "day"):
        return None
    word = r.plain(unit.last, "directions")
    direction = "this" if this else word.value.value if word else ""
    if direction not in _STEPS or r.term(i - 1, "before_general"):
        return None
    last = word.last if word and word.value.value in ("this", direction) else unit.last
    steps, kind = _STEPS[direction], unit.value.value
    when = unit_interval(kind, r.published, steps) if r.published else None
    start = this.start if this else unit.start
    return Ref(i, last, start, when, f"time.{kind}", future=steps > 0)


def month_name(r: Reader, i: int, certain: bool = False) -> _Month | None:
    """A month, its «شهر» and its second name: «شهر نيسان/ أبريل», «أغسطس (آب)»."""
    head = r.unit(i, 1)
    if head and head.value.value == "month" and not head.form.article:
        return month_name(r, head.last, True)
    name = r.term(i, "months", "hijri_months")
    if name is None or (name.form.article and not r.folded(i).startswith("ال")):
        return None
    last, value, paired = name.last, name.value.value, False
    mark = r.folded(last)
    second = r.plain(last + 1 if mark in ("/", "-", "–", "(") else last, name.value.kind)
    same = second and second.value.value == value and second.form.stem != name.form.stem
    if second and same and (mark != "(" or r.folded(second.last) == ")"):
        last, paired = second.last + (mark == "("), True
    return _Month(last, int(value), name.value.kind == "hijri_months", certain or paired)


def _month_tail(r: Reader, i: int, hijri: bool) -> _Tail:
    """What follows a month: «2015», «من عام 2015», «الماضي», «العام الماضي» or nothing."""
    word = r.plain(i, "directions")
    if word and word.value.value in _STEPS:
        return _Tail(word.last, None, hijri, word.value.value)
    at = i + 1 if r.folded(i) == "من" else i
    year = year_at(r, at, True, hijri)
    if year and year.hijri != hijri and year.year is not None and r.unit(at, 1) is None:
        return _Tail(i, None, hijri, None)
    return year or _Tail(i, None, hijri, None)


def month(r: Reader, i: int, bare: bool = False) -> Ref | None:
    """A whole month: with a year, with «الماضي», named twice, or bare after «في» and «منذ»."""
    name = month_name(r, i)
    if name is None:
        return None
    tail = _month_tail(r, name.last, name.hijri)
    opened = r.term(i - 1, "bare", "since", "positions")
    if tail.last == name.last:
        glued = not name.certain and r.tokens[i].end > r.begin(i) > r.tokens[i].start
        numbered = 0 < (r.digits(i - 1) or 0) <= 31  # «هجمات 11 سبتمبر»: the date was refused
        if glued or numbered or not (bare or name.certain or opened):
            return None
    when = occurrence(r, name, None, tail)
    rule = "time.hijri" if name.hijri else "time.month"
    return Ref(i, tail.last, r.begin(i, "months", "hijri_months", "units"), when, rule)


def days_of_month(r: Reader, i: int, at: int, days: tuple[int, int], worded: bool) -> Ref | None:
    """Days already read in ``tokens[i:at]`` with the month that follows: «[7] من نيسان 2015»."""
    if not 1 <= days[0] <= days[1] <= 31:
        return None
    of = r.folded(at) == "من"
    at += of
    if of and (span := unit_span(r, at)) and span.rule == "time.month":
        when = span.when and calendar_span(False, span.when.start.year, span.when.start.month, days)
        return Ref(i, span.last, r.begin(i, "ordinals"), when, "time.day_month")
    name = month_name(r, at)
    if name is None or (worded and not of) or not r.plain(at, "months", "hijri_months", "units"):
        return None
    tail = _month_tail(r, name.last, name.hijri)
    quoted = r.folded(i - 1) in QUOTES and r.folded(tail.last) in QUOTES  # «14 آذار»: a movement
    if tail.last == name.last and (quoted or r.term(i - 1, "before_date")):
        return None
    when = occurrence(r, name, days, tail)
    if when is None and (r.published or tail.year):
        return None
    rule = "hijri" if name.hijri else "day_month_year" if tail.year else "day_month"
    return Ref(i, tail.last, r.begin(i, "ordinals"), when, f"time.{rule}")


def day_month(r: Reader, i: int) -> Ref | None:
    """«19 فبراير», «السابع من نيسان/أبريل», «15 رمضان 1436», «الخامس من الشهر الماضي»."""
    day = r.digits(i)
    if day is not None:
        word = r.plain(i + 1, "directions")
        if word and word.value.value in ("this", "last") and day <= 31 and r.published:
            whole = unit_interval("month", r.published, _STEPS[word.value.value])
            when = calendar_span(False, whole.start.year, whole.start.month, (day, day))
            return Ref(i, word.last, r.tokens[i].start, when, "time.day_month") if when else None
        return days_of_month(r, i, i + 1, (day, day), False)
    if match := _DAY_RANGE.match(r.folded(i)):
        return days_of_month(r, i, i + 1, (int(match[1]), int(match[2])), False)
    ordinal = r.term(i, "ordinals")
    if ordinal is None:
        first = r.term(i, "positions")
        if first and first.value.value == "point":
            return days_of_month(r, i, first.last, (1, 1), False)
        return None
    if r.term(i - 1, "parts_of_year") or r.folded(i - 1) in _NUMBERED:
        return None
    number = int(ordinal.value.value)
    return days_of_month(r, i, ordinal.last, (number, number), r.folded(i) != "الفاتح")


def numeric(r: Reader, i: int) -> Ref | None:
    """«17/7/2015», «2015-07-17», «17.07.2015»: the day first, unless the year is."""
    match = _NUMERIC.match(r.folded(i))
    if match is None or ((len(match[1]) < 4) == (len(match[4]) < 4) and len(match[4]) != 2):
        return None
    parts = (match[4], match[3], match[1]) if len(match[1]) == 4 else (match[1], match[3], match[4])
    day, month, year = map(int, parts)
    if year < 100 and match[2] != "/":  # «1.2.15» may be anything
        return None
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if month > 12 >= day:
        day, month = month, day
    era = r.plain(i + 1, "ce", "ah")
    hijri = _FIRST_HIJRI <= year <= _LAST_HIJRI
    if (not hijri and not _FIRST_YEAR <= year <= _LAST_YEAR) or not 1 <= month <= 12:
        return None
    when = calendar_span(hijri, year, month, (day, day))
    rule = "time.hijri" if hijri else "time.numeric"
    return Ref(i, era.last if era else i + 1, r.tokens[i].start, when, rule) if when else None


def full_date(r: Reader, i: int) -> Ref | None:
    """A day with its month, and the same day in the other calendar: «… الموافق 2 يوليو 2015»."""
    found = numeric(r, i) or day_month(r, i)
    if found is None:
        return None
    at, opened = found.last, r.folded(found.last) in ("(", "-", "–", "/")
    link = r.plain(at + (r.folded(at) in ("،", "(")), "equals")
    if link:
        opened, at = r.folded(at) == "(", link.last - 1
    if not (link or opened):
        return found
    at += 1 + (r.folded(at + 1) == "ل") if link else 1
    second = numeric(r, at) or day_month(r, at)
    if second is None or (found.rule == second.rule and not link):
        return found
    last = second.last + (r.folded(second.last) == ")" and opened)
    best = second if found.rule == "time.hijri" or found.when is None else found
    return Ref(i, last, found.start, best.when or found.when, best.rule)


def position(r: Reader, i: int) -> Ref | None:
    """«مطلع الشهر», «أواخر الشهر الماضي», «منتصف أيار», «نهاية 2018», «نهاية الأسبوع»."""
    part = r.term(i, "positions")
    if part is None:
        return None
    at = part.last
    whole = unit_span(r, at) or month(r, at, bare=True) or year(r, at, bare=True) or decade(r, at)
    value = part.value.value
    if whole is None:
        unit = r.unit(at, 1)
        kind = unit.value.value if unit and unit.form.article and not unit.form.proclitic else ""
        if unit is None or kind not in ("week", "month", "year"):
            return None
        when = unit_interval(kind, r.published, 0) if r.published else None
        whole = Ref(at, unit.last, unit.start, when, f"time.{kind}")
        value = _BARE_START_OF_MONTH if (value, kind) == ("start", "month") else value
    when = part_of(whole.when, value) if whole.when else None
    ahead = when and r.published and whole.rule == "time.week" and when.start > r.published
    if when and ahead and whole.last == at + 1:  # «نهاية الأسبوع» alone: the last that has begun
        when = Interval(when.start - timedelta(7), when.end - timedelta(7), when.precision)
    return Ref(i, whole.last, part.start, when, "time.position", whole.historical, whole.future)


def year(r: Reader, i: int, bare: bool = False) -> Ref | None:
    """«عام 2014», «عامي 2013 و2014», and «2014» after «في», «منذ», «بين» or «حرب»."""
    bare = bare or r.term(i - 1, "bare", "since", "between", "year_heads") is not None
    found = year_at(r, i, bare)
    if found and found.year is not None:
        when = year_interval(found.year, found.hijri)
        rule = "time.hijri" if found.hijri else "time.year"
        return Ref(i, found.last, r.begin(i, "units", "this"), when, rule) if when else None
    dual = r.unit(i, 2)
    if dual and dual.value.value == "year" and (low := _four_digits(r, dual.last, False)):
        high = _four_digits(r, low.last + 1, False) if r.folded(low.last) == "و" else None
        if high and low.year and high.year and low.year < high.year:
            when = year_span(low.year, high.year - low.year + 1)
            return Ref(i, high.last, dual.start, when, "time.year")
    return None


def season(r: Reader, i: int) -> Ref | None:
    """«صيف 2014», «صيف العام الماضي», «الصيف الماضي»."""
    word = r.term(i, "seasons")
    if word is None:
        return None
    first, at = int(word.value.value), word.last
    if not word.form.article:
        tail = year_at(r, at + (r.folded(at) == "من"), bare=True)
        if tail is None or tail.year is None or tail.hijri:
            return None
        return Ref(i, tail.last, word.start, month_span(tail.year, first, 3), "time.season")
    direction = r.plain(at, "directions")
    if direction is None or direction.value.value not in ("last", "this", "next"):
        return None
    when, wanted = None, direction.value.value
    if (day := r.published) is not None:
        spans = [month_span(day.year + k, first, 3) for k in (-2, -1, 0, 1)]
        begun = [s for s in spans if (s.end if wanted == "last" else s.start) < day]
        when = spans[len(begun)] if wanted == "next" else begun[-1]
    return Ref(i, direction.last, word.start, when, "time.season", future=wanted == "next")


def decade(r: Reader, i: int) -> Ref | None:
    """«تسعينات القرن الماضي», «الثمانينات», «الستينات من القرن العشرين»."""
    word = r.term(i, "decades")
    if word is None:
        return None
    last = word.last + (r.folded(word.last) == "من")
    century = r.term(last, "units")
    tail = r.folded(century.last) if century and century.value.value == "century" else ""
    if tail in ("الماضي", "العشرين", "المنصرم", "الفايت"):
        last = last + 2
    elif not word.form.article or last > word.last:
        return None
    first = 1900 + int(word.value.value)
    return Ref(i, last, word.start, year_span(first, 10), "time.decade")
