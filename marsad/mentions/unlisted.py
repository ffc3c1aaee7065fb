"""Names that the gazetteer lacks, after a head noun that announces a place: «قرية X»، «حي الX»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from marsad.lexicon import table
from marsad.mentions.gazetteer import PlaceHead, place_heads
from marsad.mentions.grammar import is_conjoined, tag
from marsad.mentions.place_names import Found, closed_mark, names, past_marks
from marsad.text import Sentence, Token, fold
from marsad.text.matching import Match
from marsad.text.wordsets import word_set

DUAL_HEADS = word_set("dual_heads")


@cache
def closed_words() -> frozenset[str]:
    """Particles, which name nothing."""
    return frozenset(fold(row["form"]) for row in table("particles"))


def unlisted(sentence: Sentence, head: Match[PlaceHead], last: int = 0) -> Found | None:
    """A construct head before a word the gazetteer lacks: «قرية X», «حي الX».

    ``last`` is where the name ends, if that is known; then the word need not look like a name.
    """
    tokens = sentence.tokens
    at = past_marks(tokens, head.last)
    if at >= len(tokens) or head.form.article or head.form.enclitic or not head.value.kinds:
        return None
    name = tokens[at]
    folded = name.folded
    compound = name_end(tokens, at) > at + 1  # «أم الطوب», though «أم» alone is a particle
    if name.kind != "arabic" or (folded in closed_words() and not compound):
        return None
    if _governed(tokens, at):
        return None
    if not last and not _names_a_place(folded, head):
        return None
    if no_name(name):
        return None
    last = min(max(last, name_end(tokens, at)), len(tokens))
    if at > head.last:
        last = closed_mark(tokens, at - 1, last)
    return Found(
        sentence.index, head.first, last, head.start, tokens[last - 1].end, (),
        head.value, True, False,
    )  # fmt: skip


def no_name(token: Token) -> bool:
    """Whether a word after a head noun says what kind of place, whose or when, but not which."""
    tagged = tag(token.word)
    if tagged.demonym or tagged.time:
        return True
    return token.folded in _NEVER_NAMES or token.folded in _PLACE_ADJECTIVES


def _governed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition hangs on the word: «قرية بريف حلب» is no village «بريف»."""
    inner = [place_heads().longest(tokens, at), *names(tokens, at)]
    return any(match is not None and match.form.proclitic.strip("وف") for match in inner)


_NAME_OPENERS = word_set("name_openers")


def name_end(tokens: Sequence[Token], at: int, cut: bool = False) -> int:
    """Where an unlisted name ends: after a word, or more where one opens a compound: «تل الورد»."""
    word = tokens[at].folded[1:] if cut else tokens[at].folded
    while word in _NAME_OPENERS and at + 1 < len(tokens) and tokens[at + 1].kind == "arabic":
        tagged = tag(tokens[at + 1].word)
        ends = tagged.closed or tagged.demonym or is_conjoined(tokens[at + 1])
        if ends or (tagged.verb and not tagged.article):
            break
        at += 1
        word = tokens[at].folded
    return at + 1


_PLACE_ADJECTIVES = word_set("place_adjectives")
_NEVER_NAMES = word_set("never_names")
_OPEN_HEADS = word_set("open_heads")
_AREA_HEADS = word_set("area_heads")


def _names_a_place(folded: str, head: Match[PlaceHead]) -> bool:
    """Whether the word after a head noun looks like a name and not like its adjective."""
    stem = head.form.stem
    if folded in _NAME_OPENERS and stem in _OPEN_HEADS | DUAL_HEADS:
        return True
    if folded.startswith("ال"):
        return stem in _OPEN_HEADS | _AREA_HEADS and len(folded) > 4
    adjective = folded.endswith(("يه", "ي", "ا", "ات", "ين")) or folded in _PLACE_ADJECTIVES
    return stem in _OPEN_HEADS and not adjective and len(folded) > 2
