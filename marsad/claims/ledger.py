"""Gives every toll to the event it belongs to; no toll is counted for two events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from marsad.claims.attribution import informant
from marsad.claims.casualties import Toll
from marsad.events import triggers
from marsad.events.asides import another, aside, nearness, tells_another
from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.mentions.speech import Statement
from marsad.types import Casualty, Drop

# Event types that can bear a kind of toll, best first.
_BEARERS = {
    "killed": ("ASSAULT",), "wounded": ("ASSAULT", "PROTEST"), "casualties": ("ASSAULT",),
    "missing": ("ASSAULT",), "captured": ("ASSAULT",), "arrested": ("COERCE",),
    "displaced": ("ASSAULT", "COERCE"), "released": ("RETREAT", "COOPERATE"),
}  # fmt: skip
_ABDUCTION = "abduct"
_BACK, _AHEAD = 40, 20  # sentences in which a toll's event is looked for


def distribute(
    tolls: Sequence[Toll],
    drafts: Sequence[Draft],
    statements: Sequence[Statement],
    scenes: Sequence[Scene],
    text: str,
) -> tuple[list[tuple[Casualty, ...]], list[Drop]]:
    """Casualties for each draft, in order, and the tolls that no event can bear."""
    shares: list[list[Casualty]] = [[] for _ in drafts]
    drops: list[Drop] = []
    others: dict[int, str] = {}
    by_sentence: dict[int, set[int]] = defaultdict(set)
    for i, draft in enumerate(drafts):
        for trigger in draft.triggers:
            by_sentence[trigger.sentence].add(i)
    for toll in tolls:
        near = range(toll.sentence - _BACK, toll.sentence + _AHEAD + 1)
        within = sorted({i for s in near for i in by_sentence.get(s, ())})
        at = _bearer(toll, drafts, within, scenes)
        reason = "a toll that belongs to no coded event" if at is None else ""
        if at is not None and toll.sentence not in {t.sentence for t in drafts[at].triggers}:
            if toll.sentence not in others:
                others[toll.sentence] = _of_another(scenes[toll.sentence])
            reason = others[toll.sentence]
        if at is None or reason:
            c = toll.casualty
            drops.append(Drop(c.start, c.end, c.text, reason))
            continue
        source = informant(toll.sentence, toll.at, statements, text)
        _add(shares[at], msgspec.structs.replace(toll.casualty, source=source))
    return [tuple(_settled(share)) for share in shares], drops


def _settled(share: list[Casualty]) -> list[Casualty]:
    """Drop what a fuller claim of the same kind already says.

    «قتلى» in a headline gives way to the number in the body; «16» told again beside «ما لا يقل عن
    16» is the same claim without its hedge.
    """
    kept = []
    for c in share:
        others = [o for o in share if o is not c and o.kind == c.kind and not o.subset]
        vague = c.max is None and c.hedge is None and not c.subset
        if vague and any(o.max is not None or o.hedge is not None for o in others):
            continue
        bare = c.hedge is None and c.min == c.max
        if bare and any(o.min == c.min and o.hedge in ("at least", "about") for o in others):
            continue
        kept.append(c)
    return kept


def _bearer(
    toll: Toll, drafts: Sequence[Draft], within: Sequence[int], scenes: Sequence[Scene]
) -> int | None:
    """The draft whose words stand nearest, of the own clause before others."""
    best: tuple[tuple[int, int, int], int] | None = None
    for i in within:
        draft = drafts[i]
        types = _BEARERS[toll.casualty.kind]
        if draft.type not in types:
            continue
        taken = draft.mode == _ABDUCTION
        wrong = taken != (toll.casualty.kind == "captured") if draft.type == "ASSAULT" else False
        near = min(_distance(toll, trigger, scenes) for trigger in draft.triggers)
        if wrong and near[0]:
            continue  # the captured of another sentence were not captured in a clash
        rank = (near[0], int(wrong) + types.index(draft.type), near[1])
        if best is None or rank < best[0]:
            best = (rank, i)
    return best[1] if best else None


def _distance(toll: Toll, trigger: Trigger, scenes: Sequence[Scene]) -> tuple[int, int]:
    """Sentences, then tokens; a later sentence counts double, for tolls look back.

    In another sentence what was told as news comes before what was only referred to.
    """
    gap = toll.sentence - trigger.sentence
    scene = scenes[trigger.sentence]
    if gap == 0:
        return 0, nearness(toll.at, trigger, scene)
    return (gap if gap > 0 else -2 * gap), int(aside(trigger.first, scene) is not None)


def _of_another(scene: Scene) -> str:
    """Why a toll may not be given to an event of another sentence, or an empty string."""
    tokens = scene.sentence.tokens
    if tells_another(tokens) and any(another(t, tokens) for t in triggers.find(scene.sentence)):
        return "a toll of another happening, which was not coded"
    return ""


def _add(share: list[Casualty], new: Casualty) -> None:
    """A repeated number of the same kind is the same claim, told again."""
    for i, old in enumerate(share):
        if (old.kind, old.min, old.max) == (new.kind, new.min, new.max):
            if old.party is None and new.party is not None:
                share[i] = msgspec.structs.replace(old, party=new.party)
            return
    share.append(new)
