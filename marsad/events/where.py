"""Where an event happened: the nearest chain of places to its trigger, at its finest."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.asides import aside
from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import tag
from marsad.mentions.places import Resolved
from marsad.text import BySpelling, Token, Word, fold
from marsad.text.wordsets import word_set

PLACED = frozenset(
    ["ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "CONSULT", "AID", "COOPERATE"]
)
_GRAIN = {
    "site": 0,
    "neighbourhood": 0,
    "town": 1,
    "area": 2,
    "water": 2,
    "admin1": 3,
    "country": 4,
}


def places_of(trigger: Trigger, scene: Scene) -> tuple[Resolved, ...]:
    """Where the event happened: the nearest chain of places, at its finest."""
    if not takes_place(trigger):
        return ()
    usable = [
        p
        for p in scene.places
        if abs(p.found.first - trigger.first) <= _REACH
        and not p.country_actor
        and not within_actor(p, scene)
    ]
    if not usable:
        return ()
    others = [
        t
        for t in scene.triggers
        if t.lexeme.type in PLACED and t.lexeme.type != trigger.lexeme.type
    ]
    nearest = min(usable, key=lambda p: (_distance(p, trigger, others, scene), p.found.first))
    chain = _chain(nearest, usable, scene)
    finest = min(chain, key=lambda p: (grain(p), abs(p.found.first - nearest.found.first)))
    return tuple(_listed(chain, finest, scene))


def takes_place(trigger: Trigger) -> bool:
    """Speech happens nowhere in particular; deeds, inquiries and truces have a place."""
    lexeme = trigger.lexeme
    truce = lexeme.type == "AGREE" and lexeme.acled is not None
    return lexeme.type in PLACED or truce or lexeme.mode == "investigate"


_REACH = 60  # tokens; a place further off in one sentence belongs to something else
# What separates a place from a trigger, in tokens of distance: another clause, another event's
# word, standing before, being only an anchor («40 كلم من سرت»), being a whole country, a
# reference to something else («ردا على هجوم على مطار سرت»).
_CLAUSE_COST, _OTHER_COST, _BEFORE_COST, _ANCHOR_COST, _COUNTRY_COST = 4, 4, 8, 12, 4
_ASIDE_COST = 12


def _distance(place: Resolved, trigger: Trigger, others: Sequence[Trigger], scene: Scene) -> int:
    """How far a place stands from a trigger, in tokens with penalties."""
    lo, hi = sorted((trigger.first, place.found.first))
    tokens = scene.sentence.tokens
    cost = hi - lo
    cost += _CLAUSE_COST * sum([OPENS_CLAUSE[t.word.raw] for t in tokens[lo + 1 : hi]])
    cost += _OTHER_COST * sum(lo < t.first < hi for t in others)
    if place.found.first < trigger.first:
        cost += _BEFORE_COST
        owned = any(0 <= place.found.first - t.last <= _OTHER_COST for t in others)
        cost += _OTHER_COST * owned
    cost += _ANCHOR_COST * place.found.anchor
    cost += _ASIDE_COST * (aside(place.found.first, scene) != aside(trigger.first, scene))
    return cost + _COUNTRY_COST * (place.place.kind == "country")


def _opens_other_clause(word: Word) -> bool:
    if tag(word).closed in ("comp", "rel"):
        return True
    return word.folded.removeprefix("و") in _CLAUSE_OPENERS


_CLAUSE_OPENERS = word_set("clause_openers")
OPENS_CLAUSE = BySpelling(_opens_other_clause)


def _chain(nearest: Resolved, places: Sequence[Resolved], scene: Scene) -> list[Resolved]:
    """The places named in one breath with the nearest: lists, and holders («حي X بمدينة Y»)."""
    at = list(places).index(nearest)
    first = last = at
    tokens = scene.sentence.tokens
    while last + 1 < len(places) and _joined(places[last], places[last + 1], tokens):
        last += 1
    while first > 0 and _joined(places[first - 1], places[first], tokens):
        first -= 1
    return [p for p in places[first : last + 1] if not p.found.anchor or p is nearest]


def _listed(places: list[Resolved], chosen: Resolved, scene: Scene) -> list[Resolved]:
    """The chosen place and those listed with it: «في صنعاء وإب والحديدة»."""
    first = last = places.index(chosen)
    tokens = scene.sentence.tokens
    while last + 1 < len(places) and _coordinated(places[last], places[last + 1], tokens):
        last += 1
    while first > 0 and _coordinated(places[first - 1], places[first], tokens):
        first -= 1
    return places[first : last + 1]


def _coordinated(a: Resolved, b: Resolved, tokens: Sequence[Token]) -> bool:
    between = tokens[a.found.last : b.found.first]
    token = tokens[b.found.first]
    joined = token.folded[0] == "و" and token.start < b.found.start  # a clitic was cut off
    return len(between) <= 1 and (joined or any(t.folded in ("،", ",", "و", "-") for t in between))


_BREATH = 3  # tokens between two places of one chain


def _joined(a: Resolved, b: Resolved, tokens: Sequence[Token]) -> bool:
    """Whether only prepositions, directions and commas stand between two places."""
    between = tokens[a.found.last : b.found.first]
    return len(between) <= _BREATH and all(
        t.kind == "punct" or tag(t.word).closed in ("prep", "conj", "sub") for t in between
    )


def grain(place: Resolved) -> int:
    """Coarseness of a place; an unlisted one is as fine as its head noun («قرية X») says."""
    if place.place.place_id is None and place.found.head is not None:
        return _GRAIN.get(place.found.head.precision, 1)
    return _GRAIN.get(place.place.precision or "", 1)


def within_actor(place: Resolved, scene: Scene) -> bool:
    """Whether the place only names an actor («مجلس ثوار بنغازي») and no scene of action."""
    tokens = scene.sentence.tokens
    for actor in scene.actors:
        inside = actor.first <= place.found.first < actor.last
        names = actor.first < place.found.first or actor.kind == "name"
        if inside and names and actor.kind not in ("state", "thing"):
            located = tokens[place.found.first - 1].folded == _IN and actor.kind not in _OFFICES
            return not located and (actor.kind != "people" or actor.last == place.found.last)
    return False


_IN = fold("في")  # «مواقع للمعارضة في ريف إدلب»: where they were hit
_OFFICES = ("title", "medium", "name")


_CARRIED = frozenset(["ASSAULT", "COERCE", "PROTEST"])  # and inquiries
_CARRY_SENTENCES = 6


_LEAD = 1  # the last sentence of headline and lead


def carry_places(drafts: list[Draft]) -> list[Draft]:
    """Violence without a place goes on where the violence told just before it did.

    A headline or lead that names no place takes the first one that the report goes on to give.
    """
    carried: list[Draft] = []
    in_order = sorted(drafts, key=lambda d: d.trigger.start)
    last: Draft | None = None
    first = next((d for d in in_order if d.places and _is_carried(d)), None)
    for draft in in_order:
        if _is_carried(draft):
            if draft.places:
                last = draft
            elif last is not None and _follows(draft, last):
                draft = _placed_like(draft, last)
            elif first is not None and draft.trigger.sentence <= _LEAD:
                draft = _placed_like(draft, first)
        carried.append(draft)
    return carried


def _is_carried(draft: Draft) -> bool:
    return draft.type in _CARRIED or draft.trigger.lexeme.mode == "investigate"


def _follows(draft: Draft, last: Draft) -> bool:
    return draft.trigger.sentence - last.trigger.sentence <= _CARRY_SENTENCES


def _placed_like(draft: Draft, other: Draft) -> Draft:
    return draft._replace(places=other.places, rules=(*draft.rules, "place.carried"))
