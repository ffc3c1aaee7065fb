"""Letter folding: the one place where spelling variants of Arabic become one form."""

from __future__ import annotations

import re
import unicodedata

# Marks that carry no letter: tashkeel, Quranic marks, tatweel, zero-width and bidi controls.
_DROPPED = [
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06EE),
    0x0640,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
]
# Letters that newswire writes in several ways. Gaf, pe, che and ve are the foreign sounds that
# Tunisian (ڨ), Moroccan (ڭ) and Iraqi desks write; Farsi kaf and yeh come from other keyboards.
_SAME = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
    "ؤ": "و", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه",
    "ک": "ك", "گ": "غ", "ڨ": "ق", "ڭ": "غ", "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ج",
}  # fmt: skip
_DIGITS = {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}

FOLD: dict[int, str | None] = {
    **{ord(a): b for a, b in _SAME.items()},
    **{ord(a): b for a, b in _DIGITS.items()},
    **dict.fromkeys(_DROPPED),
}

# Only these runs are decomposed: elsewhere NFKC would change letters that no rule expects changed.
_PRESENTATION = re.compile("[\ufb50-\ufefc]+")

# What folding changes: most words have nothing of it, and a search is cheaper than a translation.
_FOLDED_AWAY = re.compile(f"[{''.join(map(chr, FOLD))}\ufb50-\ufefc]")

MARKS = frozenset(map(chr, _DROPPED))


def fold(text: str) -> str:
    """Fold spelling variants so that equal words compare equal.

    Tashkeel, tatweel and invisible controls go; hamza carriers, ta marbuta and alif maqsura fold
    to their bare letter; Arabic-Indic and Persian digits become European; presentation forms
    (U+FB50-U+FEFF, seen in text copied from PDF) become plain letters.

    >>> fold("الأُمَّـة")
    'الامه'
    """
    if _FOLDED_AWAY.search(text) is None:
        return text
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(_plain, text)
    return text.translate(FOLD)


def _plain(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run.group())


def is_arabic(text: str) -> bool:
    """Whether any Arabic letter stands in the text."""
    return any(
        c.isalpha() and ("\u0621" <= c <= "\u06d3" or "\ufb50" <= c <= "\ufefc") for c in text
    )
