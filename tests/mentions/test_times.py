"""Time expressions: every row of ``times.tsv``, and what rows cannot say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest

from marsad.mentions.times import FoundTime, times
from marsad.text import tokenize

DAY = date(2016, 3, 9)  # a Wednesday


class Case(NamedTuple):
    """One row: the times a text must yield, as (words, start, end, precision)."""

    text: str
    published: date | None
    expected: list[tuple[str, str, str, str]]


def cases() -> list[Case]:
    lines = Path(__file__).with_name("times.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    found = []
    for text, published, *cells in rows:
        columns = [cell.split(" ; ") for cell in cells]
        day = date.fromisoformat(published) if published else None
        expected = list(zip(*columns, strict=True)) if cells[0] else []
        found.append(Case(text, day, expected))
    return found


def read(text: str, published: date | None = DAY) -> list[FoundTime]:
    return times(text, tokenize(text), published)


def shown(found: FoundTime) -> tuple[str, str, str, str]:
    when = found.time.interval
    dated = (str(when.start), str(when.end), when.precision) if when else ("", "", "")
    return (found.time.text, *dated)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.text}@{case.published}")
def test_case(case: Case) -> None:
    assert [shown(f) for f in read(case.text, case.published)] == case.expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text)
def test_offsets_point_into_the_text(case: Case) -> None:
    text = f"سبق. {case.text}"
    for found in times(text, tokenize(text, 5), case.published):
        assert text[found.time.start : found.time.end] == found.time.text
        assert found.time.rule.startswith("time.")
        assert found.first < found.last


@pytest.mark.parametrize(
    ("text", "historical", "future"),
    [
        ("قتل أمس", False, False),
        ("قتل الأسبوع الماضي", False, False),
        ("قتل قبل أسبوعين", True, False),
        ("قتل عام 2011", True, False),
        ("تدور منذ أشهر", True, False),
        ("تدور منذ سنوات", True, False),
        ("تدور منذ عام 2011", True, False),
        ("تدور منذ أيام", False, False),
        ("تدور منذ أمس", False, False),
        ("يصل غدا", False, True),
        ("يصل الجمعة المقبلة", False, True),
        ("يصل بعد يومين", False, True),
        ("يصل في الأيام المقبلة", False, True),
        ("يصل الشهر المقبل", False, True),
    ],
)
def test_background_and_plans(text: str, historical: bool, future: bool) -> None:
    (found,) = read(text)
    assert (found.time.historical, found.time.future) == (historical, future)


def test_future_without_a_publication_date() -> None:
    assert [f.time.future for f in read("يصل غدا", None)] == [True]
    assert [f.time.future for f in read("يصل الخميس المقبل", None)] == [True]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("أمس", "time.relative_day"),
        ("الجمعة", "time.weekday"),
        ("17 يوليو 2015", "time.day_month_year"),
        ("17 يوليو", "time.day_month"),
        ("5 شوال 1436", "time.hijri"),
        ("17/7/2015", "time.numeric"),
        ("في آذار", "time.month"),
        ("قبل يومين", "time.ago"),
        ("بين 5 و9 مايو", "time.range"),
        ("منذ 2015", "time.since"),
        ("الأيام الماضية", "time.period"),
        ("ليل الجمعة السبت", "time.night"),
    ],
)
def test_rule_names(text: str, rule: str) -> None:
    assert [f.time.rule for f in read(text)] == [rule]


def test_a_weekday_corrects_a_report_dated_a_day_late() -> None:
    (found,) = read("قتل اليوم الثلاثاء")
    assert found.time.interval is not None
    assert found.time.interval.start == date(2016, 3, 8)


def test_leap_day_and_impossible_dates() -> None:
    assert shown(read("في 29 فبراير")[0])[1] == "2016-02-29"
    assert shown(read("في 29 فبراير", date(2015, 7, 1))[0])[1] == "2012-02-29"
    assert shown(read("في 31 فبراير 2015")[0])[0] == "فبراير 2015"  # the month is all that stands
    assert read("في 45/13/2015") == []


def test_every_publication_day_is_safe() -> None:
    for day in (date(2012, 2, 29), date(2016, 1, 1), date(2015, 12, 31), date(1970, 1, 1)):
        for case in cases():
            read(case.text, day)


def test_speed_on_ordinary_text() -> None:
    text = "أعلنت الحكومة أن القوات تقدمت نحو البلدة وسيطرت على جسر قرب النهر ثم انسحبت منها " * 200
    tokens = tokenize(text)
    times(text, tokens, DAY)
    begun = perf_counter()
    assert times(text, tokens, DAY) == []
    # The aim is 100,000 words a second; a busy machine gets a factor of four.
    assert len(tokens) / (perf_counter() - begun) > 25_000
