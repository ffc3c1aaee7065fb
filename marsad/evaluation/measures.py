"""Events against gold events: found, typed, who did what to whom, and every field.

A predicted event can match a gold event when its trigger lies in one of the gold event's
sentences; events pair up one to one, best first. The figures equal those of the gold's
``score.py`` to the last digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.errors import EvaluationError
from marsad.evaluation.gold import Document, GoldEvent
from marsad.evaluation.phrases import km, overlap, pairs, same_role
from marsad.evaluation.tally import Share, Tally
from marsad.types import CodedReport, Event, Span

WHOLE = ("event", "typed", "who_what_whom")
TALLIES = (*WHOLE, "actor", "recipient", "place", "source", "casualties")
SHARES = ("place_25km", "date", "status", "mode", "acled")
_NEAR_KM = 25


class Miss(NamedTuple):
    """One thing that went wrong: ``kind`` is missed, extra, roles or ``typed <OTHER TYPE>``."""

    kind: str
    doc: str
    type: str
    words: str


@dataclass
class EventScores:
    """All measures of a set of documents."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {k: Tally() for k in TALLIES})
    shares: dict[str, Share] = field(default_factory=lambda: {k: Share() for k in SHARES})
    per_type: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """The rounded figures, in the form that ``score.py --json`` prints."""
        return {
            **{name: tally.figures() for name, tally in self.tallies.items()},
            **{name: share.figures() for name, share in self.shares.items()},
            "per_type": {name: tally.figures() for name, tally in sorted(self.per_type.items())},
        }


class _Predicted(NamedTuple):
    """A coded event with its sentence and the words of its roles."""

    event: Event
    sentence: int | None
    trigger: str
    actors: list[str]
    recipients: list[str]


def score(
    documents: Mapping[str, Document],
    gold: Mapping[str, Sequence[GoldEvent]],
    coded: Iterable[CodedReport],
) -> EventScores:
    """Score coded reports; a gold document without one counts as coded with no events."""
    predictions = {c.report.id: c.events for c in coded}
    if unknown := sorted(set(predictions) - set(gold)):
        thing = f"predictions for documents that are not in the gold set: {unknown[:5]}"
        raise EvaluationError(thing, "", "Code the reports of the same gold folder.")
    scores = EventScores()
    for doc, expected in gold.items():
        if doc not in documents:
            raise EvaluationError(f'gold events for "{doc}", which has no text', "", "Mend it.")
        document = documents[doc]
        predicted = [_predicted(event, document) for event in predictions.get(doc, ())]
        _score_document(scores, document, expected, predicted)
    return scores


def _predicted(event: Event, document: Document) -> _Predicted:
    def said(spans: Sequence[Span]) -> list[str]:
        return [document.text[s.start : s.end] for s in spans]

    at = event.trigger.start
    sentence = next((k for k, (s, e) in enumerate(document.sents) if s <= at < e), None)
    return _Predicted(
        event, sentence, said([event.trigger])[0], said(event.actors), said(event.recipients)
    )


def _score_document(
    scores: EventScores,
    document: Document,
    gold: Sequence[GoldEvent],
    predicted: Sequence[_Predicted],
) -> None:
    matched = _match(gold, predicted)
    for i, g in enumerate(gold):
        if i not in matched and not g.historical:
            for name in WHOLE:
                scores.tallies[name].fn += 1
            scores.per_type[g.type].fn += 1
            scores.misses.append(Miss("missed", document.doc, g.type, g.trigger))
    for j, p in enumerate(predicted):
        if j not in matched.values():
            for name in WHOLE:
                scores.tallies[name].fp += 1
            scores.per_type[p.event.type].fp += 1
            scores.misses.append(Miss("extra", document.doc, p.event.type, p.trigger))
    for i, j in matched.items():
        _score_pair(scores, document, gold[i], predicted[j])
    _score_casualties(scores, gold, predicted)


def _match(gold: Sequence[GoldEvent], predicted: Sequence[_Predicted]) -> dict[int, int]:
    """Gold index to predicted index, in the order in which the pairs were made."""
    candidates = sorted(
        (
            (_likeness(g, p), -i, -j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if p.sentence in {g.sent, *(m.sent for m in g.also)}
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for _, i, j in candidates:
        if -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return matched


def pair_events(
    gold: Sequence[GoldEvent], events: Sequence[Event], document: Document
) -> dict[int, int]:
    """Gold index to event index, paired as :func:`score` pairs them."""
    return _match(gold, [_predicted(event, document) for event in events])


def _likeness(g: GoldEvent, p: _Predicted) -> float:
    """Type first, then trigger words, then roles; background comes last."""
    triggers = [g.trigger, *(m.trigger for m in g.also)]
    likeness = 4 * (g.type == p.event.type) + max(overlap(t, p.trigger) for t in triggers)
    likeness += same_role(g.actor, p.actors) + same_role(g.recipient, p.recipients)
    return likeness - 2 * g.historical


def _score_pair(scores: EventScores, document: Document, g: GoldEvent, p: _Predicted) -> None:
    counts = not g.historical
    scores.tallies["event"].tp += counts
    if g.type != p.event.type:
        if counts:
            _count_confusion(scores, document.doc, g, p)
        return
    if counts:
        scores.tallies["typed"].tp += 1
        scores.per_type[g.type].tp += 1
        right = same_role(g.actor, p.actors) and same_role(g.recipient, p.recipients)
        scores.tallies["who_what_whom"].add(int(right), 1, 1)
        if not right:
            words = f"{list(g.actor)}>{list(g.recipient)} got {p.actors}>{p.recipients}"
            scores.misses.append(Miss("roles", document.doc, g.type, words))
    _score_phrases(scores, document, g, p)
    _score_values(scores, document, g, p.event)


def _count_confusion(scores: EventScores, doc: str, g: GoldEvent, p: _Predicted) -> None:
    for name in ("typed", "who_what_whom"):
        scores.tallies[name].add(0, 1, 1)
    scores.per_type[g.type].fn += 1
    scores.per_type[p.event.type].fp += 1
    scores.misses.append(Miss(f"typed {p.event.type}", doc, g.type, g.trigger))


def _score_phrases(scores: EventScores, document: Document, g: GoldEvent, p: _Predicted) -> None:
    def said(spans: Sequence[Span]) -> list[str]:
        return [document.text[s.start : s.end] for s in spans]

    event = p.event
    for name, wanted, got in (
        ("actor", g.actor, p.actors),
        ("recipient", g.recipient, p.recipients),
        ("place", [x.text for x in g.place], said(event.places)),
        ("source", [g.source] if g.source else [], said([event.source] if event.source else [])),
    ):
        scores.tallies[name].add(pairs(wanted, got), len(wanted), len(got))


def _score_values(scores: EventScores, document: Document, g: GoldEvent, event: Event) -> None:
    points = [(x.lat, x.lon) for x in event.places if x.lat is not None and x.lon is not None]
    for place in g.place:
        if place.lat is not None and place.lon is not None:
            here = (place.lat, place.lon)
            scores.shares["place_25km"].add(any(km(here, x) <= _NEAR_KM for x in points))
    for name, wanted, got in (
        ("status", g.status, event.status),
        ("mode", g.mode, event.mode),
        ("acled", g.acled, event.acled),
    ):
        if wanted:
            scores.shares[name].add(wanted == got)
    if document.published and g.date:
        got_date = event.date
        same = got_date is not None and (got_date.start, got_date.end) == (g.date.start, g.date.end)
        scores.shares["date"].add(same)


def _score_casualties(
    scores: EventScores, gold: Sequence[GoldEvent], predicted: Sequence[_Predicted]
) -> None:
    """Numbers are compared over the whole document, whichever event they were given to."""
    wanted = {(c.kind, c.min, c.max) for g in gold for c in g.casualties}
    got = {(c.kind, c.min, c.max) for p in predicted for c in p.event.casualties}
    scores.tallies["casualties"].add(len(wanted & got), len(wanted), len(got))
