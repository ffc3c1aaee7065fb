"""Reads ``pool_labels.jsonl``: events of pool reports, coded by readers who did not see marsad's.

Five readers coded 120 reports of the gold folder's ``pool.jsonl`` after its ``GUIDE.md``, each
report once. A line holds offsets (code points) and values, never the report's words; the digest
pins the text that they belong to. Reports of ``part`` ``train`` may be looked at and trained on;
those of ``part`` ``test`` are for measuring only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from marsad.evaluation.gold import (
    Document,
    GoldCasualty,
    GoldDate,
    GoldEvent,
    GoldMention,
    GoldPlace,
)
from marsad.types import Report, Status

LABELS = Path(__file__).with_name("pool_labels.jsonl")
POOL = "pool.jsonl"
Part = Literal["train", "test"]
Span = tuple[int, int]


class PlaceLabel(msgspec.Struct, frozen=True):
    """Where an event happened, in degrees; without coordinates when the reader knew none."""

    span: Span
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


class CasualtyLabel(msgspec.Struct, frozen=True):
    """One number of people, its words and whose people they are."""

    kind: str
    min: int | None
    max: int | None
    span: Span
    party: Span | None = None


class EventLabel(msgspec.Struct, frozen=True):
    """One event; the fields are those of a gold event, as offsets into the report."""

    type: str
    status: Status
    trigger: Span
    mode: str | None = None
    acled: str | None = None
    also: tuple[Span, ...] = ()
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    place: tuple[PlaceLabel, ...] = ()
    time: Span | None = None
    date: GoldDate | None = None
    source: Span | None = None
    casualties: tuple[CasualtyLabel, ...] = ()


class ReportLabel(msgspec.Struct, frozen=True):
    """The events of one report, its sentence bounds and the digest of its text."""

    doc: str
    part: Part
    sha256: str
    sents: tuple[Span, ...]
    events: tuple[EventLabel, ...]


class _PoolReport(msgspec.Struct, frozen=True):
    id: str
    text: str
    published: str | None = None


def read(
    folder: Path, part: Part
) -> tuple[Mapping[str, Document], Mapping[str, tuple[GoldEvent, ...]]]:
    """Documents and events of one part, in the form of the gold's.

    ``folder`` holds ``pool.jsonl``; a report whose text is not the one that was labelled raises
    :class:`ValueError`.
    """
    texts = _texts(folder)
    documents: dict[str, Document] = {}
    events: dict[str, tuple[GoldEvent, ...]] = {}
    decoder = msgspec.json.Decoder(ReportLabel)
    for line in LABELS.read_bytes().splitlines():
        label = decoder.decode(line)
        if label.part != part:
            continue
        report = texts[label.doc]
        if hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest() != label.sha256:
            raise ValueError(f"{label.doc}: the pool's text is not the one that was labelled")
        published = date.fromisoformat(report.published[:10]) if report.published else None
        documents[label.doc] = Document(label.doc, report.text, label.sents, published)
        events[label.doc] = tuple(_event(e, documents[label.doc]) for e in label.events)
    return documents, events


def reports(documents: Mapping[str, Document]) -> dict[str, Report]:
    """The documents as reports to be coded."""
    return {d.doc: Report(d.doc, d.text, d.published) for d in documents.values()}


def _texts(folder: Path) -> dict[str, _PoolReport]:
    decoder = msgspec.json.Decoder(_PoolReport)
    lines = (folder / POOL).read_bytes().splitlines()
    return {report.id: report for report in map(decoder.decode, filter(None, lines))}


def _event(label: EventLabel, document: Document) -> GoldEvent:
    def words(span: Span) -> str:
        return document.text[span[0] : span[1]]

    def sentence(span: Span) -> int:
        return next(k for k, (s, e) in enumerate(document.sents) if s <= span[0] < e)

    return GoldEvent(
        type=label.type,
        trigger=words(label.trigger),
        sent=sentence(label.trigger),
        status=label.status,
        also=tuple(GoldMention(words(m), sentence(m)) for m in label.also),
        mode=label.mode,
        acled=label.acled,
        actor=tuple(map(words, label.actor)),
        recipient=tuple(map(words, label.recipient)),
        place=tuple(GoldPlace(words(p.span), p.lat, p.lon) for p in label.place),
        date=label.date,
        source=words(label.source) if label.source else None,
        casualties=tuple(GoldCasualty(c.kind, c.min, c.max) for c in label.casualties),
    )
