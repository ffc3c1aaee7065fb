"""Words and their clitic splits, computed once per spelling and shared by every later room."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from marsad.text.letters import MARKS, fold

V = TypeVar("V")
MAX_SPELLINGS = 200_000  # remembered at once; a newsroom's vocabulary is about as large
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ه")
_MIN_STEM = 2
_MIN_HOST = 3  # letters a word keeps before a pronoun: «عناصره» yes, «به» is no split noun


class Form(msgspec.Struct, frozen=True, gc=False):
    """One way to split a word: proclitics + article + stem + enclitic, all folded.

    ``start`` and ``bare`` are offsets into the raw word: where the noun begins with its article
    and where it begins without it; ``end`` is where the stem ends before the enclitic.
    """

    proclitic: str
    article: bool
    stem: str
    enclitic: str
    start: int
    bare: int
    end: int


class Word(msgspec.Struct, frozen=True, gc=False):
    """A spelling: as written, folded, folded without its article, and every split of it.

    The splits are those that the clitic table allows, the whole word first.
    """

    raw: str
    folded: str
    bare: str
    forms: tuple[Form, ...]


def without_article(folded: str) -> str:
    """The folded word without «ال», where enough of it is left to be a word."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def _raw_offsets(raw: str) -> list[int]:
    """Raw index of every folded letter, plus the length of the raw word."""
    kept = [i for i, c in enumerate(raw) if c not in MARKS]
    return [*kept, len(raw)]


def _proclitic_splits(folded: str) -> list[tuple[str, bool, str]]:
    """Every (proclitics, has article, stem) the closed clitic table allows; whole word first."""
    splits: list[tuple[str, bool, str]] = []
    for first in _CONJUNCTIONS:
        if not folded.startswith(first):
            continue
        rest = folded[len(first) :]
        for second in _PREPOSITIONS:
            if not rest.startswith(second):
                continue
            body = rest[len(second) :]
            splits.append((first + second, False, body))
            if body.startswith("ال"):
                splits.append((first + second, True, body[2:]))
            elif second == "ل" and body.startswith("ل"):
                splits.append((first + second, True, body[1:]))
        if rest.startswith("س") and rest[1:2] in ("ي", "ت", "ن", "ا"):
            splits.append((first + "س", False, rest[1:]))
    return [s for s in splits if len(s[2]) >= _MIN_STEM or not s[0]]


def _enclitic_hosts(stem: str, closed: bool) -> list[tuple[str, str]]:
    """Pairs (stem, pronoun); «محاصرت»+«هم» also yields the ta marbuta form «محاصره».

    ``closed`` says that no pronoun can follow: the word has the article or ends in ta marbuta.
    """
    hosts = [(stem, "")]
    if closed:
        return hosts
    for pronoun in _ENCLITICS:
        host = stem[: -len(pronoun)]
        if stem.endswith(pronoun) and len(host) >= _MIN_HOST:
            hosts.append((host, pronoun))
            if host.endswith("ت"):
                hosts.append((host[:-1] + "ه", pronoun))
            break
    return hosts


@lru_cache(maxsize=MAX_SPELLINGS)
def word(raw: str) -> Word:
    """The analysed word for a spelling; cached, since newswire repeats its vocabulary.

    >>> [f.stem for f in word("وبالجيش").forms if f.article]
    ['جيش']
    """
    folded = fold(raw)
    offsets = _raw_offsets(raw)
    if len(offsets) - 1 != len(folded):  # a presentation form unfolded into several letters
        whole = Form("", False, folded, "", 0, 0, len(raw))
        return Word(raw, folded, without_article(folded), (whole,))
    forms = []
    ta_marbuta = raw.rstrip("".join(MARKS)).endswith("ة")
    for proclitic, article, stem in _proclitic_splits(folded):
        for host, pronoun in _enclitic_hosts(stem, article or ta_marbuta):
            bare = len(folded) - len(stem)
            start = bare - 2 if article and folded[max(bare - 2, 0) : bare] == "ال" else bare
            stop = offsets[len(folded) - len(pronoun)]
            forms.append(
                Form(proclitic, article, host, pronoun, offsets[start], offsets[bare], stop)
            )
    return Word(raw, folded, without_article(folded), tuple(forms))


class BySpelling(dict[str, V], Generic[V]):
    """The answer to one question about every spelling met so far, worked out once a spelling.

    Read it as a dictionary by :attr:`Word.raw`; the question is asked for a key that is missing.

    >>> BySpelling(lambda word: len(word.folded))["الأُمَّـة"]
    5
    """

    def __init__(self, question: Callable[[Word], V]) -> None:
        self._question = question

    def __missing__(self, raw: str) -> V:
        if len(self) >= MAX_SPELLINGS:
            self.clear()
        answer = self[raw] = self._question(word(raw))
        return answer
