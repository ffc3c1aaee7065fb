"""Who, inside the text, says that an event happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from marsad.events.draft import Draft, actor_key
from marsad.events.scene import Scene
from marsad.events.status import VOICED
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.speech import CLAIMS, Statement
from marsad.text import fold, tokenize
from marsad.text.matching import PhraseIndex
from marsad.text.wordsets import word_set
from marsad.types import Source


def source(draft: Draft, statements: Sequence[Statement], text: str) -> Source | None:
    """The informant of an event: whoever's words its mentions stand in.

    Of several in one sentence it is the inner one («قالت الوكالة نقلا عن مصدر طبي إن»); somebody
    named comes before «مسؤول», a person or body before a bare «بيان», the main mention before the
    others. A speech act has its own speaker as actor; only somebody else can be its source.
    """
    best: tuple[tuple[bool, bool, int], Statement] | None = None
    for n, trigger in enumerate(_telling(draft)):
        inner: Statement | None = None
        for statement in statements:
            covers = statement.sentence == trigger.sentence and statement.verb != trigger.first
            if not covers or not statement.first <= trigger.first < statement.last:
                continue
            later = inner is None or statement.first >= inner.first
            if later and _informs(statement, draft, text):
                inner = statement
        if inner is not None and inner.speaker is not None:
            kind = inner.speaker.kind
            rank = (kind != "person", kind == "medium", n)
            if best is None or rank < best[0]:
                best = (rank, inner)
    return named(best[1].speaker, best[1].stance, text) if best and best[1].speaker else None


_SOON = 1  # sentences after the first in which an event is told; later words only comment on it


def _telling(draft: Draft) -> list[Trigger]:
    """The mentions whose speaker reports the event: the main one and the first ones."""
    body = [t.sentence for t in draft.triggers if t.sentence] or [0]
    until = min(body) + _SOON
    return [t for t in draft.triggers if t is draft.trigger or t.sentence <= until]


def accusations(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> list[Statement]:
    """What accusers say happened: «اتهمت المنظمة الجيش بقصف سوق»."""
    found = []
    for draft in drafts:
        if draft.type != "ACCUSE" or not draft.actors or draft.mode != "allege":
            continue
        for trigger in draft.triggers:
            tokens = scenes[trigger.sentence].sentence.tokens
            end = next(
                (k for k in range(trigger.last, len(tokens)) if tokens[k].folded in _ENDS), None
            )
            last = len(tokens) if end is None else end
            found.append(
                Statement(
                    trigger.sentence,
                    trigger.first,
                    trigger.last,
                    last,
                    draft.actors[0],
                    "alleges",
                    False,
                )
            )
    return found


_ENDS = frozenset([".", "؛", ":", "؟", "!", "لكن", "فيما", "بينما"])
_COUNTED = frozenset(
    ["people", "nationals"]
)  # kinds that speak only as «شهود», «سكان» without number


def _informs(statement: Statement, draft: Draft, text: str) -> bool:
    """Whether the speaker of a statement can be who says that the event happened."""
    speaker = statement.speaker
    if speaker is None or speaker.kind in ("thing", "adjective"):
        return False
    if speaker.kind == "nationals" and speaker.last - speaker.first == 1:
        return False  # «كشفت عن وجود مشروع أمريكي»
    if statement.stance == CLAIMS:
        return False
    if statement.stance == "denies" and draft.status != "negated":
        return False
    if speaker.kind in _COUNTED and speaker.bounds is not None and statement.verb < 0:
        return False
    if any(
        t.sentence == speaker.sentence and speaker.first <= t.first < speaker.last
        for t in draft.triggers
    ):
        return False
    if draft.type not in VOICED:
        return True
    if not draft.actors:
        return draft.type == "AGREE" or speaker.kind == "medium"
    if draft.type in _OWN_WORD and speaker.kind in _OFFICIAL and _to_come(draft, text):
        return False  # «قال الوزير إن الجيش سيضرب»: it is he who threatens
    return not any(_one_voice(speaker, actor, text) for actor in draft.actors)


def _one_voice(speaker: Found, actor: Found, text: str) -> bool:
    """Whether the speaker speaks for the actor: the same, or a minister and his state."""
    if (speaker.start, speaker.end) == (actor.start, actor.end):
        return True
    if actor_key(speaker, text) == actor_key(actor, text):
        return True
    mine, his = (_words(text, a) for a in (speaker, actor))
    if mine[:1] == his[:1] and (set(mine) <= set(his) or set(his) <= set(mine)):
        return True  # «السلطات القضائية»، «السلطات القضائية العراقية»
    official = speaker.kind in _OFFICIAL and actor.kind in _OFFICIAL
    return official and speaker.country is not None and speaker.country == actor.country


def _words(text: str, party: Found) -> list[str]:
    return [t.folded.removeprefix("ال") for t in tokenize(text[party.start : party.end])]


def _to_come(draft: Draft, text: str) -> bool:
    """Whether the event word is a future verb («سيضرب»، «سوف يضرب»، «لن يسمح»)."""
    words = [fold(w) for w in text[draft.trigger.start : draft.trigger.end].split()]
    return any(w in _COMING or w.removeprefix("و").startswith(_WILL) for w in words)


_COMING = frozenset(map(fold, ["سوف", "قد", "لن"]))
_WILL = ("سي", "ست", "سن")


_OWN_WORD = frozenset(["THREATEN", "SUPPORT", "REJECT"])
_OFFICIAL = frozenset(["state", "title", "body", "person"])


def informant(sentence: int, at: int, statements: Sequence[Statement], text: str) -> Source | None:
    """Who says what stands at token ``at`` of a sentence."""
    for statement in reversed(statements):
        if (
            statement.sentence == sentence
            and statement.first <= at < statement.last
            and statement.speaker
        ):
            return named(statement.speaker, statement.stance, text)
    return None


def named(speaker: Found, stance: str, text: str) -> Source:
    """A speaker as a source with its span, without «في بيان» and «لوكالة رويترز» at its end."""
    identifier = speaker.authority.id if speaker.authority else None
    stop = speaker.end
    while stop < len(text) and text[stop].isalpha():
        stop += 1  # «محاميه»: the pronoun tells whose lawyer it is
    end = _tail(text[speaker.start : stop]) + speaker.start
    return Source(speaker.start, end, text[speaker.start : end], identifier, stance)


@cache
def _tails() -> PhraseIndex[None]:
    found: PhraseIndex[None] = PhraseIndex()
    for phrase in word_set("source_tails"):
        found.add(phrase, None, "word")
    return found


def _tail(phrase: str) -> int:
    """Where the name of a source ends in its phrase, as an offset."""
    tokens = tokenize(phrase)
    for k in range(1, len(tokens)):
        if _tails().longest(tokens, k) is not None:
            return tokens[k - 1].end
    return len(phrase)
