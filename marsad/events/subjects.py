"""Who acts: the subject of a verb, of the light verb over a masdar, or of its relative clause."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.clause import (
    Clause,
    barred,
    barrier,
    coordinated,
    first_free,
    usable,
)
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.agreement import agrees
from marsad.mentions.grammar import QUOTES, first_person, has_object, tag, word_at
from marsad.text import Token, fold
from marsad.text.wordsets import word_set

_SUBJECT_REACH = 12
# Verbs that lend their subject to the masdar they govern: «شن غارة»، «نفذ هجوما»، «أجرى محادثات».
LIGHT_VERBS = word_set("light_verbs")
# «أنها شنت»: the pronoun is the speaker, so no subject follows.
SELF = word_set("self")


def subject(trigger: Trigger, clause: Clause) -> list[Found]:
    """Who does what the trigger says; empty where the clause names nobody or means the speaker."""
    if not trigger.verb:
        return light_subject(trigger, clause)
    if refers_to_speaker(trigger, clause.sentence.tokens):
        return []
    if word_at(clause.sentence.tokens, trigger.last) in _WHEREIN:
        return speaker_of_text(trigger, clause)
    if "part" in trigger.lexeme.flags:
        return []  # «داعيا الحكومة إلى»: a participle's subject is the speaker before it
    if trigger.lexeme.id == "attack_v" and _event_subject(trigger, clause):
        return []
    before = _preverbal(trigger, clause)
    if before is not None and not (trigger.verb and trigger.pronoun):
        return coordinated(before, clause)
    after = _postverbal(trigger, clause)
    if after is not None:
        return coordinated(after, clause)
    told = _relative_antecedent(trigger, clause) or topic(trigger, clause)
    return coordinated(told, clause) if told is not None else []


_TOPIC_REACH = 18  # tokens between the topic of a clause and its verb, over a relative clause


def topic(trigger: Trigger, clause: Clause) -> Found | None:
    """«أن مسلحين يرتدون أحزمة حاولوا»: the phrase right after «أن» is what the verb is said of.

    Only where the verb has no other subject and none of its own clause's verbs takes the phrase
    for its object.
    """
    tokens = clause.sentence.tokens
    if trigger.pronoun or trigger.passive:
        return None
    for k in range(trigger.first - 1, max(-1, trigger.first - 1 - _TOPIC_REACH), -1):
        if tokens[k].folded in (".", "؛", ":"):
            return None
        if tag(tokens[k].word).closed == "comp":
            found = next((a for a in clause.actors if a.first == k + 1), None)
            if found is None or found.preposition or not usable(found):
                return None
            return found if agrees(tokens[trigger.first], found, tokens) else None
    return None


_WHEREIN = word_set("wherein")


def speaker_of_text(trigger: Trigger, clause: Clause) -> list[Found]:
    """«ألقى السفير خطابا دعا فيه إلى»: whoever gave the speech that the pronoun points to."""
    before = [
        a
        for a in clause.actors
        if a.last <= trigger.first and not a.preposition and a.kind not in ("adjective", "thing")
    ]
    return before[-1:]


def refers_to_speaker(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """«أعلنت أنها سوف تطالب»، «نشكر»: the verb's subject is whoever is speaking."""
    k = trigger.first - 1
    while k > 0 and tokens[k].folded in _AUXILIARIES:
        k -= 1
    return word_at(tokens, k) in SELF or first_person(tokens[trigger.first].word)


def _event_subject(trigger: Trigger, clause: Clause) -> bool:
    """«انفجار استهدف دورية»: the attack itself is the subject of the verb, nobody acts."""
    for other in clause.triggers:
        near = 0 < trigger.first - other.last <= 12 or other.last == trigger.first
        if near and other.lexeme.type == "ASSAULT" and not other.verb:
            span = range(other.last, trigger.first)
            if not any(tag(clause.sentence.tokens[k].word).closed == "comp" for k in span):
                return True
    return False


def _postverbal(trigger: Trigger, clause: Clause) -> Found | None:
    """The first free phrase behind the verb; a plural verb («هاجموا») has its subject before."""
    if _plural(clause.sentence.tokens[trigger.first].folded):
        return None
    for actor in clause.actors:
        if actor.first < trigger.last or not usable(actor):
            continue
        span = range(trigger.last, actor.first)
        if len(span) > _SUBJECT_REACH or barred(clause, span):
            return None
        if any(t.verb and trigger.last <= t.first < actor.first for t in clause.triggers):
            return None
        if "kill" in trigger.lexeme.flags and _bare_count(clause, span):
            return None
        if not actor.preposition:
            verb = clause.sentence.tokens[trigger.first]
            agreed = trigger.passive or agrees(verb, actor, clause.sentence.tokens)
            return actor if agreed else None
    return None


def _bare_count(clause: Clause, span: range) -> bool:
    """«قتل ليلة أمس 5 وجرح 4»: a number that counts the dead is the subject."""
    return any(clause.sentence.tokens[k].kind == "number" for k in span)


def _preverbal(trigger: Trigger, clause: Clause) -> Found | None:
    """«حماس تتهم إسرائيل»، «أن المجلس طلب»: a free phrase that ends right before the verb."""
    tokens = clause.sentence.tokens
    end = trigger.first
    while end and (
        tokens[end - 1].folded in _AUXILIARIES
        or tokens[end - 1].folded in QUOTES
        or tag(tokens[end - 1].word).time
    ):
        end -= 1
    for actor in clause.actors:
        if actor.last == end and not actor.preposition and usable(actor):
            before = word_at(tokens, actor.first - 1)
            if before in _SUBSET:
                return topic(trigger, clause)  # «أن أربعة مدنيين بينهم طفل قتلوا»
            if (
                actor.first == 0
                or tag(tokens[actor.first - 1].word).closed in ("comp", "sub")
                or not before.isalpha()
            ):
                return actor
            return actor if trigger.sentence == 0 or before.lstrip("و") in _SUBJECT_MARKS else None
        if (
            actor.last == end == trigger.first
            and actor.kind
            in (
                "people",
                "nationals",
                "force",
                "title",
            )
            and not tag(tokens[actor.first].word).article
            and _plural(tokens[trigger.first].folded)
        ):
            return actor  # «مسؤولين إيرانيين زودوا الحوثيين»: a relative clause without pronoun
    return None


def _plural(verb: str) -> bool:
    return verb.endswith(("وا", "ون"))


_AUXILIARIES = word_set("auxiliaries")
_SUBSET = word_set("subset")
_SUBJECT_MARKS = word_set("subject_marks")  # «وكانت القوات قد قتلت»، «وهو المجلس الذي رفض»


def _relative_antecedent(trigger: Trigger, clause: Clause) -> Found | None:
    """«القوات التي تقصف المدينة»: the phrase before the relative pronoun."""
    tokens = clause.sentence.tokens
    if trigger.first and tag(tokens[trigger.first - 1].word).closed == "rel":
        for actor in clause.actors:
            if actor.last == trigger.first - 1 and usable(actor):
                return actor
    return None


def light_subject(trigger: Trigger, clause: Clause) -> list[Found]:
    """«شن سلاح الجو غارات» and «غارات شنها سلاح الجو»: the subject of the governing light verb."""
    tokens = clause.sentence.tokens
    verb = next(
        (
            k
            for k in range(trigger.last, min(trigger.last + 4, len(tokens)))
            if tokens[k].folded in LIGHT_VERBS
        ),
        None,
    )
    if verb is not None:
        return first_free(clause, verb + 1, verb + 6)
    told = _relative_subject(trigger, clause)
    if told:
        return told
    for k in range(trigger.first - 1, max(-1, trigger.first - 14), -1):
        if tokens[k].folded.lstrip("و") in LIGHT_VERBS or tokens[k].folded in LIGHT_VERBS:
            between = first_free(clause, k + 1, trigger.first)
            before = [
                a for a in clause.actors if a.last in (k, k - 1) and not a.preposition and usable(a)
            ]
            return between or before
        if barrier(clause, k):
            return []
    return []


_RELATIVE_REACH = 8  # tokens between a masdar and the verb of its relative clause
_DID = word_set("did")


def _relative_subject(trigger: Trigger, clause: Clause) -> list[Found]:
    """«الحصار الذي تفرضه القوات»، «قصف قام به المتمردون»: who the relative clause says did it."""
    tokens = clause.sentence.tokens
    for k in range(trigger.last, min(trigger.last + _RELATIVE_REACH, len(tokens) - 1)):
        info = tag(tokens[k].word)
        if has_object(tokens[k].word) and not info.closed:
            return first_free(clause, k + 1, k + 4)
        if tokens[k].folded in _DID and tokens[k + 1].folded in (fold("به"), fold("بها")):
            return first_free(clause, k + 2, k + 5)
        if info.closed in ("comp", "sub") or tokens[k].folded in (".", ":", "؛"):
            return []
        if info.verb and not info.closed:
            return []
    return []
