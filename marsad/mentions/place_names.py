"""A found place phrase, and what stands in and before one: names, head nouns, marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.mentions.gazetteer import Entry, PlaceHead, headed, index
from marsad.text import Token
from marsad.text.matching import Match
from marsad.text.wordsets import word_set

LOCATIVE = word_set("locative")
_PAIRS = {'"': '"', "«": "»", "“": "”“", "‘": "’", "'": "'", "(": ")", "[": "]"}
_MARKS = frozenset("#\"«»“”'’‘()[]")


class Found(NamedTuple):
    """A place phrase of one sentence with every entry that bears its name.

    ``first:last`` are token positions in the sentence; ``licensed`` says that a head noun or a
    locative word stands before it, so that it is read as a place and not as who acts.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry, ...]
    head: PlaceHead | None
    licensed: bool
    offset: bool
    capital_of: str | None = None
    """ISO alpha-2 of the state whose capital «العاصمة» is; empty for the report's main country."""
    doubtful: bool = False
    """The bare name is also a word or a person: right only where the report is on that country."""
    anchor: bool = False
    """Named only to measure from: «40 كيلومترا من سرت»."""
    waters_of: str | None = None
    """ISO alpha-2 of the state whose waters are meant; empty for the report's main country."""
    off_shore: bool = False
    """The waters off the place are meant: «قبالة الحديدة»."""
    whole: frozenset[str] = frozenset()
    """Entries that bear the phrase with its head noun as a name: «حي الصابري»."""


def names(tokens: Sequence[Token], i: int) -> list[Match[Entry]]:
    """The longest name at ``i`` with all entries that bear it."""
    return _longest(index().at(tokens, i)) if i < len(tokens) else []


def names_after(tokens: Sequence[Token], i: int, head: PlaceHead) -> list[Match[Entry]]:
    """The longest name at ``i`` after a head noun.

    «محافظتي صعدة وتعز»: what the gazetteer has as «محافظة تعز» is also found by the bare name.
    """
    if i >= len(tokens):
        return []
    full = [
        Match(match.first, match.last, match.start, match.end, match.form, entry)
        for match in headed().at(tokens, i)
        for own, entry in [match.value]
        if own == head
    ]
    found = _longest([*index().at(tokens, i), *full])
    if not found or found[0].form.proclitic.strip("و"):
        return []  # «قرية بحلب»: a village, in Aleppo
    return list({match.value.id: match for match in found}.values())


def _longest(matches: list[Match[Entry]]) -> list[Match[Entry]]:
    if not matches:
        return []
    longest = max(match.last for match in matches)
    same = [m for m in matches if m.last == longest]
    fewest = min(len(m.form.proclitic) for m in same)
    return [m for m in same if len(m.form.proclitic) == fewest]


def closed_mark(tokens: Sequence[Token], opener: int, at: int) -> int:
    """The position after the mark that closes the one at ``opener``; ``at`` where none does."""
    opened = tokens[opener].folded in _PAIRS
    closes = opened and at < len(tokens) and tokens[at].folded in _PAIRS[tokens[opener].folded]
    return at + 1 if closes else at


def past_marks(tokens: Sequence[Token], at: int) -> int:
    """The position after quotation marks, brackets and hash signs: «بلدة (منبج)»."""
    while at < len(tokens) and tokens[at].folded in _MARKS:
        at += 1
    return at


def word_before(tokens: Sequence[Token], first: int) -> str:
    """The folded word before a position, marks and a joined «و» left out; empty at the start."""
    while first and tokens[first - 1].folded in _MARKS:
        first -= 1
    if not first:
        return ""
    folded = tokens[first - 1].folded
    return folded[1:] if folded[1:] in LOCATIVE and folded[0] in "وف" else folded
