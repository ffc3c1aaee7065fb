"""Trains the second look at roles and writes ``marsad/events/casting.json``.

usage: python training/train_casting.py GOLD_DIR [--dry-run]

GOLD_DIR is the folder that ``train_gate.py`` takes; run that first. For every coded event that
pairs with a gold event of its type, each party and each place of the report is an example: positive
when the gold has it in the role. Prints the cross-validated figures of all roles (a report is never
split between folds), with the rules' own for comparison, then trains on everything.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pool
import train_gate

from marsad.evaluation import gold
from marsad.evaluation.gold import Document, GoldEvent
from marsad.evaluation.measures import pair_events
from marsad.evaluation.phrases import km, overlap, pairs
from marsad.events import Setting, casting
from marsad.events.coder import settle_events
from marsad.events.draft import Draft
from marsad.pipeline import code, read
from marsad.types import Report

OUTPUT = train_gate.OUTPUT.with_name("casting.json")
C = 0.1  # inverse regularisation; of 0.05 to 0.5 alike held out
FIRST, MORE = 0.27, 0.5  # of 0.2 to 0.4, held out: the best candidate and each further one
PLACE_FIRST, PLACE_MORE = 0.3, 0.5  # of 0.2 to 0.4, held out; below the first, the rules stand
SAME_WORDS = 0.5  # Dice overlap from which the scorer takes two phrases for one
SAME_KM = 8.0
ROLES = ("actor", "recipient", "place")


class Example(NamedTuple):
    """One event with its candidates: features and, by role, whether the gold has each."""

    group: int
    event: GoldEvent
    draft: Draft
    stage: casting.Stage
    text: str
    parties: list[tuple[list[str], bool, bool]]
    spots: list[tuple[list[str], bool]]


def main(argv: list[str]) -> None:
    """Cross-validate, then train on everything and write the weights."""
    folder = Path(argv[0])
    examples = every_example(folder)
    print(f"{len(examples)} events")
    show("rules", [(e, e.draft) for e in examples])
    recast = []
    for fold in range(train_gate.FOLDS):
        judge = train([e for e in examples if e.group % train_gate.FOLDS != fold])
        held = [e for e in examples if e.group % train_gate.FOLDS == fold]
        recast += [(e, casting._recast(e.draft, e.stage, judge)) for e in held]
    show("cast, held out", recast)
    if "--dry-run" in argv:
        return
    document = {role: part_of(train(examples), role) for role in ROLES}
    OUTPUT.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{OUTPUT}: {sum(len(d['weights']) for d in document.values())} weights")


def every_example(folder: Path) -> list[Example]:
    """Events of the gold articles and of the labelled pool reports."""
    without_casting()
    first = examples_of(gold.documents(folder), gold.events(folder), 0)
    second = examples_of(*pool.read(folder, "train"), train_gate.POOL_GROUP)
    return [*first, *second]


def examples_of(
    documents: Mapping[str, Document], coded_by_hand: Mapping[str, Sequence[GoldEvent]], group: int
) -> Iterator[Example]:
    """Events that pair with one of the same type, before their roles are looked at again."""
    for number, (name, events) in enumerate(coded_by_hand.items(), group):
        document = documents[name]
        report = Report(name, document.text, document.published)
        scenes = read(report).scenes
        drafts, _ = settle_events(scenes, Setting(report.text, report.published))
        drafts.sort(key=lambda d: (d.trigger.start, d.trigger.end))
        stage = casting.Stage(drafts, scenes, report.text)
        paired = pair_events(events, code(report).events, document)
        for g, p in paired.items():
            if events[g].type == drafts[p].type:
                yield example(number, events[g], drafts[p], stage, report.text)


def example(group: int, event: GoldEvent, draft: Draft, stage: casting.Stage, text: str) -> Example:
    """The candidates of one event with their labels."""

    def named(span: tuple[int, int], phrases: Sequence[str]) -> bool:
        return any(overlap(text[span[0] : span[1]], x) >= SAME_WORDS for x in phrases)

    parties = []
    for party in stage.parties(draft):
        phrases = stage.entities.members[stage.entities.of(party)]
        acts = any(named((m.start, m.end), event.actor) for m in phrases)
        suffers = any(named((m.start, m.end), event.recipient) for m in phrases)
        parties.append((casting.party_features(draft, party, stage), acts, suffers))
    spots = []
    for place in stage.spots(draft):
        point = place.place
        near = point.lat is not None and point.lon is not None and point.precision != "country"
        there = named((point.start, point.end), [x.text for x in event.place]) or any(
            near
            and x.lat is not None
            and x.lon is not None
            and km((x.lat, x.lon), (point.lat or 0, point.lon or 0)) <= SAME_KM
            for x in event.place
        )
        spots.append((casting.place_features(draft, place, stage), there))
    return Example(group, event, draft, stage, text, parties, spots)


def train(examples: Sequence[Example]) -> casting.Model:
    """Weights of the three roles."""
    parties = [p for e in examples for p in e.parties]
    spots = [s for e in examples for s in e.spots]
    return casting.Model(
        fit([(f, acts) for f, acts, _ in parties], FIRST, MORE),
        fit([(f, suffers) for f, _, suffers in parties], FIRST, MORE),
        fit(spots, PLACE_FIRST, PLACE_MORE),
    )


def fit(labelled: Sequence[tuple[list[str], bool]], first: float, more: float) -> casting.Part:
    """One role's logistic regression."""
    rows = [train_gate.Example(f, int(y), 1.0, 0, "") for f, y in labelled]
    names = train_gate.vocabulary(rows)
    weights = train_gate.train(rows, names, C)
    return casting.Part(first, more, dict(zip(names, map(float, weights), strict=True)))


def part_of(judge: casting.Model, role: str) -> dict[str, Any]:
    """A role's thresholds and rounded weights, in the form of the file."""
    part: casting.Part = getattr(judge, role)
    kept = {k: round(w, 3) for k, w in part.weights.items() if abs(w) >= train_gate.MIN_WEIGHT}
    return {"first": part.first, "more": part.more, "weights": dict(sorted(kept.items()))}


def show(title: str, cast: Sequence[tuple[Example, Draft]]) -> None:
    """F1 of each role over the gold articles and over the pool."""
    for name in ("gold", "pool"):
        chosen = [(e, d) for e, d in cast if (e.group < train_gate.POOL_GROUP) == (name == "gold")]
        figures = []
        for role in ROLES:
            counts = [counted(e, d, role) for e, d in chosen]
            right, wanted, got = (sum(c[i] for c in counts) for i in range(3))
            figures.append(f"{role} {2 * right / max(1, wanted + got):.3f}")
        print(f"{title:16} {name} {len(chosen):4}", *figures)


def counted(e: Example, draft: Draft, role: str) -> tuple[int, int, int]:
    """Phrases rightly given, wanted and given in one role of one event."""
    if role == "place":
        wanted = [p.text for p in e.event.place]
        got = [p.place.text for p in draft.places]
    else:
        wanted = list(e.event.actor if role == "actor" else e.event.recipient)
        found = draft.actors if role == "actor" else draft.recipients
        got = [e.text[(a.noun or a.start) : a.end] for a in found]
    return pairs(wanted, got), len(wanted), len(got)


def without_casting() -> None:
    """Keep the rules' roles, so that the second look is trained on what it will see."""
    casting.model = lambda: None  # type: ignore[assignment]


if __name__ == "__main__":
    main(sys.argv[1:])
