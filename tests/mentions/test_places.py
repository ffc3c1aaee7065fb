"""Places in single sentences: every row of ``places.tsv``, and what rows cannot say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.mentions.gazetteer import by_id
from marsad.mentions.places import Resolved, resolve_name
from marsad.pipeline import read
from marsad.types import Place, Report
from tests.case_table import check_size, entries, params, rows

_TABLE = Path(__file__).with_name("places.tsv")
_ENTRY = re.compile(r"(?P<words>.+) = (?P<what>\S+)(?: (?P<precision>[a-z]+\d?))?")


def resolved(text: str) -> list[Resolved]:
    """The places of a text, without the states and capitals that rather act."""
    scenes = read(Report("case", text)).scenes
    return [p for scene in scenes for p in scene.places if not p.country_actor]


def shown(place: Place, like: re.Match[str] | None) -> str:
    """A place in the notation of the table, as precise as the case is."""
    if like is not None and re.fullmatch("[A-Z]{2}", like["what"]):
        what = place.country or "?"
    else:
        what = place.place_id or "?"
    precision = f" {place.precision}" if like is not None and like["precision"] else ""
    return f"{place.text} = {what}{precision}"


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    expected = entries(row["places"])
    likes = [_ENTRY.fullmatch(entry) for entry in expected]
    assert all(likes), expected
    found = resolved(row["text"])
    padded = [*likes, *[None] * max(0, len(found) - len(likes))]
    assert [shown(p.place, like) for p, like in zip(found, padded, strict=False)] == expected


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "places", cases=120, negatives=25)


def test_identifiers_of_the_table_exist() -> None:
    matches = [_ENTRY.fullmatch(entry) for row in rows(_TABLE) for entry in entries(row["places"])]
    named = {match["what"] for match in matches if match is not None and "/" in match["what"]}
    assert named - by_id().keys() == set()


@pytest.mark.parametrize("row", rows(_TABLE), ids=lambda row: row["text"])
def test_spans_lie_in_the_text(row: dict[str, str]) -> None:
    text = f"سبق أن نشر الخبر. {row['text']}."
    for found in resolved(text):
        place = found.place
        assert text[place.start : place.end] == place.text
        assert found.found.first < found.found.last


def test_homonyms_that_were_not_taken_are_told() -> None:
    (found,) = resolved("الجيش اللبناني ينتشر في طرابلس")
    assert "ly/tripoli" in found.place.rejected


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("طرابلس", "LB", "lb/tripoli-lb"),
        ("طرابلس", "LY", "ly/tripoli"),
        ("البيضاء", "LY", "ly/bayda"),
        ("القنيطرة", "MA", "ma/kenitra"),
        ("المنصورة", "EG", "eg/mansoura"),
        ("الناصرية", None, "iq/nasiriyah"),
        ("مدينة لا وجود لها", None, None),
    ],
)
def test_resolve_name(name: str, country: str | None, expected: str | None) -> None:
    place = resolve_name(name, country)
    assert (place.place_id if place else None) == expected


def test_the_country_of_one_report_does_not_leak_into_the_next() -> None:
    assert [p.place.country for p in resolved("الجيش اللبناني في طرابلس")] == ["LB"]
    assert [p.place.country for p in resolved("الجيش الليبي في طرابلس")] == ["LY"]
