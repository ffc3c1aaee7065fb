"""Roles that a trigger does not state itself.

They come from the speaker, the verb before it, an accusation around it, or the event that its
pronoun points to.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.mentions.actors import Found, organisation
from marsad.mentions.grammar import is_conjoined
from marsad.mentions.speech import Statement
from marsad.text import fold

_ARMED = frozenset(["MIL", "COP", "REB", "UAF", "SPY"])
# What an armed force that announces it has usually done itself.
_OWN_DEEDS = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "RETREAT"])
_NOT_OWN = frozenset(
    ["explosion", "explode", "suicide", "wounding", "wounded", "landmine", "abduction", "blow_self"]
)


def inherit(
    drafts: Sequence[Draft], scene: Scene, before: Sequence[Draft], text: str
) -> list[Draft]:
    """Complete the drafts of one sentence, left to right; ``before`` are the earlier ones."""
    done: list[Draft] = []
    for draft in drafts:
        draft = _same_subject(draft, done, scene)
        draft = _accused(draft, done)
        draft = _pronoun(draft, [*before[-3:], *done])
        draft = _own_pronoun(draft, done, scene)
        draft = _announced(draft, scene, done)
        draft = _statement_of(draft, [*before[-6:], *done])
        draft = _answered(draft, [*before[-6:], *done], text)
        done.append(draft)
    return _condemned(done)


def _same_subject(draft: Draft, done: Sequence[Draft], scene: Scene) -> Draft:
    """«اتهمت المنظمة الجيش … وطالبت بـ»: a joined verb without a subject keeps the last one.

    «واتهم ضباط الشرطة بـ»: when a subject is at hand, the one phrase after the verb is its object.
    """
    trigger = draft.trigger
    token = scene.sentence.tokens[trigger.first]
    if not trigger.verb or not is_conjoined(token) or not done:
        return draft
    previous = next((d for d in reversed(done) if d.trigger.verb and d.actors), None)
    if previous is None or "kill" in draft.flags:
        return draft
    if not draft.actors or "args.speaker" in draft.rules:
        recipients = tuple(r for r in draft.recipients if r not in previous.actors)
        return _with(draft, previous.actors, recipients, "args.same_subject")
    lone = not draft.recipients and "obj" in trigger.lexeme.patient
    if (
        lone
        and draft.type in ("ACCUSE", "REQUEST", "THREATEN")
        and draft.actors[0].first >= trigger.last
    ):
        return _with(draft, previous.actors, draft.actors, "args.same_subject")
    return draft


def _accused(draft: Draft, done: Sequence[Draft]) -> Draft:
    """«اتهمت الوكالة الحوثيين بالوقوف وراء الهجوم»: the accused is said to have done it."""
    if draft.actors or draft.type not in ("ASSAULT", "COERCE", "PROTEST") or "sym" in draft.flags:
        return draft
    for other in reversed(done):
        if other.type == "ACCUSE" and other.recipients and other.trigger.lexeme.mode == "allege":
            return _with(draft, other.recipients, draft.recipients, "args.accused")
    return draft


def _statement_of(draft: Draft, around: Sequence[Draft]) -> Draft:
    """«وأهاب البيان»: the statement speaks for whoever spoke in the report before."""
    if not draft.actors or draft.actors[0].kind != "medium" or draft.actors[0].inner is not None:
        return draft
    for other in reversed(around):
        if (
            other.actors
            and other.actors[0].kind not in ("medium", "thing", "people")
            and other.type in VOICED
        ):
            return _with(draft, (other.actors[0],), draft.recipients, "args.statement_of")
    return draft


def _pronoun(draft: Draft, around: Sequence[Draft]) -> Draft:
    """«اختطافهم»، «قتلوهم»: the pronoun stands for the people of the event before."""
    if not draft.trigger.pronoun or draft.recipients or not draft.trigger.lexeme.patient:
        return draft
    for other in reversed(around):
        if other.recipients and other.type == draft.type:
            actors = draft.actors or (
                other.actors if other.trigger.sentence == draft.trigger.sentence else ()
            )
            return _with(draft, actors, other.recipients, "args.pronoun")
    return draft


def _own_pronoun(draft: Draft, done: Sequence[Draft], scene: Scene) -> Draft:
    """«عقب لقائه بالوزير»، «زيارتها»: the pronoun on the masdar is who the sentence is about."""
    trigger = draft.trigger
    if draft.actors or trigger.verb or not trigger.pronoun or "gen" not in trigger.lexeme.agent:
        return draft
    about = next((d.actors for d in reversed(done) if d.actors), ())
    if not about and scene.speaker is not None:
        about = (scene.speaker,)
    return _with(draft, about[:1], draft.recipients, "args.own_pronoun") if about else draft


def _announced(draft: Draft, scene: Scene, done: Sequence[Draft]) -> Draft:
    """«أعلن الجيش اعتقال ثلاثة»: what an armed force announces of others, it did."""
    lexeme = draft.trigger.lexeme
    if (
        draft.actors
        or lexeme.type not in _OWN_DEEDS
        or lexeme.id in _NOT_OWN
        or "pas" in lexeme.flags
    ):
        return draft
    statement = _around(draft, scene.statements)
    if statement is None or statement.speaker is None or _its_own(draft, scene):
        return draft
    doer = organisation(statement.speaker)
    if doer.sector not in _ARMED or doer.kind == "medium":
        return draft
    if any(_no_deed_of(doer, d) for d in (*done, draft)) or _by_bomb(draft, scene):
        return draft
    return _with(draft, (doer,), draft.recipients, "args.announced")


def _by_bomb(draft: Draft, scene: Scene) -> bool:
    """«أعلنت الشرطة مقتل خمسة في هجوم انتحاري»: the sentence tells of a bomb, not of a deed."""
    return draft.type == "ASSAULT" and any(t.lexeme.id in _NOT_OWN for t in scene.triggers)


_STATE_FORCES = frozenset(["MIL", "COP"])
_REBELS = frozenset(["UAF", "REB", "CRM"])


def _no_deed_of(speaker: Found, draft: Draft) -> bool:
    """«أعلنت الشرطة مقتل 14 شخصا»: state forces report their own dead and dead civilians too.

    What they report of rebels, and of people of another state, they did themselves.
    """
    if "kill" not in draft.flags or speaker.sector not in _STATE_FORCES:
        return False
    return not any(v.sector in _REBELS or _foreign(v, speaker) for v in draft.recipients)


def _foreign(victim: Found, speaker: Found) -> bool:
    return bool(victim.country and speaker.country and victim.country != speaker.country)


def _its_own(draft: Draft, scene: Scene) -> bool:
    """Whether the victims are the speaker's own people («مقتل ثلاثة من جنوده»)."""
    tokens = scene.sentence.tokens
    for victim in draft.recipients:
        if victim.sentence != scene.sentence.index:
            continue
        last = tokens[victim.last - 1]
        if (
            any(f.enclitic in ("ه", "ها", "هم") and not f.article for f in last.word.forms)
            and last.folded.endswith(("ه", "ها", "هم"))
            and not last.word.raw.endswith("ة")
        ):
            return True
    return False


def _around(draft: Draft, statements: Sequence[Statement]) -> Statement | None:
    for statement in reversed(statements):
        if statement.first <= draft.trigger.first < statement.last:
            return statement
    return None


def _answered(draft: Draft, around: Sequence[Draft], text: str) -> Draft:
    """«طهران تنفي هذا الاتهام»: whoever denies an accusation rejects the accuser."""
    if draft.type != "REJECT" or draft.recipients or not draft.actors:
        return draft
    own = {actor_key(a, text) for a in draft.actors} | {
        a.country for a in draft.actors if a.country
    }
    for other in reversed(around):
        if other.type not in ("ACCUSE", "REQUEST") or not other.actors:
            continue
        accused = {actor_key(r, text) for r in other.recipients} | {
            r.country for r in other.recipients if r.country
        }
        asked = draft.trigger.sentence == other.trigger.sentence and other.type == "REQUEST"
        if own & accused or (asked and _short_of(draft.actors[0], other.recipients, text)):
            return _with(draft, draft.actors, other.actors, "args.accuser")
    return draft


def _short_of(actor: Found, others: Sequence[Found], text: str) -> bool:
    """Whether «البعثة» is short for one of the phrases («بعثة الأمم المتحدة»)."""
    own = fold(text[actor.start : actor.end]).removeprefix("ال")
    return any(own in fold(text[o.start : o.end]).split() for o in others)


_CONDEMNED_REACH = 14  # tokens between a condemnation and the deed condemned


def _condemned(done: list[Draft]) -> list[Draft]:
    """«أدانت فرنسا حصار النظام للغوطة»: whoever did what is condemned is the one condemned."""
    return [_with_culprits(draft, done[i + 1 :]) for i, draft in enumerate(done)]


def _with_culprits(draft: Draft, following: Sequence[Draft]) -> Draft:
    if draft.type != "ACCUSE" or draft.trigger.lexeme.mode != "disapprove":
        return draft
    for deed in following:
        if deed.type not in ("ASSAULT", "COERCE") or not deed.actors:
            continue
        if deed.trigger.first - draft.trigger.last > _CONDEMNED_REACH:
            break
        if not draft.recipients or draft.recipients[0].first >= deed.trigger.first:
            culprits = tuple(a for a in deed.actors if a not in draft.actors)
            return _with(draft, draft.actors, culprits, "args.condemned")
    return draft


def _with(
    draft: Draft, actors: tuple[Found, ...], recipients: tuple[Found, ...], rule: str
) -> Draft:
    kept = tuple(r for r in recipients if r not in actors)
    return draft._replace(actors=actors, recipients=kept, rules=(*draft.rules, rule))
