"""Who, inside the text, says that an event happened."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.draft import Draft
from marsad.events.status import VOICED
from marsad.mentions.actors import Found
from marsad.mentions.speech import Statement
from marsad.types import Source


def source(draft: Draft, statements: Sequence[Statement], text: str) -> Source | None:
    """The informant of an event: the speaker whose statement covers one of its mentions.

    A speech act has its own speaker as actor; only somebody else can be its source.
    """
    own = {(a.start, a.end) for a in draft.actors}
    for trigger in draft.triggers:
        for statement in reversed(statements):
            if statement.sentence != trigger.sentence or statement.speaker is None:
                continue
            inside = statement.first <= trigger.first < statement.last
            if not inside or statement.verb == trigger.first:
                continue
            speaker = statement.speaker
            if draft.type in VOICED and ((speaker.start, speaker.end) in own or not draft.actors):
                continue
            return named(speaker, statement.stance, text)
    return None


def informant(sentence: int, at: int, statements: Sequence[Statement], text: str) -> Source | None:
    """Who says what stands at token ``at`` of a sentence."""
    for statement in reversed(statements):
        if (
            statement.sentence == sentence
            and statement.first <= at < statement.last
            and statement.speaker
        ):
            return named(statement.speaker, statement.stance, text)
    return None


def named(speaker: Found, stance: str, text: str) -> Source:
    """A speaker as a source with its span."""
    identifier = speaker.authority.id if speaker.authority else None
    return Source(speaker.start, speaker.end, text[speaker.start : speaker.end], identifier, stance)
