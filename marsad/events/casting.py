"""A learned second look at who acts, who undergoes and where, over the whole report.

The rules fill the roles of a mention from its clause. Reports also tell them elsewhere: the
headline names the army, the third sentence the town. For each event every party and every place of
the report is a candidate; a logistic regression over readable features, the choice of the rules
among them, says how likely it plays the part. The weights are in ``casting.json``, made by
``training/train_casting.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from marsad.events.draft import Draft
from marsad.events.entities import Entities
from marsad.events.gate import probability
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.events.where import OPENS_CLAUSE, grain, takes_place, within_actor
from marsad.mentions.actors import Found
from marsad.mentions.gazetteer import ancestors
from marsad.mentions.grammar import is_conjoined, tag, word_at
from marsad.mentions.places import Resolved
from marsad.text import Token

T = TypeVar("T")
_MAX_PARTIES = 4
_MAX_SENTENCES = 120  # a longer text is a dump of many reports: the rules' choice stands
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)  # of distances in tokens


class Part(msgspec.Struct, frozen=True):
    """One role's weights: the best candidate needs ``first``, each further one ``more``."""

    first: float
    more: float
    weights: dict[str, float]


class Model(msgspec.Struct, frozen=True):
    """The weights of the three roles."""

    actor: Part
    recipient: Part
    place: Part


@cache
def model() -> Model | None:
    """The shipped weights, or ``None`` while they are being trained."""
    source = resources.files("marsad.events").joinpath("casting.json")
    try:
        return msgspec.json.decode(source.read_bytes(), type=Model)
    except FileNotFoundError:
        return None


def recast(drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> list[Draft]:
    """The drafts with the likeliest actors and places, and recipients where the rules had none."""
    judge = model()
    if judge is None or len(scenes) > _MAX_SENTENCES:
        return list(drafts)
    stage = Stage(drafts, scenes, text)
    return [_recast(draft, stage, judge) for draft in drafts]


def _recast(draft: Draft, stage: Stage, judge: Model) -> Draft:
    candidates = stage.parties(draft)
    features = [party_features(draft, c, stage) for c in candidates]
    actors = _chosen(candidates, features, judge.actor)
    taken = {stage.entities.of(a) for a in actors}
    recipients = [r for r in draft.recipients if stage.entities.of(r) not in taken]
    if not recipients and not (len(actors) > 1 and "sym" in draft.flags):
        free = [i for i, c in enumerate(candidates) if stage.entities.of(c) not in taken]
        recipients = _chosen(
            [candidates[i] for i in free], [features[i] for i in free], judge.recipient
        )
    spots = stage.spots(draft)
    features = [place_features(draft, p, stage) for p in spots]
    places = _chosen(spots, features, judge.place) or draft.places
    changed = draft._replace(
        actors=tuple(actors), recipients=tuple(recipients), places=tuple(places)
    )
    return changed if _same_cast(changed, draft) else _with_rules(changed, draft)


def _chosen(candidates: Sequence[T], features: Sequence[list[str]], part: Part) -> list[T]:
    scores = [probability(f, part.weights) for f in features]
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
    kept = [i for n, i in enumerate(order) if scores[i] >= (part.more if n else part.first)]
    return [candidates[i] for i in kept[:_MAX_PARTIES]]


def _same_cast(a: Draft, b: Draft) -> bool:
    return (a.actors, a.recipients, a.places) == (b.actors, b.recipients, b.places)


def _with_rules(new: Draft, old: Draft) -> Draft:
    """Say which roles were cast anew, so that an event still explains itself."""
    names = [
        f"cast.{role}"
        for role in ("actors", "recipients", "places")
        if getattr(new, role) != getattr(old, role)
    ]
    return new._replace(rules=(*new.rules, *names))


class Stage:
    """One report's events with everything that could play a part in them."""

    def __init__(self, drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> None:
        self.drafts, self.scenes = drafts, scenes
        self.entities = Entities((a for scene in scenes for a in scene.actors), text)
        self.as_actor = self._counts(draft.actors for draft in drafts)
        self.as_recipient = self._counts(draft.recipients for draft in drafts)
        self.triggers: dict[int, list[Trigger]] = {}
        for draft in drafts:
            for trigger in draft.triggers:
                self.triggers.setdefault(trigger.sentence, []).append(trigger)
        self.places = [p for scene in scenes for p in scene.places if not p.country_actor]
        self.named = Counter(spot(p) for p in self.places)
        self.holders = {holder for p in self.places for holder in ancestors(p.place.place_id or "")}

    def _counts(self, parties: Iterator[tuple[Found, ...]]) -> Counter[int]:
        return Counter(e for group in parties for e in {self.entities.of(a) for a in group})

    def parties(self, draft: Draft) -> list[Found]:
        """One phrase for each party of the report: the rules' choice, else the nearest."""
        ruled = {(a.start, a.end) for a in (*draft.actors, *draft.recipients)}
        sentences = {t.sentence for t in draft.triggers}

        def cost(mention: Found) -> tuple[int, int]:
            if (mention.start, mention.end) in ruled:
                return -1, 0
            return _nearness(mention.sentence, mention.first, mention.last, draft)

        nearest = [min(group, key=cost) for group in self.entities.members]
        return [c for c in nearest if c.kind != "adjective" or c.sentence in sentences]

    def spots(self, draft: Draft) -> list[Resolved]:
        """One phrase for each place of the report: the rules' choice, else the nearest."""
        ruled = {(p.found.sentence, p.found.first) for p in draft.places}
        groups: dict[str, list[Resolved]] = {}
        for place in self.places:
            groups.setdefault(spot(place), []).append(place)

        def cost(place: Resolved) -> tuple[int, int]:
            found = place.found
            if (found.sentence, found.first) in ruled:
                return -1, 0
            return _nearness(found.sentence, found.first, found.last, draft)

        return [min(group, key=cost) for group in groups.values()]


def _nearness(sentence: int, first: int, last: int, draft: Draft) -> tuple[int, int]:
    """Phrases in a sentence of the event before others; what stands behind before what leads."""
    here = [t for t in draft.triggers if t.sentence == sentence]
    if here:
        return 0, min(max(first - t.last, t.first - last) + 4 * (first < t.first) for t in here)
    return 1, min(abs(sentence - t.sentence) for t in draft.triggers)


def spot(place: Resolved) -> str:
    """What makes two place phrases the same."""
    return place.place.place_id or place.place.text


def party_features(draft: Draft, party: Found, stage: Stage) -> list[str]:
    """What the model looks at for an actor or recipient; every feature is there or not."""
    entity = stage.entities.of(party)
    here = [t for t in draft.triggers if t.sentence == party.sentence]
    missing = ("" if draft.actors else "A") + ("" if draft.recipients else "R")
    found = [
        "bias",
        *_choice_features(draft, party, entity, missing, stage),
        *_kind_features(draft, party),
    ]
    if here:
        nearest = min(here, key=lambda t: max(party.first - t.last, t.first - party.last))
        found += _position_features(draft, nearest, party, stage)
    else:
        gap = min((party.sentence - t.sentence for t in draft.triggers), key=abs)
        found += [
            f"far={max(-4, min(3, gap))}", f"far={gap < 0},{draft.type}",
            f"far={missing},{gap < 0}", f"far={party.kind}", f"far={missing},{draft.type}",
        ]  # fmt: skip
    return found + _discourse_features(draft, party, entity, missing, bool(here), stage)


def _choice_features(
    draft: Draft, party: Found, entity: int, missing: str, stage: Stage
) -> list[str]:
    """What the rules made of the party: ``A R`` by this phrase, ``a r`` by another, or nothing."""
    if any(a.start == party.start for a in draft.actors):
        choice = "A"
    elif any(r.start == party.start for r in draft.recipients):
        choice = "R"
    elif any(stage.entities.of(a) == entity for a in draft.actors):
        choice = "a"
    elif any(stage.entities.of(r) == entity for r in draft.recipients):
        choice = "r"
    else:
        choice = "-"
    return [f"rules={choice}", f"rules={choice},{missing}", f"rules={choice},{draft.type}"]


def _kind_features(draft: Draft, party: Found) -> list[str]:
    sector = party.sector or "-"
    return [
        f"kind={party.kind}", f"kind={party.kind},{draft.type}", f"sector={sector}",
        f"sector={sector},{draft.type}", f"known={party.authority is not None}",
        f"counted={party.bounds is not None}", f"preposition={party.preposition}",
    ]  # fmt: skip


def _position_features(draft: Draft, trigger: Trigger, party: Found, stage: Stage) -> list[str]:
    scene = stage.scenes[party.sentence]
    tokens = scene.sentence.tokens
    side, lo, hi = _between(trigger, party.first, party.last)
    span = range(lo, hi)
    others = [a for a in scene.actors if lo <= a.first < hi and a.kind != "adjective"]
    block = _block(tokens, span, stage.triggers[party.sentence])
    same = min(sum(a.preposition == party.preposition for a in others), 2)
    free = min(sum(not a.preposition for a in others), 3)
    form, under = _form(trigger), party.preposition or "0"
    joined = is_conjoined(tokens[party.first])
    comma = any(tokens[k].folded in ("،", ",") for k in span)
    first = next((a for a in scene.actors if a.kind != "adjective"), None)
    before = tag(tokens[party.first - 1].word).closed if party.first else "start"
    return [
        f"side={side}", f"gap={side},{_step(hi - lo)}", f"main={trigger is draft.trigger}",
        f"block={side},{block}", f"between={side},{min(len(others), 4)}",
        f"form={form},{side},{under}", f"form={form},{side},{under},{block}",
        f"form={form},{side},{under},{same},{block}", f"form={form},{side},{under == '0'},{free}",
        f"type={draft.type},{side},{under}", f"joined={joined},{side}", f"comma={comma},{side}",
        f"opens={first is party},{side}", f"before={before},{side}",
    ]  # fmt: skip


def _discourse_features(
    draft: Draft, party: Found, entity: int, missing: str, here: bool, stage: Stage
) -> list[str]:
    named = min(len(stage.entities.members[entity]), 4)
    acts = stage.as_actor[entity] - any(stage.entities.of(a) == entity for a in draft.actors)
    suffers = stage.as_recipient[entity] - any(
        stage.entities.of(r) == entity for r in draft.recipients
    )
    first = stage.entities.members[entity][0] is party
    speaker = stage.scenes[draft.trigger.sentence].speaker
    found = [
        f"named={named},{here}", f"acts={min(acts, 3)},{here}", f"suffers={min(suffers, 3)},{here}",
        f"acts={acts > 0},{draft.type}", f"suffers={suffers > 0},{draft.type}",
        f"first={first},{here}", f"headline={party.sentence == 0}",
    ]  # fmt: skip
    if speaker is not None and stage.entities.of(speaker) == entity:
        found.append(f"spoke={missing},{draft.type in VOICED},{here}")
    return found


def place_features(draft: Draft, place: Resolved, stage: Stage) -> list[str]:
    """What the model looks at for a place."""
    here = [t for t in draft.triggers if t.sentence == place.found.sentence]
    scene = stage.scenes[place.found.sentence]
    tokens = scene.sentence.tokens
    choice, size, none = _place_choice(draft, place), grain(place), not draft.places
    placed, before = takes_place(draft.trigger), word_at(tokens, place.found.first - 1)
    times = stage.named[spot(place)]
    found = [
        "bias", f"rules={choice}", f"rules={choice},{draft.type}", f"size={size}",
        f"size={size},{choice}", f"size={size},{draft.type}", f"none={none},{placed}",
        f"type={draft.type}", f"placed={placed}", f"listed={place.place.place_id is not None}",
        f"anchor={place.found.anchor}", f"before={before[:6]}",
        f"in actor={within_actor(place, scene)}", f"named={min(times, 4)},{bool(here)}",
        f"lead={place.found.sentence <= 1},{bool(here)}",
        f"holds={place.place.place_id in stage.holders},{bool(here)}",
        f"most={times == max(stage.named.values())},{bool(here)}",
        f"first={stage.places[0] is place}",
    ]  # fmt: skip
    if not here:
        gap = min((place.found.sentence - t.sentence for t in draft.triggers), key=abs)
        far = [f"far={max(-4, min(3, gap))},{none}", f"far={gap < 0},{draft.type}"]
        return [*found, *far, f"far={none},{placed}"]
    nearest = min(here, key=lambda t: abs(t.first - place.found.first))
    side, lo, hi = _between(nearest, place.found.first, place.found.last)
    step = _step(hi - lo)
    clause = any(OPENS_CLAUSE[t.word.raw] for t in tokens[lo:hi])
    events = sum(lo <= t.first < hi for t in stage.triggers[nearest.sentence])
    places = sum(lo <= p.found.first < hi for p in scene.places if p is not place)
    return [
        *found, f"gap={side},{step}", f"clause={side},{clause}", f"events={side},{min(events, 3)}",
        f"places={side},{min(places, 3)}", f"main={nearest is draft.trigger}",
        f"side={side},{draft.type}", f"before={side},{before[:4]}", f"gap={side},{step},{size}",
        f"form={_form(nearest)},{side}",
    ]  # fmt: skip


def _place_choice(draft: Draft, place: Resolved) -> str:
    """``P`` by this phrase, ``p`` by another, ``c`` carried from another event, or nothing."""
    if all(spot(p) != spot(place) for p in draft.places):
        return "-"
    if draft.rules[-1:] == ("place.carried",):
        return "c"
    here = (place.found.sentence, place.found.first)
    return "P" if any((p.found.sentence, p.found.first) == here for p in draft.places) else "p"


def _between(trigger: Trigger, first: int, last: int) -> tuple[str, int, int]:
    """On which side of the trigger a phrase stands, and the tokens between them."""
    if first >= trigger.last:
        return "after", trigger.last, first
    return ("before", last, trigger.first) if last <= trigger.first else ("in", 0, 0)


def _block(tokens: Sequence[Token], span: range, triggers: Sequence[Trigger]) -> str:
    """What stands between: ``b`` another clause, ``v`` a verb, ``t`` another event word."""
    infos = [tag(tokens[k].word) for k in span]
    clause = any(i.closed in ("comp", "rel", "sub") for i in infos)
    clause = clause or any(tokens[k].folded in (":", "؛", ";") for k in span)
    event = any(t.first in span for t in triggers)
    return "b" * clause + "v" * any(i.verb for i in infos) + "t" * event


def _form(trigger: Trigger) -> str:
    """How the event word was read: part of speech, passive, killing, two-sided."""
    flags = trigger.lexeme.flags
    passive = trigger.passive or "pas" in flags
    part = "v" if trigger.verb else trigger.lexeme.pos
    return part + "P" * passive + "k" * ("kill" in flags) + "s" * ("sym" in flags)


def _step(distance: int) -> str:
    return next((str(step) for step in _STEPS if distance <= step), "far")
