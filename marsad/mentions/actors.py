"""Who acts: named actors of the authority file and noun phrases built around a head noun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from marsad.lexicon import verb_forms
from marsad.mentions.authority import Authority, Head, capitals, government, heads, names
from marsad.mentions.gazetteer import alpha3, countries, place_heads
from marsad.mentions.grammar import (
    QUOTES,
    dateline_end,
    demonyms,
    is_conjoined,
    keeps_letter,
    tag,
    word_at,
)
from marsad.mentions.numbers import Number, may_open_number, number_at, quantity_at
from marsad.mentions.phrases import (
    adjectives,
    alias_in_brackets,
    apposed_name,
    name_part,
    phrase_end,
)
from marsad.mentions.prepositions import GOVERNORS, OF, governor
from marsad.text import BySpelling, Sentence, Token, Word, fold, spots
from marsad.text.matching import Match
from marsad.text.wordsets import word_set


class Found(NamedTuple):
    """An actor phrase at tokens ``first:last`` of a sentence.

    ``kind`` is ``force people title body medium thing`` for built phrases, ``name`` for authority
    names, ``state`` for countries, ``nationals`` for nationality nouns, ``adjective`` for a bare
    nationality adjective. ``preposition`` is what governs the phrase, folded, or empty.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    kind: str
    authority: Authority | None
    country: str | None
    sector: str | None
    preposition: str
    bounds: tuple[int | None, int | None] | None = None
    inner: Found | None = None
    noun: int | None = None
    """Where the noun begins when a number stands before it («خمسة جنود»)."""


def find(sentences: Sequence[Sentence]) -> list[Found]:
    """All actor phrases of a report in text order, never overlapping."""
    found: list[Found] = []
    for sentence in sentences:
        last = dateline_end(sentence.tokens)
        for i in spots(sentence.tokens, _BEGINNINGS):
            hit = _at(sentence, i) if i >= last else None
            if hit is not None:
                found.append(_after(found[-1], hit) if found else hit)
                last = hit.last
    return _with_short_forms(_with_surnames(found, sentences), sentences)


def _after(previous: Found, hit: Found) -> Found:
    """«دعا حفتر سكان المدينة»: right behind a whole phrase, nothing is that phrase's genitive."""
    beside = previous.sentence == hit.sentence and previous.last == hit.first
    return hit._replace(preposition="") if beside and hit.preposition == OF else hit


def _may_begin(word: Word) -> bool:
    """Whether a phrase can begin with the word at all; most words need no more than this."""
    indexes = (names(), heads(), countries(), demonyms(), capitals())
    return (
        may_open_number(word)
        or any(index.begins(word) for index in indexes)
        or word.folded.endswith(_NISBA_PLURALS)
    )


_BEGINNINGS = BySpelling(_may_begin)


def _at(sentence: Sentence, i: int) -> Found | None:
    tokens = sentence.tokens
    number = quantity_at(tokens, i)
    if number is not None or tokens[i].kind == "number":
        return _counted(sentence, i, number)
    name = names().longest(tokens, i)
    head = heads().longest(tokens, i)
    if tag(tokens[i].word).closed and name is None:
        return None
    if name is not None and (head is None or name.last >= phrase_end(tokens, head)):
        return _from_name(sentence, name)
    if head is not None:
        return _from_head(sentence, head, name)
    return _from_country(sentence, i)


def _counted(sentence: Sentence, i: int, number: Number | None) -> Found | None:
    """«39 عامل بناء»، «أربعة إيطاليين»، «عدد من الجنود»: a number, then a people noun."""
    tokens = sentence.tokens
    if number is None or number.last >= len(tokens):
        return None
    at = number.last
    if tokens[at].folded == "من" and at + 1 < len(tokens):
        at += 1
    head = heads().longest(tokens, at)
    demonym = demonyms().longest(tokens, at)
    if head is not None and head.value.kind in ("people", "force", "title", "body"):
        inner = _from_head(sentence, head, None)
    elif demonym is not None:
        inner = _from_country(sentence, at)
    else:
        return None
    if inner is None:
        return None
    return inner._replace(
        first=i, start=number.start, preposition=governor(tokens, i, number.start),
        bounds=(number.min, number.max), noun=inner.start,
    )  # fmt: skip


def _from_name(sentence: Sentence, name: Match[Authority]) -> Found:
    tokens, value = sentence.tokens, name.value
    last = name.last
    following = heads().longest(tokens, last) if last < len(tokens) else None
    if (
        value.kind == "person"
        and following is not None
        and following.value.kind == "title"
        and not following.form.proclitic
    ):
        last = phrase_end(tokens, following)  # «عبد الملك الحوثي زعيم الجماعة»
    elif value.kind == "office":
        last = apposed_name(tokens, adjectives(tokens, last, True))
    else:
        last = adjectives(tokens, last, True)
    last = alias_in_brackets(tokens, last)
    end = tokens[last - 1].end if last > name.last else name.end
    person = _person_inside(tokens, name.last, last)
    value = person or value
    return Found(
        sentence.index, name.first, last, name.start, end, "name", value,
        value.country or None, value.sector, governor(tokens, name.first, name.start, name.form),
    )  # fmt: skip


def _from_head(
    sentence: Sentence, head: Match[Head], name: Match[Authority] | None
) -> Found | None:
    tokens = sentence.tokens
    if head.form.proclitic in ("س",) or (
        tag(tokens[head.first].word).verb and _reads_as_verb(head)
    ):
        return None
    if _is_adjective(tokens, head) or _is_idiom(tokens, head):
        return None
    last = phrase_end(tokens, head)
    if head.value.kind == "arms" and last == head.last:
        return None
    if head.value.kind == "thing" and head.form.enclitic:
        return None
    inside = _authority_inside(tokens, head.first, last)
    end = tokens[last - 1].end if last > head.last else head.end
    country = (inside.country if inside else None) or _country_inside(tokens, head.first, last)
    exact = inside if inside and (inside.kind == "person" or head.value.kind != "people") else None
    sector = head.value.sector or (inside.sector if inside else "")
    if inside is not None and head.value.kind in ("force", "people"):
        sector = inside.sector
    inner = _spoken_for(sentence, head, last) if head.value.kind in _HOSTED else None
    if inner is not None and head.value.kind == "people" and inner.sector in _FORCES:
        sector = inner.sector  # «عناصر الشرطة»
    return Found(
        sentence.index, head.first, last, head.start, end, head.value.kind,
        exact if exact and _is_identity(head, exact) else None,
        country or None, sector or None, governor(tokens, head.first, head.start, head.form),
        inner=inner,
    )  # fmt: skip


_FORCES = frozenset(["MIL", "COP", "SPY"])
_HOSTED = ("title", "medium", "people")  # kinds that may name the body they belong to


def _spoken_for(sentence: Sentence, head: Match[Head], last: int) -> Found | None:
    """The force or body inside a titled phrase."""
    for k in range(head.last, last):
        inner = _at(sentence, k)
        if inner is None or inner.last > last or inner.kind not in ("force", "body", "name"):
            continue
        if inner.authority is None or inner.authority.kind != "person":
            return inner
    return None


def _is_adjective(tokens: Sequence[Token], head: Match[Head]) -> bool:
    """«الملف السياسي»، «القطاع العسكري»: a people noun that describes the noun before it."""
    if head.first and number_at(tokens, head.first - 1):
        return False  # «خمسة أسرى»
    stem = head.form.stem.removesuffix("ا").removesuffix("ه")
    if (
        head.value.kind != "people"
        or not stem.endswith("ي")
        or not head.first
        or head.form.proclitic
    ):
        return False
    before = tokens[head.first - 1]
    info = tag(before.word)
    if before.kind != "arabic" or info.closed or info.verb or before.folded in _HARM_MASDARS:
        return False
    return info.article == head.form.article


_HARM_MASDARS = word_set("harm_masdars")


def _is_idiom(tokens: Sequence[Token], head: Match[Head]) -> bool:
    """«من جهة أخرى»، «من جهته»، «في أطراف المدينة» name nobody."""
    stem = head.form.stem
    if stem in _SIDES:
        return bool(head.form.enclitic) or word_at(tokens, head.last) in _OTHER
    if stem == _EDGES:
        return not head.form.article and not word_at(tokens, head.last).startswith("ال")
    return False


_SIDES = frozenset(map(fold, ["جهة", "طرف"]))
_OTHER = frozenset(map(fold, ["أخرى", "ثانية"]))
_EDGES = fold("أطراف")


def _is_identity(head: Match[Head], inside: Authority) -> bool:
    """A named person inside a titled phrase is the actor; a body inside it only hosts them."""
    if head.value.kind == "title":
        return inside.kind == "person"
    return head.value.kind in ("body", "force") and inside.kind != "person"


def _reads_as_verb(head: Match[Head]) -> bool:
    return not head.form.article and head.value.kind not in ("title", "body", "force", "medium")


def _from_country(sentence: Sentence, i: int) -> Found | None:
    """A state named as such («تركيا») or a nationality standing as a noun («الأمريكيون»)."""
    tokens = sentence.tokens
    for match in countries().at(tokens, i):
        if not keeps_letter(tokens[i]):
            code = alpha3(match.value.country)
            return Found(
                sentence.index, i, match.last, match.start, match.end, "state", government(code),
                code, "GOV", governor(tokens, i, match.start, match.form),
            )  # fmt: skip
    capital = capitals().longest(tokens, i)
    if capital is not None and _acts(tokens, capital):
        return Found(
            sentence.index, i, capital.last, capital.start, capital.end, "state",
            government(capital.value), capital.value, "GOV",
            governor(tokens, i, capital.start, capital.form),
        )  # fmt: skip
    match_d = demonyms().longest(tokens, i)
    if match_d is None:
        return _nisba_plural(sentence, i)
    stem = match_d.form.stem
    plural = stem.endswith(("ون", "ين")) or stem in ("اتراك", "روس", "افغان", "اكراد")
    describes = match_d.form.article or _follows_noun(tokens, i)
    return Found(
        sentence.index, i, match_d.last, match_d.start, match_d.end,
        "nationals" if plural or not describes else "adjective",
        None, match_d.value.country or None, "CVL" if plural else None,
        governor(tokens, i, match_d.start, match_d.form),
    )  # fmt: skip


def _follows_noun(tokens: Sequence[Token], i: int) -> bool:
    """«غارة تركية» against «مقتل فلسطيني»: whether an indefinite noun stands before to describe."""
    if not i or tokens[i - 1].kind != "arabic":
        return False
    before, info = tokens[i - 1], tag(tokens[i - 1].word)
    if info.closed or info.verb or info.article or before.folded.lstrip("وبل") in _HARM_MASDARS:
        return False
    return not number_at(tokens, i - 1) and (
        before.folded.endswith(("ه", "ات")) == tokens[i].folded.endswith("ه")
    )


_NISBA_PLURALS = (fold("يون"), fold("يين"))
_NO_PEOPLE = word_set("nisba_no_people")


def _nisba_plural(sentence: Sentence, i: int) -> Found | None:
    """«الانفصاليون»: a definite plural of relation, where no noun stands before it, is people."""
    tokens = sentence.tokens
    word = tokens[i].word
    if not word.folded.endswith(_NISBA_PLURALS) or word.folded in _NO_PEOPLE:
        return None
    form = next((f for f in word.forms if f.article and not f.enclitic), None)
    described = i and (tag(tokens[i - 1].word).article or tokens[i - 1].kind == "number")
    if form is None or described or len(form.stem) < 5:
        return None
    start, last = tokens[i].start + form.start, adjectives(tokens, i + 1, True)
    return Found(
        sentence.index, i, last, start, tokens[last - 1].end, "people", None, None, None,
        governor(tokens, i, start, form),
    )  # fmt: skip


_PARTY_PREPOSITIONS = word_set("party_prepositions")


def _acts(tokens: Sequence[Token], capital: Match[str]) -> bool:
    """Whether a capital stands for its government: «واشنطن تنفي»، «بين موسكو والغرب»."""
    if capital.form.proclitic.strip("وف") == "ب":
        return False
    before = word_at(tokens, capital.first - 1)
    if before in GOVERNORS and before not in _PARTY_PREPOSITIONS - {"من"}:
        return False
    after = capital.last < len(tokens) and tag(tokens[capital.last].word).verb
    verb_before = capital.first > 0 and tag(tokens[capital.first - 1].word).verb
    related = before in _PARTY_PREPOSITIONS or capital.form.proclitic.strip("وف") == "ل"
    said = capital.first > 0 and tag(tokens[capital.first - 1].word).closed == "comp"
    beside = capital.first > 0 and capitals().begins(tokens[capital.first - 1].word)
    joined = is_conjoined(tokens[capital.first])
    return (
        after or verb_before or related or said or joined or beside or _addressed(tokens, capital)
    )


_ADDRESSING = frozenset(fold(f) for verb in word_set("addressing") for f in verb_forms(verb))
_ADDRESS_REACH = 9  # tokens between the verb and its object, over a subject with its title


def _addressed(tokens: Sequence[Token], capital: Match[str]) -> bool:
    """«اتهم المتحدث باسم البنتاغون موسكو»: the capital is the object of a verb of address."""
    if capital.form.proclitic or place_heads().begins(tokens[capital.first - 1].word):
        return False
    for k in range(capital.first - 1, max(-1, capital.first - 1 - _ADDRESS_REACH), -1):
        if tokens[k].folded.lstrip("وفس") in _ADDRESSING or tokens[k].folded in _ADDRESSING:
            return True
        if (tokens[k].kind == "punct" and tokens[k].folded not in ("،", ",")) or tag(
            tokens[k].word
        ).closed in ("comp", "rel", "sub"):
            return False
    return False


def organisation(found: Found) -> Found:
    """The body a spokesman speaks for: «المتحدث باسم الجيش المصري» → «الجيش المصري».

    A phrase that names no inner body is returned as it is.
    """
    return found.inner or found


def _authority_inside(tokens: Sequence[Token], first: int, last: int) -> Authority | None:
    """The authority entry inside a phrase; a person before a body."""
    best: Authority | None = None
    if any(t.folded in QUOTES for t in tokens[first:last]):  # «تنظيم "الدولة الإسلامية"»
        tokens = [t for t in tokens[first:last] if t.folded not in QUOTES]
        first, last = 0, len(tokens)
    for k in range(first, last):
        name = names().longest(tokens, k)
        if name is not None and name.last <= last:
            if name.value.kind == "person":
                return name.value
            best = best or name.value
    return best


def _person_inside(tokens: Sequence[Token], first: int, last: int) -> Authority | None:
    found = _authority_inside(tokens, first, last)
    return found if found is not None and found.kind == "person" else None


def _country_inside(tokens: Sequence[Token], first: int, last: int) -> str | None:
    for k in range(first, last):
        info = tag(tokens[k].word)
        if info.demonym is not None and info.demonym.country:
            return info.demonym.country
        state = countries().longest(tokens, k)
        if state is not None:
            return alpha3(state.value.country)
    return None


def _with_surnames(found: list[Found], sentences: Sequence[Sentence]) -> list[Found]:
    """Add the bare surnames of people whom the report names in full: «ودعا عباس الأمم المتحدة»."""
    people = _surnames(found, sentences)
    if not people:
        return found
    taken = {(a.sentence, k) for a in found for k in range(a.first, a.last)}
    bare = [
        _bare_name(sentence, k, people[token.folded])
        for sentence in sentences
        for k, token in enumerate(sentence.tokens)
        if token.folded in people and (sentence.index, k) not in taken
    ]
    merged = sorted([*found, *bare], key=lambda a: (a.sentence, a.first))
    return [_after(before, a) for before, a in pairwise([merged[0], *merged])]


def _surnames(found: Sequence[Found], sentences: Sequence[Sentence]) -> dict[str, Found]:
    """The last word of every person's name in the report, with the phrase that gives it."""
    people: dict[str, Found] = {}
    for actor in found:
        tokens = sentences[actor.sentence].tokens
        if actor.kind == "title" or (actor.authority and actor.authority.kind in _NAMED_PERSONS):
            name = name_part(tokens, actor.first, actor.last)
            surname = tokens[actor.last - 1].folded
            part_of_name = word_at(tokens, actor.last - 2) in _NAME_LINKS
            plain = len(surname) > 2 and surname not in _NO_SURNAMES and not part_of_name
            if name is not None and plain:
                people.setdefault(surname, actor)
    return people


_NAMED_PERSONS = ("person", "office")
_NAME_LINKS = word_set("name_links")
_NO_SURNAMES = word_set("no_surnames")


def _bare_name(sentence: Sentence, k: int, full: Found) -> Found:
    token = sentence.tokens[k]
    return Found(
        sentence.index, k, k + 1, token.start, token.end, "person", full.authority, full.country,
        full.sector, governor(sentence.tokens, k, token.start),
    )  # fmt: skip


def _with_short_forms(found: list[Found], sentences: Sequence[Sentence]) -> list[Found]:
    """Resolve «المجلس»، «البعثة»، «الحركة» to the full name that the report gave before."""
    shorts: dict[str, Authority] = {}
    offices: dict[str, Found] = {}
    resolved: list[Found] = []
    for actor in found:
        tokens = sentences[actor.sentence].tokens[actor.first : actor.last]
        if actor.authority is None and actor.kind in ("body", "force", "title"):
            known = shorts.get(_bare_key(tokens))
            if known is not None and len(tokens) == 1:
                actor = actor._replace(
                    authority=known, country=known.country or None, sector=known.sector
                )
        if actor.kind == "title":
            key = _bare_key(tokens[:1])
            if actor.inner is not None:
                offices[key] = actor.inner
            elif len(tokens) <= 2 and key in offices:
                actor = actor._replace(
                    inner=offices[key]
                )  # «المتحدث» speaks for whom he did before
        if actor.authority is not None:
            for short in actor.authority.short:
                shorts[short] = actor.authority
                shorts[short.removeprefix("ال")] = actor.authority
            shorts.setdefault(_bare_key(tokens[:1]), actor.authority)
        resolved.append(actor)
    return resolved


def _bare_key(tokens: Sequence[Token]) -> str:
    forms = tokens[0].word.forms
    article = next((f.stem for f in forms if f.article), forms[0].stem)
    return " ".join([article, *(t.folded for t in tokens[1:])])
