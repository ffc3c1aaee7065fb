"""Phrases in tokens: longest first, clitics and the accusative understood; one look a spelling."""

from __future__ import annotations

import pytest

from marsad.text import BySpelling, Word, spots, tokenize
from marsad.text.matching import PhraseIndex

FORCES: PhraseIndex[str] = PhraseIndex()
for phrase in ("القوات", "القوات المسلحة", "القوات المسلحة الليبية", "القوات الجوية", "مجلس عسكري"):
    FORCES.add(phrase, phrase, "name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("القوات المسلحة الليبية", ["القوات المسلحة الليبية", "القوات المسلحة", "القوات"]),
        ("القوات المسلحة التونسية", ["القوات المسلحة", "القوات"]),
        ("والقوات الجوية", ["القوات الجوية", "القوات"]),
        ("القوات", ["القوات"]),
        ("مجلس عسكريا", ["مجلس عسكري"]),
        ("مجلس بلدي", []),
        ("قوات مسلحة", []),
    ],
)
def test_every_phrase_that_the_words_complete(text: str, expected: list[str]) -> None:
    tokens = tokenize(text)
    assert [m.value for m in FORCES.at(tokens, 0)] == expected
    longest = FORCES.longest(tokens, 0)
    assert (longest.value if longest else None) == (expected[0] if expected else None)


def test_spots_are_where_a_phrase_can_begin() -> None:
    assert FORCES.spots(tokenize("قالت القوات إن مجلس المدينة")) == [1, 3]


def test_folded_phrases_are_the_same_phrases() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    index.add_folded("الامه العربيه", "nation", "name")
    assert [m.value for m in index.at(tokenize("الأُمّة العربية"), 0)] == ["nation"]


def test_a_spelling_is_asked_about_once() -> None:
    asked: list[str] = []

    def long(word: Word) -> bool:
        asked.append(word.raw)
        return len(word.folded) > 3

    answers = BySpelling(long)
    tokens = tokenize("بلدة في بلدة على")
    assert spots(tokens, answers) == [0, 2]
    assert spots(tokens, answers) == [0, 2]
    assert asked == ["بلدة", "في", "على"]


def test_spellings_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.text.words.MAX_SPELLINGS", 2)
    lengths = BySpelling(lambda word: len(word.folded))
    assert [lengths[raw] for raw in ("في", "على", "بلدة")] == [2, 3, 4]
    assert list(lengths) == ["بلدة"]
