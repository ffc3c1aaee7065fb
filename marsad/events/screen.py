"""Tells the words that evoke an event here from those that only could."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events import triggers as trigger_lexicon
from marsad.events.arguments import Roles
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.grammar import tag, word_at
from marsad.mentions.places import Resolved
from marsad.text import BySpelling, Word, fold
from marsad.text.wordsets import word_set


def not_an_event(trigger: Trigger, scene: Scene) -> str:
    """Why the word evokes nothing here, or an empty string."""
    tokens = scene.sentence.tokens
    for actor in scene.actors:
        inside = actor.first <= trigger.first and trigger.last <= actor.last
        opens = trigger.verb and trigger.first == actor.first and actor.kind != "name"
        if "self" in trigger.lexeme.agent:
            break
        named = actor.kind in ("name", "title", "body", "medium") or trigger.first > actor.first
        if inside and named and not opens and actor.last - actor.first > 1:
            return "part of an actor's name"
    if any(t.first <= trigger.first < t.last for t in scene.times):
        return "part of a time"  # «فجر السبت»
    if any(part is not None and part.at == trigger.first for part in scene.layout.asides):
        return "opens a reference"  # «ردا على هجوم»
    if (
        trigger.first
        and "part" in trigger.lexeme.flags
        and tokens[trigger.first - 1].kind == "number"
    ):
        return "counted people"  # «11 متهما»
    if _purpose(trigger, scene):
        return "an aim, not a happening"
    if _content(trigger, scene):
        return "the content of a request, warning or promise"
    if (
        (
            trigger.first
            and tag(tokens[trigger.first - 1].word).closed == "rel"
            and trigger.lexeme.pos == "v"
        )
        and tokens[trigger.first].folded[:1] in "يت"
        and not trigger.pronoun
    ):
        return "describes a party in a relative clause"
    return ""


_SUFFERED = word_set("suffered")
# A voiced act after «بشأن»، «حول» was voiced: «بشأن رفضه الهدنة».
_REPORTED = frozenset(["REJECT", "SUPPORT", "THREATEN"])


def _purpose(trigger: Trigger, scene: Scene) -> bool:
    """«لمكافحة الإرهاب»، «من أجل تحرير الرهائن»: a masdar after the ل of purpose."""
    if trigger.verb or (trigger.lexeme.type == "THREATEN" and trigger.lexeme.pos == "p"):
        return False
    tokens = scene.sentence.tokens
    token = tokens[trigger.first]
    lead = fold(token.word.raw[: trigger.start - token.start]).lstrip("و")
    before = [t.folded.lstrip("و") for t in tokens[max(0, trigger.first - 3) : trigger.first]]
    if not _FORESEEN.isdisjoint(before):
        return False  # «يستعد لاقتحام»، «تحسبا لهجوم»: planned or feared, and said so
    if lead == "ل" and not any(f.article for f in token.word.forms if f.proclitic.endswith("ل")):
        return not any(
            word_at(tokens, k) in _SUFFERED for k in range(max(0, trigger.first - 8), trigger.first)
        )
    reported = trigger.lexeme.type in _REPORTED
    return not reported and word_at(tokens, trigger.first - 1) in _AIMS


_AIMS = word_set("aims")
_FORESEEN = word_set("future") | word_set("feared")
_ASKING = frozenset(["REQUEST", "THREATEN", "AGREE"])


def _content(trigger: Trigger, scene: Scene) -> bool:
    """Whether a request, warning or promise governs the masdar.

    «دعا إلى وقف القصف»، «حذر من هجوم»: what is asked or feared is not reported as happening.
    """
    if trigger.verb or trigger.lexeme.type in ("REQUEST", "THREATEN", "ACCUSE", "REJECT"):
        return False
    tokens = scene.sentence.tokens
    for k in range(trigger.first - 1, max(-1, trigger.first - 22), -1):
        if _ENDING[tokens[k].word.raw]:
            return False
        lexeme = next(
            (m.value for m in trigger_lexicon.lexemes().at(tokens, k) if m.value.type in _ASKING),
            None,
        )
        if lexeme is not None and lexeme.pos != "n" and "weak" not in lexeme.flags:
            return True
        if tag(tokens[k].word).verb:
            return False
    return False


def _ends_content(word: Word) -> bool:
    """Whether what is asked or feared cannot reach over the word."""
    return word.folded in (".", "؛", "،", ":") or tag(word).closed in ("comp", "rel", "sub")


_ENDING = BySpelling(_ends_content)
_ARMED = frozenset(["MIL", "COP", "REB", "UAF"])


def too_weak(trigger: Trigger, who: Roles, scene: Scene, places: Sequence[Resolved]) -> str:
    """Why a trigger with these roles is not taken, or an empty string.

    The reasons follow the lexicon's flags; a ``weak`` word needs somebody acting or a toll.
    """
    flags = trigger.lexeme.flags
    people = [
        r
        for r in who.recipients
        if r.kind in ("people", "nationals", "title", "person", "name", "force")
    ]
    if "person" in flags and not people and not near_toll(trigger, scene):
        return "arrest verb without a person"
    if "take" in flags and not _object_place(trigger, scene):
        return "capture verb without a place"
    if "troop" in flags and not any(r.kind == "force" for r in _following(trigger, scene)):
        return "deployment verb without forces"
    if "sign" in flags and not _followed_by(trigger, scene, _ACCORDS, _SIGN_REACH):
        return "signature verb without an accord"
    if "missile" in flags and not _followed_by(trigger, scene, _MISSILES, 6):
        return "interception verb without a missile or aircraft"
    if "inflected" in flags and scene.sentence.tokens[trigger.first].folded.lstrip("وف") == _base(
        trigger
    ):
        return "reads as the masdar of a request or aim"
    if (
        "take" in flags
        and trigger.verb
        and scene.sentence.tokens[trigger.first].folded.lstrip("وف")[:1] in "يت"
    ):
        return "describes who holds a place"
    if "person_title" in flags and not any(a.kind in ("title", "body", "name") for a in who.actors):
        return "arrival of nobody in office"
    if "part" in flags and not _opens_clause(trigger, scene):
        return "participle that describes a noun"
    if trigger.lexeme.id == "order" and any(
        0 <= t.first - trigger.last <= 6 and t.lexeme.type != "REQUEST" for t in scene.triggers
    ):
        return "order whose content is the event"
    if "armed" in flags and not any(a.sector in _ARMED for a in who.actors):
        return "intervention of nobody armed"
    if "comment" in flags and _followed_by(trigger, scene, _NO_COMMENT, _COMMENT_REACH):
        return "refusal to comment"
    if "talks" in flags and not (who.actors or who.recipients or _parties(trigger, scene)):
        return "talks without parties"
    if "weak" in flags:
        owned = trigger.pronoun and not trigger.verb and trigger.lexeme.type in VOICED
        strong = owned or who.actors or who.recipients or near_toll(trigger, scene)
        if trigger.lexeme.type == "ASSAULT" and "pas" in flags:
            strong = near_toll(trigger, scene) or who.recipients
        if not strong:
            return "weak word with nobody acting"
    return ""


def _parties(trigger: Trigger, scene: Scene) -> bool:
    """«لقاؤه»، «اجتماع مع كبار الضباط»: somebody took part, even if no known phrase says who."""
    return trigger.pronoun or word_at(scene.sentence.tokens, trigger.last) in _PARTY_PREPOSITIONS


def _opens_clause(trigger: Trigger, scene: Scene) -> bool:
    """Whether a participle stands at the head of its clause: «…، داعيا إلى»."""
    if not trigger.first:
        return True
    before = scene.sentence.tokens[trigger.first - 1]
    own = scene.sentence.tokens[trigger.first]
    if own.folded.startswith("ال"):
        return False
    return (
        before.kind == "punct"
        or own.folded.startswith("و")
        or tag(before.word).time
        or own.folded.endswith("ا")
    )


_ACCORDS = word_set("accords")
_NO_COMMENT = word_set("no_comment")
_PARTY_PREPOSITIONS = frozenset(map(fold, ["بين", "مع"]))
_SIGN_REACH = 16  # tokens: signatories with titles and brackets stand before the accord
_COMMENT_REACH = 14  # «رفض متحدث باسم الوزارة التعليق»
_MISSILES = word_set("missiles")


def _followed_by(trigger: Trigger, scene: Scene, words: frozenset[str], reach: int = 10) -> bool:
    tokens = scene.sentence.tokens
    return any(word_at(tokens, k) in words for k in range(trigger.last, trigger.last + reach))


def _base(trigger: Trigger) -> str:
    """The folded dictionary spelling of a verb lexeme, which its masdar may share."""
    return _MASDAR_LIKE.get(trigger.lexeme.id, "")


_MASDAR_LIKE = {"prevent": fold("منع")}


def _following(trigger: Trigger, scene: Scene) -> list[FoundActor]:
    return [a for a in scene.actors if trigger.last <= a.first <= trigger.last + 8]


def _object_place(trigger: Trigger, scene: Scene) -> bool:
    return any(trigger.last <= p.found.first <= trigger.last + 7 for p in scene.places)


def near_toll(trigger: Trigger, scene: Scene) -> bool:
    """Whether a toll stands within eight tokens after the trigger or before its end."""
    return any(-8 <= at - trigger.last <= 8 for at in scene.tolls)
