"""The authority file of named actors and the nouns that head an actor phrase, ready to match."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from marsad.lexicon import folder, noun_forms, person_forms, table
from marsad.text import fold
from marsad.text.matching import PhraseIndex


class Authority(NamedTuple):
    """One actor of the authority file."""

    id: str
    name_ar: str
    name_en: str
    country: str
    sector: str
    kind: str
    parent: str
    short: tuple[str, ...]


class Head(NamedTuple):
    """What heads a phrase: its kind, PLOVER sector and the prepositions it may take along."""

    kind: str
    sector: str
    attach: frozenset[str]


@cache
def authorities() -> dict[str, Authority]:
    """The authority file by identifier."""
    found: dict[str, Authority] = {}
    for rows in folder("actors").values():
        for row in rows:
            found[row["id"]] = Authority(
                row["id"], row["name_ar"], row["name_en"], row["country"], row["sector"],
                row["kind"], row["parent"], tuple(map(fold, row.list("short_ar"))),
            )  # fmt: skip
    return found


@cache
def names() -> PhraseIndex[Authority]:
    """Every name and alias of the authority file, in both cases of sound plurals."""
    found: PhraseIndex[Authority] = PhraseIndex()
    for rows in folder("actors").values():
        for row in rows:
            value = authorities()[row["id"]]
            names = {fold(n) for n in [row["name_ar"], *row.list("aliases_ar")]}
            names |= {_oblique(n) for n in names}
            for name in names:
                if len(name) > 2:
                    found.add_folded(name, value, "name")
    return found


def _oblique(name: str) -> str:
    """«الحوثيون» → «الحوثيين», «مسلحو الحوثي» → «مسلحي الحوثي»."""
    if "ون" not in name and "و " not in name:
        return name
    first, *rest = name.split()
    if rest and first.endswith("و") and len(first) > 4:
        first = first[:-1] + "ي"
    return " ".join(w[:-2] + "ين" if w.endswith("ون") and len(w) > 5 else w for w in [first, *rest])


@cache
def heads() -> PhraseIndex[Head]:
    """Every inflected spelling of the nouns that head an actor phrase."""
    found: PhraseIndex[Head] = PhraseIndex()
    for row in table("heads"):
        head = Head(row["kind"], row["sector"], frozenset(map(fold, row["attach"].split())))
        if row["forms"] in _PHRASE_HEADS:
            found.add(row["forms"], head, "noun")
            continue
        spelled: set[str] = set()
        previous = ""
        for form in row["forms"].split():
            if form == "~":
                spelled |= person_forms(previous)
            elif form == "@":
                spelled |= noun_forms(previous)
            else:
                spelled |= {form} | _accusative(form, head.kind)
            previous = form
        for form in spelled:
            found.add(form, head, "noun")
    return found


def _accusative(form: str, kind: str) -> set[str]:
    """«جنديا»، «وفدا»، «حاجزا»: the indefinite accusative of a masculine noun."""
    if kind == "title":
        return set()  # «مشيرا» is rather «pointing out» than a marshal
    plain = form[-1] not in "اىةءنوي" and not form.startswith("ال")
    return {form + "ا"} if plain or (kind == "people" and form[-1] not in "اىة") else set()


_PHRASE_HEADS = (
    "سلاح الجو", "دفاع مدني", "هلال أحمر", "صليب أحمر", "مجتمع دولي", "أحياء سكنية", "مناطق سكنية",
)  # fmt: skip


@cache
def capitals() -> PhraseIndex[str]:
    """Capitals by name, with the state (ISO alpha-3) whose government they stand for."""
    found: PhraseIndex[str] = PhraseIndex()
    for row in table("countries"):
        if row["capital_ar"]:
            found.add(row["capital_ar"], row["alpha3"], "name")
    return found


def government(code: str | None) -> Authority | None:
    """The government of a state (ISO alpha-3), which its bare name and its capital stand for."""
    return authorities().get(f"{code.lower()}/gov") if code else None
