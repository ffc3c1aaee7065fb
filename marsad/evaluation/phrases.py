"""When two phrases count as the same, and how far apart two points are.

This is the measuring tape, so it must not move with the coder: it has its own letter table, the
gold scorer's, and not that of :mod:`marsad.text`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

_FOLD: dict[int, str | None] = {
    **{ord(a): b for a, b in zip("أإآىةؤئ", "ااايهوي", strict=True)},
    **dict.fromkeys([0x0640, *range(0x064B, 0x0653)]),
}
_WORD = re.compile(r"\w+")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
_STEM = 3  # letters that must stay when an article is cut off
_SAME = 0.5  # overlap from which two phrases name the same thing
_EARTH_RADIUS_KM = 6371


def words(text: str) -> list[str]:
    """Folded words without their article."""
    return [_bare(word) for word in _WORD.findall(text.translate(_FOLD))]


def _bare(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _STEM:
            return word[len(article) :]
    return word


def overlap(a: str, b: str) -> float:
    """Dice overlap of two phrases' word sets, 0..1."""
    left, right = set(words(a)), set(words(b))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def pairs(gold: Sequence[str], predicted: Sequence[str]) -> int:
    """How many phrases pair up one to one, best first."""
    candidates = sorted(
        ((overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    left: set[int] = set()
    right: set[int] = set()
    for likeness, i, j in candidates:
        if likeness >= _SAME and i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def same_role(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    """Both silent, or at least one phrase in common."""
    return (not gold and not predicted) or pairs(gold, predicted) > 0


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude) in kilometres."""
    (lat1, lon1), (lat2, lon2) = a, b
    rad = math.pi / 180
    h = (
        math.sin((lat2 - lat1) * rad / 2) ** 2
        + math.cos(lat1 * rad) * math.cos(lat2 * rad) * math.sin((lon2 - lon1) * rad / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(h))
