"""Sentence bounds: headlines, initials, decimals, quotations; nothing lost, nothing doubled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.sentences import sentences

TEXTS = st.text(
    st.sampled_from("قتلجنديفحلبأ ابمس 12.،!؟?…\n\"»«()[]'\t\u064f\u200f\r\u00a0"), max_size=80
)


def _split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قتل جندي. وأصيب آخر.", ["قتل جندي.", "وأصيب آخر."]),
        ("قتل جندي\nوأصيب آخر", ["قتل جندي", "وأصيب آخر"]),
        ("عنوان بلا نقطة\n\nقتل جندي.", ["عنوان بلا نقطة", "قتل جندي."]),
        ("ليبيا.. اشتباكات في سبها", ["ليبيا.. اشتباكات في سبها"]),
        ("ليبيا... اشتباكات في سبها", ["ليبيا... اشتباكات في سبها"]),
        ("ليبيا… اشتباكات في سبها", ["ليبيا… اشتباكات في سبها"]),
        ("بلغت 3.5 كلم. ثم عاد", ["بلغت 3.5 كلم.", "ثم عاد"]),
        ("سار 3.5 كلم ثم عاد", ["سار 3.5 كلم ثم عاد"]),
        ("هل قتل؟ نعم!", ["هل قتل؟", "نعم!"]),
        ("هل قتل?! نعم", ["هل قتل?!", "نعم"]),
        ("قال «قتل جندي.» ثم سكت", ["قال «قتل جندي.»", "ثم سكت"]),
        ('قال "قتل جندي." ثم سكت', ['قال "قتل جندي."', "ثم سكت"]),
        ("وصل د. محمد إلى حلب", ["وصل د. محمد إلى حلب"]),
        ("قال أ. ب. للصحيفة", ["قال أ. ب. للصحيفة"]),
        ("حلب (أ.ف.ب) قتل جندي", ["حلب (أ.ف.ب) قتل جندي"]),
        ("زار موقع example.com أمس", ["زار موقع example.com أمس"]),
        ("  قتل جندي  ", ["قتل جندي"]),
        ("قتل جندي.\r\nوأصيب آخر.", ["قتل جندي.", "وأصيب آخر."]),
        ("***\nقتل جندي", ["قتل جندي"]),
        ("قُتِلَ جُنديٌّ. وأُصيبَ آخر", ["قُتِلَ جُنديٌّ.", "وأُصيبَ آخر"]),
        ("", []),
        (" \n ", []),
        ("...", []),
    ],
)
def test_split(text: str, parts: list[str]) -> None:
    assert _split(text) == parts


def test_sentences_are_numbered_and_their_tokens_lie_inside() -> None:
    text = "عنوان\nقتل 17 جنديا. وأصيب آخرون."
    found = sentences(text)
    assert [s.index for s in found] == [0, 1, 2]
    for sentence in found:
        assert sentence.tokens[0].start == sentence.start
        assert all(sentence.start <= t.start < t.end <= sentence.end for t in sentence.tokens)


@given(TEXTS)
def test_bounds_never_overlap(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        end = sentence.end


@given(TEXTS)
def test_no_letter_is_lost(text: str) -> None:
    covered = {i for s in sentences(text) for t in s.tokens for i in range(t.start, t.end)}
    assert [c for i, c in enumerate(text) if c.isalnum() and i not in covered] == []


@given(TEXTS)
def test_tokens_reproduce_the_text(text: str) -> None:
    for sentence in sentences(text):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.word.raw
