"""A learned second look at who acts, who undergoes and where, over the whole report.

The rules fill the roles of a mention from its clause. Reports also tell them elsewhere: the
headline names the army, the third sentence the town. For each event every party and every place of
the report is a candidate; a logistic regression over readable features, the choice of the rules
among them, says how likely it plays the part. The weights are in ``casting.json``, made by
``training/train_casting.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple, TypeVar

import msgspec

from marsad.events.arguments import of_no_side
from marsad.events.draft import Draft
from marsad.events.gate import likelihood
from marsad.events.scene import Scene
from marsad.events.stage import CLAUSE, COMMA, VERB, Near, Stage, spot
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.events.where import OPENS_CLAUSE, grain, takes_place, within_actor
from marsad.mentions.actors import Found
from marsad.mentions.grammar import is_conjoined, tag, word_at
from marsad.mentions.places import Resolved

T = TypeVar("T")
_MAX_PARTIES = 4
_MAX_SENTENCES = 120  # a longer text is a dump of many reports: the rules' choice stands
_MAX_FACTS = 100_000  # remembered at once
_SLACK = 1e-6  # more than rounding errors in a sum of weights come to
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)  # of distances in tokens


class Part(msgspec.Struct, frozen=True, dict=True):
    """One role's weights: the best candidate needs ``first``, each further one ``more``."""

    first: float
    more: float
    weights: dict[str, float]

    @cached_property
    def least(self) -> float:
        """The sum of weights below which no candidate can be likely enough."""
        likely = min(self.first, self.more)
        return math.log(likely / (1 - likely)) - _SLACK if 0 < likely < 1 else -math.inf


class Model(msgspec.Struct, frozen=True, dict=True):
    """The weights of the three roles."""

    actor: Part
    recipient: Part
    place: Part

    @cached_property
    def known(self) -> _Known:
        """What facts met before weigh."""
        return _Known([self.actor.weights, self.recipient.weights, self.place.weights])


_ACTOR, _RECIPIENT, _PLACE = range(3)  # the places of the roles in what :class:`_Known` tells


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
    view, known = _View(draft, stage), judge.known
    told = [[known[fact] for fact in _party_facts(view, c)] for c in candidates]
    announcers = _announcers(draft, stage)
    able = [
        i
        for i, c in enumerate(candidates)
        if _can_act(c, draft) and stage.entities.of(c) not in announcers
    ]
    actors = _chosen([candidates[i] for i in able], [told[i] for i in able], judge.actor, _ACTOR)
    taken = {stage.entities.of(a) for a in actors}
    recipients = [r for r in draft.recipients if stage.entities.of(r) not in taken]
    if not recipients and not (len(actors) > 1 and "sym" in draft.flags):
        free = [
            i
            for i, c in enumerate(candidates)
            if stage.entities.of(c) not in taken
            and not of_no_side(c, stage.scenes[c.sentence].sentence.tokens)
        ]
        recipients = _chosen(
            [candidates[i] for i in free], [told[i] for i in free], judge.recipient, _RECIPIENT
        )
    spots = stage.spots(draft)
    told = [[known[fact] for fact in _place_facts(view, p)] for p in spots]
    places = _chosen(spots, told, judge.place, _PLACE) or draft.places
    changed = draft._replace(
        actors=tuple(actors), recipients=tuple(recipients), places=tuple(places)
    )
    return changed if _same_cast(changed, draft) else _with_rules(changed, draft)


def _announcers(draft: Draft, stage: Stage) -> set[int]:
    """Who says so does not thereby do it: «أعلنت الوزارة مقتل خمسة» names no killer.

    Whoever speaks over a deed acts in it only where the rules say so.
    """
    if draft.type in VOICED:
        return set()
    told = {
        stage.entities.of(statement.speaker)
        for trigger in draft.triggers
        for statement in stage.scenes[trigger.sentence].statements
        if statement.speaker is not None and statement.first <= trigger.first < statement.last
    }
    return told - {stage.entities.of(a) for a in draft.actors}


def _can_act(party: Found, draft: Draft) -> bool:
    """Things do nothing, and sources and statements do no more than speak."""
    return party.kind != "thing" and (party.kind != "medium" or draft.type in VOICED)


def _chosen(
    candidates: Sequence[T], told: Sequence[Sequence[_Told]], part: Part, role: int
) -> list[T]:
    """The likely candidates, likeliest first; ``told`` is what the facts of each one weigh."""
    least = part.least
    hopeful = [i for i, one in enumerate(told) if sum([t[role].total for t in one]) >= least]
    scores = {i: likelihood([w for t in told[i] for w in t[role].weights]) for i in hopeful}
    order = sorted(scores, key=lambda i: (-scores[i], i))
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


_Facts = tuple[Any, ...]
"""A function that names features, and what it makes the names of."""


class _Weighed(NamedTuple):
    """The weights of one role for the features of some facts, and their sum."""

    total: float
    weights: tuple[float, ...]


_Told = tuple[_Weighed, ...]
"""What facts weigh in each role."""


class _Known(dict[_Facts, _Told]):
    """What facts weigh, worked out once for equal facts.

    Most facts come again and again, and for most features there is no weight: so their names are
    not spelled out for every candidate.
    """

    def __init__(self, roles: Sequence[Mapping[str, float]]) -> None:
        self._roles = roles

    def __missing__(self, facts: _Facts) -> _Told:
        if len(self) >= _MAX_FACTS:
            self.clear()
        names = facts[0](*facts[1:])
        weights = [tuple(role[n] for n in names if n in role) for role in self._roles]
        told = self[facts] = tuple(_Weighed(sum(some), some) for some in weights)
        return told


class _View(Near):
    """One event as its candidates are looked at: what is the same for all of them."""

    def __init__(self, draft: Draft, stage: Stage) -> None:
        super().__init__(draft)
        self.draft, self.stage, self.type = draft, stage, draft.type
        self.missing = ("" if draft.actors else "A") + ("" if draft.recipients else "R")
        self.actors = {stage.entities.of(a) for a in draft.actors}
        self.recipients = {stage.entities.of(r) for r in draft.recipients}
        self.actor_starts = {a.start for a in draft.actors}
        self.recipient_starts = {r.start for r in draft.recipients}
        self.places = {spot(p) for p in draft.places}
        self.placed = takes_place(draft.trigger)

    @cached_property
    def speaker(self) -> int | None:
        """The party that spoke last before the event's main word."""
        speaker = self.stage.scenes[self.draft.trigger.sentence].speaker
        return None if speaker is None else self.stage.entities.of(speaker)


def party_features(draft: Draft, party: Found, stage: Stage) -> list[str]:
    """What the model looks at for an actor or recipient; every feature is there or not."""
    return _named(_party_facts(_View(draft, stage), party))


def place_features(draft: Draft, place: Resolved, stage: Stage) -> list[str]:
    """What the model looks at for a place."""
    return _named(_place_facts(_View(draft, stage), place))


def _named(facts: Sequence[_Facts]) -> list[str]:
    return [name for build, *rest in facts for name in build(*rest)]


def _party_facts(view: _View, party: Found) -> list[_Facts]:
    """What is known of a party beside an event, in groups that come again as they are."""
    stage, type_, missing = view.stage, view.type, view.missing
    entity = stage.entities.of(party)
    mentions = stage.entities.members[entity]
    triggers = view.triggers.get(party.sentence)
    here = triggers is not None
    if triggers is not None:
        position = _position_facts(view, triggers, party)
    else:
        position = [(_far_features, view.gap(party.sentence), type_, missing, party.kind)]
    acts = stage.as_actor.get(entity, 0) - (entity in view.actors)
    suffers = stage.as_recipient.get(entity, 0) - (entity in view.recipients)
    named = min(len(mentions), 4)
    spoke = (missing, type_ in VOICED) if view.speaker == entity else None
    return [
        (_choice_features, _choice(view, party, entity), missing, type_),
        (
            _kind_features, party.kind, type_, party.sector, party.authority is not None,
            party.bounds is not None, party.preposition,
        ),
        *position,
        (_role_features, named, min(acts, 3), min(suffers, 3), here, type_),
        (_discourse_features, mentions[0] is party, here, party.sentence == 0, spoke),
    ]  # fmt: skip


def _choice(view: _View, party: Found, entity: int) -> str:
    """What the rules made of the party: ``A R`` by this phrase, ``a r`` by another, or nothing."""
    if party.start in view.actor_starts:
        return "A"
    if party.start in view.recipient_starts:
        return "R"
    if entity in view.actors:
        return "a"
    return "r" if entity in view.recipients else "-"


def _choice_features(choice: str, missing: str, type_: str) -> list[str]:
    return ["bias", f"rules={choice}", f"rules={choice},{missing}", f"rules={choice},{type_}"]


def _kind_features(
    kind: str, type_: str, sector: str | None, known: bool, counted: bool, preposition: str
) -> list[str]:
    sector = sector or "-"
    return [
        f"kind={kind}", f"kind={kind},{type_}", f"sector={sector}", f"sector={sector},{type_}",
        f"known={known}", f"counted={counted}", f"preposition={preposition}",
    ]  # fmt: skip


def _far_features(gap: int, type_: str, missing: str, kind: str) -> list[str]:
    return [
        f"far={max(-4, min(3, gap))}", f"far={gap < 0},{type_}", f"far={missing},{gap < 0}",
        f"far={kind}", f"far={missing},{type_}",
    ]  # fmt: skip


def _position_facts(view: _View, triggers: Sequence[Trigger], party: Found) -> list[_Facts]:
    stage = view.stage
    trigger = min(triggers, key=lambda t: max(party.first - t.last, t.first - party.last))
    tokens = stage.scenes[party.sentence].sentence.tokens
    people = stage.people[party.sentence]
    side, lo, hi = _between(trigger, party.first, party.last)
    others = [a.preposition for a in people if lo <= a.first < hi]
    marks = "".join(stage.marks[party.sentence][lo:hi])
    event = any(lo <= t.first < hi for t in stage.triggers[party.sentence])
    block = "b" * (CLAUSE in marks) + "v" * (VERB in marks) + "t" * event
    same = min(others.count(party.preposition), 2)
    free = min(others.count(""), 3)
    form, under = _form(trigger), party.preposition or "0"
    before = tag(tokens[party.first - 1].word).closed if party.first else "start"
    opens = bool(people) and people[0] is party
    main = trigger is view.draft.trigger
    return [
        (_distance_features, side, _step(hi - lo), main, block, min(len(others), 4)),
        (_form_features, form, side, under, block, same, free),
        (
            _side_features, side, under, view.type, is_conjoined(tokens[party.first]),
            COMMA in marks, opens, before,
        ),
    ]  # fmt: skip


def _distance_features(side: str, step: str, main: bool, block: str, others: int) -> list[str]:
    return [
        f"side={side}", f"gap={side},{step}", f"main={main}", f"block={side},{block}",
        f"between={side},{others}",
    ]  # fmt: skip


def _form_features(form: str, side: str, under: str, block: str, same: int, free: int) -> list[str]:
    return [
        f"form={form},{side},{under}", f"form={form},{side},{under},{block}",
        f"form={form},{side},{under},{same},{block}", f"form={form},{side},{under == '0'},{free}",
    ]  # fmt: skip


def _side_features(
    side: str, under: str, type_: str, joined: bool, comma: bool, opens: bool, before: str
) -> list[str]:
    return [
        f"type={type_},{side},{under}", f"joined={joined},{side}", f"comma={comma},{side}",
        f"opens={opens},{side}", f"before={before},{side}",
    ]  # fmt: skip


def _role_features(named: int, acts: int, suffers: int, here: bool, type_: str) -> list[str]:
    return [
        f"named={named},{here}", f"acts={acts},{here}", f"suffers={suffers},{here}",
        f"acts={acts > 0},{type_}", f"suffers={suffers > 0},{type_}",
    ]  # fmt: skip


def _discourse_features(
    first: bool, here: bool, headline: bool, spoke: tuple[str, bool] | None
) -> list[str]:
    """``spoke`` tells of the last speaker which roles are open and whether the event is speech."""
    found = [f"first={first},{here}", f"headline={headline}"]
    return [*found, f"spoke={spoke[0]},{spoke[1]},{here}"] if spoke else found


def _place_facts(view: _View, place: Resolved) -> list[_Facts]:
    """What is known of a place beside an event, in groups that come again as they are."""
    stage, type_, none, placed = view.stage, view.type, not view.places, view.placed
    found, name = place.found, spot(place)
    triggers = view.triggers.get(found.sentence)
    here = triggers is not None
    choice, size = _place_choice(view, place, name), grain(place)
    scene = stage.scenes[found.sentence]
    before = word_at(scene.sentence.tokens, found.first - 1)
    listed, times = place.place.place_id, stage.named[name]
    facts: list[_Facts] = [
        (_ruled_features, choice, type_, size, none, placed),
        (_place_word_features, listed is not None, found.anchor, before[:6]),
        (
            _standing_features, within_actor(place, scene), min(times, 4), found.sentence <= 1,
            listed in stage.holders, times == stage.most, stage.places[0] is place, here,
        ),
    ]  # fmt: skip
    if triggers is None:
        return [*facts, (_far_place_features, view.gap(found.sentence), none, type_, placed)]
    nearest = min(triggers, key=lambda t: abs(t.first - found.first))
    side, lo, hi = _between(nearest, found.first, found.last)
    clause = any(OPENS_CLAUSE[t.word.raw] for t in scene.sentence.tokens[lo:hi])
    events = sum([lo <= t.first < hi for t in stage.triggers[nearest.sentence]])
    places = sum([lo <= p.found.first < hi for p in scene.places if p is not place])
    step, main = _step(hi - lo), nearest is view.draft.trigger
    return [
        *facts,
        (_between_features, side, step, clause, min(events, 3), min(places, 3), main),
        (_place_side_features, side, type_, before[:4], step, size, _form(nearest)),
    ]


def _ruled_features(choice: str, type_: str, size: int, none: bool, placed: bool) -> list[str]:
    return [
        "bias", f"rules={choice}", f"rules={choice},{type_}", f"size={size}",
        f"size={size},{choice}", f"size={size},{type_}", f"none={none},{placed}",
        f"type={type_}", f"placed={placed}",
    ]  # fmt: skip


def _place_word_features(listed: bool, anchor: bool, before: str) -> list[str]:
    return [f"listed={listed}", f"anchor={anchor}", f"before={before}"]


def _standing_features(
    inside: bool, named: int, lead: bool, holds: bool, most: bool, first: bool, here: bool
) -> list[str]:
    return [
        f"in actor={inside}", f"named={named},{here}", f"lead={lead},{here}",
        f"holds={holds},{here}", f"most={most},{here}", f"first={first}",
    ]  # fmt: skip


def _far_place_features(gap: int, none: bool, type_: str, placed: bool) -> list[str]:
    far = [f"far={max(-4, min(3, gap))},{none}", f"far={gap < 0},{type_}"]
    return [*far, f"far={none},{placed}"]


def _between_features(
    side: str, step: str, clause: bool, events: int, places: int, main: bool
) -> list[str]:
    return [
        f"gap={side},{step}", f"clause={side},{clause}", f"events={side},{events}",
        f"places={side},{places}", f"main={main}",
    ]  # fmt: skip


def _place_side_features(
    side: str, type_: str, before: str, step: str, size: int, form: str
) -> list[str]:
    return [
        f"side={side},{type_}", f"before={side},{before}", f"gap={side},{step},{size}",
        f"form={form},{side}",
    ]  # fmt: skip


def _place_choice(view: _View, place: Resolved, name: str) -> str:
    """``P`` by this phrase, ``p`` by another, ``c`` carried from another event, or nothing."""
    if name not in view.places:
        return "-"
    draft = view.draft
    if draft.rules[-1:] == ("place.carried",):
        return "c"
    here = (place.found.sentence, place.found.first)
    return "P" if any((p.found.sentence, p.found.first) == here for p in draft.places) else "p"


def _between(trigger: Trigger, first: int, last: int) -> tuple[str, int, int]:
    """On which side of the trigger a phrase stands, and the tokens between them."""
    if first >= trigger.last:
        return "after", trigger.last, first
    return ("before", last, trigger.first) if last <= trigger.first else ("in", 0, 0)


def _form(trigger: Trigger) -> str:
    """How the event word was read: part of speech, passive, killing, two-sided."""
    flags = trigger.lexeme.flags
    passive = trigger.passive or "pas" in flags
    part = "v" if trigger.verb else trigger.lexeme.pos
    return part + "P" * passive + "k" * ("kill" in flags) + "s" * ("sym" in flags)


def _step(distance: int) -> str:
    return next((str(step) for step in _STEPS if distance <= step), "far")
