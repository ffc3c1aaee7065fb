"""Who says what in a report: reporting verbs, «بحسب X», participles that carry a speaker on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from marsad.lexicon import table, verb_forms
from marsad.mentions.actors import Found
from marsad.mentions.grammar import QUOTES, tag, word_at
from marsad.mentions.phrases import name_end
from marsad.mentions.prepositions import OF
from marsad.text import Sentence, Token, fold
from marsad.text.matching import Match, PhraseIndex
from marsad.text.wordsets import word_set

_REACH = 9  # tokens between a reporting verb and its subject; wires insert «في بيان له اليوم»
_COMPLEMENT_REACH = 30  # tokens between a reporting verb and its «أن», over title and name
# Verbs that report also without «أن» («أعلن مقتل»); the others need a complement to be speech.
_STRONG = word_set("strong")
_COMPLEMENTS = word_set("complements")


class Statement(NamedTuple):
    """A stretch of one sentence that somebody says.

    ``verb`` is the token position of the reporting word, ``first:last`` the tokens said, and
    ``backward`` tells that the speaker is named after what is said («…، بحسب مصدر طبي»).
    """

    sentence: int
    verb: int
    first: int
    last: int
    speaker: Found | None
    stance: str
    backward: bool


class _Report(NamedTuple):
    pos: str
    stance: str


@cache
def _reporting() -> PhraseIndex[_Report]:
    found: PhraseIndex[_Report] = PhraseIndex()
    for row in table("reporting"):
        value = _Report(row["pos"], row["stance"])
        if row["pos"] == "v":
            for form in verb_forms(row["form"]):
                found.add(form, value, "verb")
        else:
            found.add(row["form"], value, "word")
    return found


def find(sentences: Sequence[Sentence], actors: Sequence[Found]) -> list[Statement]:
    """All statements of a report; a verb without a subject keeps the last speaker."""
    by_sentence: dict[int, list[Found]] = {s.index: [] for s in sentences}
    for actor in actors:
        by_sentence[actor.sentence].append(actor)
    statements: list[Statement] = []
    speaker: Found | None = None
    quoting: Statement | None = None
    quoted = 0
    named: dict[str, Found] = {}
    for sentence in sentences:
        here = by_sentence[sentence.index]
        if sentence.index and (owner := _owner_of_last(sentence, here)) is not None:
            speaker = _full(owner, sentences, named)
            before = sentences[sentence.index - 1]
            statements.append(_whole(before.index, len(before.tokens), speaker))
        if quoting is not None and quoting.speaker is not None:
            statements.append(_whole(sentence.index, _closing(sentence), quoting.speaker))
        found = []
        for statement in _in_sentence(sentence, here):
            if statement.speaker is None:
                statement = statement._replace(speaker=speaker)
            else:
                full = _full(statement.speaker, sentences, named)
                statement = statement._replace(speaker=full)
                speaker = full if not statement.backward or speaker is None else speaker
            found.append(statement)
        statements += found
        quoting = _left_open(sentence, found, quoting)
        quoted = quoted + 1 if quoting is not None else 0
        if quoted > _LONG_QUOTE:
            quoting = None
    return statements


def _whole(sentence: int, last: int, speaker: Found) -> Statement:
    """What somebody says without a reporting verb in the sentence itself."""
    return Statement(sentence, -1, 0, last, speaker, "says", True)


_SAME_WORDS = word_set("said_so")  # «جاء ذلك في بيان»، «جاءت هذه التصريحات»
_OWNER_REACH = 14  # tokens from «جاء ذلك» to whoever said it: «خلال مؤتمر صحفي عقده اليوم الوزير»
_OWNERS = frozenset(["title", "person", "name", "body", "state", "force"])


def _owner_of_last(sentence: Sentence, actors: list[Found]) -> Found | None:
    """«جاء ذلك في بيان لوزير الدفاع»: who said what the sentence before tells."""
    tokens = sentence.tokens
    opening = [t.folded.removeprefix("و") for t in tokens[:2]]
    if " ".join(opening) not in _SAME_WORDS:
        return None
    near = [a.inner or a for a in actors if a.first < _OWNER_REACH]  # «بيان لوزير الدفاع»
    return next((a for a in near if a.kind in _OWNERS), None)


_LONG_QUOTE = 2  # sentences; where no mark closes one, the mark was lost
_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")


def _left_open(
    sentence: Sentence, found: Sequence[Statement], before: Statement | None
) -> Statement | None:
    """The statement whose quotation goes on after the sentence."""
    if before is not None and _closing(sentence) == len(sentence.tokens):
        return before
    for statement in reversed(found):
        quoted = sentence.tokens[max(0, statement.first - 1) : statement.last]
        opened = sum(t.folded in _OPENING for t in quoted)
        closed = sum(t.folded in _CLOSING for t in quoted)
        straight = sum(t.folded == '"' for t in quoted)
        if not statement.backward and (opened > closed or straight % 2):
            return statement
    return None


def _closing(sentence: Sentence) -> int:
    """Where a quotation that began before ends in the sentence; its length if it goes on."""
    for k, token in enumerate(sentence.tokens):
        if token.folded in _CLOSING or token.folded == '"':
            return k
        if token.folded in _OPENING:
            return k
    return len(sentence.tokens)


_SHORT = word_set("short")
_SAME = word_set("itself")  # «المصدر نفسه»


def _full(speaker: Found, sentences: Sequence[Sentence], named: dict[str, Found]) -> Found:
    """«المصدر» is the source that was named in full before; full ones are remembered by head."""
    tokens = sentences[speaker.sentence].tokens
    head = tokens[speaker.first].folded
    rest = {t.folded for t in tokens[speaker.first + 1 : speaker.last]}
    if head in _SHORT and rest <= _SAME:
        return named.get(head.removeprefix("ال"), speaker)
    bare = head[1:] if head[0] in "وف" and len(head) > 4 else head
    named[bare.removeprefix("ال")] = speaker
    return speaker


def _in_sentence(sentence: Sentence, actors: list[Found]) -> list[Statement]:
    found: list[Statement] = []
    last = 0
    for i in _reporting().spots(sentence.tokens):
        match = _reporting().longest(sentence.tokens, i) if i >= last else None
        statement = _statement(sentence, match, actors) if match is not None else None
        if statement is not None and match is not None:
            found.append(statement)
            last = max(statement.verb + 1, match.last)
    return found


def _statement(sentence: Sentence, match: Match[_Report], actors: list[Found]) -> Statement | None:
    if any(a.first <= match.first < a.last and a.last - a.first > 1 for a in actors):
        return None
    if match.value.pos == "n":
        return _according_to(sentence, match, actors)
    if match.value.pos == "p":
        return Statement(
            sentence.index,
            match.first,
            match.last,
            len(sentence.tokens),
            None,
            match.value.stance,
            False,
        )
    return _verb(sentence, match, actors)


def _according_to(
    sentence: Sentence, match: Match[_Report], actors: list[Found]
) -> Statement | None:
    """«بحسب X», «وفق ما أفاد X», «نقلا عن X»: the whole sentence before it is X's."""
    tokens = sentence.tokens
    limit = match.last + _REACH
    if word_at(tokens, match.last).removeprefix("ل") in _RULES:
        return None  # «وفق شروط»، «وفقا لتوجيهات الرئيس»
    for actor in actors:
        if match.last <= actor.first <= limit and actor.kind not in ("adjective", "thing"):
            breaks = any(t.folded in ("،", ".") for t in tokens[match.last : actor.first])
            if breaks:
                return None
            if match.form.stem == "كما" and not _reports_between(sentence, match.last, actor.first):
                return None
            actor = _issuer(sentence, actor, actors)
            news = _news_after(tokens, actor.last)
            if news:  # «نقلا عن مصدر طبي أن»
                return Statement(
                    sentence.index, actor.first, news, len(tokens), actor, match.value.stance, False
                )
            first, last = (0, match.first) if match.first else (actor.last, len(tokens))
            return Statement(
                sentence.index,
                actor.first,
                first,
                last,
                actor,
                match.value.stance,
                bool(match.first),
            )
    return None


_ISSUED = word_set("issued")
_RULES = word_set("rules")
_NEWS_REACH = 4  # tokens between the source and its «أن»: «في المدينة»، «قوله»


def _news_after(tokens: Sequence[Token], at: int) -> int:
    """Where what a source said begins after its «أن», or 0."""
    for k in range(at, min(at + _NEWS_REACH, len(tokens))):
        if tokens[k].folded in _COMPLEMENTS and tokens[k].kind == "arabic":
            return k + 1
        if tokens[k].kind == "punct":
            return 0
    return 0


def _issuer(sentence: Sentence, medium: Found, actors: list[Found]) -> Found:
    """«وفقا لبيان أصدره الوزير»: the one who issued the statement says so."""
    if medium.kind == "medium" and word_at(sentence.tokens, medium.last) in _ISSUED:
        for actor in actors:
            if medium.last < actor.first <= medium.last + 3:
                return actor
    return medium


def _reports_between(sentence: Sentence, first: int, last: int) -> bool:
    matches = (_reporting().longest(sentence.tokens, k) for k in range(first, last))
    return any(m is not None and m.value.pos == "v" for m in matches)


_NEGATORS = frozenset(["لم", "لن", "لا"])


def _verb(sentence: Sentence, match: Match[_Report], actors: list[Found]) -> Statement | None:
    tokens, i = sentence.tokens, match.first
    if word_at(tokens, i - 1).lstrip("وف") in _NEGATORS:
        return None  # «ولم تعلن أي جهة»
    complement = next(
        (
            k
            for k in range(match.last, min(match.last + _COMPLEMENT_REACH, len(tokens)))
            if tokens[k].folded in _COMPLEMENTS
            or (tokens[k].folded in QUOTES and tokens[k - 1].folded == ":")
        ),
        None,
    )
    folded = tokens[i].folded
    strong = folded in _STRONG or folded[1:] in _STRONG
    if complement is None and not strong:
        return None
    speaker = _speaker(tokens, match, actors, complement)
    speaker = _named_before(sentence, match, speaker, complement)
    backward = word_at(tokens, i - 1).lstrip("و") in (
        fold("ما"),
        fold("حسبما"),
        fold("كما"),
        fold("لما"),
    )
    if backward:
        return Statement(sentence.index, i, 0, i - 1, speaker, match.value.stance, True)
    first = complement + 1 if complement is not None else match.last
    stance = CLAIMS if _claims_deed(tokens, match) else match.value.stance
    return Statement(sentence.index, i, first, len(tokens), speaker, stance, False)


CLAIMS = "claims"  # the stance of whoever says that the deed was his
_CLAIMING = word_set("claiming")  # «أعلن التنظيم مسؤوليته عن»
_CLAIM_REACH = 10  # tokens from «أعلن» to «مسؤوليته», over a name with its description


def _claims_deed(tokens: Sequence[Token], match: Match[_Report]) -> bool:
    reach = range(match.last, match.last + _CLAIM_REACH)
    return match.form.stem in _CLAIMING or any(word_at(tokens, k) in _CLAIMING for k in reach)


_PASSING_ON = word_set("passing_on")
_FROM = fold("عن")


def _speaker(
    tokens: Sequence[object], match: Match[_Report], actors: list[Found], complement: int | None
) -> Found | None:
    """The first free noun phrase after the verb, else the one right before it."""
    limit = min(match.last + _REACH, complement if complement is not None else 10**6)
    if match.form.stem in _PASSING_ON:
        far = complement if complement is not None else match.last + 2 * _REACH
        for actor in actors:  # «نقلت الوكالة عن مصدر طبي أن»
            if match.last < actor.first <= far and actor.preposition == _FROM:
                return actor
    for actor in actors:
        genitive = actor.preposition == OF and actor.first == match.last  # «وكان رد البعثة أن»
        free = not actor.preposition or genitive
        if match.last <= actor.first < limit and free and actor.kind not in ("adjective", "thing"):
            return actor
    for actor in actors:
        gap = match.first - actor.last
        if 0 <= gap <= 1 and not actor.preposition and actor.kind != "adjective":
            return actor
    return None


def _named_before(
    sentence: Sentence, match: Match[_Report], speaker: Found | None, complement: int | None
) -> Found | None:
    """Take along a bare name after the verb: «قال صقر الجاروشي رئيس الأركان»، «وأكد بادي أن»."""
    tokens, begin = sentence.tokens, match.last
    limit = speaker.first if speaker is not None else len(tokens)
    if begin >= limit or (speaker is not None and speaker.first < begin):
        return speaker
    end = name_end(tokens, begin)
    if end == begin or begin == complement or _no_name(tokens[begin]):
        return speaker
    if speaker is not None and end >= speaker.first:
        return speaker._replace(first=begin, start=tokens[begin].start)
    if speaker is None or end < speaker.first:
        start, stop = tokens[begin].start, tokens[end - 1].end
        return Found(sentence.index, begin, end, start, stop, "person", None, None, None, "", None)
    return speaker


def _no_name(token: Token) -> bool:
    """«انتماءه»، «قائلا»، «بأن»: what follows a reporting verb without being anybody."""
    if tag(token.word).article or tag(token.word).closed or token.folded in QUOTES:
        return True
    hanging = token.word.raw.endswith(("ه", "ها", "هم")) and len(token.folded) > _LONG_NAME
    sole = (token,)
    return hanging or token.folded in _COMPLEMENTS or _reporting().longest(sole, 0) is not None


_LONG_NAME = 4  # letters; «طه» and «عبده» end in ه, too, «انتماءه» has a pronoun


def speech_verb(sentence: Sentence, i: int) -> bool:
    """Whether the token reports speech; used to tell what a date in the sentence dates."""
    match = _reporting().longest(sentence.tokens, i)
    return match is not None and match.value.pos == "v" and tag(sentence.tokens[i].word).verb
