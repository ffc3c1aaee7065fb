"""The shared vocabulary: what a report, a mention, an event, a claim and a drop are.

All records are frozen. Offsets are half-open and count Unicode code points in the text exactly
as given. ``None`` and ``()`` mean "the text does not say", never a guess.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["actual", "future", "hypothetical", "negated", "historical"]
Quad: TypeAlias = Literal[
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"
]
CasualtyKind: TypeAlias = Literal[
    "killed", "wounded", "missing", "captured", "arrested", "displaced", "released", "casualties"
]
DatePrecision: TypeAlias = Literal["day", "days", "week", "month", "year", "years"]


class Report(msgspec.Struct, frozen=True, omit_defaults=False):
    """One article as it came in. Only ``text`` is required of a source."""

    id: str
    text: str
    published: date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None


class Span(msgspec.Struct, frozen=True):
    """The characters ``text[start:end]`` of a report."""

    start: int
    end: int
    text: str


class Actor(Span, frozen=True):
    """A phrase that names who acts or is acted upon, resolved where the authority file knows it."""

    actor_id: str | None = None
    name_en: str | None = None
    name_ar: str | None = None
    country: str | None = None
    """ISO 3166 alpha-3."""
    sector: str | None = None
    """PLOVER sector code such as ``GOV``, ``MIL``, ``REB``, ``CVL``."""


class Place(Span, frozen=True):
    """A phrase that names a place, resolved where the gazetteer knows it."""

    place_id: str | None = None
    name_en: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2."""
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    """``site``, ``neighbourhood``, ``town``, ``area``, ``admin1``, ``country`` or ``water``."""
    kind: str | None = None
    rejected: tuple[str, ...] = ()
    """Identifiers of homonyms that were considered and not taken."""


class Interval(msgspec.Struct, frozen=True):
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date
    precision: DatePrecision = "day"


class Time(Span, frozen=True):
    """A time expression; ``interval`` is ``None`` when nothing anchors it.

    ``historical``: over for more than seven days when the report appeared, or running for longer
    than that («منذ أشهر»). ``future``: begins after the day of the report.
    """

    interval: Interval | None = None
    rule: str = ""
    historical: bool = False
    future: bool = False


class Quantity(Span, frozen=True):
    """A number expression with its bounds: «ما لا يقل عن 17» is ``min=17, max=None``."""

    min: int | None = None
    max: int | None = None
    hedge: str | None = None
    rule: str = ""


class Source(Span, frozen=True):
    """Who, inside the text, says so, and how: ``says``, ``confirms``, ``denies``, ``alleges``."""

    actor_id: str | None = None
    stance: str = "says"


class Party(Span, frozen=True):
    """Whose people a toll counts."""

    actor_id: str | None = None


class Casualty(msgspec.Struct, frozen=True):
    """One number of people with its kind, bounds, hedge, words, party and informant."""

    kind: CasualtyKind
    min: int | None
    max: int | None
    hedge: str | None
    start: int
    end: int
    text: str
    party: Party | None = None
    subset: bool = False
    source: Source | None = None


class Event(msgspec.Struct, frozen=True):
    """One coded record from one report: who did what to whom, where, when, who says so."""

    id: str
    type: str
    mode: str | None
    quad: Quad
    acled: str | None
    status: Status
    trigger: Span
    mentions: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    time: Span | None = None
    date: Interval | None = None
    source: Source | None = None
    casualties: tuple[Casualty, ...] = ()
    condition: Span | None = None
    rules: tuple[str, ...] = ()


class Drop(Span, frozen=True):
    """Something that looked like an event, a toll or a place and was not taken, with the reason."""

    reason: str


class ReportRef(msgspec.Struct, frozen=True):
    """The head of an output record: which report was coded, pinned by its digest."""

    id: str
    source: str | None
    published: date | None
    text_sha256: str
    url: str | None = None
    title: str | None = None


class CodedReport(msgspec.Struct, frozen=True):
    """One line of output: the report's head, the versions that coded it, events and drops."""

    report: ReportRef
    codebook: str
    coder: str
    events: tuple[Event, ...]
    drops: tuple[Drop, ...]
