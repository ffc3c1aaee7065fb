"""A small learned judge of drafts: would a coder have coded this as an event?

Rules propose; the gate drops proposals that look like the bare mentions, opinions and party
descriptions that human coders passed over. It is a logistic regression over readable features;
the weights are in ``gate.json``, made by ``training/train_gate.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from marsad.events.draft import Draft
from marsad.events.scene import Scene
from marsad.mentions.grammar import tag, word_at
from marsad.text import BySpelling, Word

_ROOT = 4  # leading letters by which inflected forms of a word are alike to the gate
_WINDOW = 5  # words either side of the trigger that the gate sees


class Model(msgspec.Struct, frozen=True):
    """Weights by feature name; a draft passes when its probability reaches ``threshold``."""

    threshold: float
    weights: dict[str, float]


@cache
def model() -> Model | None:
    """The shipped weights, or ``None`` while they are being trained."""
    source = resources.files("marsad.events").joinpath("gate.json")
    try:
        return msgspec.json.decode(source.read_bytes(), type=Model)
    except FileNotFoundError:
        return None


def probability(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Logistic score of a draft's features, 0..1."""
    return likelihood([weights[feature] for feature in features if feature in weights])


def likelihood(weights: Sequence[float]) -> float:
    """Logistic score of the weights that apply, 0..1."""
    score = sum(weights)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def features(draft: Draft, scenes: Sequence[Scene]) -> list[str]:
    """What the gate looks at, as feature names; every one is either there or not."""
    scene = scenes[draft.trigger.sentence]
    return [
        "bias",
        *_trigger_features(draft),
        *_role_features(draft),
        *_setting_features(draft, scenes),
        *_neighbour_features(draft, scene),
    ]


def _trigger_features(draft: Draft) -> list[str]:
    trigger = draft.trigger
    kind = "verb" if trigger.verb else "noun"
    found = [
        f"type={draft.type}",
        f"lexeme={draft.type}.{trigger.lexeme.id}",
        f"kind={kind}",
        f"mode={draft.mode}",
    ]
    found += [
        f"type,kind={draft.type},{kind}",
        f"status={draft.status}",
        f"flags={','.join(sorted(draft.flags))}",
    ]
    if trigger.pronoun:
        found.append("pronoun")
    return found


def _role_features(draft: Draft) -> list[str]:
    who = "actor" if draft.actors else "no actor"
    whom = "recipient" if draft.recipients else "no recipient"
    found = [f"{who}, {whom}", f"{draft.type}: {who}, {whom}", f"toll={draft.toll}"]
    found += [f"rule={rule}" for rule in draft.rules if rule.startswith("args.")]
    found += [f"actor kind={a.kind}" for a in draft.actors[:1]]
    found += [f"recipient kind={r.kind}" for r in draft.recipients[:1]]
    if any(a.authority is not None or a.kind == "state" for a in draft.actors):
        found.append("known actor")
    return found


def _setting_features(draft: Draft, scenes: Sequence[Scene]) -> list[str]:
    trigger = draft.trigger
    found = [f"mentions={min(len(draft.triggers), 4)}"]
    found.append("lone sentence" if len(scenes) == 1 else f"sentence={min(trigger.sentence, 3)}")
    if any(t.sentence == 0 for t in draft.triggers) and len(scenes) > 1:
        found.append("headline")
    place = draft.places[0].place.precision if draft.places else None
    interval = draft.time.time.interval if draft.time else None
    found.append(f"place={place}")
    found.append(f"time={interval.precision if interval else ('vague' if draft.time else None)}")
    return found


def _neighbour_features(draft: Draft, scene: Scene) -> list[str]:
    tokens, trigger = scene.sentence.tokens, draft.trigger
    before, after = word_at(tokens, trigger.first - 1), word_at(tokens, trigger.last)
    definite = bool(tag(tokens[trigger.first].word).article)
    found = [f"definite={definite}", f"before={before}", f"after={after}"]
    if trigger.first:
        found.append(f"class before={tag(tokens[trigger.first - 1].word).closed}")
    if trigger.last < len(tokens):
        found.append(f"class after={tag(tokens[trigger.last].word).closed}")
    first, last = max(0, trigger.first - _WINDOW), min(len(tokens), trigger.last + _WINDOW)
    near = {_STEMS[t.word.raw] for t in tokens[first:last] if t.kind == "arabic"}
    words = sorted({_STEMS[t.word.raw] for t in tokens if t.kind == "arabic"})
    found += [stem.near for stem in words if stem in near]
    found += [stem.word for stem in words if stem not in near]
    found += dict.fromkeys([stem.root for stem in words if stem.root])
    if any(t.kind == "number" for t in tokens):
        found.append("a number in the sentence")
    if any(t.folded in ("؟", "?") for t in tokens):
        found.append("a question")
    covered = [s for s in scene.statements if s.first <= trigger.first < s.last]
    found.append(f"statement={'backward' if any(s.backward for s in covered) else bool(covered)}")
    return found


class _Stem(NamedTuple):
    """The features that a word can give: in the sentence, near the trigger, by its first letters.

    ``root`` is empty for a stem too short to have one.
    """

    word: str
    near: str
    root: str


def _features_of(word: Word) -> _Stem:
    stem = _stem(word.folded)
    root = f"root={stem[:_ROOT]}" if len(stem) >= _ROOT else ""
    return _Stem(f"word={stem}", f"near={stem}", root)


_STEMS = BySpelling(_features_of)


def _stem(folded: str) -> str:
    """A light stem for the gate's vocabulary: one conjunction and the article cut off."""
    stem = folded[1:] if len(folded) > 4 and folded[0] in "وف" else folded
    for article in ("ال", "بال", "لل"):
        if stem.startswith(article) and len(stem) - len(article) >= 3:
            return stem[len(article) :]
    return stem
