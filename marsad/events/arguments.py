"""Who did it to whom: fills the slots of a trigger from the noun phrases of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.agreement import agrees
from marsad.mentions.grammar import QUOTES, first_person, has_object, tag, word_at
from marsad.mentions.prepositions import OF
from marsad.text import BySpelling, Sentence, Token, Word, fold
from marsad.text.wordsets import word_set

_SUBJECT_REACH = 12
_OBJECT_REACH = 14
_BENEFIT_REACH = 3  # «غارة جوية للتحالف»; further off, «ل» belongs to another noun
_BY = word_set("by")
# Verbs that lend their subject to the masdar they govern: «شن غارة»، «نفذ هجوما»، «أجرى محادثات».
LIGHT_VERBS = word_set("light_verbs")
LIGHT = "light"  # the slot that a light verb's subject fills
# Types whose masdar takes its agent from a light verb («أقدم على اختطاف»، «تمكنت من ضبط»).
_LENT = frozenset(
    ["ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "AID", "SANCTION", "PROTEST", "ACCUSE"]
)
_PEOPLE_OF_NO_SIDE = word_set("people_of_no_side")


class Roles(NamedTuple):
    """The actors and recipients of one trigger, with the rules that found them."""

    actors: tuple[Found, ...] = ()
    recipients: tuple[Found, ...] = ()
    rules: tuple[str, ...] = ()


class Clause(NamedTuple):
    """A trigger's surroundings: its sentence, that sentence's actors and triggers."""

    sentence: Sentence
    actors: Sequence[Found]
    triggers: Sequence[Trigger]


def roles(trigger: Trigger, clause: Clause) -> Roles:
    """Fill agent and patient; a phrase plays one role only."""
    taken: list[Found] = []
    rules: list[str] = []
    symmetric = "sym" in trigger.lexeme.flags
    agent, patient = trigger.lexeme.agent, trigger.lexeme.patient
    if trigger.passive:
        agent, patient = (
            tuple(_VOICE.get(s, s) for s in agent),
            tuple(_VOICE.get(s, s) for s in patient),
        )
    if not trigger.verb and trigger.lexeme.type in _LENT and LIGHT not in agent:
        agent = (*agent, LIGHT)
    agents = _fill(trigger, clause, agent, taken, rules, symmetric)
    struck = [] if trigger.verb else [a for a in agents if a.kind == "thing"]
    if struck and len(struck) == len(agents):  # «قام المتمردون بقصف منازل المدنيين»
        agents = _fill(trigger, clause, [s for s in agent if s != "gen"], taken, rules, symmetric)
    by = _agent_phrase(trigger, clause)
    if by is not None:
        return _with_agent_phrase(trigger, clause, by, agents, tuple(rules))
    patients = struck or _fill(trigger, clause, patient, taken, rules, False)
    agents, patients = _settle(trigger, agents, patients)
    agents = [a for a in agents if a.kind != "thing"]
    patients = [_owner(p, clause) for p in patients if not _of_no_side(p, clause)]
    return Roles(tuple(agents), tuple(patients), tuple(rules))


def _owner(patient: Found, clause: Clause) -> Found:
    """«مقرات لتنظيم الدولة»، «نقاط تابعة لحماس»: whoever owns the thing that was hit."""
    if patient.kind != "thing":
        return patient
    for actor in clause.actors:
        if (
            0 <= actor.first - patient.last <= 3
            and actor.preposition in ("ل", OF)
            and _usable(actor)
        ):
            return actor
    return patient


_VOICE = {"subj": "none", "obj": "subj"}  # a passive verb's subject is its object


def _with_agent_phrase(
    trigger: Trigger, clause: Clause, by: Found, agents: list[Found], rules: tuple[str, ...]
) -> Roles:
    """«قتلوا بيد مسلحين»، «استُقبل من قبل العميد»: the phrase acts, the subject undergoes."""
    group = tuple(_coordinated(by, clause))
    rules = (*rules, "args.agent_phrase")
    others = [a for a in agents if a not in group]
    if "subj" in trigger.lexeme.patient and "pas" not in trigger.lexeme.flags:
        return Roles(tuple(others), group, rules)
    if trigger.verb:
        topic = _topic(trigger, clause)
        before = [a for a in clause.actors if a.last == trigger.first and _usable(a)]
        undergone = others or ([topic] if topic is not None else before)
    else:
        undergone = [a for a in _genitive(trigger, clause) if a not in group]
    return Roles(group, tuple(a for a in undergone if not _of_no_side(a, clause)), rules)


def _settle(
    trigger: Trigger, agents: list[Found], patients: list[Found]
) -> tuple[list[Found], list[Found]]:
    """«قتل 17 جنديا»: with no object and no agency, the subject of a violent verb is its victim.

    «تهديد الموظفين»: so is the genitive of a masdar when it is civilians.
    """
    if not trigger.verb and agents and not patients and "sym" not in trigger.lexeme.flags:
        victim = agents[0].kind in ("people", "nationals") and _no_agency(agents[0])
        if (
            victim
            and agents[0].preposition in ("", OF)
            and trigger.lexeme.type in ("ASSAULT", "THREATEN", "COERCE")
        ):
            return [], [*agents]
    passive = "pas" in trigger.lexeme.flags
    violent = "kill" in trigger.lexeme.flags or trigger.lexeme.id in _PASSIVE_TOO
    if trigger.verb and violent and agents and not patients and not passive:
        subject = agents[0]
        people = subject.kind in ("people", "nationals", "title", "person")
        if subject.bounds or people or _no_agency(subject):
            return [], [*agents]
    return agents, patients


_PASSIVE_TOO = frozenset(["abduct", "arrest", "assassinate", "behead", "release", "stab"])


def _no_agency(actor: Found) -> bool:
    return actor.sector in ("CVL", "REF", "HLH", "EDU", "JRN")


def _of_no_side(actor: Found, clause: Clause) -> bool:
    tokens = clause.sentence.tokens
    words = [tokens[k].folded for k in range(actor.first, actor.last)]
    return bool(words) and all(
        w.removeprefix("ال") in _PEOPLE_OF_NO_SIDE
        or not w.isalpha()
        or tag(tokens[actor.first + k].word).closed
        or (k == 0 and len(words) > 1)
        for k, w in enumerate(words)
    )


def _fill(
    trigger: Trigger,
    clause: Clause,
    slots: Iterable[str],
    taken: list[Found],
    rules: list[str],
    many: bool,
) -> list[Found]:
    found: list[Found] = []
    for slot in slots:
        candidates = [a for a in _slot(trigger, clause, slot, taken) if a not in taken]
        if candidates:
            found += candidates
            taken += candidates
            rules.append(f"args.{_SLOT_NAMES.get(slot, 'preposition')}")
            if not many:
                break
    return found


# «أنها شنت»: the pronoun is the speaker, so no subject follows.
SELF = word_set("self")
_SLOT_NAMES = {"subj": "verb_subject", "obj": "verb_object", "gen": "genitive", LIGHT: "light_verb"}


def _slot(trigger: Trigger, clause: Clause, slot: str, taken: list[Found]) -> list[Found]:
    if slot == "subj":
        return _subject(trigger, clause)
    if slot == "obj":
        return _object(trigger, clause, taken)
    if slot == "gen":
        return _genitive(trigger, clause)
    if slot == LIGHT:
        return _light_subject(trigger, clause)
    if slot == "before":  # «اجتمع المجلس بطلب من تركيا»: whoever did what was asked
        return _speaker_of_text(trigger, clause)
    if slot == "self":  # «متظاهرون»: the word names who acts
        return [a for a in clause.actors if a.first <= trigger.first < a.last]
    if slot in ("by", "none"):
        return []
    reach = _BENEFIT_REACH if slot == "ل" and slot in trigger.lexeme.agent else _OBJECT_REACH
    return _governed(trigger, clause, slot, reach)


def _joined_by_waw(actor: Found, tokens: Sequence[Token]) -> bool:
    """Whether «و» was cut from the front of the phrase."""
    token = tokens[actor.first]
    return token.folded[0] == "و" and token.start < actor.start


def _coordinated(first: Found, clause: Clause) -> list[Found]:
    """«تركيا والولايات المتحدة»: phrases joined by «و» play one role together."""
    group = [first]
    for actor in clause.actors:
        previous = group[-1]
        if actor.first < previous.last or actor is first:
            continue
        tokens = clause.sentence.tokens
        if actor.kind == "adjective":
            break
        joined = actor.first == previous.last and _joined_by_waw(actor, tokens)
        link = word_at(tokens, previous.last)
        joined = joined or (
            actor.first == previous.last + 1
            and (link == "و" or (link == "،" and _joined_by_waw(actor, tokens)))
        )
        if not joined or actor.preposition or len(group) == 4:
            break
        group.append(actor)
    return group


def _barrier(clause: Clause, k: int) -> bool:
    """Whether token ``k`` closes a clause: complementiser, relative, subordinator or stop."""
    return _CLOSING[clause.sentence.tokens[k].word.raw]


def _barred(clause: Clause, span: range) -> bool:
    """Whether a clause ends within the span."""
    tokens = clause.sentence.tokens
    return any(_CLOSING[token.word.raw] for token in tokens[span.start : span.stop])


def _closes(word: Word) -> bool:
    return word.folded in _STOPS or tag(word).closed in ("comp", "rel", "sub")


_STOPS = frozenset([":", "؛", ";", ".", "!", "؟"])
_CLOSING = BySpelling(_closes)


def _new_clause(clause: Clause, k: int) -> bool:
    """Whether a joined verb opens another clause: «هددت …، ووصفت الوزارة»."""
    token = clause.sentence.tokens[k]
    return token.folded[0] in "وف" and len(token.folded) > 3 and tag(token.word).verb


def _usable(actor: Found) -> bool:
    return actor.kind != "adjective"


def _subject(trigger: Trigger, clause: Clause) -> list[Found]:
    if not trigger.verb:
        return _light_subject(trigger, clause)
    if refers_to_speaker(trigger, clause.sentence.tokens):
        return []
    if word_at(clause.sentence.tokens, trigger.last) in _WHEREIN:
        return _speaker_of_text(trigger, clause)
    if "part" in trigger.lexeme.flags:
        return []  # «داعيا الحكومة إلى»: a participle's subject is the speaker before it
    if trigger.lexeme.id == "attack_v" and _event_subject(trigger, clause):
        return []
    before = _preverbal(trigger, clause)
    if before is not None and not (trigger.verb and trigger.pronoun):
        return _coordinated(before, clause)
    after = _postverbal(trigger, clause)
    if after is not None:
        return _coordinated(after, clause)
    told = _relative_antecedent(trigger, clause) or _topic(trigger, clause)
    return _coordinated(told, clause) if told is not None else []


_TOPIC_REACH = 18  # tokens between the topic of a clause and its verb, over a relative clause


def _topic(trigger: Trigger, clause: Clause) -> Found | None:
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
            topic = next((a for a in clause.actors if a.first == k + 1), None)
            if topic is None or topic.preposition or not _usable(topic):
                return None
            return topic if agrees(tokens[trigger.first], topic, tokens) else None
    return None


_WHEREIN = word_set("wherein")


def _speaker_of_text(trigger: Trigger, clause: Clause) -> list[Found]:
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
        if actor.first < trigger.last or not _usable(actor):
            continue
        span = range(trigger.last, actor.first)
        if len(span) > _SUBJECT_REACH or _barred(clause, span):
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
        if actor.last == end and not actor.preposition and _usable(actor):
            before = word_at(tokens, actor.first - 1)
            if before in _SUBSET:
                return _topic(trigger, clause)  # «أن أربعة مدنيين بينهم طفل قتلوا»
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
            if actor.last == trigger.first - 1 and _usable(actor):
                return actor
    return None


def _object(trigger: Trigger, clause: Clause, taken: list[Found]) -> list[Found]:
    if trigger.verb and trigger.pronoun:
        return []
    after = max([trigger.last, *(a.last for a in taken if a.first >= trigger.last)])
    for actor in clause.actors:
        if actor.first < after or actor in taken:
            continue
        span = range(after, actor.first)
        if len(span) > _OBJECT_REACH or _barred(clause, span):
            return []
        if any(_new_clause(clause, k) for k in span):
            return []
        if any(t.verb and after <= t.first < actor.first for t in clause.triggers):
            return []
        if actor.preposition == OF and actor.first == trigger.last:
            return _coordinated(actor, clause)
        if not actor.preposition or (not trigger.verb and actor.preposition == "ل"):
            if actor.kind == "adjective":
                continue
            return _coordinated(actor, clause)
    return []


def _genitive(trigger: Trigger, clause: Clause) -> list[Found]:
    """«قصف النظام»، «هجوم صاروخي للحوثيين»: what the noun governs, or its nationality."""
    tokens = clause.sentence.tokens
    for actor in clause.actors:
        if actor.first < trigger.last:
            continue
        gap = range(trigger.last, actor.first)
        if len(gap) > 3 or any(_barrier(clause, k) or tag(tokens[k].word).closed for k in gap):
            return []
        if len(gap) and actor.preposition != "ل" and actor.kind != "adjective":
            return []
        if actor.preposition in ("", "ل", OF):
            return _coordinated(actor, clause)
        return []
    return []


def _governed(trigger: Trigger, clause: Clause, preposition: str, reach: int) -> list[Found]:
    """The first phrase after the trigger that stands under the preposition."""
    for actor in clause.actors:
        if actor.first < trigger.last or actor.kind == "adjective":
            continue
        span = range(trigger.last, actor.first)
        if len(span) > reach or _barred(clause, span):
            return []
        infos = [tag(clause.sentence.tokens[k].word) for k in span]
        if reach == _BENEFIT_REACH and any(i.verb or i.closed == "prep" for i in infos):
            return []
        if actor.preposition == preposition:
            return _coordinated(actor, clause)
    return []


def _light_subject(trigger: Trigger, clause: Clause) -> list[Found]:
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
        return _first_free(clause, verb + 1, verb + 6)
    told = _relative_subject(trigger, clause)
    if told:
        return told
    for k in range(trigger.first - 1, max(-1, trigger.first - 14), -1):
        if tokens[k].folded.lstrip("و") in LIGHT_VERBS or tokens[k].folded in LIGHT_VERBS:
            between = _first_free(clause, k + 1, trigger.first)
            before = [
                a
                for a in clause.actors
                if a.last in (k, k - 1) and not a.preposition and _usable(a)
            ]
            return between or before
        if _barrier(clause, k):
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
            return _first_free(clause, k + 1, k + 4)
        if tokens[k].folded in _DID and tokens[k + 1].folded in (fold("به"), fold("بها")):
            return _first_free(clause, k + 2, k + 5)
        if info.closed in ("comp", "sub") or tokens[k].folded in (".", ":", "؛"):
            return []
        if info.verb and not info.closed:
            return []
    return []


def _first_free(clause: Clause, first: int, last: int) -> list[Found]:
    for actor in clause.actors:
        if first <= actor.first < last and not actor.preposition and _usable(actor):
            return _coordinated(actor, clause)
    return []


def _agent_phrase(trigger: Trigger, clause: Clause) -> Found | None:
    """«على يد»، «من قبل»، «بنيران»: the agent of a passive or of a masdar."""
    for actor in clause.actors:
        if trigger.last <= actor.first <= trigger.last + 18 and actor.preposition in _BY:
            return actor
    return None
