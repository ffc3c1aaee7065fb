"""One event per happening: headline, lead and casualty sentence become one draft."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.draft import VICTIM_RANK, Draft, actor_key
from marsad.events.status import VOICED
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.actors import organisation
from marsad.mentions.gazetteer import ancestors
from marsad.mentions.places import Resolved, kilometres
from marsad.mentions.times import FoundTime
from marsad.text import fold
from marsad.types import Status

# How telling a way of fighting is: the more telling one names the merged event.
_SPECIFICITY = {
    mode: rank
    for rank, mode in enumerate(
        [
            None,
            "destroy",
            "targeted",
            "firearms",
            "explosives",
            "heavy-weapons",
            "aerial",
            "drone",
            "suicide-attack",
            "unconventional",
        ]
    )
}
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
_UNREAL = frozenset(["negated", "hypothetical", "future"])
_LOOK_BACK = 40  # drafts; a report has fewer, and a dump of thousands stays linear
_MAX_MENTIONS = 60  # of one event; a dump that repeats itself needs no more to be explained
_CLOSE = 3  # sentences; further apart, a second mention must share a place or an actor


def merge(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Join drafts that tell of one happening, in text order."""
    merged: list[Draft] = []
    for draft in drafts:
        newest_first = range(len(merged) - 1, max(-1, len(merged) - 1 - _LOOK_BACK), -1)
        at = next((i for i in newest_first if _same(merged[i], draft, text)), None)
        if at is None:
            merged.append(draft)
        else:
            merged[at] = _join(merged[at], draft, text)
    return merged


def _same(a: Draft, b: Draft, text: str) -> bool:
    if a.type != b.type:
        return False
    if _counts_differ(a, b):
        return False
    back = _points_back(b, text)
    if (a.status == "historical") != (b.status == "historical") and not (back and b.time is None):
        return False
    if a.status != b.status and {a.status, b.status} & _UNREAL:
        return False
    if back and _compatible_modes(a, b):
        return not _different_days(a, b) and _places_agree(a.places, b.places)
    if not _compatible_modes(a, b) or _different_days(a, b):
        return False
    headline = a.trigger.sentence == 0 and all(t.sentence == 0 for t in a.triggers)
    gap = b.trigger.sentence - max(t.sentence for t in a.triggers)
    if a.type == "ASSAULT":
        return _places_agree(a.places, b.places) and (headline or _violence_agrees(a, b, gap, text))
    if a.type in ("PROTEST", "CONSULT"):
        near = headline and gap <= 2
        return _places_agree(a.places, b.places) and (near or _parties_agree(a, b, text))
    if headline and gap <= 2:
        return True
    silent = not a.actors or not b.actors
    if a.type in VOICED and silent and gap > 0:
        return False
    return (
        _parties_agree(a, b, text)
        and _places_agree(a.places, b.places)
        and gap <= 4
        and (a.trigger.lexeme.mode == b.trigger.lexeme.mode or a.type not in ("COERCE", "RETREAT"))
    )


def _counts_differ(a: Draft, b: Draft) -> bool:
    """«ضبط 3 أفراد … كما ضبطت 7»: other numbers of people are another arrest or release."""
    left = {r.bounds for r in a.recipients if r.bounds}
    right = {r.bounds for r in b.recipients if r.bounds}
    return a.type in ("COERCE", "RETREAT") and bool(left and right) and not left & right


_DEMONSTRATIVES = ("هذا", "هذه", "ذلك", "تلك")


def _points_back(draft: Draft, text: str) -> bool:
    """«الهجوم»، «هذا التحذير»، «اختطافهم»: a mention without parties repeats an event."""
    trigger = draft.trigger
    if len(draft.triggers) > 1:
        return False
    if trigger.pronoun and not draft.recipients:
        return True
    if trigger.verb:
        return False
    if draft.type == "ASSAULT" and not draft.actors and not draft.recipients and not draft.toll:
        return True
    before = text[max(0, trigger.start - 8) : trigger.start].split()
    shown = bool(before) and fold(before[-1]).lstrip("و") in _DEMONSTRATIVES
    definite = (
        "ال" in fold(text[trigger.start : trigger.start + 3])
        or text[trigger.start - 1 : trigger.start] == "ل"
    )
    return shown or (definite and not draft.actors and not draft.recipients)


def _violence_agrees(a: Draft, b: Draft, gap: int, text: str) -> bool:
    if _kills_beside(a, b):
        return True
    if gap == 0 and (_generic(a) or _generic(b)):
        return _side_agrees(a.actors, b.actors, text)
    shared = bool(_ids(a.places) & _ids(b.places))
    return _parties_agree(a, b, text) and (gap <= _CLOSE or shared)


def _kills_beside(a: Draft, b: Draft) -> bool:
    """«قتل 17 مقاتلا باشتباكات مع X»: the toll and its cause stand in one sentence."""
    here = [t for t in a.triggers if t.sentence == b.trigger.sentence]
    return bool(here) and any("kill" in t.lexeme.flags for t in (*here, b.trigger))


def _generic(draft: Draft) -> bool:
    return draft.mode is None


def _compatible_modes(a: Draft, b: Draft) -> bool:
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


def _different_days(a: Draft, b: Draft) -> bool:
    if a.time is None or b.time is None:
        return False
    first, second = a.time.time.interval, b.time.time.interval
    if first is None or second is None:
        return False
    return first.end < second.start or second.end < first.start


def _ids(places: Sequence[Resolved]) -> set[str]:
    return {p.place.place_id for p in places if p.place.place_id}


def _places_agree(a: Sequence[Resolved], b: Sequence[Resolved]) -> bool:
    """No place on one side, a shared one, or one that holds the other."""
    if not a or not b or _ids(a) & _ids(b):
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
    smaller = _grain(outer) > _grain(inner)
    return smaller and kilometres(outer.place, inner.place) <= reach


# How far from its centre a place of a kind still holds another, in km: the radius of a large
# governorate, of a metropolitan city, of a rural town.
_REACH_KM = {"admin1": 120, "country-region": 250, "admin2": 60, "city": 35, "town": 20}


def _parties_agree(a: Draft, b: Draft, text: str) -> bool:
    """Actors overlap or one side is silent, and so do recipients; fights may swap roles."""
    if "sym" in a.flags | b.flags:
        left = _keys((*a.actors, *a.recipients), text)
        right = _keys((*b.actors, *b.recipients), text)
        return not left or not right or _overlap(left, right)
    return _side_agrees(a.actors, b.actors, text) and _side_agrees(a.recipients, b.recipients, text)


def _side_agrees(a: Sequence[FoundActor], b: Sequence[FoundActor], text: str) -> bool:
    left, right = _keys(a, text), _keys(b, text)
    if not left or not right or _overlap(left, right):
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


def _keys(actors: Sequence[FoundActor], text: str) -> set[str]:
    return {actor_key(actor, text) for actor in actors}


def _overlap(left: set[str], right: set[str]) -> bool:
    if left & right:
        return True
    words = [{w.removeprefix("ال") for w in fold(k).split()} for k in left]
    others = [{w.removeprefix("ال") for w in fold(k).split()} for k in right]
    return any(len(a & b) * 2 >= min(len(a), len(b)) for a in words for b in others)


def _join(a: Draft, b: Draft, text: str) -> Draft:
    lead, other = (b, a) if _more_telling(b, a) else (a, b)
    actors = _better(lead.actors, lead.actor_rank, other.actors, other.actor_rank, text)
    recipients = _better(
        lead.recipients, lead.recipient_rank, other.recipients, other.recipient_rank, text
    )
    actors, recipients = _both_sides(a, b, actors, recipients)
    others = tuple(t for t in (*a.triggers, *b.triggers) if t != lead.trigger)
    triggers = (lead.trigger, *others[:_MAX_MENTIONS])
    mode, acled = (lead.mode, lead.acled) if lead.mode else (other.mode, other.acled)
    if lead.mode is None and other.mode is None:
        acled = lead.acled or other.acled
    return lead._replace(
        triggers=triggers,
        mode=mode,
        acled=acled,
        status=_joint_status(a, b, text),
        actors=actors,
        recipients=_without(recipients, actors, lead, other, text),
        actor_rank=max(a.actor_rank, b.actor_rank),
        recipient_rank=max(a.recipient_rank, b.recipient_rank),
        places=_finer(lead.places, other.places),
        time=_better_time(lead.time, other.time),
        rules=tuple(dict.fromkeys((*lead.rules, *other.rules))),
    )


def _joint_status(a: Draft, b: Draft, text: str) -> Status:
    """The body's word against the headline's; else actual as soon as one mention says so."""
    if a.status == b.status or _points_back(b, text):
        return a.status
    if all(t.sentence == 0 for t in a.triggers):
        return b.status
    return "actual"


_ARMED = frozenset(["MIL", "COP", "REB", "UAF"])


def _both_sides(
    a: Draft, b: Draft, actors: tuple[FoundActor, ...], recipients: tuple[FoundActor, ...]
) -> tuple[tuple[FoundActor, ...], tuple[FoundActor, ...]]:
    """A clash with one side named and fighters killed on the other has both as actors."""
    if a.type != "ASSAULT" or "sym" not in _all_flags(a, b) or len(actors) > 1:
        return actors, recipients
    if len(a.actors) == len(b.actors) == 1 and _kills_beside(a, b):
        first, second = a.actors[0], b.actors[0]
        distinct = (first.start, first.end) != (second.start, second.end) and (
            first.authority is None or first.authority != second.authority
        )
        return (first, second) if distinct else actors, ()
    if not recipients:
        return actors, recipients
    other = organisation(recipients[0])
    if other.sector not in _ARMED or (
        actors and actors[0].authority is not None and actors[0].authority == other.authority
    ):
        return actors, recipients
    return (other, *actors), ()


def _all_flags(a: Draft, b: Draft) -> frozenset[str]:
    return frozenset().union(*(t.lexeme.flags for t in (*a.triggers, *b.triggers)))


def _more_telling(new: Draft, old: Draft) -> bool:
    """Body before headline, telling way of fighting before «قتل», then the earlier one."""
    if (old.trigger.sentence == 0) != (new.trigger.sentence == 0):
        return old.trigger.sentence == 0
    return _SPECIFICITY.get(new.mode, 4) > _SPECIFICITY.get(old.mode, 4)


def _richer(a: Sequence[FoundActor], b: Sequence[FoundActor], text: str) -> tuple[FoundActor, ...]:
    """The side that names more: identified actors, then more of them, then fuller names."""

    def weight(side: Sequence[FoundActor]) -> tuple[int, int, int]:
        known = sum(x.authority is not None or x.kind in ("state", "title") for x in side)
        return (len(side), known, max(x.end - x.start for x in side))

    if not a or not b:
        return tuple(a or b)
    return tuple(a if weight(a) >= weight(b) else b)


def _better(
    a: tuple[FoundActor, ...], a_rank: int, b: tuple[FoundActor, ...], b_rank: int, text: str
) -> tuple[FoundActor, ...]:
    """The side told by the better trigger; on equal terms the one that names more."""
    if not a or not b:
        return a or b
    for side, other, rank in ((a, b, b_rank), (b, a, a_rank)):
        if rank == VICTIM_RANK and all(x.kind == "thing" and not x.country for x in side):
            return other  # the dead before the nameless building that was hit
    if a_rank != b_rank:
        return a if a_rank > b_rank else b
    return _richer(a, b, text)


def _without(
    recipients: tuple[FoundActor, ...],
    actors: tuple[FoundActor, ...],
    a: Draft,
    b: Draft,
    text: str,
) -> tuple[FoundActor, ...]:
    """A fight has two sides and no victim role; nobody is both actor and recipient."""
    if "sym" in _all_flags(a, b) and a.type == "ASSAULT" and len(actors) > 1:
        return ()
    taken = _keys(actors, text)
    return tuple(r for r in recipients if actor_key(r, text) not in taken)


def _better_time(a: FoundTime | None, b: FoundTime | None) -> FoundTime | None:
    """A dated time before an undated one, a day before a longer span."""
    if a is None or b is None:
        return a or b

    def vague(time: FoundTime) -> tuple[bool, int]:
        interval = time.time.interval
        return (interval is None, (interval.end - interval.start).days if interval else 0)

    return min((a, b), key=vague)


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


def _finer(a: tuple[Resolved, ...], b: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    if not a or not b:
        return a or b
    return b if min(map(_grain, b)) < min(map(_grain, a)) else a


def _grain(place: Resolved) -> float:
    """Fineness of a place; a city is coarser than a town of the same precision."""
    return _GRAIN.get(place.place.precision, 2) + 0.5 * (place.place.kind == "city")
