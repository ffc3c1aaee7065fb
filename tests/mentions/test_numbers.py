"""Numbers as newswire writes them: a table of cases and a round trip through num2words."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import pytest
from num2words import num2words

from marsad.mentions.numbers import Number, number_at, quantities
from marsad.text import tokenize

_TABLE = Path(__file__).with_name("numbers.tsv")
_ROUND_TRIP_SAMPLE = 3_000
_ROUND_TRIP_FLOOR = 0.999


class Case(NamedTuple):
    """One line of the table: the text and the only number in it, or none."""

    text: str
    expected: list[tuple[int | None, int | None, str | None]]


def _cases() -> list[Case]:
    cases = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if line.startswith("#") or line.startswith("kind\t"):
            continue
        kind, text, low, high, hedge = line.split("\t")
        bounds = (int(low) if low else None, int(high) if high else None, hedge or None)
        cases.append(Case(text, [bounds] if kind == "one" else []))
    return cases


def _bounds(numbers: list[Number]) -> list[tuple[int | None, int | None, str | None]]:
    return [(n.min, n.max, n.hedge) for n in numbers]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.text)
def test_table(case: Case) -> None:
    found = quantities(tokenize(case.text))
    assert _bounds(found) == case.expected


def test_table_is_large_and_has_negatives() -> None:
    cases = _cases()
    assert len(cases) >= 120
    assert sum(not case.expected for case in cases) >= 15
    assert len({case.text for case in cases}) == len(cases)


@pytest.mark.parametrize("case", [c for c in _cases() if c.expected], ids=lambda case: case.text)
def test_span_lies_in_the_text_and_on_its_tokens(case: Case) -> None:
    tokens = tokenize(case.text)
    (number,) = quantities(tokens)
    assert 0 <= number.start < number.end <= len(case.text)
    assert tokens[number.first].start <= number.start
    assert number.first < number.last <= len(tokens)
    assert number.end <= tokens[number.last - 1].end


def test_round_trip_through_num2words() -> None:
    """What num2words spells out is read as the same number."""
    values = random.Random(20_261_123).sample(range(1, 1_000_000), _ROUND_TRIP_SAMPLE)
    wrong = []
    for value in values:
        spelled = num2words(value, lang="ar")
        got = _bounds(quantities(tokenize(spelled)))
        if got != [(value, value, None)]:
            wrong.append(f"{value} «{spelled}» → {got}")
    share = 1 - len(wrong) / len(values)
    assert share >= _ROUND_TRIP_FLOOR, "\n".join(wrong)


def test_several_numbers_stay_apart() -> None:
    text = "مقتل 12 جنديا وإصابة ثلاثين آخرين واعتقال العشرات"
    found = quantities(tokenize(text))
    assert [text[n.start : n.end] for n in found] == ["12", "ثلاثين", "العشرات"]
    assert _bounds(found) == [(12, 12, None), (30, 30, None), (20, 99, "vague")]


def test_hedge_words_belong_to_the_span() -> None:
    text = "أسفر عن مقتل ما لا يقل عن 17 جنديا"
    (number,) = quantities(tokenize(text))
    assert text[number.start : number.end] == "ما لا يقل عن 17"
    assert number.rule == "number.hedged"


def test_proclitic_stays_outside_the_span() -> None:
    text = "هاجموه بثلاثة صواريخ"
    (number,) = quantities(tokenize(text))
    assert text[number.start : number.end] == "ثلاثة"


def test_every_rule_is_named() -> None:
    samples = {
        "number.digits": "17 جنديا",
        "number.words": "سبعة عشر جنديا",
        "number.vague": "عشرات الجنود",
        "number.range": "بين 3 و5 جنود",
        "number.hedged": "نحو 17 جنديا",
    }
    for rule, text in samples.items():
        assert [n.rule for n in quantities(tokenize(text))] == [rule], text


def test_number_at_looks_at_one_position_only() -> None:
    tokens = tokenize("قتل 17 جنديا")
    assert number_at(tokens, 0) is None
    found = number_at(tokens, 1)
    assert found is not None
    assert (found.min, found.max, found.first, found.last) == (17, 17, 1, 2)


def test_no_tokens_no_numbers() -> None:
    assert quantities([]) == []
