"""When an event happened, told apart from when somebody spoke of it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events import triggers as trigger_lexicon
from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import tag
from marsad.mentions.speech import Statement
from marsad.mentions.times import FoundTime


def time_of(trigger: Trigger, scene: Scene) -> FoundTime | None:
    """The time that dates the event; one that dates the statement about it is passed over."""
    voiced = trigger.lexeme.type in VOICED
    candidates = [
        t
        for t in scene.times
        if (voiced or not _dates_statement(t, trigger, scene))
        and not _dates_another(t, trigger, scene)
    ]
    near = [t for t in candidates if not _separated(t, trigger, scene)]
    if not near and (voiced or not candidates):
        return None
    return min(
        near or candidates, key=lambda t: (t.time.interval is None, abs(t.first - trigger.first))
    )


def _dates_another(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """A year or month that stands nearer to another trigger («منذ حرب عام 2014»)."""
    interval = time.time.interval
    if interval is None or not (
        time.time.historical or interval.precision in ("year", "month", "years")
    ):
        return False
    own = abs(time.first - trigger.first)
    lo, hi = sorted((time.first, trigger.first))
    return own > 6 and any(lo < t.first < hi for t in trigger_lexicon.find(scene.sentence))


def _separated(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """Whether another clause opens between the trigger and the time."""
    first, last = sorted((trigger.first, time.first))
    tokens = scene.sentence.tokens
    return any(tag(tokens[k].word).closed in ("comp", "rel") for k in range(first, last))


def _dates_statement(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    for statement in scene.statements:
        covered = statement.first <= trigger.first < statement.last
        if covered and trigger.first != statement.verb and in_report_verb(time, statement):
            return True
    return False


def statement_dates(scenes: Sequence[Scene]) -> list[FoundTime]:
    """The dated times that say when somebody spoke, in text order."""
    return [
        time
        for scene in scenes
        for time in scene.times
        if time.time.interval is not None and any(in_report_verb(time, s) for s in scene.statements)
    ]


def in_report_verb(time: FoundTime, statement: Statement) -> bool:
    """Whether the time stands with the reporting verb and not in what is said."""
    if statement.backward:
        return time.first >= statement.verb
    return statement.verb <= time.first < statement.first


def carry_speech_dates(drafts: list[Draft], spoken: list[FoundTime], text: str) -> list[Draft]:
    """Words of a speaker in one report date from one occasion.

    A speech act without a time takes that of its speaker's other words, else the one date on
    which the report says that anything was said.
    """
    dated: dict[str, FoundTime] = {}
    occasions = {(t.time.interval.start, t.time.interval.end) for t in spoken if t.time.interval}
    carried: list[Draft] = []
    for draft in drafts:
        if draft.type in VOICED and draft.status == "actual" and draft.actors:
            key = actor_key(draft.actors[0], text)
            if draft.time is not None:
                dated.setdefault(key, draft.time)
            elif key in dated:
                draft = draft._replace(time=dated[key], rules=(*draft.rules, "time.same_speaker"))
            elif len(occasions) == 1:
                draft = draft._replace(time=spoken[0], rules=(*draft.rules, "time.same_statement"))
        carried.append(draft)
    return carried
