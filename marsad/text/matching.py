"""Finds lexicon phrases in tokens: word by word, clitics and the article understood.

A phrase is stored under the folded stem of its first word, so a token costs one dictionary
look-up per possible split, whatever the size of the lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from marsad.text.letters import fold
from marsad.text.tokens import Token, tokenize
from marsad.text.words import Form, Word

T = TypeVar("T")
Pos = Literal["verb", "noun", "name", "word"]
_VERB_PROCLITICS = frozenset(["", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"])


class Match(NamedTuple, Generic[T]):
    """Tokens ``first:last`` of a sentence spell the phrase that carries ``value``.

    ``form`` is the split of the first token; ``start`` and ``end`` are offsets into the report.
    """

    first: int
    last: int
    start: int
    end: int
    form: Form
    value: T


class _Entry(NamedTuple, Generic[T]):
    rest: tuple[str, ...]
    article: bool
    pos: Pos
    value: T


def _bare(folded: str) -> str:
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def _words(phrase: str) -> list[str]:
    """The folded words of a phrase, parted as its tokens are: «أ.ف.ب», «ايتار-تاس», «عربي21»."""
    words = fold(phrase).split()
    if all(map(str.isalpha, words)):
        return words
    return [token.folded for token in tokenize(phrase)]


class PhraseIndex(Generic[T]):
    """Phrases with values, matched against tokens.

    ``verb`` phrases allow «و ف س ل» before and an object pronoun after; ``noun`` phrases allow
    every proclitic, the article and a pronoun; a ``name`` must keep its article as listed and
    takes no pronoun; a ``word`` is matched whole, save a conjunction before it.
    """

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._cache: dict[str, _Starts[T] | None] = {}

    def add(self, phrase: str, value: T, pos: Pos) -> None:
        """Store a phrase; its spelling is folded here."""
        head, *rest = _words(phrase)
        article = head.startswith("ال") and len(head) > 4 and pos in ("noun", "name")
        key = head[2:] if article else head
        entry = _Entry(tuple(map(_bare, rest)), article, pos, value)
        self._entries[key].append(entry)

    def __len__(self) -> int:
        return sum(map(len, self._entries.values()))

    def at(self, tokens: Sequence[Token], i: int) -> list[Match[T]]:
        """Every phrase that begins at token ``i``, longest first."""
        word = tokens[i].word
        try:
            starts = self._cache[word.raw]
        except KeyError:
            starts = self._cache[word.raw] = self._starts(word)
        if starts is None:
            return []
        found = []
        if starts.longer and i + 1 < len(tokens):
            for form, entry in _continued(starts.longer, tokens[i + 1].word.folded):
                if _spells(entry.rest, tokens, i + 1):
                    found.append(_match(tokens, i, form, entry))
        found += [_match(tokens, i, form, entry) for form, entry in starts.single]
        return found

    def begins(self, word: Word) -> bool:
        """Whether any phrase can begin with the word; cheaper than looking for it."""
        try:
            return self._cache[word.raw] is not None
        except KeyError:
            starts = self._cache[word.raw] = self._starts(word)
            return starts is not None

    def longest(self, tokens: Sequence[Token], i: int) -> Match[T] | None:
        """The longest phrase that begins at token ``i``."""
        found = self.at(tokens, i)
        return found[0] if found else None

    def _starts(self, word: Word) -> _Starts[T] | None:
        """What a spelling can begin: single words, and longer phrases by their second word."""
        known = [
            (form, entry)
            for form in word.forms
            for entry in self._entries.get(form.stem, ())
            if _allowed(form, entry) and not (entry.rest and form.enclitic)
        ]
        if not known:
            return None
        longer: dict[str, list[tuple[Form, _Entry[T]]]] = defaultdict(list)
        for form, entry in known:
            if entry.rest:
                longer[entry.rest[0]].append((form, entry))
        for pairs in longer.values():
            pairs.sort(key=_shortness)
        return _Starts([pair for pair in known if not pair[1].rest], dict(longer))


class _Starts(NamedTuple, Generic[T]):
    single: list[tuple[Form, _Entry[T]]]
    longer: dict[str, list[tuple[Form, _Entry[T]]]]


def _shortness(pair: tuple[Form, _Entry[T]]) -> int:
    return -len(pair[1].rest)


def _continued(
    longer: Mapping[str, list[tuple[Form, _Entry[T]]]], following: str
) -> list[tuple[Form, _Entry[T]]]:
    """The phrases whose second word follows, longest first; an accusative «ا» may hang on it."""
    bare = _bare(following)
    found = longer.get(bare, [])
    if bare.endswith("ا") and (accusative := longer.get(bare[:-1])):
        return sorted([*found, *accusative], key=_shortness)
    return found


def _match(tokens: Sequence[Token], i: int, form: Form, entry: _Entry[T]) -> Match[T]:
    token, last = tokens[i], i + 1 + len(entry.rest)
    start = token.start + (form.start if entry.pos != "verb" else form.bare)
    end = tokens[last - 1].end if entry.rest else token.start + form.end
    return Match(i, last, start, end, form, entry.value)


def _spells(rest: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    if at + len(rest) > len(tokens):
        return False
    for k, expected in enumerate(rest):
        got = _bare(tokens[at + k].word.folded)
        if got != expected and got != expected + "ا":
            return False
    return True


def _allowed(form: Form, entry: _Entry[T]) -> bool:
    if entry.pos == "verb":
        return not form.article and form.proclitic in _VERB_PROCLITICS
    if "س" in form.proclitic:
        return False
    if entry.pos == "noun":
        return form.article or not entry.article
    if entry.pos == "name":
        return form.article == entry.article and not form.enclitic
    return not form.article and not form.enclitic and form.proclitic in ("", "و", "ف")
