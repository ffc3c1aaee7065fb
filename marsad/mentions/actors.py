"""Who acts: named actors of the authority file and noun phrases built around a head noun.

A phrase is cut where the annotation guide cuts it: the whole name with title, nationality,
genitives and an apposed person, without relative clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from marsad.lexicon import folder, person_forms, table
from marsad.lexicon.inflect import noun_forms
from marsad.mentions.gazetteer import alpha3
from marsad.mentions.gazetteer import index as place_index
from marsad.mentions.grammar import QUOTES, dateline_end, demonyms, is_conjoined, keeps_letter, tag, word_at
from marsad.mentions.numbers import number_at, quantity_at
from marsad.text import Sentence, Token, fold
from marsad.text.matching import Match, PhraseIndex

_MAX_NAME_WORDS = 5
_MAX_PHRASE_WORDS = 14
_LINKERS = frozenset(
    fold(w)
    for w in (
        "الموالية الموالين الموالي التابعة التابع التابعين المدعومة المدعوم المدعومين المنتمين "
        "المنتمي المناهضة المناهضين المحسوبة موالية موالون موالين تابعة تابعين تابعون موال تابع"
    ).split()
)
_LED_BY = frozenset(fold(w) for w in "بقيادة بزعامة برئاسة".split())


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
def _names() -> PhraseIndex[Authority]:
    found: PhraseIndex[Authority] = PhraseIndex()
    for rows in folder("actors").values():
        for row in rows:
            value = authorities()[row["id"]]
            names = {fold(n) for n in [row["name_ar"], *row.list("aliases_ar")]}
            names |= {_oblique(n) for n in names}
            for name in names:
                if len(name) > 2:
                    found.add(name, value, "name")
    return found


def _oblique(name: str) -> str:
    """«الحوثيون» → «الحوثيين», «مسلحو الحوثي» → «مسلحي الحوثي»."""
    first, *rest = name.split()
    if rest and first.endswith("و") and len(first) > 4:
        first = first[:-1] + "ي"
    return " ".join(w[:-2] + "ين" if w.endswith("ون") and len(w) > 5 else w for w in [first, *rest])


@cache
def _heads() -> PhraseIndex[Head]:
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
                spelled |= {form} | ({form + "ا"} if head.kind == "people" and form[-1] not in "اىة" else set())
            previous = form
        for form in spelled:
            found.add(form, head, "noun")
    return found


_PHRASE_HEADS = ("سلاح الجو", "دفاع مدني", "هلال أحمر", "صليب أحمر", "مجتمع دولي")


def find(sentences: Sequence[Sentence]) -> list[Found]:
    """All actor phrases of a report in text order, never overlapping."""
    found: list[Found] = []
    for sentence in sentences:
        i = dateline_end(sentence.tokens)
        while i < len(sentence.tokens):
            hit = _at(sentence, i) if sentence.tokens[i].kind != "punct" else None
            if hit is None:
                i += 1
            else:
                found.append(hit)
                i = hit.last
    return _with_short_forms(found, sentences)


def _at(sentence: Sentence, i: int) -> Found | None:
    tokens = sentence.tokens
    if tokens[i].kind == "number" or quantity_at(tokens, i):
        return _counted(sentence, i)
    name = _names().longest(tokens, i)
    head = _heads().longest(tokens, i)
    if tag(tokens[i].word).closed and name is None:
        return None
    if name is not None and (head is None or name.last >= _phrase_end(tokens, head)):
        return _from_name(sentence, name)
    if head is not None:
        return _from_head(sentence, head, name)
    return _from_country(sentence, i)


def _counted(sentence: Sentence, i: int) -> Found | None:
    """«39 عامل بناء»، «أربعة إيطاليين»، «عدد من الجنود»: a number, then a people noun."""
    tokens = sentence.tokens
    number = quantity_at(tokens, i)
    if number is None or number.last >= len(tokens):
        return None
    at = number.last
    if tokens[at].folded == "من" and at + 1 < len(tokens):
        at += 1
    head = _heads().longest(tokens, at)
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
        first=i, start=number.start, preposition=_governor(tokens, i, number.start),
        bounds=(number.min, number.max),
    )  # fmt: skip


def _from_name(sentence: Sentence, name: Match[Authority]) -> Found:
    tokens, value = sentence.tokens, name.value
    last = name.last
    following = _heads().longest(tokens, last) if last < len(tokens) else None
    if value.kind == "person" and following is not None and following.value.kind == "title" and not following.form.proclitic:
        last = _phrase_end(tokens, following)  # «عبد الملك الحوثي زعيم الجماعة»
    elif value.kind == "office":
        last = _apposed_name(tokens, _adjectives(tokens, last, True))
    else:
        last = _adjectives(tokens, last, True)
    last = _alias_in_brackets(tokens, last)
    end = tokens[last - 1].end if last > name.last else name.end
    person = _person_inside(tokens, name.last, last)
    value = person or value
    return Found(
        sentence.index, name.first, last, name.start, end, "name", value,
        value.country or None, value.sector, _governor(tokens, name.first, name.start, name),
    )  # fmt: skip


def _from_head(sentence: Sentence, head: Match[Head], name: Match[Authority] | None) -> Found | None:
    tokens = sentence.tokens
    if head.form.proclitic in ("س",) or (tag(tokens[head.first].word).verb and _reads_as_verb(head)):
        return None
    if _is_adjective(tokens, head) or _is_idiom(tokens, head):
        return None
    last = _phrase_end(tokens, head)
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
    return Found(
        sentence.index, head.first, last, head.start, end, head.value.kind,
        exact if exact and _is_identity(head, exact) else None,
        country or None, sector or None, _governor(tokens, head.first, head.start, head),
        inner=_spoken_for(sentence, head, last) if head.value.kind in ("title", "medium", "people") else None,
    )  # fmt: skip


def _spoken_for(sentence: Sentence, head: Match[Head], last: int) -> Found | None:
    """The force or body inside a titled phrase."""
    for k in range(head.last, last):
        inner = _at(sentence, k)
        if inner is not None and inner.last <= last and inner.kind in ("force", "body", "name"):
            if inner.authority is None or inner.authority.kind != "person":
                return inner
    return None


def _is_adjective(tokens: Sequence[Token], head: Match[Head]) -> bool:
    """«الملف السياسي»، «القطاع العسكري»: a people noun that describes the noun before it."""
    stem = head.form.stem.removesuffix("ا").removesuffix("ه")
    if head.value.kind != "people" or not stem.endswith("ي") or not head.first or head.form.proclitic:
        return False
    before = tokens[head.first - 1]
    info = tag(before.word)
    if before.kind != "arabic" or info.closed or info.verb or before.folded in _HARM_MASDARS:
        return False
    return info.article == head.form.article


_HARM_MASDARS = frozenset(fold(w) for w in "مقتل قتل إصابة جرح اعتقال توقيف خطف اختطاف اغتيال إعدام مصرع".split())


def _is_idiom(tokens: Sequence[Token], head: Match[Head]) -> bool:
    """«من جهة أخرى»، «من جهته»، «في أطراف المدينة» name nobody."""
    stem = head.form.stem
    following = word_at(tokens, head.last)
    if stem in (fold("جهة"), fold("طرف")):
        return bool(head.form.enclitic) or following in (fold("أخرى"), fold("ثانية"))
    if stem == fold("أطراف"):
        return not head.form.article and not following.startswith("ال")
    return False


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
    for match in place_index().at(tokens, i):
        if match.value.kind == "country" and not keeps_letter(tokens[i]):
            code = alpha3(match.value.country)
            return Found(
                sentence.index, i, match.last, match.start, match.end, "state", _government(code),
                code, "GOV", _governor(tokens, i, match.start, match),
            )  # fmt: skip
    capital = _capitals().longest(tokens, i)
    if capital is not None and _acts(tokens, capital):
        return Found(
            sentence.index, i, capital.last, capital.start, capital.end, "state",
            _government(capital.value), capital.value, "GOV",
            _governor(tokens, i, capital.start, capital),
        )  # fmt: skip
    match_d = demonyms().longest(tokens, i)
    if match_d is None:
        return None
    stem = match_d.form.stem
    plural = stem.endswith(("ون", "ين")) or stem in ("اتراك", "روس", "افغان", "اكراد")
    return Found(
        sentence.index, i, match_d.last, match_d.start, match_d.end,
        "nationals" if plural or not match_d.form.article else "adjective",
        None, match_d.value.country or None, "CVL" if plural else None,
        _governor(tokens, i, match_d.start, match_d),
    )  # fmt: skip


@cache
def _capitals() -> PhraseIndex[str]:
    found: PhraseIndex[str] = PhraseIndex()
    for row in table("countries"):
        if row["capital_ar"]:
            found.add(row["capital_ar"], row["alpha3"], "name")
    return found


def _government(code: str | None) -> Authority | None:
    """The government of a state (ISO alpha-3), which its bare name and its capital stand for."""
    return authorities().get(f"{code.lower()}/gov") if code else None


_PARTY_PREPOSITIONS = frozenset(fold(w) for w in "بين مع ضد على من عن".split())


def _acts(tokens: Sequence[Token], capital: Match[str]) -> bool:
    """Whether a capital stands for its government: «واشنطن تنفي»، «بين موسكو والغرب»."""
    if capital.form.proclitic.strip("وف") == "ب":
        return False
    before = word_at(tokens, capital.first - 1)
    if before in _GOVERNORS and before not in _PARTY_PREPOSITIONS - {fold("من")}:
        return False
    after = capital.last < len(tokens) and tag(tokens[capital.last].word).verb
    verb_before = capital.first > 0 and tag(tokens[capital.first - 1].word).verb
    related = before in _PARTY_PREPOSITIONS or capital.form.proclitic.strip("وف") == "ل"
    said = capital.first > 0 and tag(tokens[capital.first - 1].word).closed == "comp"
    return after or verb_before or related or said or is_conjoined(tokens[capital.first])


def _governor(
    tokens: Sequence[Token], first: int, start: int, match: Match[Head] | Match[Authority] | Match | None = None  # type: ignore[type-arg]
) -> str:
    """The preposition that governs a phrase: its own proclitic or the word before it."""
    proclitic = match.form.proclitic.lstrip("وف") if match is not None else ""
    if match is None:
        lead = tokens[first].word.raw[: start - tokens[first].start]
        proclitic = fold(lead).lstrip("وف").removesuffix("ال")
    if proclitic:
        return proclitic
    before = word_at(tokens, first - 1)
    k = first - 1
    while before and before in QUOTES:
        k -= 1
        before = word_at(tokens, k)
    if before in ("ل", "ب", "لـ", "بـ"):
        return before[0]
    bare = before.lstrip("و")
    if bare[1:] in _QUANTIFIERS and bare[0] in "بلك":
        return bare[0]  # «بكافة الأطراف»
    if bare in _QUANTIFIERS:
        k -= 1
        before = word_at(tokens, k)
    if before == fold("من") and word_at(tokens, k - 1) == fold("كل"):
        k -= 2  # «من قبل كل من العميد والوكيل»
        before = word_at(tokens, k)
    pair = f"{word_at(tokens, k - 1)} {before}".lstrip("و")
    if pair in _DOUBLE_GOVERNORS:
        return pair
    if lead_conjunction(tokens[first]):
        return ""
    if k == first - 1 and _in_construct(tokens, k):
        return OF
    single = before[1:] if before.startswith(("و", "ف")) and before[1:] in _GOVERNORS else before
    return single if single in _GOVERNORS else ""


def lead_conjunction(token: Token) -> bool:
    """Whether a conjunction opens the token, so that nothing before it governs it."""
    return is_conjoined(token)


OF = "of"  # the phrase completes a construct: «سيطرة المعارضة»


def _in_construct(tokens: Sequence[Token], k: int) -> bool:
    """Whether the word at ``k`` is a bare noun whose genitive the phrase is."""
    if k < 1 or tokens[k].kind != "arabic":
        return False
    info = tag(tokens[k].word)
    folded = tokens[k].folded
    if info.closed or info.verb or info.article or info.time or info.demonym:
        return False
    if not folded or folded.endswith(("ت", "ا", "وا")) or folded[0] in "يت" or number_at(tokens, k):
        return False
    before = tokens[k - 1]
    return before.kind == "arabic" and before.folded not in ("ان",)


_QUANTIFIERS = frozenset(fold(w) for w in "كافة جميع كل بعض معظم أغلب أحد إحدى".split())
_GOVERNORS = frozenset(
    fold(w)
    for w in (
        "في من إلى الى على عن مع بين ضد باتجاه تجاه نحو حول لدى بيد بأيدي برفقة بحضور لصالح بحق باسم "
        "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط بقيادة بدعم صوب عبر خلال بعد قبل عقب جراء إثر داخل قرب منذ حسب بحسب وفق بمشاركة ومع أمام"
    ).split()
)
_DOUBLE_GOVERNORS = frozenset(
    fold(w)
    for w in (
        "من قبل|من جانب|من طرف|على يد|على أيدي|على ايدي|إلى جانب|نقلا عن|وفقا ل|من بين|بالتعاون مع|على لسان"
    ).split("|")
)


def _phrase_end(tokens: Sequence[Token], head: Match[Head]) -> int:
    """Where the phrase that ``head`` opens ends (exclusive token position)."""
    end = _extend(tokens, head.last, head.form.article, head.value, 0)
    return _alias_in_brackets(tokens, end)


def _extend(tokens: Sequence[Token], at: int, definite: bool, head: Head, depth: int) -> int:
    """Take along adjectives, genitives, attached prepositions and an apposed name."""
    limit = min(len(tokens), at + _MAX_PHRASE_WORDS)
    at = _adjectives(tokens, at, definite)
    if not definite:
        at = _indefinite_adjectives(tokens, at)
    if at < limit and not definite and depth < 4:
        at = _genitive(tokens, at, head, depth)
    at = _adjectives(tokens, at, True)
    at = _attached(tokens, at, head, depth)
    if head.kind == "title":
        at = _apposed_name(tokens, at)
    return min(at, limit)


def _adjectives(tokens: Sequence[Token], at: int, definite: bool) -> int:
    """Definite adjectives after a definite noun; nationality adjectives after either."""
    while at < len(tokens) and tokens[at].kind == "arabic":
        word = tokens[at].word
        info = tag(word)
        if info.closed or info.time or is_conjoined(tokens[at]):
            break
        plain = word.folded.startswith("ال")
        adjective = info.demonym is not None and (plain == definite or definite)
        if adjective and word.folded.endswith(_PLURALS) and not tokens[at - 1].folded.endswith(_PLURALS):
            break  # «اتهمت الوكالة الحوثيين»: a plural does not describe a singular
        described = definite and plain and not info.verb and _looks_adjectival(word.folded)
        described = described and not _names().at(tokens, at)
        if described and not info.demonym and at and not _agrees(tokens[at - 1], tokens[at]):
            break
        if not (adjective or described) or word.folded in _LINKERS:
            break
        at += 1
        if word.folded in _RECOGNISED and word_at(tokens, at) in _RECOGNISED_BY:
            at += 1 + (word_at(tokens, at + 1) == fold("دوليا"))  # «المعترف بها دوليا»
    return at


def _looks_adjectival(folded: str) -> bool:
    """Nisba, feminine, sound plural or participle shape; «الطرقات» after «الجيش» is its object."""
    return folded.endswith(("ي", "ه", "ين", "ون")) or folded.startswith("الم") or folded in _ADJECTIVES


_ADJECTIVES = frozenset(
    fold(w)
    for w in (
        "الأعلى الأول الثاني الثالث الرابع الخامس السابق السابع الكبير الكبرى العام الخاص الجديد الحر الأحمر "
        "الأبيض الأخضر الوحيد القائم الحاكم الراحل الأكبر العليا الأقصى الشقيق الصديق الجدد السابع العظمى"
    ).split()
)


def _agrees(noun: Token, adjective: Token) -> bool:
    """A feminine adjective follows a feminine or plural word, not «النظام» or «الجيش»."""
    return not adjective.folded.endswith("ه") or noun.folded.removeprefix("ال") not in _MASCULINE


_MASCULINE = frozenset(
    fold(w)
    for w in (
        "نظام جيش مجلس حزب تنظيم رئيس وزير فريق جهاز اتحاد برلمان تحالف مكتب حرس تيار سوري ليبي عراقي "
        "يمني مصري سعودي وطني شعبي أمريكي روسي تركي إيراني إسرائيلي"
    ).split()
)
_RECOGNISED = frozenset(fold(w) for w in "المعترف المعترفة".split())
_RECOGNISED_BY = frozenset(fold(w) for w in "به بها".split())
_PLURALS = ("ين", "ون")
_INDEFINITE = frozenset(
    fold(w)
    for w in (
        "مسلحة مسلح مسلحين مسلحون مجهول مجهولين مجهولون مجهولة كبير كبيرة كبار بارز بارزين آخر آخرين آخرون أخرى متشدد "
        "متطرفة متطرف مدججين رفيع سابق سابقة إضافية مشتركة"
    ).split()
)


def _indefinite_adjectives(tokens: Sequence[Token], at: int) -> int:
    """«مصدر أمني»، «مجموعة ليبية مسلحة»: adjectives of an indefinite noun."""
    while at < len(tokens) and tokens[at].kind == "arabic":
        folded, info = tokens[at].folded, tag(tokens[at].word)
        nisba = folded.endswith(("يه", "ي", "يين", "يون")) and len(folded) > 4
        if info.closed or info.verb or info.article or info.time or is_conjoined(tokens[at]):
            break
        if not (folded in _INDEFINITE or info.demonym or nisba) or _names().at(tokens, at) or place_index().at(tokens, at):
            break
        at += 1
    return at


def _genitive(tokens: Sequence[Token], at: int, head: Head, depth: int) -> int:
    """The noun that completes a construct: a name, another head, a country or a definite noun."""
    if tokens[at].folded in QUOTES:
        return _quoted(tokens, at)
    name = _names().longest(tokens, at)
    inner = _heads().longest(tokens, at)
    if name is not None and not name.form.proclitic and (inner is None or name.last > inner.last):
        return _adjectives(tokens, name.last, True)
    if inner is not None and not inner.form.proclitic and inner.value.kind != "medium":
        return _extend(tokens, inner.last, inner.form.article, inner.value, depth + 1)
    for match in place_index().at(tokens, at):
        if not match.form.proclitic:
            return _adjectives(tokens, match.last, True)
    word = tokens[at].word
    info = tag(word)
    if info.closed or info.verb or info.time or tokens[at].kind != "arabic" or is_conjoined(tokens[at]):
        return at
    if word.folded.startswith("ال"):
        return _adjectives(tokens, at + 1, True)
    following = word_at(tokens, at + 1)
    if head.kind in ("force", "body", "title") and following.startswith("ال") and len(word.folded) > 2:
        return _genitive(tokens, at + 1, head, depth + 1)  # «رئيس أركان القوات الجوية»
    if head.kind == "people" and not info.demonym and word.folded == fold("بناء"):
        return at + 1
    return at


def _quoted(tokens: Sequence[Token], at: int) -> int:
    """«تنظيم "الدولة الإسلامية"»: a short quotation that names the group."""
    for close in range(at + 1, min(at + 7, len(tokens))):
        if tokens[close].folded in QUOTES:
            return close + 1
    return at


def _attached(tokens: Sequence[Token], at: int, head: Head, depth: int) -> int:
    """«مسؤول في الجيش»، «المتحدث باسم الرئاسة»، «القوات الموالية للحكومة»، «تحالف بقيادة X»."""
    word = word_at(tokens, at)
    if word in _LINKERS or word in _LED_BY:
        return _complement(tokens, at + 1, depth)
    if word in head.attach and word not in (fold("في"),):
        return _complement(tokens, at + 1, depth)
    if word in head.attach and head.kind in ("title", "medium", "body"):
        return _complement(tokens, at + 1, depth)
    if at < len(tokens) and head.kind == "title" and word.startswith("لل"):
        body = _names().longest(tokens, at)
        if body is not None and body.value.sector == "IGO":
            return _adjectives(tokens, body.last, True)
    if at < len(tokens) and depth < 2:
        clitic = {f.proclitic for f in tokens[at].word.forms} & head.attach
        if clitic and head.kind in ("medium", "body") and _heads().at(tokens, at):
            return _complement(tokens, at, depth)
    return at


def _complement(tokens: Sequence[Token], at: int, depth: int) -> int:
    """The noun phrase after a preposition that belongs to the name; ``at`` itself if none."""
    if at >= len(tokens) or depth > 3:
        return at - 1
    for match in _names().at(tokens, at):
        return _apposed_name(tokens, _adjectives(tokens, match.last, True))
    inner = _heads().longest(tokens, at)
    if inner is not None:
        return _extend(tokens, inner.last, inner.form.article, inner.value, depth + 1)
    for place in place_index().at(tokens, at):
        return _adjectives(tokens, place.last, True)
    if word_at(tokens, at).startswith("ال"):
        return _adjectives(tokens, at + 1, True)
    return at - 1


def _apposed_name(tokens: Sequence[Token], at: int) -> int:
    """A person's name after a title, also between commas: «الوزير، جون إيف لودريان،»."""
    comma = word_at(tokens, at) in ("،", ",")
    begin = at + 1 if comma else at
    known = _names().longest(tokens, begin) if begin < len(tokens) else None
    if known is not None and known.value.kind == "person" and not known.form.proclitic:
        return known.last
    end = name_end(tokens, begin)
    words = end - begin
    if comma and (words < 2 or word_at(tokens, end) not in ("،", ",", ".", ":", "(")):
        return at
    return end if words else at


def name_end(tokens: Sequence[Token], at: int) -> int:
    """End of the run of words from ``at`` that can be a person's name; ``at`` when there is none."""
    end = at
    while end < len(tokens) and end - at < _MAX_NAME_WORDS and _is_name_word(tokens, end, at):
        end += 1
    return end


def organisation(found: Found) -> Found:
    """The body a spokesman speaks for: «المتحدث باسم الجيش المصري» → «الجيش المصري».

    A phrase that names no inner body is returned as it is.
    """
    return found.inner or found


def _is_name_word(tokens: Sequence[Token], i: int, begin: int) -> bool:
    token = tokens[i]
    if token.kind not in ("arabic", "latin"):
        return False
    info = tag(token.word)
    if keeps_letter(token):
        return True
    if info.closed or info.time or (is_conjoined(token) and i > begin):
        return False
    if i == begin and len(token.folded) < 3:
        return False
    if token.folded.startswith(("بال", "لل", "كال", "وال", "فال")) and len(token.folded) > 5:
        return False
    if info.verb and not (i > begin and token.folded.startswith("ال")):
        return False
    if i == begin and _prepositional(token) and not _names().at(tokens, i):
        return False
    if i == begin and (token.folded.startswith("ال") or _heads().at(tokens, i)):
        return bool(_heads().at(tokens, i)) and _title(tokens, i)
    return i == begin or not number_at(tokens, i)


def _prepositional(token: Token) -> bool:
    """Whether «ب ل ك» is cut from a word with a pronoun or a verb's masdar: «بتواجدهم»، «بتحمل»."""
    for form in token.word.forms:
        if form.proclitic in ("ب", "ل", "ك") and not form.article:
            if form.enclitic and len(form.stem) > 3:
                return True
            if form.stem[0] in "تيا" and len(form.stem) > 3 and not form.enclitic:
                return True
    return False


def _title(tokens: Sequence[Token], i: int) -> bool:
    match = _heads().longest(tokens, i)
    return match is not None and match.value.kind == "title" and match.form.article


def _alias_in_brackets(tokens: Sequence[Token], at: int) -> int:
    """«حركة المقاومة الإسلامية (حماس)»، «تنظيم الدولة "داعش"»: the alias belongs to the name."""
    if word_at(tokens, at) == "(":
        for close in range(at + 2, min(at + 6, len(tokens))):
            if word_at(tokens, close) == ")":
                return close + 1
    if word_at(tokens, at) in QUOTES and at + 2 < len(tokens):
        name = _names().longest(tokens, at + 1)
        if name is not None:
            close = name.last + (word_at(tokens, name.last) in ("،", ","))
            if word_at(tokens, close) in QUOTES:
                return close + 1
    return at


def _authority_inside(tokens: Sequence[Token], first: int, last: int) -> Authority | None:
    """The authority entry inside a phrase; a person before a body."""
    best: Authority | None = None
    for k in range(first, last):
        name = _names().longest(tokens, k)
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
        for match in place_index().at(tokens, k):
            if match.value.kind == "country":
                return alpha3(match.value.country)
    return None


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
                actor = actor._replace(inner=offices[key])  # «المتحدث» speaks for whom he did before
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
