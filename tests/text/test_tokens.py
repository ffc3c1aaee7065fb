"""Tokens: kinds, glued words and offsets that reproduce the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.letters import fold
from marsad.text.tokens import tokenize

TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.sampled_from('قتل الأممة المتحدة وزارة ...،؛؟!«»()"-–/:%\n\t 0123456789٠١٢abcXYZ'),
        st.sampled_from("\u064b\u0651\u0640\u200c\u200d\u200f\ufeff\ufefb\ufdf2\U0001f600é"),
    ),
    max_size=60,
)


def _raw(text: str) -> list[str]:
    return [token.word.raw for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قُتل جنديان", ["قُتل", "جنديان"]),
        ("قتـــل", ["قتـــل"]),
        ("می\u200cرود", ["می\u200cرود"]),
        ("حلب\u200f، دمشق", ["حلب", "،", "دمشق"]),
        ("بلغ 3.5 كلم", ["بلغ", "3.5", "كلم"]),
        ("بلغ ٣٫٥ كلم", ["بلغ", "٣٫٥", "كلم"]),
        ("1,250 و ١٬٢٥٠", ["1,250", "و", "١٬٢٥٠"]),
        ("في 12/05/2014", ["في", "12/05/2014"]),
        ("الساعة 10:30", ["الساعة", "10:30"]),
        ("10-15 قتيلا", ["10-15", "قتيلا"]),
        ("و15", ["و", "15"]),
        ("15قتيلا", ["15", "قتيلا"]),
        ("عام 2014.", ["عام", "2014", "."]),
        ("ليبيا.. قتلى", ["ليبيا", "..", "قتلى"]),
        ("وقال…", ["وقال", "…"]),
        ("«قسد»", ["«", "قسد", "»"]),
        ('"داعش"', ['"', "داعش", '"']),
        ("(أ.ف.ب)", ["(", "أ", ".", "ف", ".", "ب", ")"]),
        ("القاهرة،الرياض", ["القاهرة", "،", "الرياض"]),
        ("Jean-Yves Le Drian", ["Jean-Yves", "Le", "Drian"]),
        ("O'Brien's", ["O'Brien's"]),
        ("F-16 و MQ9", ["F", "-", "16", "و", "MQ9"]),
        ("25%", ["25", "%"]),
        ("ﻟﻴﺒﻴﺎ ﻻجئ", ["ﻟﻴﺒﻴﺎ", "ﻻجئ"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert _raw(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("الأممالمتحدة", ["الأمم", "المتحدة"]),
        ("وزارةالدفاع", ["وزارة", "الدفاع"]),
        ("المنطقةالغربية", ["المنطقة", "الغربية"]),
        ("مجلسالأمن", ["مجلس", "الأمن"]),
        ("والأممالمتحدة", ["والأمم", "المتحدة"]),
        ("مدينةحلبةالجديدة", ["مدينة", "حلبة", "الجديدة"]),
        ("مسالمة", ["مسالمة"]),
        ("عمالقة", ["عمالقة"]),
        ("السلام", ["السلام"]),
        ("رسالة", ["رسالة"]),
    ],
)
def test_glued_words(text: str, tokens: list[str]) -> None:
    assert _raw(text) == tokens


def test_kinds() -> None:
    kinds = [t.kind for t in tokenize("قتل 17 في Tripoli.")]
    assert kinds == ["arabic", "number", "arabic", "latin", "punct"]


def test_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    text = "عنوان\nقتل 17 جنديا"
    tokens = tokenize(text, 6, 12)
    assert [(t.start, t.end, text[t.start : t.end]) for t in tokens] == [
        (6, 9, "قتل"),
        (10, 12, "17"),
    ]


@given(TEXTS)
def test_offsets_reproduce_the_text(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.word.raw
        assert token.kind in ("arabic", "number", "latin", "punct")
        end = token.end


@given(TEXTS)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    lost = [c for i, c in enumerate(text) if c.isalnum() and fold(c) and i not in covered]
    assert lost == []
