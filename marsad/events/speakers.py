"""Gives a speech act without a subject to the one who is speaking."""

from __future__ import annotations

from marsad.events.arguments import Roles
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.subjects import refers_to_speaker
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.grammar import is_conjoined, tag
from marsad.mentions.phrases import name_end


def spoken_by(trigger: Trigger, scene: Scene, who: Roles) -> Roles:
    """A voiced act without a subject is the current speaker's: «… داعيا إلى»، «وطالبت بـ»."""
    voiced = trigger.lexeme.type in VOICED and "sym" not in trigger.lexeme.flags
    own = who.actors
    if voiced and own and own[0].kind == "medium" and scene.speaker is not None:
        return who._replace(actors=(scene.speaker,), rules=(*who.rules, "args.statement_of"))
    joint = "sym" in trigger.lexeme.flags
    elided = not own and not joint and trigger.verb and _elided(trigger, scene)
    if own or not ((voiced and (trigger.verb or trigger.lexeme.pos == "p")) or elided):
        return who
    named = _bare_subject(trigger, scene) if voiced and trigger.lexeme.pos == "v" else None
    if named is not None:
        return who._replace(actors=(named,), rules=(*who.rules, "args.bare_name"))
    if _describes_thing(trigger, scene):
        return who
    speaker = _covering_speaker(trigger, scene)
    if speaker is None and trigger.first == 0 and is_conjoined(scene.sentence.tokens[0]):
        speaker = scene.speaker  # «وطالب بوقف القصف.»: whoever spoke last goes on
    if speaker is None and "part" in trigger.lexeme.flags:
        speaker = next(
            (
                a
                for a in scene.actors
                if a.last <= trigger.first
                and not a.preposition
                and a.kind not in ("adjective", "medium", "thing")
            ),
            None,
        )
    if speaker is None or speaker in who.recipients or speaker.kind == "medium":
        return who
    return who._replace(actors=(speaker,), rules=(*who.rules, "args.speaker"))


def _bare_subject(trigger: Trigger, scene: Scene) -> FoundActor | None:
    """«وأدان ليون»، «ونفى المستقبل»: a name alone right after the verb."""
    tokens, begin = scene.sentence.tokens, trigger.last
    end = name_end(tokens, begin)
    if (
        end == begin
        or trigger.pronoun
        or trigger.passive
        or tokens[begin].folded not in scene.known
    ):
        return None
    start, stop = tokens[begin].start, tokens[end - 1].end
    return FoundActor(
        scene.sentence.index, begin, end, start, stop, "person", None, None, None, "", None
    )


def _describes_thing(trigger: Trigger, scene: Scene) -> bool:
    """«مشروع قرار يدعو إلى»: the present verb of a relative clause on a noun that is nobody."""
    tokens = scene.sentence.tokens
    if (
        trigger.lexeme.pos != "v"
        or not trigger.first
        or tokens[trigger.first].folded[:1] not in "يت"
    ):
        return False
    before = tokens[trigger.first - 1]
    return before.kind == "arabic" and not tag(before.word).closed and not tag(before.word).article


def _elided(trigger: Trigger, scene: Scene) -> bool:
    """«أعلنت الوزارة أنها شنت»: the pronoun before the verb is the speaker."""
    return refers_to_speaker(trigger, scene.sentence.tokens)


def _covering_speaker(trigger: Trigger, scene: Scene) -> FoundActor | None:
    for statement in reversed(scene.statements):
        if statement.first <= trigger.first < statement.last or statement.verb == trigger.first:
            return statement.speaker
    return None
