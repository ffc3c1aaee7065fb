"""Finds lexicon phrases in tokens: word by word, clitics and the article understood.

A phrase is stored under the folded stem of its first word, so a token costs one dictionary
look-up per possible split, whatever the size of the lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from marsad.text.letters import fold
from marsad.text.tokens import Token, spots, tokenize
from marsad.text.words import BySpelling, Form, Word, without_article

T = TypeVar("T")
Pos = Literal["verb", "noun", "name", "word"]
_VERB_PROCLITICS = frozenset(["", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"])


class Match(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """Tokens ``first:last`` of a sentence spell the phrase that carries ``value``.

    ``form`` is the split of the first token; ``start`` and ``end`` are offsets into the report.
    """

    first: int
    last: int
    start: int
    end: int
    form: Form
    value: T


class _Entry(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A stored phrase: what follows its first word, and how clitics attach to that."""

    rest: str
    article: bool
    pos: Pos
    value: T


class _Reading(msgspec.Struct, Generic[T], frozen=True):
    """A spelling read as the first word of an entry; ``start:end`` are offsets into the word."""

    form: Form
    rest: tuple[str, ...]
    start: int
    end: int
    value: T


class _Node(msgspec.Struct, Generic[T]):
    """Where the words of phrases lead: what ends here, and what goes on, by the next word."""

    ends: list[_Reading[T]]
    following: dict[str, _Node[T]]


def _as_tokens(phrase: str, folded: str) -> str:
    """The folded phrase, parted as its tokens are: «أ.ف.ب», «ايتار-تاس», «عربي21»."""
    if folded.replace(" ", "").isalpha():
        return folded
    return " ".join([token.folded for token in tokenize(phrase)])


class PhraseIndex(Generic[T]):
    """Phrases with values, matched against tokens.

    ``verb`` phrases allow «و ف س ل» before and an object pronoun after; ``noun`` phrases allow
    every proclitic, the article and a pronoun; a ``name`` must keep its article as listed and
    takes no pronoun; a ``word`` is matched whole, save a conjunction before it.
    """

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._known = BySpelling(self._read)

    def add(self, phrase: str, value: T, pos: Pos) -> None:
        """Store a phrase; its spelling is folded here."""
        self._add(_as_tokens(phrase, fold(phrase)), value, pos)

    def add_folded(self, phrase: str, value: T, pos: Pos) -> None:
        """Store a phrase that is folded already: names come by the ten thousand."""
        self._add(_as_tokens(phrase, phrase), value, pos)

    def _add(self, folded: str, value: T, pos: Pos) -> None:
        head, *rest = folded.split(None, 1)
        article = head.startswith("ال") and len(head) > 4 and pos in ("noun", "name")
        key = head[2:] if article else head
        self._entries[key].append(_Entry(rest[0] if rest else "", article, pos, value))

    def __len__(self) -> int:
        return sum(map(len, self._entries.values()))

    def values(self) -> Iterator[T]:
        """The values of all phrases."""
        return (entry.value for entries in self._entries.values() for entry in entries)

    def at(self, tokens: Sequence[Token], i: int) -> list[Match[T]]:
        """Every phrase that begins at token ``i``, longest first."""
        token = tokens[i]
        node = self._known[token.word.raw]
        if node is None:
            return []
        longer = _longer(node, tokens, i + 1) if node.following else ()
        found = [_phrase(reading, tokens, i) for reading in longer]
        for r in node.ends:
            found.append(
                Match(i, i + 1, token.start + r.start, token.start + r.end, r.form, r.value)
            )
        return found

    def longest(self, tokens: Sequence[Token], i: int) -> Match[T] | None:
        """The longest phrase that begins at token ``i``: the first of :meth:`at`."""
        token = tokens[i]
        node = self._known[token.word.raw]
        if node is None:
            return None
        if node.following and (longer := _longer(node, tokens, i + 1)):
            return _phrase(longer[0], tokens, i)
        if not node.ends:
            return None
        r = node.ends[0]
        return Match(i, i + 1, token.start + r.start, token.start + r.end, r.form, r.value)

    def begins(self, word: Word) -> bool:
        """Whether any phrase can begin with the word; cheaper than looking for it."""
        return self._known[word.raw] is not None

    def meanings(self, word: Word) -> Iterator[T]:
        """The values of all phrases that can begin with the word, whatever follows it."""
        nodes = [node] if (node := self._known[word.raw]) else []
        for node in nodes:
            yield from (reading.value for reading in node.ends)
            nodes += node.following.values()

    def spots(self, tokens: Sequence[Token]) -> list[int]:
        """The positions where a phrase can begin: what a scan of a sentence has to look at."""
        return spots(tokens, self._known)

    def _read(self, word: Word) -> _Node[T] | None:
        """What a spelling can begin, or ``None``."""
        known = [
            _reading(form, entry)
            for form in word.forms
            for entry in self._entries.get(form.stem, ())
            if _allowed(form, entry) and not (entry.rest and form.enclitic)
        ]
        if not known:
            return None
        root: _Node[T] = _Node([], {})
        for reading in known:
            node = root
            for word_of_rest in reading.rest:
                node = node.following.setdefault(word_of_rest, _Node([], {}))
            node.ends.append(reading)
        return root


def _reading(form: Form, entry: _Entry[T]) -> _Reading[T]:
    start = form.start if entry.pos != "verb" else form.bare
    rest = tuple(map(without_article, entry.rest.split()))
    return _Reading(form, rest, start, form.end, entry.value)


def _longer(node: _Node[T], tokens: Sequence[Token], at: int) -> list[_Reading[T]]:
    """The phrases whose words go on at ``at``, longest first; each word may end in «ا»."""
    found: list[_Reading[T]] = []
    nodes = [node]
    for k in range(at, len(tokens)):
        nodes = _next(nodes, tokens[k].word.bare)
        if not nodes:
            break
        found = [*(reading for n in nodes for reading in n.ends), *found]
    return found


def _next(nodes: list[_Node[T]], bare: str) -> list[_Node[T]]:
    """Where a word leads; as an indefinite accusative it may carry an «ا» more."""
    found = [n.following[bare] for n in nodes if bare in n.following]
    if bare.endswith("ا"):
        stem = bare[:-1]
        found += [n.following[stem] for n in nodes if stem in n.following]
    return found


def _phrase(reading: _Reading[T], tokens: Sequence[Token], i: int) -> Match[T]:
    last = i + 1 + len(reading.rest)
    start = tokens[i].start + reading.start
    return Match(i, last, start, tokens[last - 1].end, reading.form, reading.value)


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
