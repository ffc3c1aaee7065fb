"""Tokens with offsets into the text as given; words that a scraper glued are cut apart here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import msgspec

from marsad.text.letters import fold
from marsad.text.words import MAX_SPELLINGS, BySpelling, Word, word
from marsad.text.wordsets import word_set

V = TypeVar("V")
_ARABIC = (
    r"\u0610-\u061A\u0621-\u065F\u066E-\u06D3\u06D5-\u06ED\u06FA-\u06FF\u0750-\u077F"
    r"\uFB50-\uFDFB\uFE70-\uFEFC"
)
_INVISIBLE = r"\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF"
_DIGIT = r"0-9\u0660-\u0669\u06F0-\u06F9"
_TOKEN = re.compile(
    rf"(?P<number>[{_DIGIT}]+(?:[.,٫٬٬/:\-–][{_DIGIT}]+)*)"
    rf"|(?P<arabic>[{_ARABIC}](?:[{_ARABIC}{_INVISIBLE}]*[{_ARABIC}])?)"
    r"|(?P<latin>[^\W\d_](?:[^\W_؀-ۿ]|['’.\-](?=[A-Za-z]))*)"
    r"|(?P<punct>\.{2,}|…|[^\w\s])"
)
# A ta marbuta ends a word, so letters after it belong to the next one: «المنطقةالغربية».
_AFTER_TA_MARBUTA = re.compile(r"(?<=[\u0621-\u064A]{2}ة)(?=[\u0621-\u064A]{2})")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or punctuation mark at ``start:end`` of the report's text.

    ``folded`` is the folded spelling of ``word``, the only form that rules compare.
    """

    start: int
    end: int
    kind: str
    word: Word
    folded: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``text[start:end]``; offsets count from the beginning of ``text``.

    Kinds are ``arabic``, ``number``, ``latin`` and ``punct``; white space is no token.

    >>> [t.word.raw for t in tokenize("قُتل 1.5 في الأممالمتحدة")]
    ['قُتل', '1.5', 'في', 'الأمم', 'المتحدة']
    """
    tokens: list[Token] = []
    at = start
    for chunk in text[start:end].split():
        at = text.find(chunk, at)
        for kind, first, last, analysed in _read(chunk):
            tokens.append(Token(at + first, at + last, kind, analysed, analysed.folded))
        at += len(chunk)
    return tokens


@lru_cache(maxsize=MAX_SPELLINGS)
def _read(chunk: str) -> tuple[tuple[str, int, int, Word], ...]:
    """Kind, bounds and word of every token between two spaces; no token holds a space.

    None where only vowel signs, tatweel or bidi marks stand: they spell nothing. Cached, since
    newswire repeats its vocabulary.
    """
    found = []
    for match in _TOKEN.finditer(chunk):
        kind, at = match.lastgroup or "punct", match.start()
        bounds = _pieces(match.group()) if kind == "arabic" else [(0, len(match.group()))]
        for first, last in bounds:
            analysed = word(match.group()[first:last])
            if analysed.folded:
                found.append((kind, at + first, at + last, analysed))
    return tuple(found)


def _pieces(raw: str) -> list[tuple[int, int]]:
    """Bounds of the words glued into one run of letters; usually the run itself."""
    if "ة" in raw[:-1]:
        cuts = [m.start() for m in _AFTER_TA_MARBUTA.finditer(raw)]
        if cuts:
            bounds = [0, *cuts, len(raw)]
            return list(pairwise(bounds))
    cut = _glued_at(raw)
    return [(0, cut), (cut, len(raw))] if cut else [(0, len(raw))]


def spots(tokens: Sequence[Token], wanted: BySpelling[V]) -> list[int]:
    """The positions of the words whose answer is not empty: where a scan has to look."""
    return [i for i, token in enumerate(tokens) if wanted[token.word.raw]]


# First words of names that scrapers glue to the article that follows («الأممالمتحدة»). A short
# closed list, because «ال» inside a word is usually part of it («مسالمة», «عمالقة»).
_GLUE_HEADS = word_set("glue_heads")


def _glued_at(raw: str) -> int:
    """Where «الأممالمتحدة» splits, or 0."""
    cut = raw.find("ال", 3)
    while 0 < cut < len(raw) - 3:
        head = fold(raw[:cut])
        if head in _GLUE_HEADS or head[1:] in _GLUE_HEADS:
            return cut
        cut = raw.find("ال", cut + 1)
    return 0
