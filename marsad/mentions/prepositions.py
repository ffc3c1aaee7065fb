"""What governs a noun phrase: its own clitic, the preposition before it, or a construct noun."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.mentions.grammar import QUOTES, is_conjoined, tag, word_at
from marsad.mentions.numbers import number_at
from marsad.text import Form, Token, fold
from marsad.text.wordsets import word_set

OF = "of"  # the phrase completes a construct: «سيطرة المعارضة»


def governor(tokens: Sequence[Token], first: int, start: int, form: Form | None = None) -> str:
    """The preposition that governs a phrase: its own proclitic or the word before it."""
    proclitic = form.proclitic.lstrip("وف") if form is not None else ""
    if form is None:
        lead = tokens[first].word.raw[: start - tokens[first].start]
        proclitic = fold(lead).lstrip("وف").removesuffix("ال")
    if proclitic:
        return proclitic
    before = word_at(tokens, first - 1)
    k = first - 1
    while before and (before in QUOTES or before == "#"):
        k -= 1
        before = word_at(tokens, k)
    if before in ("ل", "ب", "لـ", "بـ"):
        return before[0]
    bare = before.lstrip("و")
    if bare[1:] in _QUANTIFIERS and bare[0] in "بلك":
        return bare[0]  # «بكافة الأطراف»
    if bare in _QUANTIFIERS:
        k -= 1
        before = word_at(tokens, k)
    if before == "من" and word_at(tokens, k - 1) == "كل":
        k -= 2  # «من قبل كل من العميد والوكيل»
        before = word_at(tokens, k)
    pair = f"{word_at(tokens, k - 1)} {before}".lstrip("و")
    if pair in _DOUBLE_GOVERNORS:
        return pair
    if is_conjoined(tokens[first]):
        return ""
    if k == first - 1 and _in_construct(tokens, k):
        return OF
    single = before[1:] if before.startswith(("و", "ف")) and before[1:] in GOVERNORS else before
    return single if single in GOVERNORS else ""


def _in_construct(tokens: Sequence[Token], k: int) -> bool:
    """Whether the word at ``k`` is a bare noun whose genitive the phrase is."""
    if k < 1 or tokens[k].kind != "arabic":
        return False
    info = tag(tokens[k].word)
    folded = tokens[k].folded
    if info.closed or info.verb or info.article or info.time or info.demonym:
        return False
    if not folded or folded.endswith(("ت", "ا", "وا")) or folded[0] in "يت" or number_at(tokens, k):
        return False
    before = tokens[k - 1]
    return before.kind == "arabic" and before.folded not in ("ان",)


_QUANTIFIERS = word_set("quantifiers")
GOVERNORS = word_set("governors")
_DOUBLE_GOVERNORS = word_set("double_governors")
