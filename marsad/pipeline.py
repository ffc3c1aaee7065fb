"""The whole coder on one page: report in, event records out. Pure; reads and writes nothing.

text ──► sentences ──► mentions (actors, places, times, tolls, statements)
     ──► events (triggers, roles, status, merged) ──► claims (who says so, tolls) ──► records
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from marsad import codebook
from marsad.claims import attribution, casualties
from marsad.claims.casualties import OTHERS, Toll
from marsad.claims.ledger import distribute
from marsad.events import Scene, Setting, conditions
from marsad.events import code as code_events
from marsad.events.asides import layout
from marsad.events.draft import Draft
from marsad.events.scene import Count
from marsad.events.status import VOICED
from marsad.mentions import actors, places, speech, times
from marsad.mentions.gazetteer import alpha2, layer_digest
from marsad.text import fold, sentences
from marsad.types import Actor, Casualty, CodedReport, Drop, Event, Report, ReportRef, Source, Span

T = TypeVar("T")
CODER = "marsad-rules/0.1.0"
STAGES = (
    "text.sentences", "mentions.actors", "mentions.places", "mentions.times", "mentions.speech",
    "claims.casualties", "events.code", "claims.attribution", "claims.ledger",
)  # fmt: skip


class Reading(NamedTuple):
    """Everything found in a report before events are made of it."""

    scenes: tuple[Scene, ...]
    statements: tuple[speech.Statement, ...]
    tolls: tuple[Toll, ...]
    drops: tuple[Drop, ...]
    accusations: tuple[speech.Statement, ...] = ()
    """What accusers say happened; known when the events are."""


def code(report: Report) -> CodedReport:
    """Code one report.

    Returns the events in text order of their main trigger, and what was dropped and why. The same
    report always gives the same result.
    """
    text = report.text
    reading = read(report)
    drafts, not_events = code_events(reading.scenes, Setting(text, report.published))
    drafts.sort(key=lambda d: (d.trigger.start, d.trigger.end))
    shares, lost = distribute(reading.tolls, drafts, reading.statements, reading.scenes, text)
    accused = attribution.accusations(drafts, reading.scenes)
    reading = reading._replace(accusations=tuple(accused))
    events = tuple(
        _event(f"{report.id}#{n}", draft, share, reading, text)
        for n, (draft, share) in enumerate(zip(drafts, shares, strict=True), 1)
    )
    head = ReportRef(
        report.id, report.source, report.published,
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), report.url, report.title,
    )  # fmt: skip
    drops = sorted([*reading.drops, *not_events, *lost], key=lambda d: (d.start, d.end, d.reason))
    return CodedReport(head, codebook.version(), coder(), events, tuple(drops))


def coder() -> str:
    """Name and version of the coder, with the digest of the user's gazetteer layer if any."""
    return f"{CODER}+gazetteer.{digest}" if (digest := layer_digest()) else CODER


def read(report: Report) -> Reading:
    """Split a report and find its actors, places, times, statements and tolls."""
    text = report.text
    split = sentences(text)
    people = actors.find(split)
    statements = speech.find(split, people)
    where = places.resolve(places.find(split), _country_votes(people), text)
    tolls: list[Toll] = []
    drops: list[Drop] = []
    scenes: list[Scene] = []
    speaker: actors.Found | None = None
    known: frozenset[str] = frozenset()
    here_of = _by_sentence(people, lambda a: a.sentence)
    said_of = _by_sentence(statements, lambda s: s.sentence)
    places_of = _by_sentence(where, lambda p: p.found.sentence)
    for sentence in split:
        here = here_of[sentence.index]
        when = times.times(text, sentence.tokens, report.published)
        dates = [range(t.first, t.last) for t in when]
        found, refused = casualties.find(text, sentence, here, dates)
        said = said_of[sentence.index]
        tolls += found
        drops += refused
        scenes.append(
            Scene(
                sentence,
                here,
                places_of[sentence.index],
                when,
                said,
                [t.at for t in found],
                speaker,
                known=known,
                dead=_dead(found),
                layout=layout(sentence.tokens, when),
            )
        )
        named = {t.folded for a in here for t in sentence.tokens[a.first : a.last]}
        known = known if named <= known else known | named
        spoken = [s.speaker for s in said if s.speaker and s.speaker.kind != "medium"]
        speaker = spoken[-1] if spoken else speaker
    return Reading(tuple(scenes), tuple(statements), tuple(tolls), tuple(drops))


def _dead(tolls: Sequence[Toll]) -> list[Count]:
    """The exact or bounded numbers of dead among the tolls of a sentence."""
    return [
        Count(t.at, t.casualty.min, t.casualty.max, fold(t.casualty.text.split()[-1]) in OTHERS)
        for t in tolls
        if t.casualty.kind == "killed"
        and not t.casualty.subset
        and (t.casualty.max is not None or t.casualty.hedge is not None)
    ]


def _by_sentence(found: Iterable[T], sentence: Callable[[T], int]) -> defaultdict[int, list[T]]:
    """What was found, by the number of the sentence it stands in, in the order given."""
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for one in found:
        groups[sentence(one)].append(one)
    return groups


def _country_votes(people: Sequence[actors.Found]) -> dict[str, float]:
    """How often the report's actors belong to a country (ISO alpha-2), half a vote each."""
    votes: Counter[str] = Counter()
    for actor in people:
        if actor.country and (code2 := alpha2(actor.country)):
            votes[code2] += 1
    return {country: count / 2 for country, count in sorted(votes.items())}


def _event(
    identifier: str,
    draft: Draft,
    share: tuple[Casualty, ...],
    reading: Reading,
    text: str,
) -> Event:
    trigger = draft.trigger
    time = draft.time.time if draft.time else None
    return Event(
        id=identifier,
        type=draft.type,
        mode=draft.mode,
        quad=codebook.event_types()[draft.type].quad,
        acled=draft.acled,
        status=draft.status,
        trigger=_span(trigger.start, trigger.end, text),
        mentions=tuple(
            _span(t.start, t.end, text) for t in sorted(draft.triggers[1:], key=lambda t: t.start)
        ),
        actors=tuple(_actor(a, text) for a in draft.actors),
        recipients=tuple(_actor(a, text) for a in draft.recipients),
        places=tuple(p.place for p in draft.places),
        time=_span(time.start, time.end, text) if time else None,
        date=time.interval if time else None,
        source=_informant(draft, reading, text),
        casualties=share,
        condition=_condition(draft, reading.scenes, text),
        rules=draft.rules,
    )


def _informant(draft: Draft, reading: Reading, text: str) -> Source | None:
    """Who says that the event happened; an accuser is the source of deeds, not of words."""
    said = reading.statements
    if draft.type not in VOICED:
        said = (*reading.accusations, *said)
    return attribution.source(draft, said, text)


def _condition(draft: Draft, scenes: Sequence[Scene], text: str) -> Span | None:
    found = conditions.find(draft, scenes)
    return _span(*found, text) if found else None


def _span(start: int, end: int, text: str) -> Span:
    return Span(start, end, text[start:end])


def _actor(found: actors.Found, text: str) -> Actor:
    known = found.authority
    start = found.start if found.noun is None else found.noun  # the number is the toll's, not its
    return Actor(
        start, found.end, text[start : found.end],
        known.id if known else None, known.name_en if known else None,
        known.name_ar if known else None, found.country, found.sector,
    )  # fmt: skip
