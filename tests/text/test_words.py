"""Clitic splits: every split is offered, and its offsets point into the raw word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.letters import fold
from marsad.text.words import Form, Word, word

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة"
SPELLINGS = st.text(st.sampled_from(LETTERS + "\u064f\u0651\u0640\u200d"), min_size=1, max_size=14)


def _find(
    raw: str, stem: str, proclitic: str = "", enclitic: str = "", article: bool = False
) -> Form:
    hits = [
        form
        for form in word(raw).forms
        if (form.stem, form.proclitic, form.enclitic, form.article)
        == (stem, proclitic, enclitic, article)
    ]
    assert len(hits) == 1, f"{raw}: {word(raw).forms}"
    return hits[0]


@pytest.mark.parametrize(
    ("raw", "proclitic", "article", "stem", "enclitic"),
    [
        ("جيش", "", False, "جيش", ""),
        ("الجيش", "", True, "جيش", ""),
        ("والجيش", "و", True, "جيش", ""),
        ("بالجيش", "ب", True, "جيش", ""),
        ("وبالجيش", "وب", True, "جيش", ""),
        ("للجيش", "ل", True, "جيش", ""),
        ("وللجيش", "ول", True, "جيش", ""),
        ("كالجيش", "ك", True, "جيش", ""),
        ("فالجيش", "ف", True, "جيش", ""),
        ("لجيش", "ل", False, "جيش", ""),
        ("جيشهم", "", False, "جيش", "هم"),
        ("وجيشها", "و", False, "جيش", "ها"),
        ("بجيشنا", "ب", False, "جيش", "نا"),
        ("عناصره", "", False, "عناصر", "ه"),
        ("عناصرهما", "", False, "عناصر", "هما"),
        ("سيقتل", "س", False, "يقتل", ""),
        ("وسيقتل", "وس", False, "يقتل", ""),
        ("ستنسحب", "س", False, "تنسحب", ""),
        ("محاصرتهم", "", False, "محاصرت", "هم"),
        ("محاصرتهم", "", False, "محاصره", "هم"),
        ("وَالجَيْش", "و", True, "جيش", ""),
        ("الـجيش", "", True, "جيش", ""),
    ],
)
def test_split(raw: str, proclitic: str, article: bool, stem: str, enclitic: str) -> None:
    _find(raw, stem, proclitic, enclitic, article)


@pytest.mark.parametrize(
    ("raw", "stem", "article", "enclitic"),
    [
        ("الجيشهم", "جيش", True, "هم"),  # no pronoun after the article
        ("غارة", "غار", False, "ه"),  # ta marbuta is no pronoun
        ("به", "ب", False, "ه"),  # nor on a stem of one letter
        ("سلاح", "لاح", False, ""),  # no future before a noun
    ],
)
def test_no_split(raw: str, stem: str, article: bool, enclitic: str) -> None:
    forms = word(raw).forms
    assert not [f for f in forms if (f.stem, f.article, f.enclitic) == (stem, article, enclitic)]


@pytest.mark.parametrize(
    ("raw", "stem", "article", "noun", "bare", "whole"),
    [
        ("وبالجيش", "جيش", True, "الجيش", "جيش", "الجيش"),
        ("للجيش", "جيش", True, "جيش", "جيش", "جيش"),  # its article has no letter of its own
        ("وَبِالجَيْشِ", "جيش", True, "الجَيْشِ", "جَيْشِ", "الجَيْشِ"),
        ("بعناصرهم", "عناصر", False, "عناصرهم", "عناصرهم", "عناصر"),
    ],
)
def test_offsets(raw: str, stem: str, article: bool, noun: str, bare: str, whole: str) -> None:
    form = next(f for f in word(raw).forms if (f.stem, f.article) == (stem, article))
    assert raw[form.start :] == noun
    assert raw[form.bare :] == bare
    assert raw[form.start : form.end] == whole


def test_words_are_shared() -> None:
    assert word("الجيش") is word("الجيش")


def test_presentation_form_that_unfolds_is_one_form() -> None:
    """A ligature of several letters has no offset inside it, so it is never split."""
    assert word("ﻻجئ") == Word("ﻻجئ", "لاجي", "لاجي", (Form("", False, "لاجي", "", 0, 0, 3),))


@given(SPELLINGS)
def test_offsets_point_into_the_word(raw: str) -> None:
    for form in word(raw).forms:
        assert 0 <= form.start <= form.bare <= form.end <= len(raw)
        assert fold(raw[: form.start]) == form.proclitic or form.article
        spelled = fold(raw[form.bare : form.end])
        assert spelled == form.stem or (spelled, form.stem[-1:]) == (form.stem[:-1] + "ت", "ه")


@given(SPELLINGS)
def test_whole_word_is_always_offered_first(raw: str) -> None:
    first = word(raw).forms[0]
    assert (first.proclitic, first.article, first.stem) == ("", False, fold(raw))
