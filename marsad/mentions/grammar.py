"""What kind of word a token is, for cutting noun phrases: one cached answer a spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from marsad.lexicon import folder, noun_forms, person_forms, table, verb_forms, words_of
from marsad.text import BySpelling, Token, Word, fold
from marsad.text.matching import PhraseIndex
from marsad.text.wordsets import word_set

QUOTES = frozenset("\"«»“”'’‘()[]")
_BROKEN_DEMONYMS = {
    "أتراك": "TUR", "روس": "RUS", "أفغان": "AFG", "ألمان": "DEU", "هنود": "IND", "أمريكان": "USA",
}  # fmt: skip


class Demonym(NamedTuple):
    """A nationality adjective: ISO alpha-3 (empty for peoples without a state) and names."""

    country: str
    name_ar: str
    name_en: str


class Tag(msgspec.Struct, frozen=True, gc=False):
    """What a spelling can be.

    ``closed`` is its class in ``particles.tsv`` or empty; ``proclitic`` the conjunction cut from
    a closed-class or verb reading; ``verb`` whether a finite verb form; ``article`` whether it has
    the definite article.
    """

    closed: str
    verb: bool
    article: bool
    demonym: Demonym | None
    time: bool


@cache
def _closed() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("particles"):
        found.setdefault(fold(row["form"]), row["class"])
    return found


@cache
def _verbs() -> frozenset[str]:
    lemmas = [row["form"] for row in table("verbs")]
    lemmas += [row["form"] for row in table("reporting") if row["pos"] == "v"]
    for rows in folder("triggers").values():
        forms = [(row["pos"], form) for row in rows for form in row.list("forms")]
        lemmas += [form for pos, form in forms if pos == "v"]
        lemmas += [_lemma(word) for pos, form in forms if pos == "p" for word in words_of(form)]
    return frozenset(
        fold(form) for lemma in lemmas if lemma and " " not in lemma for form in verb_forms(lemma)
    )


def _lemma(word: str) -> str:
    """The verb that a word of a fixed phrase stands for («أبرم/يبرم», «/يقبل», «س/يرد»), if any.

    A past of three letters is left out, as it is often a masdar, too («إلى وقف القصف»).
    """
    past, slash, present = word.partition("/")
    return f"{past if len(past) > 3 else ''}/{present}" if slash else ""


@cache
def demonyms() -> PhraseIndex[Demonym]:
    """Nationality adjectives in all genders and numbers."""
    found: PhraseIndex[Demonym] = PhraseIndex()
    for row in table("demonyms"):
        value = Demonym(row["country"], row["name_ar"], row["name_en"])
        for form in person_forms(row["form"]) | noun_forms(row["form"] + "ة"):
            found.add(form, value, "noun")
    states = {row["country"]: row for row in table("demonyms")}
    for form, code in _BROKEN_DEMONYMS.items():
        row = states[code]
        found.add(form, Demonym(code, row["name_ar"], row["name_en"]), "noun")
    return found


@cache
def _kept_names() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in table("names"))


_TIME_WORDS = word_set("time_words")


def tag(word: Word) -> Tag:
    """The tag of a spelling; computed once."""
    return _TAGS[word.raw]


def _tag(word: Word) -> Tag:
    folded = word.folded
    closed = ""
    verb = False
    if folded not in _kept_names():
        for form in word.forms:
            if form.proclitic in ("", "و", "ف") and not form.article and not form.enclitic:
                closed = closed or _closed().get(form.stem, "")
            if not form.article and form.proclitic in ("", "و", "ف", "س", "وس", "فس", "ل", "ول"):
                verb = verb or (form.stem in _verbs() and not _impossible_verb(form.stem, word))
    token = (Token(0, len(word.raw), "arabic", word, folded),)
    match = demonyms().longest(token, 0)
    return Tag(
        closed, verb, any(f.article and not f.proclitic.strip("وفبلك") for f in word.forms[:4]),
        match.value if match else None, folded.lstrip("و") in _TIME_WORDS,
    )  # fmt: skip


_TAGS = BySpelling(_tag)


def _impossible_verb(stem: str, word: Word) -> bool:
    """«تنظيم»-like nouns that coincide with a present form are kept out by their ta marbuta."""
    return word.raw.endswith("ة")


# Beginnings of words whose «و» is their own: «وزير»، «وفد»، «وكالة»، «واشنطن».
_WAW_STEMS = tuple(sorted(word_set("waw_stems")))
_DASHES = frozenset("-–—")
_DATELINE_REACH = 14


def dateline_end(tokens: Sequence[Token]) -> int:
    """Where the dateline «دبي، الإمارات العربية المتحدة (CNN) –» ends, or 0.

    Places and states named in it say where the desk sits, not where anything happened.
    """
    bracket = False
    for k, token in enumerate(tokens[:_DATELINE_REACH]):
        if token.folded in _DASHES:
            return k + 1 if bracket or 0 < k <= 4 else 0
        bracket = bracket or token.folded == "("
        if tag(token.word).closed or (tag(token.word).verb and not bracket):
            return 0
    return 0


def is_conjoined(token: Token | Word) -> bool:
    """Whether «و» is cut from the front: «ومحمد» yes, «وليد» no."""
    folded = token.folded
    if len(folded) < 4 or folded[0] != "و" or folded in _kept_names():
        return False
    return not folded.startswith(_WAW_STEMS)


def keeps_letter(token: Token) -> bool:
    """Whether the token is a known name whose first letter only looks like a clitic."""
    return token.folded in _kept_names()


def word_at(tokens: Sequence[Token], i: int) -> str:
    """Folded word at ``i`` or an empty string outside the sentence."""
    return tokens[i].folded if 0 <= i < len(tokens) else ""


_OBJECTS = ("ه", "ها", "هم", "هما")


def has_object(word: Word) -> bool:
    """Whether the spelling can be a verb with an object pronoun: «شنه»، «نفذتها»، «تفرضه»."""
    return any(f.enclitic in _OBJECTS and not f.article and f.stem in _verbs() for f in word.forms)


def first_person(word: Word) -> bool:
    """Whether the spelling is a present of the first person plural: «نطالب», not «ندد»."""
    return any(
        not f.article and f.stem.startswith("ن") and "ي" + f.stem[1:] in _verbs()
        for f in word.forms
    )


_DENIERS = word_set("deniers")
_HAPPENS = word_set("happens")
_TRUTH = fold("صحة")  # «لا صحة لأنباء»
_DENIAL_REACH = 5  # «نفى المتحدث باسم الجيش قصف»: the verb, its subject with title and body


def is_denied(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun at ``at`` is denied: «نفى الجيش قصف البلدة»، «لم تقع اشتباكات»."""
    for k in range(at - 1, max(-1, at - 1 - _DENIAL_REACH), -1):
        word = tokens[k].folded
        if word.lstrip("وف") in _DENIERS or (word == _TRUTH and word_at(tokens, k - 1) == "لا"):
            return True
        happens = word in _HAPPENS and at - k <= 2
        if happens and word_at(tokens, k - 1).lstrip("وف") in ("لم", "لن"):
            return True
        if tokens[k].kind == "punct" or word == "في" or tag(tokens[k].word).closed == "comp":
            return False
    return False
