"""What a threat, an offer, a demand or a refusal depends on, as the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.lexicon import table
from marsad.mentions.grammar import word_at
from marsad.text import Token, fold
from marsad.text.matching import PhraseIndex

_MAX_WORDS = 20
_STOPS = frozenset(["،", "؛", ".", ":", "!", "؟", '"', "»"])
_MAY_DEPEND = VOICED | {"RETREAT", "AID"}


@cache
def _openers() -> PhraseIndex[frozenset[str]]:
    found: PhraseIndex[frozenset[str]] = PhraseIndex()
    for row in table("conditions"):
        found.add(row["form"], frozenset(row["types"].split()), "word")
    return found


def find(draft: Draft, scenes: Sequence[Scene]) -> tuple[int, int] | None:
    """Offsets of the condition in the sentence of one of the draft's triggers, or ``None``."""
    if draft.type not in _MAY_DEPEND:
        return None
    for trigger in draft.triggers:
        tokens = scenes[trigger.sentence].sentence.tokens
        for k in _openers().spots(tokens):
            match = _openers().longest(tokens, k)
            if match is not None and match.value & {"any", draft.type}:
                return _clause(tokens, _warned_of(tokens, trigger.first, k), match.last)
    return None


def _warned_of(tokens: Sequence[Token], trigger: int, opener: int) -> int:
    """«حذرت السفن من دخول المياه دون إذن»: the clause begins at the «من» after the warning."""
    for k in range(opener - 1, max(trigger, opener - 6), -1):
        if word_at(tokens, k) == fold("من"):
            return k
    return opener


def _clause(tokens: Sequence[Token], first: int, least: int) -> tuple[int, int]:
    """From the opener to the next stop, as offsets."""
    last = least
    while last < len(tokens) and last - first < _MAX_WORDS and tokens[last].folded not in _STOPS:
        last += 1
    return tokens[first].start, tokens[last - 1].end
