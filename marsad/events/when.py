"""When an event happened, told apart from when somebody spoke of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from marsad.events.asides import aside, opens_clause
from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import tag, word_at
from marsad.mentions.speech import Statement
from marsad.mentions.times import FoundTime
from marsad.text.wordsets import word_set
from marsad.types import Interval


def time_of(trigger: Trigger, scene: Scene, published: date | None = None) -> FoundTime | None:
    """The time that dates the event; one that dates the statement about it is passed over.

    What is told since a day («منذ بدء العملية في 9 فبراير») lasts from it to the report.
    """
    voiced = trigger.lexeme.type in VOICED
    others = [t for t in scene.triggers if t != trigger]
    best: tuple[int, FoundTime] | None = None
    for time in scene.times:
        if not voiced and _dates_statement(time, trigger, scene):
            continue
        if _reaches_back(time, scene) or _of_reference(time, trigger, scene):
            continue
        cost = _distance(time, trigger, others, scene)
        if cost <= _TOO_FAR and (best is None or cost < best[0]):
            best = cost, time
    if best is not None:
        return _lasting(best[1], scene, published)
    if "kill" in trigger.lexeme.flags:
        began = [t for t in scene.times if t.time.interval and _began(t, scene)]
        return _lasting(began[0], scene, published) if began else None
    return None


def _began(time: FoundTime, scene: Scene) -> bool:
    """«منذ بدء العملية في 9 فبراير»: the time says when something began that goes on."""
    part = aside(time.first, scene)
    return part is not None and word_at(scene.sentence.tokens, part.at).lstrip("و") in _SINCE


def _lasting(time: FoundTime, scene: Scene, published: date | None) -> FoundTime:
    interval = time.time.interval
    if (
        interval is None
        or published is None
        or published <= interval.end
        or not _began(time, scene)
    ):
        return time
    lasting = Interval(interval.start, published, "days")
    return time._replace(time=msgspec.structs.replace(time.time, interval=lasting))


# What separates a time from a trigger, in tokens of distance: another clause, another event's
# word, standing before, being undated, reaching back years («الأولى منذ حرب عام 2014»).
_CLAUSE_COST, _OTHER_COST, _BEFORE_COST, _UNDATED_COST, _SINCE_COST = 15, 8, 3, 6, 12
_TOO_FAR = 40
_ELATIVE_REACH = 8  # tokens between «أكبر» and its «منذ»
_ELATIVES = word_set("elatives")
_SINCE = word_set("since")
_COMPLEMENTS = word_set("complements")


def _distance(time: FoundTime, trigger: Trigger, others: Sequence[Trigger], scene: Scene) -> int:
    """How far a time stands from a trigger, in tokens with penalties."""
    lo, hi = sorted((trigger.first, time.first))
    tokens = scene.sentence.tokens
    cost = hi - lo + _BEFORE_COST * (time.first < trigger.first)
    cost += _CLAUSE_COST * sum(tag(tokens[k].word).closed in ("comp", "rel") for k in range(lo, hi))
    cost += _OTHER_COST * sum(lo < t.first < hi for t in others)
    interval = time.time.interval
    if interval is None:
        return cost + _UNDATED_COST
    long = interval.precision in ("month", "year", "years")
    return cost + _SINCE_COST * (long and any(lo < t.first < hi for t in others))


def _dates_statement(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """Whether the time says when the happening was told, announced or condemned."""
    if _dates_speech_act(time, trigger, scene):
        return True
    for statement in scene.statements:
        covered = statement.first <= trigger.first < statement.last
        told = in_report_verb(time, statement) or _before_news(time, trigger, statement, scene)
        if covered and told and trigger.first != statement.verb:
            return True
    return False


def _before_news(time: FoundTime, trigger: Trigger, statement: Statement, scene: Scene) -> bool:
    """«أعلن الجيش أمس مقتل ثلاثة»: no «أن» parts the verb's time from the news."""
    tokens = scene.sentence.tokens
    if statement.backward or word_at(tokens, statement.first - 1) in _COMPLEMENTS:
        return False
    between = any(statement.verb < t.first < time.first for t in scene.triggers)
    return statement.verb < time.first < trigger.first and not between


def _dates_speech_act(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """«دان الوزير أمس الهجوم»: the time of the verb whose object the happening is."""
    if trigger.verb:
        return False
    before = [t for t in scene.triggers if t.first < time.first]
    return (
        bool(before)
        and time.first < trigger.first
        and before[-1].verb
        and before[-1].lexeme.type in VOICED
        and not any(opens_clause(scene.sentence.tokens, k) for k in range(time.last, trigger.first))
    )


def _of_reference(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """Whether one stands in a reference to something else and the other does not.

    Who speaks «عقب لقائه الوزير مساء أمس» speaks that evening, too.
    """
    mine, its = aside(trigger.first, scene), aside(time.first, scene)
    if its is None and word_at(scene.sentence.tokens, time.first - 1) == "،":
        return False  # set off by commas it may date either
    spoken = trigger.lexeme.type in VOICED and mine is None and its is not None and its.cause
    return mine != its and not spoken


def _reaches_back(time: FoundTime, scene: Scene) -> bool:
    """«أكبر هجوم منذ عام 2014»: how long there was none like it."""
    tokens = scene.sentence.tokens
    if word_at(tokens, time.first).lstrip("و") not in _SINCE:
        return False
    before = range(max(0, time.first - _ELATIVE_REACH), time.first)
    return any(word_at(tokens, k) in _ELATIVES for k in before)


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
    if statement.verb < 0:
        return False  # words that go on from the sentence before
    if statement.backward:
        return time.first >= statement.verb
    return statement.verb <= time.first < statement.first


def carry_speech_dates(drafts: list[Draft], spoken: list[FoundTime], text: str) -> list[Draft]:
    """Words of a speaker in one report date from one occasion.

    A speech act without a time takes that of its speaker's other words, else the one date on
    which the report says that anything was said.
    """
    dated: dict[str, FoundTime] = {}
    spoken = [*spoken, *(d.time for d in drafts if d.type in VOICED and d.time and _recent(d.time))]
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


def _recent(time: FoundTime) -> bool:
    """Whether the time is a day of the news itself."""
    interval = time.time.interval
    return interval is not None and interval.precision == "day" and not time.time.historical
