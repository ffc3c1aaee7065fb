"""Words that evoke events: verbs, masdars and idioms of the lexicon, read in their sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from marsad.lexicon import GAP, Row, folder, idiom_parts, noun_forms, verb_forms
from marsad.mentions.grammar import tag, word_at
from marsad.text import BySpelling, Sentence, Token, Word, fold, spots
from marsad.text.matching import Match, PhraseIndex, Pos
from marsad.text.words import Form
from marsad.text.wordsets import word_set

_FUTURE = "س"  # in a form: «س/ينسحب»
_PRONOUNS = ("ها", "هم", "هما", "نا")  # what a listed «ه» stands for: «أعرب … قلقه»
_GAP_REACH = 14  # tokens between the parts of an idiom: subject and object with title and name
_NOUN_GAP_REACH = 6  # tokens after a masdar: «إطلاق الحركة ثمانية صواريخ»


class Lexeme(NamedTuple):
    """One row of ``lexicon/triggers``: what the word means and where its roles stand.

    ``agent`` and ``patient`` are slots in order of preference: ``subj``, ``obj``, ``gen``
    (genitive), ``light`` (subject of «شن»), or a preposition.
    """

    id: str
    type: str
    pos: str
    mode: str | None
    acled: str | None
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    flags: frozenset[str]


class Trigger(NamedTuple):
    """A lexeme at tokens ``first:last`` of a sentence; ``verb`` tells how it was read.

    ``pronoun`` says that an object or genitive pronoun hangs on it («خطفهم»), ``passive`` that a
    vowel sign marks it («قُتل»).
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    lexeme: Lexeme
    verb: bool
    pronoun: bool
    passive: bool

    @property
    def rule(self) -> str:
        """Stable name of the lexicon row."""
        return f"trigger.{self.lexeme.type.lower()}.{self.lexeme.id}"


@cache
def lexemes() -> PhraseIndex[Lexeme]:
    """All trigger spellings."""
    found: PhraseIndex[Lexeme] = PhraseIndex()
    for lexeme, form in _listed_forms():
        if GAP not in form:
            for spelling in _spellings(lexeme.pos, form):
                found.add(spelling, lexeme, "verb" if lexeme.pos == "v" else "noun")
    return found


class _Idiom(NamedTuple):
    """An idiom whose parts stand apart: its meaning and its folded second parts by first word.

    ``number`` is its place in the lexicon. ``inflected`` says that a verb opens it, and not a
    participle («معربا … قلقه») or, in a row of nouns, a masdar («إطلاق … صواريخ»).
    """

    number: int
    lexeme: Lexeme
    tails: Mapping[str, Sequence[tuple[str, ...]]]
    inflected: bool

    @property
    def masdar(self) -> bool:
        """Whether a noun opens it."""
        return self.lexeme.pos == "n"


@cache
def _idioms() -> PhraseIndex[list[_Idiom]]:
    """Idioms by the word that opens them: «حملت حماس إسرائيل المسؤولية»، «نشر روسيا قوات».

    Those that one spelling opens are listed together: «أعلن/يعلن» opens dozens.
    """
    by_spelling: dict[tuple[Pos, str], list[_Idiom]] = defaultdict(list)
    for number, (lexeme, form) in enumerate(_listed_forms()):
        heads, tails = idiom_parts(form)
        by_word = _by_first_word(tails)
        for head in heads if tails else ():
            idiom = _Idiom(number, lexeme, by_word, "/" in head)
            for spelling in _openings(head, idiom.masdar):
                by_spelling["noun" if idiom.masdar else "verb", spelling].append(idiom)
    found: PhraseIndex[list[_Idiom]] = PhraseIndex()
    for (pos, spelling), idioms in by_spelling.items():
        found.add(spelling, idioms, pos)
    return found


@cache
def _openings(head: str, masdar: bool) -> frozenset[str]:
    return frozenset(noun_forms(head) if masdar else _inflected(head))


def _by_first_word(phrases: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        words = tuple(fold(phrase).split())
        found[words[0]].append(words)
    return dict(found)


def _listed_forms() -> Iterator[tuple[Lexeme, str]]:
    for stem, rows in folder("triggers").items():
        for row in rows:
            lexeme = _lexeme(stem.upper(), row)
            for form in row.list("forms"):
                yield lexeme, form


def _lexeme(event_type: str, row: Row) -> Lexeme:
    return Lexeme(
        row["id"], event_type, row["pos"], row["mode"] or None, row["acled"] or None,
        tuple(_slots(row["agent"])), tuple(_slots(row["patient"])), frozenset(row["flags"].split()),
    )  # fmt: skip


def _slots(cell: str) -> list[str]:
    if cell == "على يد":
        return ["by"]
    return [fold(slot) for slot in cell.split() if slot != "-"]


def _spellings(pos: str, form: str) -> set[str]:
    if pos == "v" and " " not in form:
        return verb_forms(form)
    if pos == "n":
        first, *rest = form.split()
        return {" ".join([f, *rest]) for f in noun_forms(first)}
    return _inflected(form)


def _inflected(phrase: str) -> set[str]:
    """A phrase with its verbs in every form: «وقف/يقف مع», «لن /يقبل», «س/ينسحب»."""
    return {" ".join(words) for words in product(*map(_word_forms, phrase.split()))}


def _word_forms(word: str) -> set[str]:
    """One word of a phrase: as it is, both tenses, only the present («/يقبل») or the future."""
    past, slash, present = word.partition("/")
    if not slash:
        return {word}
    if past and past != _FUTURE:
        return verb_forms(word)
    forms = {*verb_forms("/" + present), "أ" + present[1:]}
    return forms if not past else {lead + f for lead in ("س", "سوف ") for f in forms}


def find(sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence, left to right, longest phrase first, one reading a word."""
    found: list[Trigger] = []
    last = 0
    for i in spots(sentence.tokens, _BEGINNINGS):
        if i < last or sentence.tokens[i].kind != "arabic":
            continue
        trigger = _at(sentence, i)
        if trigger is not None:
            found.append(trigger)
            last = trigger.last
    return found


_ADVERBS = frozenset(map(fold, ("فجرا", "ظهرا")))  # «هاجموا الدورية فجرا»: at dawn
_SELVES = tuple(map(fold, ("نفس", "حزام", "أنفس", "عبوة", "سيارة")))


def _may_begin(word: Word) -> bool:
    """Whether any trigger can begin with the word."""
    return lexemes().begins(word) or _idioms().begins(word)


_BEGINNINGS = BySpelling(_may_begin)


def _at(sentence: Sentence, i: int) -> Trigger | None:
    if sentence.tokens[i].folded in _ADVERBS and not word_at(sentence.tokens, i + 1).startswith(
        _SELVES
    ):
        return None
    matches = lexemes().at(sentence.tokens, i)
    longest = matches[0].last if matches else i
    if longest <= i + 1:
        idiom = _split_idiom(sentence, i)
        if idiom is not None:
            return idiom
    if not matches:
        return None
    best = [m for m in matches if m.last == longest]
    verbal = _reads_as_verb(sentence.tokens, best[0])
    if verbal and any(m.value.pos != "v" for m in best):
        verbal = not _governed_by_verb(sentence.tokens, i, best[0])
    whole = [m for m in best if m.value.pos == "p" and m.form.proclitic in ("", "و", "ف")]
    wanted = (
        whole
        or [m for m in best if (m.value.pos == "v") == verbal]
        or ([m for m in best if m.value.pos != "v"] if not verbal else best)
    )
    if not wanted:
        return None
    match = min(wanted, key=lambda m: len(m.form.enclitic) + len(m.form.proclitic))
    verb = match.value.pos == "v" or (match.value.pos == "p" and _verbal_phrase(sentence, match))
    return Trigger(
        sentence.index, i, match.last, match.start, match.end, match.value, verb,
        bool(match.form.enclitic), verb and _marked_passive(sentence.tokens[i].word.raw),
    )  # fmt: skip


def _split_idiom(sentence: Sentence, i: int) -> Trigger | None:
    """«توصلت الحكومة إلى اتفاق»: the head at ``i`` of the idiom whose rest follows nearest."""
    matches = _idioms().at(sentence.tokens, i)
    if not matches:
        return None
    window = sentence.tokens[i + 1 : matches[0].last + max(_GAP_REACH, _NOUN_GAP_REACH)]
    near = {listed for token in window for listed in _LISTED[token.word.raw]}
    if not near:
        return None
    found: list[tuple[tuple[int, int, int, int], Match[list[_Idiom]], _Idiom]] = []
    forms = sentence.tokens[i].word.forms
    for match in matches:
        verbal: bool | None = None
        for idiom in match.value:
            if near.isdisjoint(idiom.tails):
                continue
            if idiom.inflected and i:
                verbal = _reads_as_verb(sentence.tokens, match) if verbal is None else verbal
                if not verbal:
                    continue
            at = _tail_after(sentence.tokens, match.last, idiom)
            if at is not None:
                rank = (at, -match.last, forms.index(match.form), idiom.number)
                found.append((rank, match, idiom))
    if not found:
        return None
    _, match, idiom = min(found, key=lambda one: one[0])
    verb = not idiom.masdar
    return Trigger(
        sentence.index, i, match.last, match.start, match.end, idiom.lexeme, verb,
        bool(match.form.enclitic), verb and _marked_passive(sentence.tokens[i].word.raw),
    )  # fmt: skip


_WITHIN = word_set("clause_prepositions")
_STOPS = (":", "؛", ".")


def _tail_after(tokens: Sequence[Token], begin: int, idiom: _Idiom) -> int | None:
    """Where the second part of an idiom begins in the clause of its head, at ``begin`` or later."""
    reach = _NOUN_GAP_REACH if idiom.masdar else _GAP_REACH
    for k in range(begin, min(begin + reach, len(tokens))):
        raw = tokens[k].word.raw
        for listed in _LISTED[raw]:
            if any(_stands_at(tokens, k, tail) for tail in idiom.tails.get(listed, ())):
                return k
        if _ENDING[raw]:
            return None
    return None


def _ends_gap(word: Word) -> bool:
    """Whether the second part of an idiom cannot stand behind the word."""
    if word.folded in _STOPS:
        return True
    info = tag(word)
    if info.closed in ("comp", "rel", "sub"):
        return word.folded not in _WITHIN  # «عرضت، خلال اجتماع المجلس، استقبال»
    return info.verb and not info.time and word.folded[0] in "وف"


_ENDING = BySpelling(_ends_gap)


@cache
def _tail_words() -> frozenset[str]:
    """The words that the second part of some idiom begins with."""
    return frozenset(
        word for group in _idioms().values() for idiom in group for word in idiom.tails
    )


def _listed_as(word: Word) -> list[str]:
    """The words of an idiom that a spelling can stand for, see :func:`_same_word`."""
    folded = word.folded
    found = [folded, folded.removesuffix("ا"), folded.removeprefix("ب")]
    found += [folded.removesuffix(end) + "ه" for end in _PRONOUNS if folded.endswith(end)]
    return [listed for listed in dict.fromkeys(found) if listed in _tail_words()]


_LISTED = BySpelling(_listed_as)


def _stands_at(tokens: Sequence[Token], k: int, tail: Sequence[str]) -> bool:
    return k + len(tail) <= len(tokens) and all(
        _same_word(tokens[k + n].folded, word) for n, word in enumerate(tail)
    )


def _same_word(folded: str, word: str) -> bool:
    """Equal but for «ب», the «ا» of the accusative («قرارا») or the person («قلقها»)."""
    if folded in (word, word + "ا", "ب" + word):
        return True
    return word.endswith("ه") and folded in [word[:-1] + pronoun for pronoun in _PRONOUNS]


def _verbal_phrase(sentence: Sentence, match: Match[Lexeme]) -> bool:
    """Whether a fixed phrase stands as a verb («فتح النار») and not as a masdar («بفتح تحقيق»)."""
    if "subj" not in match.value.agent:
        return False
    if "part" in match.value.flags:
        return True
    form = match.form
    if match.last - match.first > 1 and tag(sentence.tokens[match.last - 1].word).verb:
        return True  # «المقرر أن يزور»
    governed = bool(form.proclitic.strip("وف")) or form.article
    if governed:
        return False
    lead = sentence.tokens[match.first].folded
    info = tag(sentence.tokens[match.first].word)
    negated = info.closed in ("neg", "fut")  # «لن يقبل»، «سوف يهاجم»
    return info.verb or negated or lead.endswith("ت") or lead[:1] in "ستي"


def _marked_passive(raw: str) -> bool:
    """Whether a damma on the first or second letter marks the passive: «قُتل»، «اُستُقبِل»."""
    return "\u064f" in raw[:3]


def _governed_by_verb(tokens: Sequence[Token], i: int, match: Match[Lexeme]) -> bool:
    """«أدانت فرنسا قصف المدينة»: after a verb and its subject, the word is their object."""
    if match.form.proclitic:
        return False
    for k in range(i - 1, max(-1, i - 7), -1):
        token = tokens[k]
        info = tag(token.word)
        if token.kind != "arabic" or info.closed in ("comp", "rel", "conj", "sub", "neg", "prep"):
            return False
        if info.verb and not info.closed:
            return k < i - 1
    return False


def _heads_nisba(form: Form, following: str) -> bool:
    """«قصف جوي»: a masdar of three letters with its adjective, and not «وأشاد بادي»."""
    short = len(form.stem) == 3 and not form.proclitic
    return short and following.endswith("ي") and not following.startswith("ال")


# Nouns whose genitive is a masdar: «عملية قتل»، «محاولة اغتيال»، «حادث خطف».
_CONSTRUCT = word_set("construct")


def _reads_as_verb(tokens: Sequence[Token], match: Match[Any]) -> bool:
    """Whether «قتل»، «قصف»، «خطف» is the verb here and not the masdar of the same spelling."""
    form = match.form
    if form.article or form.proclitic.strip("وفس"):
        return False
    i = match.first
    if "س" in form.proclitic or (form.stem[0] in "يت" and len(form.stem) > 3):
        return True
    before = tokens[i - 1] if i else None
    if before is None or before.kind != "arabic" or form.proclitic:
        return not (i == 0 and _heads_nisba(form, word_at(tokens, i + 1)))
    info = tag(before.word)
    if before.folded in _CONSTRUCT or before.folded.lstrip("بلو") in _CONSTRUCT:
        return False
    if info.closed in ("prep", "dem"):
        return False
    if info.closed == "det":
        return False
    if info.closed == "sub":
        return before.folded in (
            fold("حيث"),
            fold("فيما"),
            fold("بينما"),
            fold("كما"),
            fold("عندما"),
            fold("بعدما"),
        )
    return not info.verb
