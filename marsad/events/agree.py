"""Whether two drafts can tell of one happening: their days, places, parties and means."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.draft import Draft, actor_key
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.actors import organisation
from marsad.mentions.gazetteer import ancestors
from marsad.mentions.places import Resolved, kilometres
from marsad.text import fold

# Ways of fighting that reports use for one and the same happening.
_COMPATIBLE = (
    frozenset(["heavy-weapons", "aerial", "drone"]),
    frozenset(["explosives", "suicide-attack"]),
    frozenset(["firearms", "targeted"]),
    frozenset(["firearms", "primitive"]),
    frozenset(["heavy-weapons", "unconventional"]),
    frozenset(["aerial", "unconventional"]),
    frozenset(["firearms", "heavy-weapons"]),
    frozenset(["firearms", "suicide-attack"]),
    frozenset(["firearms", "explosives"]),
)
_ARMED = frozenset(["MIL", "COP", "REB", "UAF"])


def counts_differ(a: Draft, b: Draft) -> bool:
    """«ضبط 3 أفراد … كما ضبطت 7»: other numbers of people are another arrest or release."""
    if a.type not in ("COERCE", "RETREAT"):
        return False
    left = {r.bounds for r in a.recipients if r.bounds}
    right = {r.bounds for r in b.recipients if r.bounds}
    return bool(left and right) and not left & right


def kills_beside(a: Draft, b: Draft) -> bool:
    """«قتل 17 مقاتلا باشتباكات مع X»: the toll and its cause stand in one sentence."""
    here = [t for t in a.triggers if t.sentence == b.trigger.sentence]
    return bool(here) and any("kill" in t.lexeme.flags for t in (*here, b.trigger))


def compatible_modes(a: Draft, b: Draft) -> bool:
    """Whether both ways of acting can be told of one happening."""
    if a.type != "ASSAULT":
        return (
            a.mode == b.mode
            or a.mode is None
            or b.mode is None
            or a.type in ("REQUEST", "ACCUSE", "THREATEN", "CONSULT", "PROTEST")
        )
    if a.mode == b.mode:
        return True
    alone = {"abduct", "sexual", "torture", "beat", "destroy", "crowd-control"}
    if a.mode in alone or b.mode in alone:
        return False
    if a.mode is None or b.mode is None:
        return True
    return any({a.mode, b.mode} <= group for group in _COMPATIBLE)


def different_days(a: Draft, b: Draft) -> bool:
    """Whether both are dated and share no day."""
    if a.time is None or b.time is None:
        return False
    first, second = a.time.time.interval, b.time.time.interval
    if first is None or second is None:
        return False
    return first.end < second.start or second.end < first.start


def same_days(a: Draft, b: Draft) -> bool:
    """Whether both are dated and their days meet."""
    first = a.time.time.interval if a.time else None
    second = b.time.time.interval if b.time else None
    return bool(first and second) and not different_days(a, b)


def ids(places: Sequence[Resolved]) -> set[str]:
    """The gazetteer identifiers of places."""
    return {p.place.place_id for p in places if p.place.place_id}


def places_agree(a: Sequence[Resolved], b: Sequence[Resolved]) -> bool:
    """No place on one side, a shared one, or one that holds the other."""
    if not a or not b or ids(a) & ids(b):
        return True
    return any(_holds(p, q) or _holds(q, p) for p in a for q in b)


def _holds(outer: Resolved, inner: Resolved) -> bool:
    unknown = (outer.place.place_id is None, inner.place.place_id is None)
    if all(unknown):
        return fold(outer.place.text).split()[-1] == fold(inner.place.text).split()[-1]
    if any(unknown):
        return True  # an unlisted village may lie anywhere
    if outer.place.kind == "country":
        return outer.place.country == inner.place.country
    chain = ancestors(inner.place.place_id or "")
    if outer.place.place_id in chain:
        return True
    if chain and outer.place.kind in ("admin1", "admin2"):
        return False
    reach = _REACH_KM.get(outer.place.kind or "", 0)
    smaller = grain(outer) > grain(inner)
    return smaller and kilometres(outer.place, inner.place) <= reach


# How far from its centre a place of a kind still holds another, in km: the radius of a large
# governorate, of a metropolitan city, of a rural town.
_REACH_KM = {"admin1": 120, "country-region": 250, "admin2": 60, "city": 35, "town": 20}


def parties_agree(a: Draft, b: Draft, text: str) -> bool:
    """Actors overlap or one side is silent, and so do recipients; fights may swap roles."""
    if "sym" in a.flags | b.flags:
        left = keys((*a.actors, *a.recipients), text)
        right = keys((*b.actors, *b.recipients), text)
        return not left or not right or overlap(left, right)
    return side_agrees(a.actors, b.actors, text) and side_agrees(a.recipients, b.recipients, text)


def side_agrees(a: Sequence[FoundActor], b: Sequence[FoundActor], text: str) -> bool:
    """Whether two sets of people can be the same: one silent, shared, or vague."""
    left, right = keys(a, text), keys(b, text)
    if not left or not right or overlap(left, right):
        return True
    if any(x.kind == "thing" for x in (*a, *b)):
        return True  # «مركز الشرطة» and «المبنى» are told of one attack
    if all(x.kind in ("people", "nationals") and x.authority is None for x in (*a, *b)):
        return not (_parties(a) and _parties(b)) or bool(_parties(a) & _parties(b))
    countries = {x.country for x in a if x.country} & {x.country for x in b if x.country}
    vague = any(x.authority is None for x in (*a, *b))
    sectors = {organisation(x).sector for x in a} & {organisation(x).sector for x in b}
    nowhere = not any(x.country for x in a) or not any(x.country for x in b)
    return vague and (bool(countries) or (nowhere and bool(sectors & _ARMED)))


def _parties(people: Sequence[FoundActor]) -> set[str]:
    """The bodies that people belong to, where named («مقاتلا من قوات حفتر»)."""
    return {x.inner.authority.id for x in people if x.inner and x.inner.authority}


def keys(actors: Sequence[FoundActor], text: str) -> set[str]:
    """What identifies each of the actors."""
    return {actor_key(actor, text) for actor in actors}


def overlap(left: set[str], right: set[str]) -> bool:
    """Whether the sets share a key or two of their phrases share half their words."""
    if left & right:
        return True
    words = [{w.removeprefix("ال") for w in fold(k).split()} for k in left]
    others = [{w.removeprefix("ال") for w in fold(k).split()} for k in right]
    return any(len(a & b) * 2 >= min(len(a), len(b)) for a in words for b in others)


_GRAIN = {
    "site": 0,
    "neighbourhood": 1,
    "town": 2,
    "area": 3,
    "water": 3,
    "admin1": 4,
    "country": 5,
    None: 2,
}


def grain(place: Resolved) -> float:
    """Fineness of a place; a city is coarser than a town of the same precision."""
    return _GRAIN.get(place.place.precision, 2) + 0.5 * (place.place.kind == "city")
