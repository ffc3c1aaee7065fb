"""Did it happen: actual, future, hypothetical, negated or historical, read from grammar."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.mentions.grammar import is_denied, tag, word_at
from marsad.mentions.times import FoundTime
from marsad.text import Sentence, fold
from marsad.text.wordsets import word_set
from marsad.types import Interval, Status

# Speech acts are themselves actual whatever their content («سترد», «دعا إلى»).
VOICED = frozenset(["REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"])
OLD = timedelta(days=7)  # the annotation guide: background is older than about a week

_NEGATORS = word_set("negators")
_FUTURE = word_set("future")
_HYPOTHETICAL = word_set("hypothetical")
_BACKGROUND = word_set("background")
_PURPOSE = word_set("purpose")
_WINDOW = 5


def status(
    trigger: Trigger, scene: Scene, time: FoundTime | None, published: date | None
) -> tuple[Status, str]:
    """The status of a trigger in its sentence, with the rule that decided."""
    sentence = scene.sentence
    interval = time.time.interval if time else None
    tokens = sentence.tokens
    before = [
        word_at(tokens, k)
        for k in range(trigger.first - 1, max(-1, trigger.first - 1 - _WINDOW), -1)
    ]
    own = tokens[trigger.first].folded
    voiced = trigger.lexeme.type in VOICED
    if interval is not None and published is not None and published - interval.end > OLD:
        return "historical", "status.old_date"
    recent = interval is not None and published is not None
    if not voiced and not recent and _pluperfect(trigger, sentence):
        return "historical", "status.pluperfect"
    if not voiced and (_running(trigger, scene, published) or _long(interval)):
        return "historical", "status.running"
    if any(w in _HABITUAL for w in _around(trigger, sentence)) and own.lstrip("وف")[:1] in "يت":
        return "historical", "status.habitual"
    if any(w in _BACKGROUND for w in _around(trigger, sentence)) and _since(trigger, sentence):
        return "historical", "status.since"
    if voiced:
        return "actual", "status.voiced"
    if before and before[0].lstrip("و") in _NEGATORS:
        return "negated", "status.negation"
    if not trigger.verb and is_denied(tokens, trigger.first):
        return "negated", "status.denied"
    if _future_verb(trigger, sentence):
        return "future", "status.future_verb"
    if interval is not None and published is not None and interval.start > published:
        return "future", "status.future_date"
    if any(w.lstrip("و") in _FUTURE for w in before[:4]):
        return "future", "status.planned"
    if _conditional(trigger, sentence):
        return "hypothetical", "status.conditional"
    after = word_at(tokens, trigger.last)
    if after in _HYPOTHETICAL or any(
        w.lstrip("و") in _HYPOTHETICAL for w in before[:2] if w != "قد"
    ):
        return "hypothetical", "status.hypothetical"
    if before and before[0] == "قد" and own[:1] in ("ي", "ت") and trigger.verb:
        return "hypothetical", "status.may"
    return "actual", "status.reported"


_SINCE = word_set("since_then")
_ELATIVES = word_set("elatives")
_AGES = word_set("ages")  # «منذ أشهر»، «على مدى السنوات»
_ELATIVE_REACH = 8  # tokens between «أعنف» and its «منذ»
_RUNNING_REACH = 25  # tokens between a word and the «منذ» that says since when it goes on
_NEWS = 2  # sentences; what the first ones count since a beginning is the news itself


def _running(trigger: Trigger, scene: Scene, published: date | None) -> bool:
    """«قتل المئات منذ اندلاع النزاع»، «على مدى السنوات»: what goes on for long is background."""
    tokens = scene.sentence.tokens
    dated = {k: t for t in scene.times for k in range(t.first, t.last)}
    first, last = trigger.first - _RUNNING_REACH, trigger.first + _RUNNING_REACH
    for k in range(max(0, first), min(last, len(tokens))):
        word = tokens[k].folded.removeprefix("و")
        if word == _OVER and any(word_at(tokens, k + n) in _AGES for n in (1, 2, 3)):
            return True
        if word not in _SINCE:
            continue
        before = range(max(0, k - _ELATIVE_REACH), k)
        if any(word_at(tokens, n) in _ELATIVES for n in before):
            continue
        time = dated.get(k)
        if time is None:
            return trigger.sentence > _NEWS and not _recent_time(scene, published)
        counted = any(word_at(tokens, n) in _AGES for n in range(time.first, time.last))
        if time.time.historical or counted:
            return True
    return False


_OVER = fold("مدى")


def _recent_time(scene: Scene, published: date | None) -> bool:
    """Whether the sentence names a day of the last week."""
    intervals = (t.time.interval for t in scene.times)
    return published is not None and any(
        i is not None and timedelta(0) <= published - i.start <= OLD for i in intervals
    )


def _long(interval: Interval | None) -> bool:
    """«في وقت سابق هذا العام»: a span that no single happening of the news fills."""
    return interval is not None and interval.end - interval.start > _A_MONTH


_A_MONTH = timedelta(days=31)


def _future_verb(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether «س» is cut from the verb's front: «سيقصف» yes, «سيطر» no."""
    token = sentence.tokens[trigger.first]
    lead = fold(token.word.raw[: trigger.start - token.start])
    return trigger.verb and lead.endswith("س")


_HABITUAL = word_set("habitual")
_CONDITIONAL = word_set("conditional")


def _conditional(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether «إذا»، «لو»، «ما لم»، «في حال» opens the clause of the trigger."""
    for k in range(trigger.first - 1, max(-1, trigger.first - 9), -1):
        token = sentence.tokens[k]
        if token.kind == "punct":
            return False
        if token.folded.lstrip("وف") in _CONDITIONAL:
            return True
    return False


def _around(trigger: Trigger, sentence: Sentence) -> list[str]:
    first = max(0, trigger.first - 8)
    return [t.folded for t in sentence.tokens[first : trigger.last + 12]]


def _since(trigger: Trigger, sentence: Sentence) -> bool:
    words = _around(trigger, sentence)
    if any(w in _ELATIVES for w in words):
        return False  # «أعنف قصف منذ أشهر»
    return any(w.lstrip("و") in (fold("منذ"), fold("طيلة"), fold("طوال")) for w in words)


def _pluperfect(trigger: Trigger, sentence: Sentence) -> bool:
    """«كان التنظيم قد خطف»، «كانت السلطات اعتقلتهم»."""
    tokens = sentence.tokens
    if not trigger.verb or tag(tokens[trigger.first].word).closed:
        return False
    own = tokens[trigger.first].folded
    if own.lstrip("وف")[:1] in ("ي", "ت") and trigger.lexeme.pos != "n":
        return False
    for k in range(trigger.first - 1, max(-1, trigger.first - 10), -1):
        word = tokens[k].folded.lstrip("وف")
        if word in (fold("كان"), fold("كانت"), fold("كانوا")):
            return True
        if tokens[k].kind == "punct" or tag(tokens[k].word).closed in ("comp", "rel"):
            return False
    return False
