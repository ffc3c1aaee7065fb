"""Gives each party the fullest name that the report has for it.

«حفتر» is coded as «المشير خليفة حفتر», «الوزير» as «وزير الخارجية سامح شكري», and the adjective
of «غارة تركية» as the Turkish force that the report names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.mentions.actors import Found
from marsad.text import Token

_ARMED = frozenset(["MIL", "COP", "REB", "UAF", "SPY"])
_DEEDS = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "RETREAT"])
_BODIES = ("name", "state", "force", "body")
_MAX_WORDS = 9  # a longer phrase has run into something else

Renaming = Callable[[Found], Found]


def fullest(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> list[Draft]:
    """The drafts with every actor and recipient under its fullest name."""
    mentions = [_Mention(a, scene) for scene in scenes for a in scene.actors]
    return [
        draft._replace(
            actors=_renamed(draft.actors, draft, mentions, scenes),
            recipients=_renamed(draft.recipients, draft, mentions, scenes),
        )
        for draft in drafts
    ]


class _Mention:
    """An actor phrase with its folded words, without articles and the number before it."""

    def __init__(self, actor: Found, scene: Scene) -> None:
        self.actor = actor
        self.words = _words(scene.sentence.tokens[actor.first : actor.last])

    @property
    def person(self) -> bool:
        """Whether the phrase can name one person."""
        known = self.actor.authority
        return self.actor.kind in ("title", "person") or (
            known is not None and known.kind == "person"
        )


def _words(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(t.folded.removeprefix("ال") for t in tokens if t.kind == "arabic")


def _renamed(
    party: tuple[Found, ...],
    draft: Draft,
    mentions: Sequence[_Mention],
    scenes: Sequence[Scene],
) -> tuple[Found, ...]:
    found: list[Found] = []
    for actor in party:
        own = _Mention(actor, scenes[actor.sentence])
        name = _for_adjective(actor, draft, mentions) or _for_person(own, mentions) or actor
        if name not in found:
            found.append(name)
    return tuple(found)


def _for_adjective(actor: Found, draft: Draft, mentions: Sequence[_Mention]) -> Found | None:
    """Forces before states for violence; nothing when nobody of the country is named."""
    if actor.kind != "adjective" or not actor.country:
        return None
    named = [m.actor for m in mentions if m.actor.country == actor.country]
    named = [a for a in named if a.kind in _BODIES]
    forces = [a for a in named if a.sector in _ARMED and a.kind in ("name", "force")]
    states = [a for a in named if a.kind == "state" or a.sector == "GOV"]
    wanted = (forces or states) if draft.type in _DEEDS else (states or forces)
    return wanted[0] if wanted else None


def _for_person(own: _Mention, mentions: Sequence[_Mention]) -> Found | None:
    """The longest phrase for the same person: by surname, or by the title and all its words."""
    if not own.person or not own.words:
        return None
    longer = [
        m
        for m in mentions
        if m.person and len(own.words) < len(m.words) <= _MAX_WORDS and _same_person(own, m)
    ]
    return max(longer, key=lambda m: len(m.words)).actor if longer else None


def _same_person(short: _Mention, long: _Mention) -> bool:
    if short.actor.authority is not None and short.actor.authority == long.actor.authority:
        return True
    if short.actor.kind == "person":
        return short.words[-1] == long.words[-1]  # «ملادينوف»، «المبعوث نيكولاي ملادينوف»
    return (
        short.actor.kind == "title"
        and short.words == long.words[: len(short.words)]
        and long.actor.sentence <= short.actor.sentence
    )
