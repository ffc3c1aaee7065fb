"""How two drafts of one happening become one: the better-told role, time and place of each."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.agree import grain, keys, kills_beside
from marsad.events.draft import VICTIM_RANK, Draft, actor_key
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.actors import organisation
from marsad.mentions.places import Resolved
from marsad.mentions.times import FoundTime
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
_MAX_MENTIONS = 60  # of one event; a dump that repeats itself needs no more to be explained
_ARMED = frozenset(["MIL", "COP", "REB", "UAF"])


def join(a: Draft, b: Draft, text: str, again: bool) -> Draft:
    """One draft of two that tell of one happening; ``b`` comes later in the report.

    ``again`` says that ``b`` only points back («الهجوم») and adds no word on whether it happened.
    """
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
        status=_joint_status(a, b, again),
        actors=actors,
        recipients=_without(recipients, actors, lead, other, text),
        actor_rank=max(a.actor_rank, b.actor_rank),
        recipient_rank=max(a.recipient_rank, b.recipient_rank),
        places=_finer(lead.places, other.places),
        time=_better_time(lead.time, other.time),
        rules=tuple(dict.fromkeys((*lead.rules, *other.rules))),
    )


def _joint_status(a: Draft, b: Draft, again: bool) -> Status:
    """The body's word against the headline's; else actual as soon as one mention says so."""
    if a.status == b.status or again:
        return a.status
    if all(t.sentence == 0 for t in a.triggers):
        return b.status
    return "actual"


def _both_sides(
    a: Draft, b: Draft, actors: tuple[FoundActor, ...], recipients: tuple[FoundActor, ...]
) -> tuple[tuple[FoundActor, ...], tuple[FoundActor, ...]]:
    """A clash with one side named and fighters killed on the other has both as actors."""
    if a.type != "ASSAULT" or "sym" not in _all_flags(a, b) or len(actors) > 1:
        return actors, recipients
    if len(a.actors) == len(b.actors) == 1 and kills_beside(a, b):
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
    for side, other in ((a, b), (b, a)):
        if all(map(_nameless_fighters, side)) and any(x.authority is not None for x in other):
            return other  # «غارات على مواقع للحوثيين أسفرت عن مقتل 12 مسلحا»: the group hit
    if a_rank != b_rank:
        return a if a_rank > b_rank else b
    return _richer(a, b, text)


def _nameless_fighters(party: FoundActor) -> bool:
    armed = party.sector in ("UAF", "REB")
    return party.kind == "people" and armed and party.authority is None and party.inner is None


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
    taken = keys(actors, text)
    return tuple(r for r in recipients if actor_key(r, text) not in taken)


def _better_time(a: FoundTime | None, b: FoundTime | None) -> FoundTime | None:
    """A dated time before an undated one, a night before one of its days, a day before a span."""
    if a is None or b is None:
        return a or b

    def vague(time: FoundTime) -> tuple[bool, int]:
        interval = time.time.interval
        night = time.time.rule == "time.night"
        days = (interval.end - interval.start).days if interval else 0
        return interval is None, 0 if night else days + 1

    return min((a, b), key=vague)


def _finer(a: tuple[Resolved, ...], b: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    if not a or not b:
        return a or b
    return b if min(map(grain, b)) < min(map(grain, a)) else a
