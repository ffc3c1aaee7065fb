"""Words of harm and of people: what a number has to stand with to be a toll."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from marsad.lexicon import table, verb_forms
from marsad.text import fold
from marsad.text.matching import PhraseIndex
from marsad.types import CasualtyKind


class Harm(NamedTuple):
    """How a word of harm stands (see the table) and what it tells of people."""

    pos: str
    kind: CasualtyKind


class Person(NamedTuple):
    """The grammatical number of a people noun; ``party`` if it tells whose people they are."""

    number: str
    party: bool


@cache
def harms() -> PhraseIndex[Harm]:
    """All words of harm."""
    found: PhraseIndex[Harm] = PhraseIndex()
    for row in table("casualties"):
        value = Harm(row["pos"], cast(CasualtyKind, row["kind"]))
        if row["pos"] == "v":
            for form in verb_forms(row["forms"]):
                found.add(form, value, "verb")
        elif row["pos"] == "n":
            for form in row["forms"].split():
                found.add(form, value, "noun")
        else:
            found.add(row["forms"], value, "noun")
    return found


@cache
def peoples() -> PhraseIndex[Person]:
    """People nouns by grammatical number; the dual is exactly two."""
    found: PhraseIndex[Person] = PhraseIndex()
    for row in table("people"):
        party = row["party"] == "yes"
        forms = row["forms"].split()
        sound = any(f.endswith(("ون", "ين")) for f in forms)
        for form in {*forms, forms[0] + "ا"}:
            found.add(form, Person(_grammatical_number(form, forms[0]), party), "noun")
        stem = forms[0].removesuffix("ة") + ("ت" if forms[0].endswith("ة") else "")
        found.add(stem + "ان", Person("dual", party), "noun")
        if not sound:
            found.add(stem + "ين", Person("dual", party), "noun")
    return found


def _grammatical_number(form: str, singular: str) -> str:
    return "singular" if form in (singular, singular + "ا") else "plural"


@cache
def harm_duals() -> frozenset[str]:
    """«قتيلان»: two by their form."""
    return frozenset(fold(w) for w in "قتيلان قتيلين جريحان جريحين شهيدان شهيدين مصابان".split())


@cache
def harm_singulars() -> frozenset[str]:
    """«قتيل»: one by its form."""
    words = "قتيل قتيلا قتيلة شهيد شهيدا جريح جريحا صريع مفقود مفقودا أسير أسيرا رهينة مصاب مصابا"
    return frozenset(fold(w) for w in words.split())
