"""Whether a verb can have a phrase as its subject: Arabic verbs agree in gender.

«طالبت المجلس» cannot have «المجلس» as its subject, so the council is what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.mentions.actors import Found
from marsad.mentions.grammar import tag
from marsad.text import Token
from marsad.text.wordsets import word_set

_ROOT_T = word_set("ends_in_t")
_MASCULINE = word_set("masculine")
_EITHER = word_set("feminine_states_not")
_FEMININE_ENDINGS = ("ه", "ات")  # folded; ta marbuta and the feminine plural


def agrees(verb: Token, subject: Found, tokens: Sequence[Token]) -> bool:
    """Whether the phrase can be the verb's subject; ``True`` where its gender is not plain."""
    wanted = _gender_of_verb(verb)
    return wanted is None or _gender_of_phrase(subject, tokens) in (wanted, None)


def _gender_of_verb(token: Token) -> str | None:
    """``m`` or ``f`` of a finite verb form, ``None`` for «ت»-initial forms that can be either."""
    folded = token.folded
    if folded[:1] in "وف" and len(folded) > 4:
        folded = folded[1:]
    folded = folded.removeprefix("س") if folded[:2] in ("سي", "ست") else folded
    if folded.endswith(("وا", "ون")):
        return None
    if folded.endswith("ت") and folded not in _ROOT_T:
        return "f"
    if folded.startswith("ي"):
        return "m"
    return None if folded.startswith(("ت", "ن")) else "m"


def _gender_of_phrase(subject: Found, tokens: Sequence[Token]) -> str | None:
    head = tokens[subject.first]
    if head.kind != "arabic" or subject.bounds is not None:
        return None
    word = head.folded.removeprefix("و") if head.start < subject.start else head.folded
    if subject.kind == "state":
        return None if word in _EITHER else "f"
    if word.removeprefix("ال") in _MASCULINE:
        return "m"
    if subject.kind in ("title", "body", "force") and head.word.raw.endswith("ة"):
        return "f"
    if subject.kind == "title" and not tag(head.word).demonym and not _plural(word):
        return "m"
    if subject.kind in ("people", "nationals") and word.endswith(("ون", "ين")):
        return "m"
    return None


def _plural(word: str) -> bool:
    return word.endswith(("اء", "ات", "ون", "ين")) or len(word.removeprefix("ال")) < 4
