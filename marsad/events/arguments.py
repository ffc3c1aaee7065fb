"""Who did it to whom: fills the slots of a trigger from the noun phrases of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marsad.events.clause import (
    Clause,
    barred,
    barrier,
    coordinated,
    new_clause,
    usable,
)
from marsad.events.subjects import light_subject, speaker_of_text, subject, topic
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.grammar import tag
from marsad.mentions.prepositions import OF
from marsad.text import Token
from marsad.text.wordsets import word_set

_OBJECT_REACH = 14
_BENEFIT_REACH = 3  # «غارة جوية للتحالف»; further off, «ل» belongs to another noun
_BY = word_set("by")
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
    hosts = []
    if "obj" in agent and "subj" in patient:  # «استقبل الرئيس وزيرا»: the object came and acts
        hosts = _fill(trigger, clause, patient, taken, rules, False)
    agents = _fill(trigger, clause, agent, taken, rules, symmetric)
    struck = [] if trigger.verb else [a for a in agents if a.kind == "thing"]
    if struck and len(struck) == len(agents):  # «قام المتمردون بقصف منازل المدنيين»
        agents = _fill(trigger, clause, [s for s in agent if s != "gen"], taken, rules, symmetric)
    by = _agent_phrase(trigger, clause)
    if by is not None:
        return _with_agent_phrase(trigger, clause, by, agents, tuple(rules))
    patients = hosts or struck or _fill(trigger, clause, patient, taken, rules, False)
    agents, patients = _settle(trigger, agents, patients)
    agents = [a for a in agents if a.kind != "thing"]
    patients = [_owner(p, clause) for p in patients if not of_no_side(p, clause.sentence.tokens)]
    return Roles(tuple(agents), tuple(patients), tuple(rules))


def _owner(patient: Found, clause: Clause) -> Found:
    """«مقرات لتنظيم الدولة»، «نقاط تابعة لحماس»: whoever owns the thing that was hit."""
    if patient.kind != "thing":
        return patient
    for actor in clause.actors:
        if (
            0 <= actor.first - patient.last <= 3
            and actor.preposition in ("ل", OF)
            and usable(actor)
        ):
            return actor
    return patient


_VOICE = {"subj": "none", "obj": "subj"}  # a passive verb's subject is its object


def _with_agent_phrase(
    trigger: Trigger, clause: Clause, by: Found, agents: list[Found], rules: tuple[str, ...]
) -> Roles:
    """«قتلوا بيد مسلحين»، «استُقبل من قبل العميد»: the phrase acts, the subject undergoes."""
    group = tuple(coordinated(by, clause))
    rules = (*rules, "args.agent_phrase")
    others = [a for a in agents if a not in group]
    if "subj" in trigger.lexeme.patient and "pas" not in trigger.lexeme.flags:
        return Roles(tuple(others), group, rules)
    if trigger.verb:
        told_of = topic(trigger, clause)
        before = [a for a in clause.actors if a.last == trigger.first and usable(a)]
        undergone = others or ([told_of] if told_of is not None else before)
    else:
        undergone = [a for a in _genitive(trigger, clause) if a not in group]
    return Roles(
        group, tuple(a for a in undergone if not of_no_side(a, clause.sentence.tokens)), rules
    )


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


def of_no_side(actor: Found, tokens: Sequence[Token]) -> bool:
    """Whether the phrase says no more than «قتلى» or «أشخاص»: nobody's side."""
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


_SLOT_NAMES = {"subj": "verb_subject", "obj": "verb_object", "gen": "genitive", LIGHT: "light_verb"}


def _slot(trigger: Trigger, clause: Clause, slot: str, taken: list[Found]) -> list[Found]:
    if slot == "subj":
        return subject(trigger, clause)
    if slot == "obj":
        return _object(trigger, clause, taken)
    if slot == "gen":
        return _genitive(trigger, clause)
    if slot == LIGHT:
        return light_subject(trigger, clause)
    if slot == "before":  # «اجتمع المجلس بطلب من تركيا»: whoever did what was asked
        return speaker_of_text(trigger, clause)
    if slot == "self":  # «متظاهرون»، «قضت محكمة مصرية»: the words name who acts
        return [a for a in clause.actors if a.first < trigger.last and a.last > trigger.first]
    if slot in ("by", "none"):
        return []
    reach = _BENEFIT_REACH if slot == "ل" and slot in trigger.lexeme.agent else _OBJECT_REACH
    return _governed(trigger, clause, slot, reach)


def _object(trigger: Trigger, clause: Clause, taken: list[Found]) -> list[Found]:
    if trigger.verb and trigger.pronoun:
        return []
    after = max([trigger.last, *(a.last for a in taken if a.first >= trigger.last)])
    for actor in clause.actors:
        if actor.first < after or actor in taken:
            continue
        span = range(after, actor.first)
        if len(span) > _OBJECT_REACH or barred(clause, span):
            return []
        if any(new_clause(clause, k) for k in span):
            return []
        if any(t.verb and after <= t.first < actor.first for t in clause.triggers):
            return []
        if actor.preposition == OF and actor.first == trigger.last:
            return coordinated(actor, clause)
        if not actor.preposition or (not trigger.verb and actor.preposition == "ل"):
            if actor.kind == "adjective":
                continue
            return coordinated(actor, clause)
    return []


def _genitive(trigger: Trigger, clause: Clause) -> list[Found]:
    """«قصف النظام»، «هجوم صاروخي للحوثيين»: what the noun governs, or its nationality."""
    tokens = clause.sentence.tokens
    for actor in clause.actors:
        if actor.first < trigger.last:
            continue
        gap = range(trigger.last, actor.first)
        if len(gap) > 3 or any(barrier(clause, k) or tag(tokens[k].word).closed for k in gap):
            return []
        if len(gap) and actor.preposition != "ل" and actor.kind != "adjective":
            return []
        if actor.kind == "adjective" and not actor.country:
            return []  # «مداهمات بالضفة الغربية»
        if actor.preposition in ("", "ل", OF):
            return coordinated(actor, clause)
        return []
    return []


def _governed(trigger: Trigger, clause: Clause, preposition: str, reach: int) -> list[Found]:
    """The first phrase after the trigger that stands under the preposition."""
    for actor in clause.actors:
        if actor.first < trigger.last or actor.kind == "adjective":
            continue
        span = range(trigger.last, actor.first)
        if len(span) > reach or barred(clause, span):
            return []
        infos = [tag(clause.sentence.tokens[k].word) for k in span]
        if reach == _BENEFIT_REACH and any(i.verb or i.closed == "prep" for i in infos):
            return []
        if actor.preposition == preposition:
            return coordinated(actor, clause)
    return []


def _agent_phrase(trigger: Trigger, clause: Clause) -> Found | None:
    """«على يد»، «من قبل»، «بنيران»: the agent of a passive or of a masdar."""
    for actor in clause.actors:
        if trigger.last <= actor.first <= trigger.last + 18 and actor.preposition in _BY:
            return actor
    return None
