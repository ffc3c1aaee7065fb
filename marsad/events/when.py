"""When an event happened, told apart from when somebody spoke of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from marsad.events.asides import aside, opens_clause
from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import tag, word_at
from marsad.mentions.speech import Statement
from marsad.mentions.times import FoundTime, steps_of
from marsad.text import fold
from marsad.text.wordsets import word_set
from marsad.types import Interval, Time


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
        if _reaches_back(time, scene) or _deadline(time, scene):
            continue
        if _of_topic(time, trigger, scene) or (voiced and time.time.rule == "time.since"):
            continue
        if _of_reference(time, trigger, scene):
            continue
        cost = _distance(time, trigger, others, scene)
        if cost <= _TOO_FAR and (best is None or cost < best[0]):
            best = cost, time
    counted = _counted(trigger, scene, published)
    if counted is not None and (best is None or best[1].time.interval is None):
        return counted
    if best is not None:
        return _lasting(best[1], trigger, scene, published)
    if "kill" in trigger.lexeme.flags:
        dated = [t for t in scene.times if t.time.interval and not _reaches_back(t, scene)]
        began = [t for t in dated if _began(t, scene)]
        return _lasting(began[0], trigger, scene, published) if began else None
    return None


def _began(time: FoundTime, scene: Scene) -> bool:
    """«منذ بدء العملية في 9 فبراير»: the time says when something began that goes on."""
    part = aside(time.first, scene)
    return part is not None and word_at(scene.sentence.tokens, part.at).lstrip("و") in _SINCE


def _counted(trigger: Trigger, scene: Scene, published: date | None) -> FoundTime | None:
    """«بعد يومين من الهجوم»، «غداة الهجوم»: the day the attack is counted from.

    Counts from the day that the sentence gives its own event, else from that of the report.
    """
    part = aside(trigger.first, scene)
    if part is None:
        return None
    tokens = scene.sentence.tokens
    days = [
        t.time.interval.start
        for t in scene.times
        if t.time.interval and t.time.interval.precision == "day" and aside(t.first, scene) != part
    ]
    base = days[0] if days else published
    if base is None:
        return None
    for time in scene.times:
        if time.first == part.at and (steps := steps_of(tokens, time)) is not None:
            return _on(time, base - steps)
    if word_at(tokens, part.at).lstrip("و") not in _DAY_BEFORE:
        return None
    token = tokens[part.at]
    eve = Time(token.start, token.end, token.word.raw, None, "time.day_before")
    return _on(FoundTime(part.at, part.at + 1, eve), base - timedelta(days=1))


def _on(time: FoundTime, day: date) -> FoundTime:
    interval = Interval(day, day, "day")
    return time._replace(time=msgspec.structs.replace(time.time, interval=interval))


def _lasting(time: FoundTime, trigger: Trigger, scene: Scene, published: date | None) -> FoundTime:
    interval = time.time.interval
    if (
        interval is None
        or published is None
        or published <= interval.end
        or not _began(time, scene)
        or _begins(time, trigger, scene)
    ):
        return time
    lasting = Interval(interval.start, published, "days")
    return time._replace(time=msgspec.structs.replace(time.time, interval=lasting))


def _begins(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """«منذ أن اعترف بها في 6 ديسمبر»: the verb behind «منذ» happened once, that day."""
    part = aside(trigger.first, scene)
    return trigger.verb and part is not None and part == aside(time.first, scene)


# What separates a time from a trigger, in tokens of distance: another clause, another event's
# word, standing before, being undated, reaching back years («الأولى منذ حرب عام 2014»).
_CLAUSE_COST, _OTHER_COST, _BEFORE_COST, _UNDATED_COST, _SINCE_COST = 15, 8, 3, 6, 12
_TOO_FAR = 40
_ELATIVE_REACH = 8  # tokens between «أكبر» and its «منذ»
_LEAD = 1  # the sentence behind the headline
_DAY_REACH = 3  # sentences for which a day holds when its event goes on
_NEWS_DAYS = 3  # what happened longer ago is background to the news beside it
_WHEREUPON_REACH = 4  # tokens between a day and what happened on it: «، حيث قتل»
_SINCE_REACH = 4  # tokens between «منذ» and its year: «منذ انتهاء حرب عام 2014»
_ELATIVES = word_set("elatives")
_DAY_BEFORE = word_set("day_before")
_DEADLINES = word_set("deadlines")
_ENDS = word_set("ends")
_TOPICS = word_set("topics")
_WHEREUPON = word_set("whereupon")
_VERB_REACH = 8  # tokens between «أكدت» or «رسالة» and its day, over who speaks to whom
_MESSAGES = word_set("messages")
_TOLD_SO = word_set("told_so")
_AND_THAT = fold("وذلك")
_SINCE = word_set("since")
_COMPLEMENTS = word_set("complements")


def _distance(time: FoundTime, trigger: Trigger, others: Sequence[Trigger], scene: Scene) -> int:
    """How far a time stands from a trigger, in tokens with penalties."""
    lo, hi = sorted((trigger.first, time.first))
    tokens = scene.sentence.tokens
    cost = hi - lo + _BEFORE_COST * (time.first < trigger.first)
    cost += _CLAUSE_COST * sum(tag(tokens[k].word).closed in ("comp", "rel") for k in range(lo, hi))
    cost += _CLAUSE_COST * abs(scene.layout.clauses[hi] - scene.layout.clauses[lo])
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
        if _of_speaker(time, trigger, statement, scene):
            return True
        if covered and told and trigger.first != statement.verb:
            return True
    return False


def _of_speaker(time: FoundTime, trigger: Trigger, statement: Statement, scene: Scene) -> bool:
    """«قتل ثلاثة، بحسب ما قالت مصادر أمس، في هجمات»: nothing is told between word and time."""
    if not statement.backward or not statement.verb < time.first < trigger.first:
        return False
    return not any(statement.verb < t.first < time.first for t in scene.triggers)


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


def _deadline(time: FoundTime, scene: Scene) -> bool:
    """«قبل نهاية العام»، «حتى يونيو»: until when something is to last or to be done."""
    interval = time.time.interval
    wide = interval is not None and interval.precision not in ("day", "days")
    before = [word_at(scene.sentence.tokens, time.first - k).lstrip("و") for k in (1, 2)]
    return wide and (before[0] in _DEADLINES or any(word in _ENDS for word in before))


def _of_topic(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """«يجتمع المجلس الأربعاء لبحث الهجمات»: the day of the talks is not that of their topic."""
    tokens = scene.sentence.tokens
    return any(tokens[k].folded in _TOPICS for k in range(time.last, trigger.first))


def _of_reference(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """Whether one stands in a reference to something else and the other does not.

    Who speaks «عقب لقائه الوزير مساء أمس» speaks that evening, too.
    """
    mine, its = aside(trigger.first, scene), aside(time.first, scene)
    if _whereupon(time, trigger, scene):
        return False
    if its is None and word_at(scene.sentence.tokens, time.first - 1) == "،":
        return mine is not None and time.first < mine.at  # behind both, it may date either
    spoken = trigger.lexeme.type in VOICED and mine is None and its is not None and its.cause
    return mine != its and not spoken


def _whereupon(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """«بعد احتجاجات الجمعة، حيث قتل ثلاثة»: what follows the day happened on it."""
    between = [word_at(scene.sentence.tokens, k) for k in range(time.last, trigger.first)]
    return len(between) <= _WHEREUPON_REACH and any(w in _WHEREUPON for w in between[:2])


def _reaches_back(time: FoundTime, scene: Scene) -> bool:
    """«أكبر هجوم منذ عام 2014»، «أسوأ تصعيد منذ حرب 2014»: how long there was none like it."""
    tokens = scene.sentence.tokens
    since = range(time.first, max(-1, time.first - _SINCE_REACH), -1)
    at = next((k for k in since if word_at(tokens, k).lstrip("و") in _SINCE), None)
    if at is None:
        return False
    before = range(max(0, at - _ELATIVE_REACH), at)
    return any(word_at(tokens, k) in _ELATIVES for k in before)


class Occasion(NamedTuple):
    """A dated time that says when somebody spoke, and where it stands."""

    sentence: int
    time: FoundTime
    told_so: bool
    """«جاء ذلك في بيان أمس»: of what the sentence before tells."""


def statement_dates(scenes: Sequence[Scene]) -> list[Occasion]:
    """The dated times that say when somebody spoke, in text order."""
    return [
        Occasion(scene.sentence.index, time, _tells_so(time, scene))
        for scene in scenes
        for time in scene.times
        if _recent(time) and _dates_words(time, scene)
    ]


def _dates_words(time: FoundTime, scene: Scene) -> bool:
    """Whether the time says when something was said, written or published."""
    if _tells_so(time, scene) or _of_message(time, scene):
        return True
    return any(_says_when(time, statement, scene) for statement in scene.statements)


def _says_when(time: FoundTime, statement: Statement, scene: Scene) -> bool:
    """Whether the time stands with the reporting verb, with or without «أن» behind it."""
    if in_report_verb(time, statement):
        return True
    if statement.backward or word_at(scene.sentence.tokens, statement.first - 1) in _COMPLEMENTS:
        return False
    return 0 <= statement.verb < time.first <= statement.verb + _VERB_REACH


def _of_message(time: FoundTime, scene: Scene) -> bool:
    """«قدمت البعثة رسالة إلى المجلس، الثلاثاء»: the day of a message."""
    before = scene.sentence.tokens[max(0, time.first - _VERB_REACH) : time.first]
    told = any(t.folded.removeprefix("ال") in _MESSAGES for t in before)
    return told and aside(time.first, scene) is None


def _tells_so(time: FoundTime, scene: Scene) -> bool:
    tokens = scene.sentence.tokens
    begins = word_at(tokens, 0).lstrip("و") in _TOLD_SO or word_at(tokens, 0) == _AND_THAT
    return begins and aside(time.first, scene) is None


def in_report_verb(time: FoundTime, statement: Statement) -> bool:
    """Whether the time stands with the reporting verb and not in what is said."""
    if statement.verb < 0:
        return False  # words that go on from the sentence before
    if statement.backward:
        return time.first >= statement.verb
    return statement.verb <= time.first < statement.first


def carry_speech_dates(drafts: list[Draft], spoken: list[Occasion], text: str) -> list[Draft]:
    """Words of a speaker in one report date from one occasion.

    A speech act without a time takes that of its speaker's other words, else that of a statement
    told beside it: in its sentence, in the next ones, or anywhere in the lead.
    """
    dated: list[tuple[set[str], FoundTime]] = []
    spoken = [
        *spoken,
        *(
            Occasion(d.trigger.sentence, d.time, False)
            for d in drafts
            if d.type in VOICED and d.time and _recent(d.time)
        ),
    ]
    carried: list[Draft] = []
    for draft in drafts:
        if draft.type in VOICED and draft.status == "actual" and draft.actors:
            who = draft.actors[0]
            names = {actor_key(who, text), text[who.start : who.end]}
            same = [t for known, t in dated if any(a in b or b in a for a in names for b in known)]
            if draft.time is not None and draft.time.time.interval is not None:
                dated.append((names, draft.time))
            elif same:
                draft = draft._replace(time=same[0], rules=(*draft.rules, "time.same_speaker"))
            elif (occasion := _beside(draft, spoken)) is not None:
                rules = (*draft.rules, "time.same_statement")
                draft = draft._replace(time=occasion.time, rules=rules)
        carried.append(draft)
    return carried


def _beside(draft: Draft, spoken: Sequence[Occasion]) -> Occasion | None:
    """The one occasion told in the sentence of a speech act, else near it."""
    own = {t.sentence for t in draft.triggers}
    for near in (
        [o for o in spoken if o.sentence in own],
        [o for o in spoken if o.sentence - 1 in own and o.told_so],
        [o for o in spoken if any(abs(o.sentence - k) <= 1 for k in own)],
    ):
        if near:
            return near[0] if len({o.time.time.interval for o in near}) == 1 else None
    return None


def carry_deed_dates(
    drafts: Sequence[Draft], scenes: Sequence[Scene], published: date | None
) -> list[Draft]:
    """What is told right behind a dated deed of the same kind or doer happened the same day.

    A deed without a time takes the one day of such deeds in its own sentence, else in the sentence
    before; the lead also takes that of the sentence behind it.
    """
    dated = [d for d in drafts if _fresh(d, published)]
    return [
        _with_day(draft, [d for d in dated if _akin(d, draft)], scenes)
        if draft.time is None and draft.type not in VOICED and draft.status == "actual"
        else draft
        for draft in drafts
    ]


def _with_day(draft: Draft, dated: Sequence[Draft], scenes: Sequence[Scene]) -> Draft:
    own = draft.trigger.sentence
    for near in (own, own - 1, own + 1)[: 3 if own == _LEAD else 2]:
        times = [d.time for d in dated if d.time and _told_in(d, near, own, scenes)]
        if times:
            if len({t.time.interval for t in times}) > 1:
                return draft
            return draft._replace(time=times[0], rules=(*draft.rules, "time.same_scene"))
    return draft


def _told_in(draft: Draft, near: int, own: int, scenes: Sequence[Scene]) -> bool:
    """Whether the draft's day stands in sentence ``near``, or shortly before a mention in it."""
    if draft.time is None or not 0 <= near < len(scenes):
        return False
    if _in(draft.time, scenes[near]):
        return True
    lately = scenes[max(0, own - _DAY_REACH) : own]
    mentioned = any(t.sentence == near for t in draft.triggers)
    return mentioned and any(_in(draft.time, scene) for scene in lately)


def _in(time: FoundTime, scene: Scene) -> bool:
    """Whether the time stands in the sentence."""
    tokens = scene.sentence.tokens
    return bool(tokens) and tokens[0].start <= time.time.start < tokens[-1].end


def _akin(told: Draft, draft: Draft) -> bool:
    """Whether two deeds are of one type or by one known doer."""
    if told.type == draft.type:
        return True
    if told.type in VOICED or not told.actors or not draft.actors:
        return False
    doer = told.actors[0].authority
    return doer is not None and doer == draft.actors[0].authority


def _fresh(draft: Draft, published: date | None) -> bool:
    """Whether a deed happened on a day of the news itself."""
    interval = draft.time.time.interval if draft.time else None
    if draft.time is None or interval is None or published is None or draft.status != "actual":
        return False
    return _recent(draft.time) and (published - interval.end).days <= _NEWS_DAYS


def _recent(time: FoundTime) -> bool:
    """Whether the time is a day of the news, and not one counted from another event."""
    interval = time.time.interval
    if interval is None or time.time.rule in ("time.from_event", "time.day_before"):
        return False
    return interval.precision == "day" and not time.time.historical
