"""Builders of coded reports: spans are given as words and looked up in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from marsad.types import Actor, CodedReport, Event, Place, ReportRef, Source, Span


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def build(text: str, type: str, trigger: str, **fields: Any) -> Event:
    """An event of ``text``; roles, places and source are words that stand in it."""
    for role in ("actors", "recipients"):
        fields[role] = tuple(Actor(**span(text, words)) for words in fields.get(role, ()))
    places = fields.get("places", {})
    fields["places"] = tuple(
        Place(**span(text, words), lat=lat, lon=lon) for words, (lat, lon) in places.items()
    )
    if source := fields.get("source"):
        fields["source"] = Source(**span(text, source))
    fixed = {"mode": None, "quad": "material conflict", "acled": None, "status": "actual"}
    return Event(id="x#1", type=type, trigger=Span(**span(text, trigger)), **{**fixed, **fields})


@pytest.fixture
def event() -> Callable[..., Event]:
    return build


@pytest.fixture
def coded() -> Callable[[str, Sequence[Event]], CodedReport]:
    def wrap(doc: str, events: Sequence[Event] = ()) -> CodedReport:
        return CodedReport(ReportRef(doc, None, None, ""), "", "", tuple(events), ())

    return wrap
