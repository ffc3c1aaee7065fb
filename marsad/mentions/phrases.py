"""Cuts an actor phrase where the annotation guide cuts it.

The whole name with title, nationality, genitives and an apposed person; no relative clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.mentions.authority import Head, capitals, heads, names
from marsad.mentions.gazetteer import index as place_index
from marsad.mentions.gazetteer import lexicon_words, place_heads
from marsad.mentions.grammar import QUOTES, demonyms, is_conjoined, keeps_letter, tag, word_at
from marsad.mentions.numbers import number_at
from marsad.text import Token, fold
from marsad.text.matching import Match
from marsad.text.wordsets import word_set

_MAX_NAME_WORDS = 5
_MAX_PHRASE_WORDS = 14
_LINKERS = word_set("linkers")
_LED_BY = word_set("led_by")


def phrase_end(tokens: Sequence[Token], head: Match[Head]) -> int:
    """Where the phrase that ``head`` opens ends (exclusive token position)."""
    if head.form.enclitic:
        return head.last  # «مقاتليها بقذائف»: a pronoun completes the phrase
    end = _extend(tokens, head.last, head.form.article, head.value, 0)
    return alias_in_brackets(tokens, end)


def _extend(tokens: Sequence[Token], at: int, definite: bool, head: Head, depth: int) -> int:
    """Take along adjectives, genitives, attached prepositions and an apposed name."""
    limit = min(len(tokens), at + _MAX_PHRASE_WORDS)
    noun = at
    at = adjectives(tokens, at, definite)
    if not definite:
        at = _indefinite_adjectives(tokens, at)
    described = at > noun  # «مسؤول أوروبي تركيا»: after its adjective a noun governs nothing
    if at < limit and not definite and not described and depth < 4:
        at = _genitive(tokens, at, head, depth)
    at = adjectives(tokens, at, True)
    at = _attached(tokens, at, head, depth)
    if head.kind == "title":
        at = apposed_name(tokens, at)
    return min(at, limit)


def adjectives(tokens: Sequence[Token], at: int, definite: bool) -> int:
    """Definite adjectives after a definite noun; nationality adjectives after either."""
    while at < len(tokens) and tokens[at].kind == "arabic":
        word = tokens[at].word
        info = tag(word)
        if info.closed or info.time or is_conjoined(tokens[at]):
            break
        plain = word.folded.startswith("ال")
        adjective = info.demonym is not None and (plain == definite or definite)
        adjective = adjective and not _is_state(tokens, at)
        if (
            adjective
            and word.folded.endswith(_PLURALS)
            and not tokens[at - 1].folded.endswith(_PLURALS)
        ):
            break  # «اتهمت الوكالة الحوثيين»: a plural does not describe a singular
        described = definite and plain and not info.verb and _looks_adjectival(word.folded)
        described = described and not names().at(tokens, at) and not _is_noun(tokens, at)
        if described and not info.demonym and at and not _agrees(tokens[at - 1], tokens[at]):
            break
        if not (adjective or described) or word.folded in _LINKERS:
            break
        at += 1
        if word.folded in _RECOGNISED and word_at(tokens, at) in _RECOGNISED_BY:
            at += 1 + (word_at(tokens, at + 1) == fold("دوليا"))  # «المعترف بها دوليا»
    return at


def _is_state(tokens: Sequence[Token], at: int) -> bool:
    """«حث مسؤول كبير تركيا»: a state; after an accusative, «دبلوماسيا روسيا» is an adjective."""
    accusative = at > 0 and tokens[at - 1].folded.endswith("ا")
    return not accusative and any(
        p.value.kind == "country" and not p.form.proclitic for p in place_index().at(tokens, at)
    )


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the definite word heads a phrase of its own: «هاجم الحوثيون الميناء».

    A singular participle describes («الجناح المسلح»); a plural after a singular does not.
    """
    if place_heads().begins(tokens[at].word) or tokens[at].folded in _OBJECTS:
        return True
    for head in heads().at(tokens, at):
        stem = head.form.stem
        nisba = stem.endswith(("ي", "يه")) or stem == fold("معارضة")
        if not head.form.article or nisba:
            continue
        if head.value.kind != "people":
            return True
        alike = tokens[at - 1].folded.endswith(_PLURALS)
        return (stem.endswith(_PLURALS) and not alike) or stem in _BROKEN_PEOPLE
    return False


_BROKEN_PEOPLE = word_set("broken_people")
_OBJECTS = word_set("objects")  # «حملت حماس إسرائيل المسؤولية»: definite nouns, no adjectives


def _looks_adjectival(folded: str) -> bool:
    """Nisba, feminine, sound plural or participle shape; «الطرقات» after «الجيش» is its object."""
    if folded.startswith("الت") and folded.endswith("ه") and not folded.endswith("يه"):
        return len(folded) < 7 or folded in _LINKERS  # «التعبئة»، «التسوية»: a masdar
    return (
        folded.endswith(("ي", "ه", "ين", "ون")) or folded.startswith("الم") or folded in _ADJECTIVES
    )


_ADJECTIVES = word_set("adjectives")


def _agrees(noun: Token, adjective: Token) -> bool:
    """A feminine adjective follows a feminine or plural word, not «النظام» or «الجيش»."""
    return not adjective.folded.endswith("ه") or noun.folded.removeprefix("ال") not in _MASCULINE


_MASCULINE = word_set("masculine")
_RECOGNISED = word_set("recognised")
_RECOGNISED_BY = word_set("recognised_by")
_PLURALS = ("ين", "ون")
_INDEFINITE = word_set("indefinite")


def _indefinite_adjectives(tokens: Sequence[Token], at: int) -> int:
    """«مصدر أمني»، «مجموعة ليبية مسلحة»: adjectives of an indefinite noun."""
    while at < len(tokens) and tokens[at].kind == "arabic":
        folded, info = tokens[at].folded, tag(tokens[at].word)
        nisba = folded.endswith(("يه", "ي", "يين", "يون")) and len(folded) > 2
        nisba = nisba and not tokens[at].word.raw.endswith("ى")  # «مجلس شورى الثوار»
        if info.closed or info.verb or info.article or info.time or is_conjoined(tokens[at]):
            break
        alike = folded.endswith(_PLURALS) and tokens[at - 1].folded.endswith(_PLURALS)
        alike = alike and folded[0] != "ي"  # «مسلحين يرتدون»: a verb
        if (
            not (folded in _INDEFINITE or info.demonym or nisba or alike)
            or names().at(tokens, at)
            or place_index().at(tokens, at)
        ):
            break
        at += 1
    return at


def _genitive(tokens: Sequence[Token], at: int, head: Head, depth: int) -> int:
    """The noun that completes a construct: a name, another head, a country or a definite noun."""
    if tokens[at].folded in QUOTES:
        return _quoted(tokens, at)
    if number_at(tokens, at) or word_at(tokens, at - 1).endswith(_PLURALS):
        return at  # «مسلحون ثلاثة جنود»: a sound plural with its nun governs nothing
    name = names().longest(tokens, at)
    inner = heads().longest(tokens, at)
    if name is not None and not name.form.proclitic and (inner is None or name.last > inner.last):
        return adjectives(tokens, name.last, True)
    if inner is not None and not inner.form.proclitic and inner.value.kind != "medium":
        return _extend(tokens, inner.last, inner.form.article, inner.value, depth + 1)
    for match in place_index().at(tokens, at):
        if not match.form.proclitic:
            return adjectives(tokens, match.last, True)
    word = tokens[at].word
    info = tag(word)
    if (
        info.closed
        or info.verb
        or info.time
        or tokens[at].kind != "arabic"
        or is_conjoined(tokens[at])
    ):
        return at
    if word.folded.startswith("ال"):
        return adjectives(tokens, at + 1, True)
    following = word_at(tokens, at + 1)
    if (
        head.kind in ("force", "body", "title")
        and following.startswith("ال")
        and len(word.folded) > 2
    ):
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
    if word == _FROM and head.kind == "people" and not _names_group(tokens, at + 1):
        return at  # «منعت المواطنين من الوصول»
    if word in head.attach and word not in (fold("في"),):
        return _complement(tokens, at + 1, depth)
    if word == _IN and head.kind == "title" and not _names_body(tokens, at + 1):
        return at  # «الوزير في القصر»: where he was received
    if word in head.attach and head.kind in ("title", "medium", "body"):
        return _complement(tokens, at + 1, depth)
    if at < len(tokens) and head.kind == "title" and word.startswith("ل"):
        body = names().longest(tokens, at)
        if body is not None and body.value.sector == "IGO" and body.form.proclitic == "ل":
            return adjectives(tokens, body.last, True)
    if head.kind == "body" and _belongs_by_lam(tokens, at):
        return adjectives(tokens, at + 1 + (word == fold("لحقوق")), True)
    if at < len(tokens) and depth < 2:
        clitic = {f.proclitic for f in tokens[at].word.forms} & head.attach
        if clitic and head.kind in ("medium", "body") and heads().at(tokens, at):
            return _complement(tokens, at, depth)
    return at


_FROM, _IN = fold("من"), fold("في")


def _names_body(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body begins here that somebody can hold an office in («في الجيش»)."""
    if at >= len(tokens):
        return False
    return bool(names().at(tokens, at)) or bool(heads().at(tokens, at))


def _names_group(tokens: Sequence[Token], at: int) -> bool:
    """Whether a group, a place or a people can begin here, and no masdar such as «الوصول»."""
    if at >= len(tokens):
        return False
    indexes = (names(), heads(), place_index(), demonyms())
    nisba = tokens[at].folded.endswith(("يين", "يون"))
    return nisba or any(index.begins(tokens[at].word) for index in indexes)


def _belongs_by_lam(tokens: Sequence[Token], at: int) -> bool:
    """«المرصد السوري لحقوق الإنسان»، «الهيئة العليا للانتخابات»: «ل» and what the body is for."""
    word = word_at(tokens, at)
    if word == fold("لحقوق"):
        return True
    return (
        word.startswith("لل")
        and len(word) > 5
        and not heads().at(tokens, at)
        and not tag(tokens[at].word).demonym
    )


def _complement(tokens: Sequence[Token], at: int, depth: int) -> int:
    """The noun phrase after a preposition that belongs to the name; ``at`` itself if none."""
    if at >= len(tokens) or depth > 3:
        return at - 1
    for match in names().at(tokens, at):
        return apposed_name(tokens, adjectives(tokens, match.last, True))
    inner = heads().longest(tokens, at)
    if inner is not None:
        return _extend(tokens, inner.last, inner.form.article, inner.value, depth + 1)
    for place in place_index().at(tokens, at):
        return adjectives(tokens, place.last, True)
    if word_at(tokens, at).startswith("ال"):
        return adjectives(tokens, at + 1, True)
    return at - 1


def apposed_name(tokens: Sequence[Token], at: int) -> int:
    """A person's name after a title, also between commas: «الوزير، جون إيف لودريان،»."""
    comma = word_at(tokens, at) in ("،", ",")
    begin = at + 1 if comma else at
    known = names().longest(tokens, begin) if begin < len(tokens) else None
    if known is not None and known.value.kind == "person" and not known.form.proclitic:
        return known.last
    end = name_end(tokens, begin)
    words = end - begin
    if comma and (words < 2 or word_at(tokens, end) not in ("،", ",", ".", ":", "(")):
        return at
    return end if words else at


def name_end(tokens: Sequence[Token], at: int) -> int:
    """End of the run of words from ``at`` that can be a person's name; ``at`` if there is none."""
    end = at
    while end < len(tokens) and end - at < _MAX_NAME_WORDS and _is_name_word(tokens, end, at):
        end += 1
    return end


def name_part(tokens: Sequence[Token], first: int, last: int) -> range | None:
    """The person's name that closes the phrase ``first:last`` («المبعوث نيكولاي ملادينوف»)."""
    final = tokens[last - 1]
    ordinary = heads().begins(final.word) or place_index().begins(final.word)
    if final.kind != "arabic" or ordinary or tag(final.word).demonym:
        return None
    for k in range(first, last):
        if heads().begins(tokens[k].word) or tag(tokens[k].word).article:
            continue
        if name_end(tokens, k) == last:
            return range(k, last)
    return None


_SAID = word_set("said")  # «جدد الرئيس التركي دعوته»، «التقى الوزير نظيره»


def _is_name_word(tokens: Sequence[Token], i: int, begin: int) -> bool:
    token = tokens[i]
    if token.kind not in ("arabic", "latin"):
        return False
    info = tag(token.word)
    if keeps_letter(token):
        return True
    if info.closed or info.time or is_conjoined(token):
        return False
    if place_heads().begins(token.word) or token.folded in _SAID:
        return False
    if i == begin and len(token.folded) < 3:
        return False
    if token.folded in _NO_NAMES or _names_another(tokens, i, begin):
        return False
    if token.folded.startswith(("بال", "لل", "كال")) and len(token.folded) > 5:
        return False
    if info.verb and not (i > begin and token.folded.startswith("ال")):
        return False
    if i == begin and _prepositional(token) and not names().at(tokens, i):
        return False
    if i == begin and (token.folded.startswith("ال") or heads().at(tokens, i)):
        return bool(heads().at(tokens, i)) and _title(tokens, i)
    return i == begin or not number_at(tokens, i)


_NO_NAMES = word_set("objects") | word_set("speeches")


def _names_another(tokens: Sequence[Token], i: int, begin: int) -> bool:
    """Whether another party begins here: «دعا عباس الأمم المتحدة»، «اتهم المتحدث إسرائيل»."""
    for place in place_index().at(tokens, i):
        if place.value.kind == "country" and not place.form.proclitic:
            return True
    if capitals().at(tokens, i):
        return True
    if i == begin:
        return False
    name = names().longest(tokens, i)
    if name is not None and name.value.kind != "person" and name.last > i + 1:
        return True
    return any(h.form.article and h.value.kind in _BODIES for h in heads().at(tokens, i))


_BODIES = ("body", "force", "medium")


def _prepositional(token: Token) -> bool:
    """Whether «ب ل ك» is cut from a word with a pronoun or a verb's masdar: «بتواجدهم»، «بتحمل»."""
    for form in token.word.forms:
        if form.proclitic in ("ب", "ل", "ك") and not form.article:
            if form.enclitic and len(form.stem) > 3:
                return True
            if form.stem[0] in "تيا" and len(form.stem) > 3 and not form.enclitic:
                return True
            if len(form.stem) > 3 and form.stem in lexicon_words():
                return True
    return False


def _title(tokens: Sequence[Token], i: int) -> bool:
    match = heads().longest(tokens, i)
    return match is not None and match.value.kind == "title" and match.form.article


def alias_in_brackets(tokens: Sequence[Token], at: int) -> int:
    """«حركة المقاومة الإسلامية (حماس)»، «تنظيم الدولة "داعش"»: the alias belongs to the name."""
    if word_at(tokens, at) == "(":
        for close in range(at + 2, min(at + 6, len(tokens))):
            if word_at(tokens, close) == ")":
                return close + 1
    if word_at(tokens, at) in QUOTES and at + 2 < len(tokens):
        name = names().longest(tokens, at + 1)
        if name is not None:
            close = name.last + (word_at(tokens, name.last) in ("،", ","))
            if word_at(tokens, close) in QUOTES:
                return close + 1
    return at
