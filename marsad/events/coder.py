"""From mentions to drafts: reads each trigger in its sentence and keeps those that are events."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events import casting, claimed, gate, naming
from marsad.events import triggers as trigger_lexicon
from marsad.events.arguments import roles
from marsad.events.clause import Clause
from marsad.events.draft import Draft, ranks
from marsad.events.inherit import inherit
from marsad.events.manner import in_context, manner, settle
from marsad.events.merge import merge
from marsad.events.scene import Scene, Setting
from marsad.events.screen import near_toll, not_an_event, too_weak
from marsad.events.speakers import spoken_by
from marsad.events.status import status
from marsad.events.triggers import Trigger
from marsad.events.when import carry_deed_dates, carry_speech_dates, statement_dates, time_of
from marsad.events.where import carry_places, places_of
from marsad.mentions.actors import Found as FoundActor
from marsad.types import Drop


def code(scenes: Sequence[Scene], setting: Setting) -> tuple[list[Draft], list[Drop]]:
    """The events of a report as drafts, and the triggers that were not taken."""
    kept, drops = settle_events(scenes, setting)
    kept = naming.fullest(casting.recast(kept, scenes, setting.text), scenes)
    kept = carry_speech_dates(kept, statement_dates(scenes), setting.text)
    return carry_deed_dates(kept, scenes, setting.published), drops


def settle_events(scenes: Sequence[Scene], setting: Setting) -> tuple[list[Draft], list[Drop]]:
    """The events that rules and gate make, with the roles that the rules give them."""
    drafts, drops = propose(scenes, setting)
    kept, refused = _judged(drafts, scenes, setting.text)
    return carry_places(kept), [*drops, *refused]


def propose(scenes: Sequence[Scene], setting: Setting) -> tuple[list[Draft], list[Drop]]:
    """What the rules take for events, merged into happenings, before the gate judges them."""
    drafts: list[Draft] = []
    drops: list[Drop] = []
    for scene in scenes:
        found = trigger_lexicon.find(scene.sentence)
        scene = scene._replace(triggers=found)
        here: list[Draft] = []
        for trigger in found:
            draft, reason = _read(trigger, found, scene, setting)
            if draft is not None:
                here.append(draft)
            else:
                span = setting.text[trigger.start : trigger.end]
                drops.append(Drop(trigger.start, trigger.end, span, reason))
        here = inherit(here, scene, drafts, setting.text)
        drafts += [in_context(draft, scene) for draft in here]
    joined = [settle(draft) for draft in merge(drafts, scenes, setting.text)]
    joined = claimed.attribute(joined, scenes, setting.text)
    return naming.fullest(joined, scenes), drops


def _judged(
    drafts: Sequence[Draft], scenes: Sequence[Scene], text: str
) -> tuple[list[Draft], list[Drop]]:
    """The drafts that the learned gate lets pass, and the others with its score."""
    judge = gate.model()
    if judge is None:
        return list(drafts), []
    kept: list[Draft] = []
    drops: list[Drop] = []
    for draft in drafts:
        score = gate.probability(gate.features(draft, scenes), judge.weights)
        if score >= judge.threshold:
            kept.append(draft)
        else:
            t = draft.trigger
            drops.append(Drop(t.start, t.end, text[t.start : t.end], f"gate: {score:.2f}"))
    return kept, drops


def _read(
    trigger: Trigger, found: Sequence[Trigger], scene: Scene, setting: Setting
) -> tuple[Draft | None, str]:
    reason = not_an_event(trigger, scene)
    if reason:
        return None, reason
    clause = Clause(scene.sentence, scene.actors, found)
    who = spoken_by(trigger, scene, roles(trigger, clause))
    places = places_of(trigger, scene)
    reason = too_weak(trigger, who, scene, places)
    if reason:
        return None, reason
    time = time_of(trigger, scene, setting.published)
    state, state_rule = status(trigger, scene, time, setting.published)
    if "bg" in trigger.lexeme.flags:
        state, state_rule = "historical", "status.running_war"
    mode, acled = manner(trigger, scene)
    if trigger.lexeme.type == "CONSULT" and mode is None and _conference(who.actors):
        mode = "multilateral"
    rules = (trigger.rule, *who.rules, state_rule, *((time.time.rule,) if time else ()))
    return (
        Draft(
            (trigger,), trigger.lexeme.type, mode, acled, state, who.actors, who.recipients,
            places, time, *ranks(trigger), near_toll(trigger, scene), rules,
        ),
        "",
    )  # fmt: skip


def _conference(actors: Sequence[FoundActor]) -> bool:
    """Whether an international body meets by itself."""
    return len(actors) == 1 and actors[0].sector == "IGO" and actors[0].kind in ("name", "body")
