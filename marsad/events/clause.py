"""A trigger's surroundings: its sentence with actors and triggers, and where a clause ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.grammar import tag, word_at
from marsad.text import BySpelling, Sentence, Token, Word


class Clause(NamedTuple):
    """A trigger's surroundings: its sentence, that sentence's actors and triggers."""

    sentence: Sentence
    actors: Sequence[Found]
    triggers: Sequence[Trigger]


def _joined_by_waw(actor: Found, tokens: Sequence[Token]) -> bool:
    """Whether «و» was cut from the front of the phrase."""
    token = tokens[actor.first]
    return token.folded[0] == "و" and token.start < actor.start


def coordinated(first: Found, clause: Clause) -> list[Found]:
    """«تركيا والولايات المتحدة»: phrases joined by «و» play one role together."""
    group = [first]
    for actor in clause.actors:
        previous = group[-1]
        if actor.first < previous.last or actor is first:
            continue
        tokens = clause.sentence.tokens
        if actor.kind == "adjective":
            break
        joined = actor.first == previous.last and _joined_by_waw(actor, tokens)
        link = word_at(tokens, previous.last)
        joined = joined or (
            actor.first == previous.last + 1
            and (link == "و" or (link == "،" and _joined_by_waw(actor, tokens)))
        )
        if not joined or actor.preposition or len(group) == 4:
            break
        group.append(actor)
    return group


def barrier(clause: Clause, k: int) -> bool:
    """Whether token ``k`` closes a clause: complementiser, relative, subordinator or stop."""
    return _CLOSING[clause.sentence.tokens[k].word.raw]


def barred(clause: Clause, span: range) -> bool:
    """Whether a clause ends within the span."""
    tokens = clause.sentence.tokens
    return any(_CLOSING[token.word.raw] for token in tokens[span.start : span.stop])


def _closes(word: Word) -> bool:
    return word.folded in _STOPS or tag(word).closed in ("comp", "rel", "sub")


_STOPS = frozenset([":", "؛", ";", ".", "!", "؟"])
_CLOSING = BySpelling(_closes)


def new_clause(clause: Clause, k: int) -> bool:
    """Whether a joined verb opens another clause: «هددت …، ووصفت الوزارة»."""
    token = clause.sentence.tokens[k]
    return token.folded[0] in "وف" and len(token.folded) > 3 and tag(token.word).verb


def usable(actor: Found) -> bool:
    """Whether the phrase can play a part: more than a bare adjective."""
    return actor.kind != "adjective"


def first_free(clause: Clause, first: int, last: int) -> list[Found]:
    """The first phrase under no preposition that begins in ``first:last``, with its partners."""
    for actor in clause.actors:
        if first <= actor.first < last and not actor.preposition and usable(actor):
            return coordinated(actor, clause)
    return []
