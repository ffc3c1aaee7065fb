"""Letter folding: equal words compare equal, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.letters import FOLD, MARKS, fold, is_arabic

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.sampled_from(" .،abc019\u200c\u200d\u200e\n"),
    )
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد", "احمد"),
        ("إدلب", "ادلب"),
        ("آمنة", "امنه"),
        ("ٱلحرب", "الحرب"),
        ("مستشفى", "مستشفي"),
        ("رئيس", "رييس"),
        ("مؤتمر", "موتمر"),
        ("غزة", "غزه"),
        ("شيء", "شيء"),
        ("الأُمَّـة", "الامه"),
        ("قُتِلَ", "قتل"),
        ("قتـــل", "قتل"),
        ("هـذا", "هذا"),
        ("مصطفىٰ", "مصطفي"),
        ("١٢٣٤٥٦٧٨٩٠", "1234567890"),
        ("۱۲۳۴۵۶۷۸۹۰", "1234567890"),
        ("می\u200cخواهم", "ميخواهم"),
        ("کابل", "كابل"),
        ("ڨفصة", "قفصه"),
        ("پاریس", "باريس"),
        ("چاد", "جاد"),
        ("ڤيينا", "فيينا"),
        ("گورو", "غورو"),
        ("ﻟﻴﺒﻴﺎ", "ليبيا"),
        ("ﷲ", "الله"),
        ("ﻻجئ", "لاجي"),
        ("\ufeffحلب\u200f", "حلب"),
        ("plain ASCII 12", "plain ASCII 12"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("سار", "صار"), ("قلب", "كلب"), ("ذل", "زل"), ("علم", "ألم")]
)
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ARABIC)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ARABIC, ARABIC)
def test_fold_works_letter_by_letter(one: str, other: str) -> None:
    assert fold(one + " " + other) == fold(one) + " " + fold(other)


@given(ARABIC)
def test_nothing_that_folds_away_is_left(text: str) -> None:
    assert not set(fold(text)) & (MARKS | set(map(chr, FOLD)))


@given(st.text(st.characters(max_codepoint=0x05FF)))
def test_other_scripts_are_left_alone(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("حلب", True),
        ("Aleppo حلب", True),
        ("ﺣﻠﺐ", True),
        ("Aleppo", False),
        ("١٢", False),
        ("", False),
    ],
)
def test_is_arabic(text: str, arabic: bool) -> None:
    assert is_arabic(text) is arabic
