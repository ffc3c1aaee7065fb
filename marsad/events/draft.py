"""An event in the making: one trigger's reading, then several merged into one happening."""

from __future__ import annotations

from typing import NamedTuple

from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.places import Resolved
from marsad.mentions.times import FoundTime
from marsad.types import Status


class Draft(NamedTuple):
    """What one or more triggers say of one happening; ``triggers[0]`` is the most telling.

    The ranks say how well its trigger tells each role (see :func:`ranks`); when drafts are
    joined, the better-told role wins.
    """

    triggers: tuple[Trigger, ...]
    type: str
    mode: str | None
    acled: str | None
    status: Status
    actors: tuple[FoundActor, ...]
    recipients: tuple[FoundActor, ...]
    places: tuple[Resolved, ...]
    time: FoundTime | None
    actor_rank: int
    recipient_rank: int
    toll: bool
    rules: tuple[str, ...]

    @property
    def trigger(self) -> Trigger:
        """The most telling trigger."""
        return self.triggers[0]

    @property
    def flags(self) -> frozenset[str]:
        """The lexicon flags of the most telling trigger."""
        return self.trigger.lexeme.flags


VICTIM_RANK = 2  # how well a word of killing names the victims


def ranks(trigger: Trigger) -> tuple[int, int]:
    """How well a trigger tells (who, to whom): fights name both sides, «مقتل» names victims."""
    flags = trigger.lexeme.flags
    if "kill" in flags:
        return (1 if trigger.verb and "pas" not in flags else 0), VICTIM_RANK
    if "sym" in flags:
        return 3, 0
    return (2, 3) if trigger.verb else (2, 1)


def actor_key(actor: FoundActor, text: str) -> str:
    """What makes two actor phrases the same: identifier, else country and kind, else words."""
    if actor.authority is not None:
        return actor.authority.id
    if actor.kind == "state":
        return f"{(actor.country or '').lower()}/gov"
    return text[actor.start : actor.end]
