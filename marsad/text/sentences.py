"""Sentence bounds that survive headlines, «..», decimals, initials and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from marsad.text.tokens import Token, tokenize

_CLOSERS = "\"'»”’)]"
# A full stop ends a sentence when space or the end follows; «..» and «…» do so only before a
# new line, since headlines use them as a colon («ليبيا.. اشتباكات في سبها»). The mark is matched
# first and looked back at, so that the search leaps from mark to mark.
_END = re.compile(
    rf"[!؟?.\n](?:(?:(?<=[!؟?])[!؟?]*|(?<=\.)(?<!\.\.)(?!\.))[{re.escape(_CLOSERS)}]*(?=\s|$)"
    r"|(?<=\n)\n*)"
)
_MAX_TOKENS = 300  # longer runs without a stop are tables or lost punctuation, not sentences
_INITIAL_LENGTH = 3  # characters that the pattern below can span
_INITIAL = re.compile(r"(?:^|[\s(])[\u0621-\u064A]{1,2}$")


class Sentence(NamedTuple):
    """``text[start:end]`` of a report with its tokens; ``index`` counts from 0."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    start: int
    end: int
    tokens: tuple[Token, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a report into sentences and tokens; white space at the bounds is left out.

    >>> [text[s.start:s.end] for text in ["بلغت 3.5 كلم. ثم عاد"] for s in sentences(text)]
    ['بلغت 3.5 كلم.', 'ثم عاد']
    """
    found: list[Sentence] = []
    for start, end in _bounds(text):
        for piece in _readable(tuple(tokenize(text, start, end))):
            if any(t.kind != "punct" for t in piece):
                found.append(Sentence(len(found), piece[0].start, piece[-1].end, piece))
    return tuple(found)


def _readable(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The tokens in pieces of at most ``_MAX_TOKENS``, cut after a comma where there is one."""
    while len(tokens) > _MAX_TOKENS:
        commas = [k for k in range(_MAX_TOKENS // 2, _MAX_TOKENS) if tokens[k].folded in ("،", ",")]
        cut = commas[-1] + 1 if commas else _MAX_TOKENS
        yield tokens[:cut]
        tokens = tokens[cut:]
    if tokens:
        yield tokens


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _END.finditer(text):
        mark = match.group()
        stop = match.start()
        if mark[0] == "." and _INITIAL.search(text, max(begin, stop - _INITIAL_LENGTH), stop):
            continue  # «أ. ب.» or «د. محمد»
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
