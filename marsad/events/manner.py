"""How it was done: PLOVER mode and ACLED sub-event, from the word itself and those around it.

:func:`manner` reads one trigger in its sentence; :func:`in_context` corrects a draft once its
actors are known (who takes a town, force against protesters); :func:`settle` keeps those
corrections when drafts have been joined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.lexicon import table
from marsad.mentions.actors import Found, organisation
from marsad.mentions.grammar import tag, word_at
from marsad.text.matching import PhraseIndex
from marsad.text.wordsets import word_set

_WEAPON_REACH = 7
_LONGEST = 6  # tokens of the longest phrase of the lexicon
_OWN_WEAPON = 2  # tokens; further off, a weapon that is itself an event word belongs to that event


@cache
def _weapons() -> PhraseIndex[tuple[str, str]]:
    found: PhraseIndex[tuple[str, str]] = PhraseIndex()
    for row in table("weapons"):
        for form in row.list("forms"):
            found.add(form, (row["mode"], row["acled"]), "noun")
    return found


@cache
def _manners() -> dict[str, PhraseIndex[str]]:
    found: dict[str, PhraseIndex[str]] = {}
    for row in table("request_modes"):
        index = found.setdefault(row["type"], PhraseIndex())
        for form in row.list("forms"):
            index.add(form, row["mode"], "noun")
    return found


def manner(trigger: Trigger, scene: Scene) -> tuple[str | None, str | None]:
    """Mode and ACLED sub-event: the lexeme's own, refined by weapons or by what is asked."""
    lexeme = trigger.lexeme
    tokens = scene.sentence.tokens
    if lexeme.type in _manners():
        index = _manners()[lexeme.type]
        for k in range(trigger.last, min(trigger.last + 16, len(tokens))):
            match = index.longest(tokens, k)
            if match is not None:
                return match.value, lexeme.acled
        return lexeme.mode, lexeme.acled
    if lexeme.type == "ASSAULT":
        found = next(_weapons_near(trigger, scene), None)
        if found is not None:
            return found[0], found[1] or lexeme.acled
    return lexeme.mode, lexeme.acled


_DEFENCES = word_set("defences")  # «الدفاع الجوي» is no air strike
# Means that say more than the trigger's own mode.
_SHARPER = {
    "explosives": ("suicide-attack",),
    "heavy-weapons": ("aerial", "drone", "unconventional"),
    "aerial": ("drone", "unconventional"),
    "destroy": ("aerial", "drone"),
}


def _weapons_near(trigger: Trigger, scene: Scene) -> Iterator[tuple[str, str]]:
    """Mode and sub-event of the means near the trigger that say more than it, nearest first."""
    mode = trigger.lexeme.mode
    if (mode is not None and mode not in _SHARPER) or "missile" in trigger.lexeme.flags:
        return
    tokens = scene.sentence.tokens
    window = _window(trigger, scene)
    for k in sorted(window, key=lambda k: abs(k - trigger.first)):
        match = _weapons().longest(tokens, k)
        if match is None or word_at(tokens, k - 1).lstrip("ولب") in _DEFENCES:
            continue
        if _of_another_event(trigger, scene, k):
            continue
        if _says_more(match.value, mode):
            yield match.value


def _says_more(means: tuple[str, str], mode: str | None) -> bool:
    return mode is None or means[0] in _SHARPER[mode] or (mode, "Grenade") == means


def _window(trigger: Trigger, scene: Scene) -> range:
    """Where the means may stand; what is destroyed follows the verb, so only its subject counts."""
    tokens = scene.sentence.tokens
    last = trigger.last
    reach = _WEAPON_REACH
    if trigger.lexeme.mode == "destroy":
        reach = 1 if trigger.verb else 0
    while last < min(len(tokens), trigger.last + reach) and not _stops(scene, last):
        last += 1
    return range(max(0, trigger.first - _WEAPON_REACH), last)


def _stops(scene: Scene, k: int) -> bool:
    token = scene.sentence.tokens[k]
    if token.kind == "punct":
        return token.folded in (".", "؛", ":")
    return len(token.folded) > 3 and token.folded[0] in "وف" and tag(token.word).verb


def _of_another_event(trigger: Trigger, scene: Scene, k: int) -> bool:
    """«الغارات جاءت ردا على هجوم»: the air strikes are not how the attack was done."""
    return any(
        other.first <= k < other.last
        and other.lexeme.mode is not None
        and "weak" not in other.lexeme.flags
        and (other.first - trigger.last >= _OWN_WEAPON or trigger.first - other.last >= _OWN_WEAPON)
        and not _means_of(scene, other)
        for other in _around(trigger, scene, _WEAPON_REACH)
        if other.first != trigger.first
    )


def _around(trigger: Trigger, scene: Scene, reach: int) -> Sequence[Trigger]:
    """The triggers that begin at most ``reach`` tokens and an idiom's length from the trigger."""
    first, last = trigger.first - reach - _LONGEST, trigger.last + reach
    low = bisect_left(scene.triggers, first, key=_begin)
    return scene.triggers[low : bisect_right(scene.triggers, last, key=_begin)]


def _begin(trigger: Trigger) -> int:
    return trigger.first


def _means_of(scene: Scene, other: Trigger) -> bool:
    """«قتلوا في غارة»، «قتل بانفجار»، «جراء قصف»: the event names how the deaths came about."""
    token = scene.sentence.tokens[other.first]
    lead = token.word.raw[: other.start - token.start]
    before = word_at(scene.sentence.tokens, other.first - 1)
    return "ب" in lead or before in _MEANS or tag(token.word).verb


_MEANS = word_set("means")
_STATE = frozenset(["GOV", "MIL", "COP", "SPY"])
_NON_STATE = frozenset(["REB", "UAF", "CRM"])
_REGAINS = "Government regains territory"
_OVERTAKES = "Non-state actor overtakes territory"
_EXCESSIVE = "Excessive force against protesters"
_RULES = {
    "manner.government_regains": _REGAINS,
    "manner.non_state_overtakes": _OVERTAKES,
    "manner.force_on_protesters": _EXCESSIVE,
}


_CAPTURE = frozenset(["take", "capture"])


def in_context(draft: Draft, scene: Scene) -> Draft:
    """The draft of one sentence with mode and sub-event as its parties and neighbours have it."""
    if draft.flags & _CAPTURE:
        return _capture(draft, scene)
    if draft.type == "ASSAULT" and _on_protesters(draft, scene):
        rules = (*draft.rules, "manner.force_on_protesters")
        return draft._replace(acled=_EXCESSIVE, rules=rules)
    return draft


def settle(draft: Draft) -> Draft:
    """A joined draft keeps the sub-event that one of its parts was found to have."""
    if draft.type != "ASSAULT" or draft.mode not in (None, "firearms", "beat", "crowd-control"):
        return draft
    acled = next((_RULES[rule] for rule in _RULES if rule in draft.rules), draft.acled)
    return draft._replace(acled=acled)


def _capture(draft: Draft, scene: Scene) -> Draft:
    """A place taken with fighting is a battle, and the taker's side names the sub-event."""
    fought = draft.type == "ASSAULT" or _fought_for(draft.trigger, scene)
    if not fought:
        return draft
    acled = _taken_by(draft)
    if draft.status != "actual":
        return draft._replace(type="ASSAULT", mode="firearms", acled=acled)
    rule = next(name for name, value in _RULES.items() if value == acled)
    return draft._replace(type="ASSAULT", mode="firearms", acled=acled, rules=(*draft.rules, rule))


def _taken_by(draft: Draft) -> str:
    for side, state, non_state in (
        (draft.actors, _REGAINS, _OVERTAKES), (draft.recipients, _OVERTAKES, _REGAINS)
    ):  # fmt: skip
        sectors = _sectors(side)
        if sectors & _STATE:
            return state
        if sectors & _NON_STATE:
            return non_state
    return _REGAINS if draft.trigger.lexeme.type == "ASSAULT" else _OVERTAKES


def _sectors(side: Sequence[Found]) -> set[str]:
    return {sector for a in side if (sector := organisation(a).sector)}


_AFTER = word_set("after_fighting")
_HELD_BY = word_set("held_by")
_FIGHT_REACH = 20  # tokens either side of «سيطر» in which the fight stands


def _fought_for(trigger: Trigger, scene: Scene) -> bool:
    """«سيطر على البلدة بعد معارك»، «… كانت بيد التنظيم»: whether the place was fought for."""
    tokens = scene.sentence.tokens
    for other in _around(trigger, scene, _FIGHT_REACH):
        if other.lexeme.acled != "Armed clash" or "bg" in other.lexeme.flags:
            continue
        if trigger.last <= other.first <= trigger.last + _FIGHT_REACH:
            linked = any(word_at(tokens, other.first - n).lstrip("و") in _AFTER for n in (1, 2, 3))
            if linked and not _peaceful(trigger, scene):
                return True
        if 0 <= trigger.first - other.last <= _FIGHT_REACH:
            return not _peaceful(trigger, scene)
    return any(
        _HELD.longest(tokens, k) is not None
        for k in range(trigger.last, min(len(tokens), trigger.last + 12))
    )


def _held() -> PhraseIndex[str]:
    found: PhraseIndex[str] = PhraseIndex()
    for phrase in _HELD_BY:
        found.add(phrase, phrase, "word")
    return found


_HELD = _held()
_UNOPPOSED = word_set("unopposed")


def _peaceful(trigger: Trigger, scene: Scene) -> bool:
    """«دون قتال»، «بعد انسحاب»: said to have been taken without a fight."""
    words = [t.folded for t in scene.sentence.tokens[trigger.last : trigger.last + 12]]
    pairs = {" ".join(pair) for pair in pairwise(words)}
    return bool(pairs & _UNOPPOSED)


_PROTEST_REACH = 15  # tokens between the force and the protest that it is used on


def _on_protesters(draft: Draft, scene: Scene) -> bool:
    """«قتل متظاهران برصاص الجيش»: shots at, or deaths of, people who protest."""
    deadly = draft.mode == "firearms" or (draft.mode is None and "kill" in draft.flags)
    if not deadly and not (draft.mode in ("crowd-control", "beat") and draft.toll):
        return False
    if draft.acled == "Armed clash" or _sectors(draft.recipients) & (_STATE | _NON_STATE):
        return False
    first, last = draft.trigger.first, draft.trigger.last
    return any(
        t.lexeme.type == "PROTEST" and t.first - last >= -_PROTEST_REACH and t.last - first
        <= _PROTEST_REACH for t in _around(draft.trigger, scene, _PROTEST_REACH)
    )  # fmt: skip
