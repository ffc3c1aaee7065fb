"""Place phrases of a report: names with their head nouns, lists of them, capitals, unlisted names.

>>> from marsad.text import sentences
>>> [len(p.entries) > 0 for p in find(sentences("وقع الانفجار في مدينة سرت."))]
[True]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, TypeAlias

from marsad.lexicon import table
from marsad.mentions.gazetteer import (
    Entry,
    PlaceHead,
    alpha2,
    entries,
    index,
    lexicon_words,
    place_heads,
)
from marsad.mentions.grammar import dateline_end, is_conjoined, tag, word_at
from marsad.mentions.place_names import (
    LOCATIVE,
    Found,
    closed_mark,
    names,
    names_after,
    past_marks,
    word_before,
)
from marsad.mentions.sea_phrases import begins_sea_phrase, sea_phrase
from marsad.mentions.unlisted import DUAL_HEADS, closed_words, name_end, no_name, unlisted
from marsad.text import Sentence, Token, Word, fold
from marsad.text.matching import Match
from marsad.text.wordsets import word_set

_LOCATIVE_CLITICS = frozenset("بل")
_DIRECTIONS = word_set("directions")
_MIN_LICENSED_POPULATION = 500_000  # below, a cities500 name is too often an ordinary word
_MIN_FREE_POPULATION = 1_000_000  # a cities500 row of this size needs no locative word before it
# States whose units are not called «ولاية»: «ولاية سيناء» is how an armed group styles itself.
_NO_WILAYAS = frozenset("EG IQ SY LY YE JO LB PS SA KW".split())


def find(sentences: Iterable[Sentence]) -> list[Found]:
    """All place phrases of a report, longest match first, with their candidate entries."""
    found: list[Found] = []
    for sentence in sentences:
        i = dateline_end(sentence.tokens)
        previous: Found | None = None
        while i < len(sentence.tokens):
            if not _may_begin(sentence.tokens[i]):
                i += 1
                continue
            skip = _named_after(sentence.tokens, i)
            hit = None if skip else _at(sentence, i, previous)
            if hit is None:
                i = skip or i + 1
                continue
            if hit.capital_of == "":
                hit = hit._replace(capital_of=_last_state(found, sentence.index))
            found += [hit, *_members(sentence, hit)]
            previous, i = found[-1], found[-1].last
    return found


_BEGINS: dict[str, bool] = {}


def _may_begin(token: Token) -> bool:
    """Whether a place phrase can begin here; looked up once a spelling."""
    known = _BEGINS.get(token.word.raw)
    if known is None:
        word = token.word
        begins = index().begins(word) or place_heads().begins(word) or begins_sea_phrase(word)
        half = any(form.stem in _COMPASS for form in word.forms)
        known = token.kind == "arabic" and (begins or half or bool(_opener(word)))
        _BEGINS[word.raw] = known
    return known


def _at(sentence: Sentence, i: int, previous: Found | None) -> Found | None:
    """The place phrase that begins at token ``i``, if any."""
    tokens = sentence.tokens
    sea = sea_phrase(sentence, i)
    if sea is not None:
        return sea
    head = place_heads().longest(tokens, i) if place_heads().begins(tokens[i].word) else None
    half = _half_named(sentence, i, head)
    if half is not None:
        return half
    named = names(tokens, i) if index().begins(tokens[i].word) else []
    if head is None:
        return _found(sentence, None, named, previous) if named else None
    at = past_marks(tokens, head.last)
    if word_at(tokens, at) == ":" and head.form.stem in _PLURAL_HEADS:
        at = past_marks(tokens, at + 1)  # «محافظات: صعدة وحجة»
    after = _after(tokens, head, at)
    if named and named[0].last > head.last and (not after or named[0].last >= after[0].last):
        if head.form.article or all(m.value.kind == "country" for m in named):
            return _found(sentence, None, named, previous)  # «المنطقة الخضراء»
        also = [m for m in after if m.last == named[0].last and m.value.kind != "country"]
        return _found(sentence, head, [*named, *also], previous, len(named))
    capital = _capital(sentence, head, after)
    if capital is not None:
        return capital
    if after and head.form.stem in _URBAN_HEADS and all(m.value.kind == "country" for m in after):
        return unlisted(
            sentence, head, after[0].last
        )  # «شارع فلسطين»: named in honour of the state
    if after and word_at(tokens, after[0].last) in _NAME_LINKS:
        return unlisted(sentence, head, after[0].last + 2)
    if after:
        return _found(sentence, head, after, previous)
    if named:
        return _found(sentence, None, named, previous)
    return unlisted(sentence, head)


_COMPASS = word_set("compass")


def _half_named(sentence: Sentence, i: int, head: Match[PlaceHead] | None) -> Found | None:
    """«محافظتي شمال وجنوب سيناء»: the first of two that share a name."""
    tokens, at = sentence.tokens, head.last if head else i
    second = word_at(tokens, at + 1)
    if at + 2 >= len(tokens) or second[:1] != "و" or second[1:] not in _COMPASS:
        return None
    if not {form.stem for form in tokens[at].word.forms if not form.article} & _COMPASS:
        return None
    whole = [tokens[at], *tokens[at + 2 :]]
    named = names_after(whole, 0, head.value) if head else names(whole, 0)
    if not named or named[0].last < 2:
        return None
    start = head.start if head else named[0].start
    entries_of = tuple(dict.fromkeys(match.value for match in named))
    return Found(
        sentence.index, head.first if head else at, at + 1, start, tokens[at].end, entries_of,
        head.value if head else None, True, False,
    )  # fmt: skip


_URBAN_HEADS = word_set("urban_heads")
_NAME_LINKS = word_set("name_links")


def _after(tokens: Sequence[Token], head: Match[PlaceHead], at: int) -> list[Match[Entry]]:
    """The names after a head noun; none where the word is rather its adjective."""
    named = names_after(tokens, at, head.value)
    if named and all(m.value.downloaded for m in named) and no_name(tokens[at]):
        return []
    if not named or not head.value.kinds:
        return named
    if named[0].last == at + 1 and tag(tokens[at].word).closed and head.form.article:
        return []  # «المدينة فإن»
    if named[0].last == at + 1 < name_end(tokens, at):
        return []  # «قرية تل الورد» is not in «تل»
    if head.form.article and tokens[at].folded.startswith("ال"):
        return []  # «المناطق الجبلية»
    adjective = tag(tokens[at].word).demonym and not tokens[at].folded.startswith("ال")
    if adjective and not head.form.article and all(m.value.kind == "country" for m in named):
        return []  # «مدينة سورية»: the feminine adjective is written like the state
    if head.form.stem == fold("ولاية") and word_before(tokens, head.first) not in _PLAIN_LOCATIVE:
        proclitic = set(head.form.proclitic) & _LOCATIVE_CLITICS
        if not proclitic and all(m.value.country in _NO_WILAYAS for m in named):
            return []
    return named


_NAMED_AFTER = word_set("named_after_places")
_OPENERS: dict[str, Literal["", "body", "unit"]] = {}


def _opener(word: Word) -> Literal["", "body", "unit"]:
    """Whether a word opens the name of a body or of a unit; looked up once a spelling."""
    known = _OPENERS.get(word.raw)
    if known is None:
        stems = {form.stem for form in word.forms if not form.article and not form.enclitic}
        known = "body" if stems & _NAMED_AFTER else "unit" if fold("ولاية") in stems else ""
        _OPENERS[word.raw] = known
    return known


def _named_after(tokens: Sequence[Token], i: int) -> int:
    """Where the name of a body called after a place ends («قناة ليبيا»، «أنصار بيت المقدس»), or 0.

    «ولاية سيناء» is such a name, too, where no state calls its units so.
    """
    opener = _opener(tokens[i].word)
    if not opener:
        return 0
    at = past_marks(tokens, i + 1)
    after, whole = names(tokens, at), names(tokens, i)
    if not after or after[0].form.proclitic or (whole and whole[0].last > i + 1):
        return 0
    if opener == "body":
        return after[0].last if all(m.value.kind != "strait" for m in after) else 0
    head = place_heads().longest(tokens, i)
    return after[0].last if head is not None and not _after(tokens, head, at) else 0


_Listed: TypeAlias = Literal["", "comma", "joined"]


def _found(
    sentence: Sentence,
    head: Match[PlaceHead] | None,
    named: list[Match[Entry]],
    previous: Found | None,
    whole: int = 0,
) -> Found | None:
    """The phrase of some names; the first ``whole`` of them hold the head noun themselves."""
    tokens, name = sentence.tokens, named[0]
    first = head.first if head else name.first
    proclitic = (head or name).form.proclitic
    listed = _follows_place(tokens, first, previous, "و" in proclitic)
    if listed == "comma" and _goes_on(tokens, name.last):
        listed = "joined"
    anchor = _at_distance(tokens, first)
    before = word_before(tokens, first)
    licensed = (
        head is not None
        or bool(_LOCATIVE_CLITICS & set(proclitic))
        or before in LOCATIVE
        or bool(listed)
    )
    candidates = tuple(m.value for m in named)
    if head is None:
        seat = candidates[0].kind == "country" or candidates[0].id in capital_ids()
        if seat:
            licensed = "ب" in proclitic or bool(listed) or before in _WITHIN
        sure = bool(proclitic.strip("وف")) or before in _PLAIN_LOCATIVE | _DIRECTIONS
        candidates = _bare(tokens, name, candidates, licensed, sure, listed)
    candidates = _own_first(candidates, head.value if head else None)
    if not candidates:
        return None
    start = min(head.start, name.start) if head else name.start
    last, end = _end(tokens, head, name)
    downloaded = all(e.downloaded for e in candidates)
    doubtful = head is None and all(e.caution for e in candidates)
    return Found(
        sentence.index, first, last, start, end, candidates, head.value if head else None, licensed,
        anchor or before in _DIRECTIONS, doubtful=doubtful and (listed != "joined" or downloaded),
        anchor=anchor, whole=frozenset(m.value.id for m in named[:whole]),
    )  # fmt: skip


def _bare(
    tokens: Sequence[Token],
    name: Match[Entry],
    candidates: tuple[Entry, ...],
    licensed: bool,
    sure: bool,
    listed: _Listed,
) -> tuple[Entry, ...]:
    """The candidates that a name without a head noun may mean."""
    joined = listed == "joined" and (_ends_there(tokens, name.last) or not candidates[0].caution)
    if tag(tokens[name.first].word).closed and not joined and name.last == name.first + 1:
        return ()
    alone = not _after_name(tokens, name.first)
    letters = name.end - name.start + (_SHORT if _goes_on(tokens, name.last) else 0)
    return tuple(
        e
        for e in candidates
        if (licensed and (joined or _likely(e, sure, letters)))
        or (_free(e) and (e.curated or alone))
    )


def _own_first(candidates: tuple[Entry, ...], head: PlaceHead | None) -> tuple[Entry, ...]:
    """Downloaded places give way to the package's own, unless only they fit the head noun."""
    own = tuple(e for e in candidates if not e.downloaded)
    if not own or len(own) == len(candidates):
        return candidates
    if head is None or any(e.kind in head.kinds for e in own):
        return own
    return tuple(e for e in candidates if e.kind in head.kinds) or own


def _end(
    tokens: Sequence[Token], head: Match[PlaceHead] | None, name: Match[Entry]
) -> tuple[int, int]:
    """Token and offset where a phrase ends: after «للاجئين الفلسطينيين» and the closing mark.

    What a camp is for belongs to its name, and so does the mark that closes one after its head.
    """
    last, end = name.last, name.end
    if word_at(tokens, last) == fold("للاجئين"):
        last += 1
        last += last < len(tokens) and tag(tokens[last].word).demonym is not None
        end = tokens[last - 1].end
    closed = closed_mark(tokens, name.first - 1, last) if head and name.first > head.last else last
    return closed, tokens[closed - 1].end if closed > last else end


_PLAIN_LOCATIVE = word_set("plain_locative")
_SHORT = 2  # letters; as many as a clitic with a pronoun has


def _likely(entry: Entry, sure: bool, letters: int) -> bool:
    """Whether a locative word is licence enough; small cities500 places also need a head noun."""
    if letters <= _SHORT:
        return False  # «إب», «قم»: only after a head noun or in a list of places
    if entry.downloaded:
        return sure  # and the report must be on its country: see ``doubtful``
    if not entry.curated:
        return (entry.population or 0) >= _MIN_LICENSED_POPULATION
    return sure or not entry.caution


def _free(entry: Entry) -> bool:
    """Whether the bare name, with nothing before it, may be read as this place."""
    if entry.caution:
        return False
    return entry.curated or (entry.population or 0) >= _MIN_FREE_POPULATION


_UNITS = word_set("units")


def _at_distance(tokens: Sequence[Token], first: int) -> bool:
    """«على بعد 20 كيلومترا من سرت»: the name is an anchor, not the place."""
    return any(tokens[k].folded in _UNITS for k in range(max(0, first - 3), first))


# Words that place something in a state; «بين» or «على» before a state relate it as a party.
_WITHIN = word_set("within")
_COMMAS = frozenset("،,")
_LINKS = frozenset("و-")


def _follows_place(
    tokens: Sequence[Token], first: int, previous: Found | None, joined: bool
) -> _Listed:
    """«في سرت ودرنة وبنغازي»: how a name hangs on a licensed place before it.

    A comma alone may end a clause, so it licenses less than «و».
    """
    if previous is None or not previous.licensed:
        return ""
    between = [t.folded for t in tokens[previous.last : first]]
    if joined and (not between or (len(between) == 1 and between[0] in _COMMAS)):
        return "joined"
    if len(between) != 1:
        return ""
    return "joined" if between[0] in _LINKS else "comma" if between[0] in _COMMAS else ""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether another name is joined on: «في سرت، المرج ودرنة»."""
    at += word_at(tokens, at) in _COMMAS
    if at >= len(tokens):
        return False
    after = names(tokens, at)
    return bool(after) and "و" in after[0].form.proclitic


def _ends_there(tokens: Sequence[Token], at: int) -> bool:
    """Whether no further word of the phrase stands at ``at``: «والقائم بأعمال السفارة» does."""
    if at >= len(tokens) or tokens[at].kind != "arabic":
        return True
    tagged = tag(tokens[at].word)
    ends = tagged.closed or tagged.verb or tagged.time or is_conjoined(tokens[at])
    return bool(ends) or bool(names(tokens, at))


def _after_name(tokens: Sequence[Token], first: int) -> bool:
    """Whether an open-class word without the article stands right before: «برناردينو ليون»."""
    if not first or tokens[first - 1].kind != "arabic" or tokens[first].folded.startswith("و"):
        return False
    before = tokens[first - 1].folded
    return before not in closed_words() and not before.startswith("ال")


_PLURAL_HEADS = word_set("plural_heads")


def _members(sentence: Sentence, first: Found) -> list[Found]:
    """«محافظتي صعدة والحديدة»، «مدن سرت ودرنة وسبها»: what a dual or a plural goes on to name.

    The places after the first take the head noun's kinds. The one after a dual is a place, listed
    or not.
    """
    if first.head is None:
        return []
    opener = {form.stem for form in sentence.tokens[first.first].word.forms if not form.article}
    dual = bool(opener & DUAL_HEADS)
    if not dual and not opener & _PLURAL_HEADS:
        return []
    found: list[Found] = []
    last: Found | None = first
    while last is not None and not (dual and found):
        last = _member(sentence, first, last.last, dual)
        found += [last] if last else []
    return found


def _member(sentence: Sentence, first: Found, at: int, dual: bool) -> Found | None:
    tokens = sentence.tokens
    comma = word_at(tokens, at) in _COMMAS
    at += comma
    linked = word_at(tokens, at) == "و"
    at = past_marks(tokens, at + linked)
    if at >= len(tokens) or tokens[at].kind != "arabic" or (comma and dual):
        return None
    assert first.head is not None
    named = names_after(tokens, at, first.head)
    if not named and place_heads().longest(tokens, at):
        return None  # «محوري الليثي ومنطقة بوعطني»
    joined = linked or bool(named and "و" in named[0].form.proclitic)
    if named and (joined or comma) and set(named[0].form.proclitic) <= {"و"}:
        fitting = tuple(m.value for m in named if m.value.kind in first.head.kinds)
        sure = tuple(m.value for m in named if m.value.curated and not m.value.caution)
        if not fitting and (not sure or tag(tokens[at].word).closed):
            return None
        return Found(
            sentence.index, at, named[0].last, named[0].start, named[0].end, fitting or sure,
            first.head, True, first.offset,
        )  # fmt: skip
    if not dual or named or not (linked or is_conjoined(tokens[at])):
        return None
    word = tokens[at].folded
    if word in lexicon_words() or word[1:] in lexicon_words():
        return None  # «في محافظتي تعز ومقتل جنديين»: only one is named
    last = name_end(tokens, at, cut=not linked)
    start = tokens[at].start + (not linked)
    return Found(
        sentence.index, at, last, start, tokens[last - 1].end, (), first.head, True, False
    )  # fmt: skip


def _last_state(found: Sequence[Found], sentence: int) -> str:
    """The state named last in this sentence or the one before; empty if none."""
    for place in reversed(found):
        if sentence - place.sentence > 1:
            return ""
        states = {e.country for e in place.entries if e.kind == "country"}
        if len(states) == 1 and len(place.entries) == 1:
            return states.pop()
    return ""


def _capital(
    sentence: Sentence, head: Match[PlaceHead], after: Sequence[Match[Entry]]
) -> Found | None:
    """«العاصمة»، «العاصمة اليمنية»، «عاصمة اليمن»: the capital of a state, or the report's own."""
    if head.form.stem != fold("عاصمة") or head.form.enclitic:
        return None
    tokens, last, country = sentence.tokens, head.last, ""
    demonym = tag(tokens[last].word).demonym if last < len(tokens) else None
    if not head.form.article:
        states = [m for m in after if m.value.country in capitals() and m.value.kind == "country"]
        if not states:
            return None
        country, last = states[0].value.country, states[0].last
    elif demonym is not None and demonym.country and tokens[last].folded.startswith("ال"):
        country, last = alpha2(demonym.country) or "", last + 1
    elif after:
        return None  # «العاصمة صنعاء»
    if word_at(tokens, last) == fold("المؤقتة"):
        return None  # «العاصمة المؤقتة عدن»
    return Found(
        sentence.index, head.first, last, head.start, tokens[last - 1].end, (), head.value,
        True, False, country,
    )  # fmt: skip


@cache
def capitals() -> dict[str, Entry]:
    """The capital of every state that ``countries.tsv`` lists one for."""
    found: dict[str, Entry] = {}
    towns = defaultdict(list)
    for entry in entries():
        if entry.kind in ("city", "town"):
            towns[entry.country].append(entry)
    for row in table("countries"):
        name = fold(row["capital_ar"])
        match = [e for e in towns[row["code"]] if name and name in map(fold, e.names)]
        if match:
            found[row["code"]] = max(match, key=lambda e: e.prior)
    return found


@cache
def capital_ids() -> frozenset[str]:
    """Identifiers of the capitals."""
    return frozenset(entry.id for entry in capitals().values())
