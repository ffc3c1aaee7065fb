"""Tolls: how many people were killed, wounded, seized… with hedge, party and exact words.

A number is a toll only where a word of harm governs it: «قتل 17 مقاتلا», «17 قتيلا»,
«17 مقاتلا قتلوا». «عشرات من قادة شاركوا» has none and is dropped with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.claims.harm import harm_duals, harm_singulars, harms, peoples
from marsad.mentions.actors import Found
from marsad.mentions.grammar import demonyms, is_conjoined, is_denied, tag, word_at
from marsad.mentions.numbers import Number, quantities
from marsad.text import BySpelling, Sentence, Token, Word, fold
from marsad.text.wordsets import word_set
from marsad.types import Casualty, CasualtyKind, Drop, Party

_GOVERNOR_REACH = 9
_FOLLOWING_VERB_REACH = 10
_PLURAL_MIN = 3  # the annotation guide's reading of «قتلى» with no number: three or more
_SUBSET = word_set("subset")
OTHERS = word_set("others")
_NUMBERED_ONLY = frozenset(["arrested", "released", "displaced", "captured", "missing"])


class Toll(NamedTuple):
    """One casualty claim found at token ``at`` of a sentence, before it is given to an event."""

    sentence: int
    at: int
    casualty: Casualty


def find(
    text: str, sentence: Sentence, actors: Sequence[Found], dates: Sequence[range] = ()
) -> tuple[list[Toll], list[Drop]]:
    """The tolls of a sentence, left to right, and the counts of people that are no toll.

    ``dates`` are the token ranges of time expressions, whose numbers count nobody.
    """
    tolls: list[Toll] = []
    drops: list[Drop] = []
    numbers = [
        n
        for n in quantities(sentence.tokens)
        if not any(n.first in r or n.last - 1 in r for r in dates)
        and not _stresses_noun(sentence.tokens, n.first)
    ]
    starts = {n.first: n for n in numbers}
    covered = 0  # offset up to which people are counted already
    for i, token in enumerate(sentence.tokens):  # left to right: later tolls lean on earlier ones
        number = starts.get(i)
        if number is not None:
            toll = _numbered(text, sentence, number, actors, tolls)
            if toll is None and _counts_people(sentence.tokens, number):
                span = text[number.start : number.end]
                drops.append(
                    Drop(number.start, number.end, span, "a count of people with no word of harm")
                )
            covered = toll.casualty.end if toll is not None else _noun_end(sentence.tokens, number)
        elif not _TELLING[token.word.raw] or token.start < covered or token.kind != "arabic":
            continue
        else:
            toll = _unnumbered(text, sentence, i, actors, tolls)
        if toll is not None:
            tolls.append(toll)
    tolls += [t for a in actors if (t := _named(text, sentence, a)) is not None]
    denied = [t for t in tolls if is_denied(sentence.tokens, t.at)]
    for t in denied:
        start, end = t.casualty.start, t.casualty.end
        drops.append(Drop(start, end, text[start:end], "a denied toll"))
    return sorted((t for t in tolls if t not in denied), key=lambda t: t.at), drops


_STRESS = {fold(w): 1 for w in ("واحد", "واحدا", "واحدة")} | {
    fold(w): 2 for w in ("اثنان", "اثنين", "اثنتان", "اثنتين", "إثنين", "إثنان")
}


def _stresses_noun(tokens: Sequence[Token], at: int) -> bool:
    """«شخص واحد»، «مدنيين اثنين»: the number repeats what the noun before it already tells."""
    if at < 1 or word_at(tokens, at) not in _STRESS:
        return False
    if word_at(tokens, at - 1) in harm_singulars() | harm_duals() | _HARM_PLURALS:
        return True
    return any(m.last == at and not m.form.article for m in peoples().at(tokens, at - 1))


def _noun_end(tokens: Sequence[Token], number: Number) -> int:
    return tokens[min(number.last + 1, len(tokens) - 1)].end


def _counts_people(tokens: Sequence[Token], number: Number) -> bool:
    at = number.last + (word_at(tokens, number.last) == "من")
    return at < len(tokens) and bool(peoples().at(tokens, at))


def _numbered(
    text: str, sentence: Sentence, number: Number, actors: Sequence[Found], before: list[Toll]
) -> Toll | None:
    tokens = sentence.tokens
    noun = _counted_noun(tokens, number)
    before = [t for t in before if t.at < number.first]
    subset = word_at(tokens, number.first - 1) in _SUBSET or (
        noun.harm is None and _goes_on(text, tokens[number.first], before, subsets=True)
    )
    kind = _kind(tokens, number, noun, before, subset)
    if kind is None:
        return None
    end = tokens[noun.last - 1].end if noun.last > number.last else number.end
    if kind == "casualties" and noun.harm == "killed":
        end = tokens[noun.last].end  # «عشرات القتلى والجرحى» whole
    party = _party(text, sentence, number, noun, actors, before)
    casualty = Casualty(
        kind, number.min, number.max, number.hedge, number.start, end, text[number.start : end],
        party, subset,
    )  # fmt: skip
    return Toll(sentence.index, number.first, casualty)


def _goes_on(text: str, token: Token, before: Sequence[Toll], subsets: bool) -> bool:
    """«بينهم ثلاثة أطفال وامرأة»، «قتل جنود ومسلحون»: joined by «و» to the toll right before."""
    if not before or not is_conjoined(token) or before[-1].casualty.subset != subsets:
        return False
    last = before[-1].casualty
    return not text[last.end : token.start].strip()


class _Noun(NamedTuple):
    """What a number counts: ``last`` token (exclusive), harm kind if the noun tells it."""

    last: int
    harm: CasualtyKind | None
    people: bool
    others: bool
    party: bool
    first: int


def _counted_noun(tokens: Sequence[Token], number: Number) -> _Noun:
    at = number.last
    if word_at(tokens, at) == "من" and at + 1 < len(tokens):
        at += 1
    if at >= len(tokens) or tokens[at].kind != "arabic":
        return _Noun(number.last, None, False, False, False, at)
    if tokens[at].folded in OTHERS:
        return _Noun(at + 1, None, False, True, False, at)
    harm = [m for m in harms().at(tokens, at) if m.value.pos == "n" and m.form.proclitic == ""]
    if harm and harm[0].form.article and tokens[number.first].folded == fold("بعض"):
        return _Noun(number.last, None, False, False, False, at)  # «بعض المصابين»: told already
    if harm:
        return _Noun(at + 1, harm[0].value.kind, True, False, False, at)
    person = peoples().longest(tokens, at)
    if person is not None and not person.form.proclitic:
        last = at + 1
        while last < len(tokens) and last - at < 3 and _describes(tokens, last):
            last += 1
        return _Noun(last, None, True, False, person.value.party, at)
    if demonyms().at(tokens, at):
        return _Noun(at + 1, None, True, False, True, at)
    return _Noun(number.last, None, False, False, False, at)


def _describes(tokens: Sequence[Token], i: int) -> bool:
    return bool(demonyms().at(tokens, i)) or tokens[i].folded in OTHERS


def _kind(
    tokens: Sequence[Token], number: Number, noun: _Noun, before: list[Toll], subset: bool
) -> CasualtyKind | None:
    if _undivided(tokens, number, noun):
        return "casualties"
    if noun.harm in ("arrested", "captured"):
        freed = _governor(tokens, number.first, adjacent_only=False) == "released"
        return "released" if freed else noun.harm  # «الإفراج عن عشرات المعتقلين»
    if noun.harm is not None:
        return noun.harm
    if tokens[number.last - 1].folded == fold("من") and not noun.people:
        return None
    if subset and before:
        return before[-1].casualty.kind
    adjacent = number.first - 1
    if not (noun.people or noun.others) and not _stands_alone(tokens, number.last):
        return None
    governor = _tallied(tokens, number.first) or _governor(
        tokens, number.first, adjacent_only=not (noun.people or noun.others)
    )
    if governor is not None:
        return governor
    counted = noun.people or number.rule == "number.vague"
    if counted and (following := _following_verb(tokens, noun.last)) is not None:
        return following
    if noun.others and before and adjacent >= 0:
        return None
    return None


def _undivided(tokens: Sequence[Token], number: Number, noun: _Noun) -> bool:
    """Killed and wounded in one: «مقتل وإصابة 30»، «مئات القتلى والجرحى»، «35 بين قتيل وجريح»."""
    at, after = number.first, noun.last
    if word_at(tokens, after) == "ما":
        after += 1
    if word_at(tokens, after) == "بين":
        return _tells(tokens, after + 1, "killed") and _joins_wounded(tokens, after + 2)
    if noun.harm == "killed":
        return _joins_wounded(tokens, noun.last)
    return _joins_wounded(tokens, at - 1) and _tells(tokens, at - 2, "killed")


def _joins_wounded(tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and is_conjoined(tokens[i]) and _tells(tokens, i, "wounded")


def _tells(tokens: Sequence[Token], i: int, kind: CasualtyKind) -> bool:
    """Whether the noun or masdar at ``i`` tells of this kind of harm."""
    if not 0 <= i < len(tokens):
        return False
    return any(m.value.kind == kind and m.value.pos in ("m", "n") for m in harms().at(tokens, i))


_TALLY = word_set("tally")  # «عدد القتلى»، «حصيلة الجرحى»
_TALLY_REACHES = word_set("tally_reaches")  # «إلى 45»، «بلغ 45»
_TALLY_REACH = 7


def _tallied(tokens: Sequence[Token], at: int) -> CasualtyKind | None:
    """«ارتفع عدد القتلى في الهجوم إلى 45»: the kind that the tally before the number names."""
    for k in range(at - 1, max(0, at - 1 - _TALLY_REACH), -1):
        if tokens[k].kind == "punct" or tag(tokens[k].word).closed in ("comp", "rel"):
            return None
        harm = next((m for m in harms().at(tokens, k) if m.value.pos == "n"), None)
        if harm is not None and word_at(tokens, k - 1).lstrip("وف") in _TALLY:
            reached = harm.last == at or word_at(tokens, at - 1) in _TALLY_REACHES
            return harm.value.kind if reached else None
    return None


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number without a people noun is followed by nothing that it could count."""
    if at >= len(tokens) or tokens[at].kind == "punct":
        return True
    info = tag(tokens[at].word)
    return (
        bool(info.closed)
        or info.time
        or is_conjoined(tokens[at])
        or tokens[at].folded in _INJURED_BY
    )


_INJURED_BY = word_set("injured_by")  # «أصيب العشرات بحالات اختناق»


def _governor(tokens: Sequence[Token], at: int, adjacent_only: bool) -> CasualtyKind | None:
    """The nearest word of harm to the left within the clause."""
    reach = 2 if adjacent_only else _GOVERNOR_REACH
    for k in range(at - 1, max(-1, at - 1 - reach), -1):
        token = tokens[k]
        if tag(token.word).closed == "rel" and not adjacent_only:
            return _over_relative(tokens, k, at)
        if token.folded in (".", "؛", ":") or tag(token.word).closed in ("comp", "rel"):
            return None
        matches = [m for m in harms().at(tokens, k) if m.value.pos in ("v", "m") and m.last <= at]
        if matches:
            return matches[0].value.kind
        if adjacent_only and token.kind == "arabic" and k < at - 1:
            return None
    return None


_RELATIVE_REACH = 10  # tokens from the verb to the «الذي» of the attack that follows it


def _over_relative(tokens: Sequence[Token], relative: int, at: int) -> CasualtyKind | None:
    """«قتل في الهجوم الذي وقع أمس 60 شخصا»: the subject comes after the whole phrase."""
    before = tag(tokens[at - 1].word)
    if before.verb or before.closed or tokens[at - 1].folded in _PRONOUNS:
        return None  # «الهجوم الذي نفذه 40 مسلحا»، «شارك فيه 40»: subject of the inner verb
    for k in range(relative - 1, max(-1, relative - 1 - _RELATIVE_REACH), -1):
        if tokens[k].folded in (".", "؛", ":") or tag(tokens[k].word).closed in ("comp", "rel"):
            return None
        for match in harms().at(tokens, k):
            follows = match.last < relative and tag(tokens[match.last].word).closed == "prep"
            if match.value.pos == "v" and follows:
                return match.value.kind
    return None


_PRONOUNS = frozenset(map(fold, ("فيه", "فيها", "به", "بها", "منه", "منها", "له", "لها", "عليه")))


def _following_verb(tokens: Sequence[Token], at: int) -> CasualtyKind | None:
    """«سبعة من مسلحي الميليشيات قتلوا»: a plural or passive verb of harm after the count."""
    for k in range(at, min(at + _FOLLOWING_VERB_REACH, len(tokens))):
        if tokens[k].folded in (".", "؛", ":", "،") or tag(tokens[k].word).closed == "comp":
            return None
        for match in harms().at(tokens, k):
            if match.value.pos == "i" or (match.value.pos == "v" and not match.form.proclitic):
                return match.value.kind
    return None


def _party(
    text: str,
    sentence: Sentence,
    number: Number,
    noun: _Noun,
    actors: Sequence[Found],
    before: list[Toll],
) -> Party | None:
    if noun.others and before:
        return before[-1].casualty.party
    for actor in actors:
        inside = actor.first <= noun.first < actor.last or actor.first == noun.last
        if actor.sentence == sentence.index and inside and noun.party:
            start = sentence.tokens[noun.first].start
            return Party(start, actor.end, text[start : actor.end], _identifier(actor))
    for actor in actors:
        follows = noun.last <= actor.first <= noun.last + 3
        ranked = word_at(sentence.tokens, actor.first - 1) in _RANKS
        if actor.sentence == sentence.index and follows and ranked:
            span = text[actor.start : actor.end]
            return Party(actor.start, actor.end, span, _identifier(actor))
    return None


_RANKS = word_set("ranks")  # «17 قتيلا من الجيش»، «في صفوف المسلحين»


def _identifier(actor: Found) -> str | None:
    return actor.authority.id if actor.authority else None


def _unnumbered(
    text: str, sentence: Sentence, i: int, actors: Sequence[Found], before: list[Toll]
) -> Toll | None:
    """«قتيلان»، «سقوط قتلى وجرحى»، «قتل فلسطيني»، «بينهم طفل»."""
    tokens = sentence.tokens
    before = [t for t in before if t.at < i]
    if word_at(tokens, i - 1) in _ABSENT or word_at(tokens, i - 2) in _ABSENT:
        return None
    if any(a.first <= i < a.last and a.kind == "name" for a in actors):
        return None
    if tokens[i].folded in _OTHERS_FEW:
        return _other_people(text, sentence, i, before)
    harm = next((m for m in harms().at(tokens, i) if m.value.pos == "n"), None)
    if harm is not None:
        return _harm_noun(
            text, sentence, i, harm.value.kind, harm.form.article, harm.start, harm.end
        )
    person = peoples().longest(tokens, i)
    if person is None or person.form.article or person.form.enclitic:
        return None
    among = _goes_on(text, tokens[i], before, subsets=True)
    subset = word_at(tokens, i - 1) in _SUBSET or among
    joined = _goes_on(text, tokens[i], before, subsets=False) and not _is_counted(before[-1])
    leaning = bool(before) and (subset or joined)
    kind = before[-1].casualty.kind if leaning else _direct_governor(tokens, i)
    if kind is None and person.value.number == "dual":
        kind = _following_verb(tokens, i + 1)  # «جنديين من القوات قتلا»
    if kind is None or (kind in _NUMBERED_ONLY and not subset and person.value.number == "plural"):
        return None
    low, high = {"singular": (1, 1), "dual": (2, 2), "plural": (_PLURAL_MIN, None)}[
        person.value.number
    ]
    last = i + 1
    if _stresses_noun(tokens, last):
        low = high = _STRESS[tokens[last].folded]
        last += 1
    while last < len(tokens) and last - i < 3 and _describes(tokens, last):
        last += 1
    hedge = None
    if (word_at(tokens, last), word_at(tokens, last + 1)) == _AT_LEAST and high is not None:
        hedge, high, last = "at least", None, last + 2  # «شخصين على الأقل»
    end = tokens[last - 1].end
    party = Party(person.start, end, text[person.start : end]) if person.value.party else None
    start = person.start
    casualty = Casualty(kind, low, high, hedge, start, end, text[start:end], party, subset)
    return Toll(sentence.index, i, casualty)


_AT_LEAST = (fold("على"), fold("الأقل"))


def _is_counted(toll: Toll) -> bool:
    """Whether a number or a singular counts the toll: «5 جنود ومدنيين» are five in all."""
    return toll.casualty.max is not None


def _may_tell(word: Word) -> bool:
    """Whether the word can be a toll without a number: harm, people or «آخرين»."""
    return harms().begins(word) or peoples().begins(word) or word.folded in _OTHERS_FEW


_TELLING = BySpelling(_may_tell)
_ABSENT = word_set("absent")
_OTHERS_FEW = {fold("آخرين"): _PLURAL_MIN, fold("آخرون"): _PLURAL_MIN, fold("آخر"): 1}


def _other_people(text: str, sentence: Sentence, i: int, before: list[Toll]) -> Toll | None:
    """«وإصابة آخرين»، «وأصيب آخر»: more people of the party counted before."""
    kind = _direct_governor(sentence.tokens, i)
    if kind is None or kind in _NUMBERED_ONLY:
        return None
    low = _OTHERS_FEW[sentence.tokens[i].folded]
    start, end = sentence.tokens[i].start, sentence.tokens[i].end
    party = before[-1].casualty.party if before else None
    high = 1 if low == 1 else None
    return Toll(
        sentence.index, i, Casualty(kind, low, high, None, start, end, text[start:end], party)
    )


def _named(text: str, sentence: Sentence, actor: Found) -> Toll | None:
    """«مقتل القيادي فلان»: a named person is a toll of one."""
    person = actor.kind in ("title", "person") or (
        actor.authority is not None and actor.authority.kind == "person"
    )
    if not person or actor.bounds is not None or actor.last - actor.first < 2:
        return None
    if not _singular(sentence.tokens[actor.first]):
        return None
    for match in harms().at(sentence.tokens, actor.first - 1) if actor.first else []:
        if (
            match.value.pos == "m"
            and match.last == actor.first
            and match.value.kind in ("killed", "wounded")
        ):
            span = text[actor.start : actor.end]
            casualty = Casualty(match.value.kind, 1, 1, None, actor.start, actor.end, span)
            return Toll(sentence.index, actor.first, casualty)
    return None


def _singular(token: Token) -> bool:
    return token.folded not in _TITLES_OF_MANY and not token.folded.endswith(("ين", "ون"))


_TITLES_OF_MANY = word_set("titles_of_many")


def _direct_governor(tokens: Sequence[Token], i: int) -> CasualtyKind | None:
    """Harm right before the noun («مقتل مدنيين»), or an idiom around it («لقي شخص مصرعه»)."""
    for k in (i - 1, i - 2):
        if k < 0:
            break
        for match in harms().at(tokens, k):
            if match.value.pos in ("v", "m") and match.last == i:
                return match.value.kind
    return None


def _harm_noun(
    text: str, sentence: Sentence, i: int, kind: CasualtyKind, article: bool, start: int, end: int
) -> Toll | None:
    tokens = sentence.tokens
    if article or kind in _NUMBERED_ONLY:
        return None
    bare = text[start:end]
    folded = fold(bare)
    if folded in harm_duals():
        low, high = 2, 2
    elif folded in harm_singulars():
        if "بين" in (word_at(tokens, i - 1), word_at(tokens, i - 2)):
            return None  # «35 شخصا بين قتيل وجريح» counts them together
        low, high = 1, 1
    elif folded in _HARM_PLURALS:
        low, high = _PLURAL_MIN, None
    else:
        return None
    if _stresses_noun(tokens, i + 1):
        low = high = _STRESS[tokens[i + 1].folded]
        end = tokens[i + 1].end
    casualty = Casualty(kind, low, high, None, start, end, text[start:end])
    return Toll(sentence.index, i, casualty)


_HARM_PLURALS = word_set("harm_plurals")
