"""Actor phrases in single sentences: every row of ``actors.tsv``, and what rows cannot say."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from marsad.mentions.actors import Found, find
from marsad.mentions.authority import authorities
from marsad.text import sentences
from tests.case_table import check_size, entries, params, rows

_TABLE = Path(__file__).with_name("actors.tsv")
_ENTRY = re.compile(
    r"(?P<words>[^=:]+?)(?: = (?P<id>\S+)| : (?P<sector>[A-Z]{3})(?P<country> [A-Z]{3})?)?"
)


def actors(text: str) -> list[Found]:
    """The actor phrases of a text, without bare adjectives and things."""
    return [a for a in find(sentences(text)) if a.kind not in ("adjective", "thing")]


def shown(found: Found, text: str, like: re.Match[str] | None) -> str:
    """An actor in the notation of the table, with as much of it as the case has."""
    words = text[found.start : found.end]
    if like is not None and like["id"]:
        return f"{words} = {found.authority.id if found.authority else None}"
    if like is not None and like["sector"]:
        country = f" {found.country}" if like["country"] else ""
        return f"{words} : {found.sector}{country}"
    return words


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    text, expected = row["text"], entries(row["actors"])
    likes = [_ENTRY.fullmatch(entry) for entry in expected]
    assert all(likes), expected
    found = actors(text)
    padded = [*likes, *[None] * max(0, len(found) - len(likes))]
    assert [shown(a, text, like) for a, like in zip(found, padded, strict=False)] == expected


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "actors", cases=100, negatives=14)


def test_identifiers_of_the_table_exist() -> None:
    matches = [_ENTRY.fullmatch(entry) for row in rows(_TABLE) for entry in entries(row["actors"])]
    named = {match["id"] for match in matches if match is not None and match["id"]}
    assert named - authorities().keys() == set()


@pytest.mark.parametrize("row", rows(_TABLE), ids=lambda row: row["text"])
def test_phrases_never_overlap_and_lie_on_their_tokens(row: dict[str, str]) -> None:
    split = sentences(row["text"])
    found = find(split)
    for actor in found:
        tokens = split[actor.sentence].tokens
        assert tokens[actor.first].start <= actor.start < actor.end <= tokens[actor.last - 1].end
    for one, two in pairwise(found):
        assert one.last <= two.first


@pytest.mark.parametrize(
    ("text", "words", "preposition"),
    [
        ("قتل الرجل على يد مسلحين", "مسلحين", "على يد"),
        ("اعتقل الطالب من قبل الشرطة", "الشرطة", "من قبل"),
        ("اشتبك الجيش مع المتمردين", "المتمردين", "مع"),
        ("غارات للتحالف على الميناء", "تحالف", "ل"),
        ("رحب المجلس بالحكومة", "الحكومة", "ب"),
        ("مظاهرة ضد الحكومة", "الحكومة", "ضد"),
        ("أعلن ذلك الجيش", "الجيش", ""),
    ],
)
def test_the_governing_preposition_is_told(text: str, words: str, preposition: str) -> None:
    (found,) = [a for a in actors(text) if text[a.start : a.end] == words]
    assert found.preposition.replace("ي", "ى") == preposition.replace("ي", "ى")


def test_a_short_form_means_the_name_given_before() -> None:
    text = "أعلنت حركة الشباب مسؤوليتها. وقالت الحركة إنها لن تنسحب."
    ids = [a.authority.id for a in actors(text) if a.authority is not None]
    assert ids == ["som/al-shabaab", "som/al-shabaab"]


def test_a_count_of_people_is_kept() -> None:
    (found,) = actors("خطف سبعة عمال")
    assert found.bounds == (7, 7)


def test_a_spokesman_speaks_for_somebody() -> None:
    (found,) = actors("قال المتحدث باسم الجيش السوداني")
    assert found.inner is not None
    assert found.inner.authority is not None
    assert found.inner.authority.id == "sdn/mil"
