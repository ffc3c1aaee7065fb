"""Tolls in single sentences: every row of ``casualties.tsv``, and what rows cannot say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.claims.casualties import Toll
from marsad.pipeline import read
from marsad.types import Casualty, Report
from tests.case_table import check_size, entries, params, rows

_TABLE = Path(__file__).with_name("casualties.tsv")
_ENTRY = re.compile(
    r"(?P<kind>\w+) (?P<bounds>[\d+-]+)(?P<subset> subset)?"
    r"(?: = (?P<words>.+?))?(?: @ (?P<party>.+))?"
)


def tolls(text: str) -> tuple[Toll, ...]:
    return read(Report("case", text)).tolls


def bounds(casualty: Casualty) -> str:
    if casualty.max is None:
        return f"{casualty.min}+"
    if casualty.min == casualty.max:
        return str(casualty.min)
    return f"{casualty.min or 0}-{casualty.max}"


def shown(toll: Toll, like: re.Match[str] | None) -> str:
    """A toll in the notation of the table, with words and party only where the case has them."""
    c = toll.casualty
    entry = f"{c.kind} {bounds(c)}{' subset' if c.subset else ''}"
    if like is not None and like["words"]:
        entry += f" = {c.text}"
    if like is not None and like["party"]:
        entry += f" @ {c.party.text if c.party else None}"
    return entry


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    expected = entries(row["tolls"])
    likes = [_ENTRY.fullmatch(entry) for entry in expected]
    assert all(likes), expected
    found = tolls(row["text"])
    padded = [*likes, *[None] * max(0, len(found) - len(likes))]
    assert [shown(t, like) for t, like in zip(found, padded, strict=False)] == expected


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "tolls", cases=120, negatives=25)


@pytest.mark.parametrize("row", rows(_TABLE), ids=lambda row: row["text"])
def test_spans_lie_in_the_text(row: dict[str, str]) -> None:
    text = f"سبق أن نشر الخبر. {row['text']}."
    for toll in tolls(text):
        c = toll.casualty
        assert text[c.start : c.end] == c.text
        assert c.text == c.text.strip()
        if c.party is not None:
            assert text[c.party.start : c.party.end] == c.party.text


@pytest.mark.parametrize("row", rows(_TABLE), ids=lambda row: row["text"])
def test_bounds_are_in_order(row: dict[str, str]) -> None:
    for toll in tolls(row["text"]):
        c = toll.casualty
        assert c.min is None or c.min >= 0
        assert c.min is None or c.max is None or c.min <= c.max


def test_a_count_of_people_without_harm_is_dropped_with_its_reason() -> None:
    reading = read(Report("case", "حضر اللقاء 40 ضابطا"))
    assert reading.tolls == ()
    assert [(d.text, d.reason) for d in reading.drops] == [
        ("40", "a count of people with no word of harm")
    ]


def test_the_hedge_is_told() -> None:
    samples = {
        "مقتل ما لا يقل عن 9 جنود": "at least",
        "مقتل أكثر من 9 جنود": "more than",
        "مقتل نحو 9 جنود": "about",
        "مقتل 9 جنود": None,
    }
    for text, hedge in samples.items():
        assert [t.casualty.hedge for t in tolls(text)] == [hedge], text
