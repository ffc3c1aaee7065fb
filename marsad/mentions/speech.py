"""Who says what in a report: reporting verbs, «بحسب X», participles that carry a speaker on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from marsad.lexicon import table, verb_forms
from marsad.mentions.actors import Found
from marsad.mentions.agreement import agrees
from marsad.mentions.gazetteer import lexicon_words
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
    heard: list[Found] = []
    quoting: Statement | None = None
    quoted = 0
    named: dict[str, Found] = {}
    for sentence in sentences:
        here = by_sentence[sentence.index]
        if sentence.index and (owner := _owner_of_last(sentence, here)) is not None:
            speaker = _full(owner, sentences, named, None)
            before = sentences[sentence.index - 1]
            statements.append(_whole(before.index, len(before.tokens), speaker))
        if quoting is not None and quoting.speaker is not None:
            statements.append(_whole(sentence.index, _closing(sentence), quoting.speaker))
        found = []
        for statement in _in_sentence(sentence, here):
            if statement.speaker is None:
                verb = sentence.tokens[statement.verb]
                statement = statement._replace(speaker=_carried(verb, speaker, heard, sentences))
            else:
                full = _full(statement.speaker, sentences, named, speaker)
                statement = statement._replace(speaker=full)
                speaker = full if not statement.backward or speaker is None else speaker
                heard.append(speaker)
            found.append(statement)
        statements += found
        quoting = _left_open(sentence, found, quoting)
        quoted = quoted + 1 if quoting is not None else 0
        if quoted > _LONG_QUOTE:
            quoting = None
    return statements


def _carried(
    verb: Token, speaker: Found | None, heard: Sequence[Found], sentences: Sequence[Sentence]
) -> Found | None:
    """The last speaker whom the verb's gender fits: «وقالت» is not said of «الوزير»."""
    if speaker is None or not tag(verb.word).verb:
        return speaker
    recent = (speaker, *reversed(heard[-_RECENT:]))
    fitting = (a for a in recent if agrees(verb, a, sentences[a.sentence].tokens))
    return next(fitting, speaker)


_RECENT = 4  # speakers to go back for one that agrees; those before are no longer in mind


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
_REFLEXIVES = word_set("reflexives")
_ONE_SPEAKER = ("title", "person")


def _full(
    speaker: Found, sentences: Sequence[Sentence], named: dict[str, Found], last: Found | None
) -> Found:
    """«المصدر» is the source that was named in full before, else whoever spoke last.

    Full names are remembered by their head, so «الوزير» after «وزير الدفاع» means him.
    """
    tokens = sentences[speaker.sentence].tokens
    head = tokens[speaker.first].folded
    rest = {t.folded for t in tokens[speaker.first + 1 : speaker.last]}
    if head in _SHORT and rest <= _SAME:
        known = named.get(head.removeprefix("ال"))
        if known is not None:
            return known
        if not rest - _REFLEXIVES and last is not None and last.kind in _ONE_SPEAKER:
            return last  # «قال مسؤول رفيع إن … وأضاف المصدر أن»
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
    ruling = word_at(tokens, match.last)
    if not _RULES.isdisjoint((ruling, ruling.removeprefix("ل"), ruling.removeprefix("لل"))):
        return None  # «وفق شروط»، «وفقا لتوجيهات الرئيس»
    if match.form.stem == _AS and _moreover(sentence, match, actors):
        return None
    if (told := _as_told(sentence, match, actors)) is not None:
        return told
    for actor in actors:
        if match.last <= actor.first <= limit and actor.kind not in ("adjective", "thing"):
            breaks = any(t.folded in ("،", ".") for t in tokens[match.last : actor.first])
            if breaks:
                return None
            if match.form.stem == _AS and not _reports_between(sentence, match.last, actor.first):
                return None
            actor = _issuer(sentence, actor, actors)
            news = _news_after(tokens, actor.last)
            if news:  # «نقلا عن مصدر طبي أن»
                return Statement(
                    sentence.index, actor.first, news, len(tokens), actor, match.value.stance, False
                )
            first, last = (0, match.first) if match.first else (actor.last, len(tokens))
            last = len(tokens) if _in_passing(tokens, match.first, actor.last) else last
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


def _in_passing(tokens: Sequence[Token], first: int, last: int) -> bool:
    """«تدور، وفق المرصد، اشتباكات»: set off by commas, an attribution covers both sides."""
    return word_at(tokens, first - 1) in _COMMAS and word_at(tokens, last) in _COMMAS


_COMMAS = frozenset(["،", ","])
_AS = fold("كما")


def _moreover(sentence: Sentence, match: Match[_Report], actors: list[Found]) -> bool:
    """Whether «كما» says "also": «كما أفاد بأن», unlike «انسحبت القوات، كما أفاد مصدر»."""
    tokens = sentence.tokens
    verb = _verb_at(tokens, match.last)
    if not match.first or verb is None:
        return True
    named = (a.last for a in actors if verb.last <= a.first < verb.last + _REACH)
    after = next(named, verb.last)
    info = tag(tokens[after].word) if after < len(tokens) else None
    told = word_at(tokens, after) in _AFTER_SUBJECT
    ends = info is None or told or tokens[after].kind != "arabic" or info.time or info.closed
    return not ends or word_at(tokens, after) in _COMPLEMENTS or _about(tokens, after)


def _verb_at(tokens: Sequence[Token], at: int) -> Match[_Report] | None:
    """The reporting verb at a position, which may lie behind the last token."""
    match = _reporting().longest(tokens, at) if at < len(tokens) else None
    return match if match is not None and match.value.pos == "v" else None


_ABOUT = word_set("about")


def _about(tokens: Sequence[Token], at: int) -> bool:
    """«كما كشفت عن خطة»، «كما أشار إلى هجوم»: the verb has an object of its own."""
    return word_at(tokens, at) in _ABOUT


def _as_told(sentence: Sentence, match: Match[_Report], actors: list[Found]) -> Statement | None:
    """«حسبما أفاد العيساوي للوكالة»: the verb's subject, not whom he told."""
    verb = _verb_at(sentence.tokens, match.last)
    if verb is None or not match.first:
        return None
    speaker = _subject(sentence, verb, actors, None)
    if speaker is None or speaker.first < match.last:
        return None
    if any(t.folded in ("،", ".") for t in sentence.tokens[match.last : speaker.first]):
        return None
    stance = match.value.stance
    return Statement(sentence.index, speaker.first, 0, match.first, speaker, stance, True)


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
    """«وفقا لبيان أصدره الوزير»، «بيان صادر عن الوزير»: the one who issued the words says so."""
    tokens = sentence.tokens
    if medium.kind != "medium":
        return medium
    issued = word_at(tokens, medium.last) in _ISSUED
    paper = tokens[medium.first].word.folded.endswith(_PAPERS)
    for actor in actors:
        if issued and medium.last < actor.first <= medium.last + _ISSUED_REACH:
            return actor
    inner = medium.inner
    if paper and inner is not None and inner.preposition == _FOR:
        return inner  # «قال بيان للجيش»
    return medium


_PAPERS = tuple(word_set("papers"))
_ISSUED_REACH = 3  # tokens: «صادر اليوم عن الوزارة»
_FOR = fold("ل")


def _reports_between(sentence: Sentence, first: int, last: int) -> bool:
    matches = (_reporting().longest(sentence.tokens, k) for k in range(first, last))
    return any(m is not None and m.value.pos == "v" for m in matches)


_NEGATORS = frozenset(["لم", "لن", "لا"])


def _verb(sentence: Sentence, match: Match[_Report], actors: list[Found]) -> Statement | None:
    tokens, i = sentence.tokens, match.first
    if word_at(tokens, i - 1).lstrip("وف") in _NEGATORS:
        return None  # «ولم تعلن أي جهة»
    if match.form.proclitic.endswith(("س", "ل")) or _impersonal(tokens, match):
        return None  # «ستكشف التحقيقات»، «لكشف الحقيقة»، «يذكر أن»
    complement = _complement(tokens, match)
    folded = tokens[i].folded
    strong = folded in _STRONG or folded[1:] in _STRONG
    matter = _matter(tokens, match) if complement is None else 0
    if complement is None and not (strong or matter):
        return None
    elided = _pronoun_subject(tokens, i)  # «قال المكتب إنه أبلغ الوزير بأن»: the office
    speaker = None if elided else _subject(sentence, match, actors, complement or matter or None)
    leading = word_at(tokens, i - 1).lstrip("و")
    backward = i > 1 and leading in _AS_WORDS and (leading != _AS or complement is None)
    if backward:
        return Statement(sentence.index, i, 0, i - 1, speaker, match.value.stance, True)
    first = complement + 1 if complement is not None else max(match.last, matter)
    if strong and speaker is not None and _news_at(tokens, speaker.last, match, complement):
        first = speaker.last  # «أعلن الجيش قتل رجل، بزعم أنه»
    last = _relative_end(tokens, i, first)
    stance = CLAIMS if _claims_deed(tokens, match) else match.value.stance
    return Statement(sentence.index, i, first, last, speaker, stance, False)


_MATTERS = word_set("matters")
_SPEAKS_OF = word_set("speaks_of")


def _matter(tokens: Sequence[Token], match: Match[_Report]) -> int:
    """Where what somebody speaks of begins without «أن»: «تحدث عن هجوم»، «أشار إلى قصف»; or 0."""
    if match.form.stem not in _SPEAKS_OF:
        return 0
    for k in range(match.last, min(match.last + _REACH, len(tokens))):
        if tokens[k].folded in _MATTERS:
            return k + 1
        if tokens[k].folded in _COMMAS or tokens[k].folded == ".":
            return 0
    return 0


_RELATIVES = word_set("relatives")


def _relative_end(tokens: Sequence[Token], verb: int, first: int) -> int:
    """«قالت الشرطة إن الرجل الذي ذكر سكان أنه شاب، هرب»: a relative clause ends at its comma."""
    if word_at(tokens, verb - 1) not in _RELATIVES:
        return len(tokens)
    commas = (k for k in range(first, len(tokens)) if tokens[k].folded in _COMMAS)
    return next(commas, len(tokens))


def _subject(
    sentence: Sentence, match: Match[_Report], actors: list[Found], complement: int | None
) -> Found | None:
    """Whose words a reporting verb introduces, if they are named beside it."""
    limit = complement if complement is not None else _quotation(sentence.tokens, match.last)
    speaker = _speaker(sentence, match, actors, limit)
    return _named_before(sentence, match, speaker, complement)


_IMPERSONAL = word_set("impersonal")
_PRONOUN_SUBJECTS = word_set("self")


def _impersonal(tokens: Sequence[Token], match: Match[_Report]) -> bool:
    """«يذكر أن»: nobody in particular says so, so it is the outlet."""
    stem = match.form.stem
    if stem in _CALLED and tokens[match.first].word.raw.endswith("ى"):
        return True  # «مسؤولة تدعى هيفي»: she is called so
    return stem in _IMPERSONAL and word_at(tokens, match.last) in _COMPLEMENTS


_CALLED = frozenset(map(fold, ["تدعى", "يدعى"]))


def _pronoun_subject(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a pronoun on «أن» right before the verb is its subject («إنها أعلنت»)."""
    return word_at(tokens, verb - 1) in _PRONOUN_SUBJECTS


def _quotation(tokens: Sequence[Token], at: int) -> int | None:
    """Where a quotation opens that is too long to be a name; ``None`` if there is none.

    «قال الحلف "طلبت تركيا الاجتماع"»: whoever the quotation names does not speak it.
    """
    for k in range(at, min(at + _REACH, len(tokens))):
        if tokens[k].folded in _QUOTATION:
            short = any(t.folded in _QUOTATION for t in tokens[k + 1 : k + _NAME_IN_QUOTES])
            return None if short else k
    return None


_QUOTATION = frozenset('"«»“”')
_NAME_IN_QUOTES = 6  # tokens from quote to quote around a name: «"الدولة الإسلامية في العراق"»
_POINTING = frozenset(map(fold, ["هذا", "هذه"]))
_ANNOUNCING = word_set("announces")


def _news_at(
    tokens: Sequence[Token], at: int, match: Match[_Report], complement: int | None
) -> bool:
    """Whether what is announced follows the speaker as a noun, long before any «أن»."""
    if match.form.stem not in _ANNOUNCING or complement is None or at <= match.last:
        return False
    if not at < complement - 1 or tokens[at].kind != "arabic":
        return False
    info = tag(tokens[at].word)
    attached = any(f.proclitic in ("ب", "ل", "ك") and f.article for f in tokens[at].word.forms)
    if tokens[at].folded in _POINTING:
        return True  # «وأكدت المصادر هذا الهجوم، لافتة إلى أن»
    return not (info.closed or info.time or info.article or attached)


_HIS_WORDS = word_set("his_words")
_AS_WORDS = frozenset(map(fold, ["ما", "حسبما", "كما", "لما"]))


def _complement(tokens: Sequence[Token], match: Match[_Report]) -> int | None:
    """Where the «أن» or the colon of a reporting verb stands; a participle has its own."""
    at, passes_on = match.last, match.form.stem in _PASSING_ON
    for k in range(at, min(at + _COMPLEMENT_REACH, len(tokens))):
        quoted = tokens[k].folded in QUOTES and tokens[k - 1].folded == ":"
        if tokens[k].folded in _COMPLEMENTS or quoted:
            return k
        if passes_on and tokens[k].folded in _HIS_WORDS:  # «نقلت الوكالة عن مصدر قوله "لن ننسحب"»
            return k + (word_at(tokens, k + 1) in _COMPLEMENTS)
        carried = _reporting().longest(tokens, k) if k > at else None
        if carried is not None and carried.value.pos == "p":
            return None  # «أعلن الجيش مقتل جندي، مضيفا أن»
    return None


CLAIMS = "claims"  # the stance of whoever says that the deed was his
_CLAIMING = word_set("claiming")  # «أعلن التنظيم مسؤوليته عن»
_CLAIM_REACH = 10  # tokens from «أعلن» to «مسؤوليته», over a name with its description


def _claims_deed(tokens: Sequence[Token], match: Match[_Report]) -> bool:
    reach = range(match.last, match.last + _CLAIM_REACH)
    return match.form.stem in _CLAIMING or any(word_at(tokens, k) in _CLAIMING for k in reach)


_PASSING_ON = word_set("passing_on")
_FROM = fold("عن")


def _speaker(
    sentence: Sentence, match: Match[_Report], actors: list[Found], limit: int | None
) -> Found | None:
    """The first free noun phrase after the verb and before ``limit``, else the one before it."""
    tokens = sentence.tokens
    end = min(match.last + _REACH, limit if limit is not None else len(tokens))
    if match.form.stem in _PASSING_ON:
        far = limit if limit is not None else match.last + 2 * _REACH
        for actor in actors:  # «نقلت الوكالة عن مصدر طبي أن»
            if match.last < actor.first <= far and actor.preposition == _FROM:
                return actor
    for actor in actors:
        genitive = actor.preposition == OF and actor.first == match.last  # «وكان رد البعثة أن»
        free = not actor.preposition or genitive
        someone = actor.kind not in ("adjective", "thing")
        someone = someone and tokens[actor.first].folded not in _NEWS_NOUNS  # «أعلن تشكيل حكومة»
        if match.last <= actor.first < end and free and someone:
            return _issuer(sentence, actor, actors)
    if word_at(tokens, match.last) in _THEREIN:
        return _publisher(match.first, actors)
    for actor in actors:
        between = {t.folded for t in tokens[actor.last : match.first]}
        near = 0 <= match.first - actor.last <= 1 or (between and between <= _HAVING)
        before = actor.last <= match.first
        if before and near and not actor.preposition and actor.kind != "adjective":
            return None if _completes_noun(tokens, actor) else actor
    return None


_HAVING = frozenset(map(fold, ["قد", "كان", "كانت", "،", ",", ")", "نفسه", "نفسها", "أيضا"]))
_THEREIN = word_set("therein")


def _publisher(verb: int, actors: list[Found]) -> Found | None:
    """«نشرت الهيئة تقريرا قالت فيه إن»: who put out what the words stand in."""
    before = [a for a in actors if a.last <= verb]
    others = (a for a in before if not a.preposition and a.kind not in _NO_PUBLISHER)
    return next(others, None)


_NO_PUBLISHER = ("adjective", "medium", "thing")


def _completes_noun(tokens: Sequence[Token], actor: Found) -> bool:
    """«تقييم السلطات يشير إلى»: after a bare noun the phrase is its genitive, no subject."""
    if not actor.first or tokens[actor.first].start < actor.start:
        return False
    before = tokens[actor.first - 1]
    if before.kind != "arabic":
        return False
    info = tag(before.word)
    return before.folded in lexicon_words() and not (info.closed or info.time or info.article)


def _named_before(
    sentence: Sentence, match: Match[_Report], speaker: Found | None, complement: int | None
) -> Found | None:
    """Take along a bare name after the verb: «قال صقر الجاروشي رئيس الأركان»، «وأكد بادي أن»."""
    tokens, begin = sentence.tokens, match.last
    limit = speaker.first if speaker is not None else len(tokens)
    if begin >= limit or (speaker is not None and speaker.first < begin):
        return speaker
    end = name_end(tokens, begin)
    if end == begin and _named_ali(tokens, begin):
        end = begin + 2
    elif end == begin and speaker is None and _lone_subject(tokens, begin):
        end = begin + 1  # «أفاد العيساوي لوكالة»، «أضاف الحلف في بيان أن»
    elif end == begin or begin == complement or _no_name(tokens[begin]):
        return speaker
    if speaker is not None and end >= speaker.first:
        return speaker._replace(first=begin, start=tokens[begin].start)
    if speaker is None or end < speaker.first:
        start, stop = tokens[begin].start, tokens[end - 1].end
        return Found(sentence.index, begin, end, start, stop, "person", None, None, None, "", None)
    return speaker


def _named_ali(tokens: Sequence[Token], at: int) -> bool:
    """«صرح علي المقرحي، آمر الغرفة»: the name that looks like «على» with its surname."""
    if tokens[at].word.raw != "علي" or at + 2 >= len(tokens):
        return False
    surname, following = tokens[at + 1], word_at(tokens, at + 2)
    if surname.kind != "arabic" or tag(surname.word).closed:
        return False
    return following in _COMPLEMENTS or following in _AFTER_SUBJECT


_AFTER_SUBJECT = word_set("after_subject")


def _lone_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether one definite word is all that stands between the verb and what is said."""
    token = tokens[at]
    info = tag(token.word)
    if token.kind != "arabic" or info.time or info.closed or not token.folded.startswith("ال"):
        return False
    following = word_at(tokens, at + 1)
    return following in _COMPLEMENTS or following in QUOTES or following in _AFTER_SUBJECT


def _no_name(token: Token) -> bool:
    """«انتماءه»، «قائلا»، «بأن»: what follows a reporting verb without being anybody."""
    if tag(token.word).article or tag(token.word).closed or token.folded in QUOTES:
        return True
    if token.folded in lexicon_words() or token.folded in _NEWS_NOUNS:
        return True  # «كشفت وجود»، «أعلن تشكيل»
    hanging = token.word.raw.endswith(("ه", "ها", "هم")) and len(token.folded) > _LONG_NAME
    sole = (token,)
    return hanging or token.folded in _COMPLEMENTS or _reporting().longest(sole, 0) is not None


_NEWS_NOUNS = word_set("news_nouns")
_LONG_NAME = 4  # letters; «طه» and «عبده» end in ه, too, «انتماءه» has a pronoun


def speech_verb(sentence: Sentence, i: int) -> bool:
    """Whether the token reports speech; used to tell what a date in the sentence dates."""
    match = _reporting().longest(sentence.tokens, i)
    return match is not None and match.value.pos == "v" and tag(sentence.tokens[i].word).verb
