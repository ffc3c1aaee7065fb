"""How it was done: PLOVER mode and ACLED sub-event, from the word itself and those around it."""

from __future__ import annotations

from functools import cache

from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.lexicon import table
from marsad.text.matching import PhraseIndex

_WEAPON_REACH = 7


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
    if lexeme.type == "ASSAULT" and (
        lexeme.mode is None or lexeme.mode in ("explosives", "heavy-weapons")
    ):
        found = _weapon_near(trigger, scene)
        if found is not None and (lexeme.mode is None or found[0] in _SHARPER.get(lexeme.mode, ())):
            return found[0], found[1] or lexeme.acled
    return lexeme.mode, lexeme.acled


_SHARPER = {"explosives": ("suicide-attack",), "heavy-weapons": ("aerial", "drone")}


def _weapon_near(trigger: Trigger, scene: Scene) -> tuple[str, str] | None:
    tokens = scene.sentence.tokens
    best: tuple[int, tuple[str, str]] | None = None
    first, last = (
        max(0, trigger.first - _WEAPON_REACH),
        min(len(tokens), trigger.last + _WEAPON_REACH),
    )
    for k in range(first, last):
        match = _weapons().longest(tokens, k)
        if match is not None and (best is None or abs(k - trigger.first) < best[0]):
            best = (abs(k - trigger.first), match.value)
    return best[1] if best else None
