"""What the event room is given: one sentence with everything found in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.places import Resolved
from marsad.mentions.speech import Statement
from marsad.mentions.times import FoundTime
from marsad.text import Sentence


class Count(NamedTuple):
    """A number of people killed, told at token ``at``; ``more`` are added («خمسة آخرون»)."""

    at: int
    min: int | None
    max: int | None
    more: bool = False


class Aside(NamedTuple):
    """Where a reference to something else begins; ``cause`` if it may be the cause as well.

    «قتل ثلاثة بعد سقوط صاروخ» tells one happening, «قصف الجيش البلدة بعد سقوط صاروخ» two.
    """

    at: int
    cause: bool


class Layout(NamedTuple):
    """The parts of a sentence, one entry a token.

    ``asides`` are the references that tokens are part of, ``clauses`` the numbers of their
    clauses, ``stops`` how many commas and stops stand up to and with them.
    """

    asides: tuple[Aside | None, ...] = ()
    clauses: tuple[int, ...] = ()
    stops: tuple[int, ...] = ()


class Scene(NamedTuple):
    """One sentence with everything that was found in it."""

    sentence: Sentence
    actors: Sequence[FoundActor]
    places: Sequence[Resolved]
    times: Sequence[FoundTime]
    statements: Sequence[Statement]
    tolls: Sequence[int]
    """Token positions of the sentence's tolls."""
    speaker: FoundActor | None = None
    """Who spoke last before this sentence, for «وجاء في البيان» and «ودعا البيان»."""
    triggers: Sequence[Trigger] = ()
    """The event words of the sentence, filled in by the coder."""
    known: frozenset[str] = frozenset()
    """Words of the actor phrases before this sentence: «بادي» alone is then somebody."""
    dead: Sequence[Count] = ()
    """The numbers of dead told in the sentence, without subsets and words like «قتلى»."""
    layout: Layout = Layout()
    """The clauses of the sentence and what they only refer to."""


class Setting(NamedTuple):
    """What holds for the whole report."""

    text: str
    published: date | None
