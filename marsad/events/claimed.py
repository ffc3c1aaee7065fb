"""Claims of responsibility supply the actor of an attack that nobody was named for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.mentions.actors import Found
from marsad.mentions.grammar import tag, word_at
from marsad.text import Token
from marsad.text.wordsets import word_set

_CLAIMS = word_set("claims")
_RESPONSIBILITY = word_set("responsibility")
_NEGATORS = word_set("negators")
_REACH = 14  # tokens between «أعلن» and «مسؤوليته»: a claimer with alias and date
_ARMED = frozenset(["MIL", "REB", "UAF", "CRM"])


class Claim(NamedTuple):
    """Who claims responsibility, in which sentence, at which token."""

    sentence: int
    at: int
    claimer: Found


def attribute(drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> list[Draft]:
    """Give each claimed attack its claimer.

    The attack is the one that the claim names in its own sentence, else the last violence told
    before it, else the first one; it must have no actor, or only nameless people.
    """
    done = list(drafts)
    for claim in claims(scenes):
        at = _claimed(done, claim)
        if at is None:
            continue
        key = actor_key(claim.claimer, text)
        victims = tuple(r for r in done[at].recipients if actor_key(r, text) != key)
        done[at] = done[at]._replace(
            actors=(claim.claimer,), recipients=victims, rules=(*done[at].rules, "args.claimed")
        )
    return done


def claims(scenes: Sequence[Scene]) -> list[Claim]:
    """«أعلن التنظيم مسؤوليته عن الهجوم»; nobody's claim («لم تعلن أي جهة») is none."""
    found = []
    for scene in scenes:
        tokens = scene.sentence.tokens
        for k, token in enumerate(tokens):
            if token.folded in _RESPONSIBILITY:
                claimer = _claimer(tokens, k, scene.actors)
                if claimer is not None:
                    found.append(Claim(scene.sentence.index, k, claimer))
    return found


def _claimer(tokens: Sequence[Token], at: int, actors: Sequence[Found]) -> Found | None:
    for k in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if tokens[k].folded.lstrip("وف") in _CLAIMS or tokens[k].folded in _CLAIMS:
            if word_at(tokens, k - 1).lstrip("وف") in _NEGATORS:
                return None
            after = [a for a in actors if k < a.first < at and not a.preposition]
            before = [a for a in actors if a.last == k and a.kind != "adjective"]
            return next((a for a in (*after, *before) if _may_claim(a)), None)
        if tokens[k].folded in (".", "؛") or tag(tokens[k].word).closed == "comp":
            return None
    return None


def _may_claim(actor: Found) -> bool:
    return actor.kind in ("name", "force", "people", "state") and actor.sector != "CVL"


def _claimed(drafts: Sequence[Draft], claim: Claim) -> int | None:
    violence = [
        i
        for i, d in enumerate(drafts)
        if d.type == "ASSAULT" and "sym" not in d.flags and d.status != "hypothetical"
    ]
    beside = [
        i
        for i in violence
        if any(t.sentence == claim.sentence and t.first > claim.at for t in drafts[i].triggers)
    ]
    before = [i for i in violence if any(t.sentence <= claim.sentence for t in drafts[i].triggers)]
    at = beside[0] if beside else max(before, key=lambda i: _last(drafts[i], claim), default=None)
    return at if at is not None and _nameless(drafts[at]) else None


def _last(draft: Draft, claim: Claim) -> tuple[int, int]:
    """Position of the draft's last mention before the claim."""
    return max((t.sentence, t.first) for t in draft.triggers if t.sentence <= claim.sentence)


def _nameless(draft: Draft) -> bool:
    return all(
        a.authority is None and a.kind in ("people", "nationals", "thing", "medium", "adjective")
        for a in draft.actors
    )
