"""One event per happening: headline, lead and casualty sentence become one draft.

Mentions are gathered clause by clause, then sentence by sentence, and the headline comes last,
when the happenings of the body are known. What is only referred to («ردا على هجوم»), told as
another («في هجوم آخر») or has other dead stays apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from marsad.events import agree
from marsad.events.asides import another, aside, changes_topic, clause, left_behind, nearness
from marsad.events.draft import Draft
from marsad.events.fuse import join
from marsad.events.scene import Aside, Count, Scene
from marsad.events.status import VOICED
from marsad.mentions.actors import Found
from marsad.mentions.grammar import word_at
from marsad.text import Token, fold

_UNREAL = frozenset(["negated", "hypothetical", "future"])
_LOOK_BACK = 40  # drafts; a report has fewer, and a dump of thousands stays linear
_CLOSE = 3  # sentences; further apart, a second mention must share a place or an actor
_SPEECH_CLOSE = 4  # sentences; words of one speaker go on for longer
_FAR_MORE = 5  # times; claims on one happening differ less, a toll of the whole war by more
_HEADLINE_REACH = 2  # sentences; the lead and the sentence after it repeat a headline's words


class _Told(NamedTuple):
    """A draft with what its words say of its place among the others.

    ``clause`` is a sentence and the clause in it, ``topic`` numbers the parts of the report.
    ``again``: it points back («الهجوم»). ``silent``: it does so or names nobody («في قصف»).
    ``bare``: it tells harm and not what did it («قتل ثلاثة»). ``placed``: its place is its own.
    ``result``: it is what something else led to («وأسفر عن مقتل»).
    """

    draft: Draft
    clause: tuple[int, int]
    topic: int
    aside: Aside | None
    other: bool
    again: bool
    silent: bool
    bare: bool
    placed: bool
    result: bool
    dead: frozenset[Count]


def merge(drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> list[Draft]:
    """Join drafts that tell of one happening, in the order of their first words."""
    told = _tell(drafts, scenes, text)
    sentences: list[list[_Told]] = []
    for _, here in groupby(told, key=lambda t: t.clause[0]):
        clauses: list[_Told] = []
        for _, beside in groupby(here, key=lambda t: t.clause):
            _gather(clauses, _gathered(list(beside), _same_clause, text), _same, text)
        sentences.append(clauses)
    titles = _taken_titles(sentences, scenes, text)
    body: list[_Told] = []
    for clauses in sentences:
        if clauses and clauses[0].clause[0] > _HEADLINE_REACH:
            titles = [t for t in titles if not _entitled(body, t, text)]
        _gather(body, clauses, _same, text)
    body += [t for t in titles if not _entitled(body, t, text)]
    joined = [t.draft for t in body]
    return sorted(joined, key=lambda d: min((t.sentence, t.first) for t in d.triggers))


def _tell(drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> list[_Told]:
    """The drafts with their clause, topic and dead, in text order."""
    topics: list[int] = []
    for scene in scenes:
        changed = bool(topics) and changes_topic(scene.sentence.tokens)
        topics.append((topics[-1] if topics else 0) + changed)
    told = []
    for draft in sorted(drafts, key=lambda d: (d.trigger.sentence, d.trigger.first)):
        trigger = draft.trigger
        scene = scenes[trigger.sentence]
        tokens = scene.sentence.tokens
        again = _points_back(draft, tokens)
        harm = "kill" in trigger.lexeme.flags
        result = harm and left_behind(trigger, tokens)
        told.append(
            _Told(
                draft,
                (trigger.sentence, clause(trigger.first, scene)),
                topics[trigger.sentence],
                aside(trigger.first, scene),
                another(trigger, tokens),
                again,
                again or _names_nobody(draft),
                harm,
                not again or _placed_nearby(draft),
                result,
                frozenset(),
            )
        )
    return _counted(told, scenes)


def _counted(told: list[_Told], scenes: Sequence[Scene]) -> list[_Told]:
    """Give the numbers of dead to the draft that tells them."""
    for scene in scenes:
        here = [
            k
            for k, t in enumerate(told)
            if t.draft.trigger.sentence == scene.sentence.index and t.draft.type == "ASSAULT"
        ]
        for count in scene.dead if here else ():
            k = min(here, key=lambda k: nearness(count.at, told[k].draft.trigger, scene))
            told[k] = told[k]._replace(dead=told[k].dead | {count})
    return told


def _taken_titles(sentences: list[list[_Told]], scenes: Sequence[Scene], text: str) -> list[_Told]:
    """Take the mentions of the headline out of the sentences.

    Where it is glued to the lead, they are those that name a place and nothing else.
    """
    if not sentences or sentences[0][0].clause[0] != 0 or len(scenes) < 2:
        return []
    line, following = scenes[0].sentence, scenes[1].sentence
    if line.tokens[-1].folded != "." and "\n" in text[line.end : following.start]:
        return sentences.pop(0)
    titles = [t for t in sentences[0] if _names_only_a_place(t.draft)]
    rest = [t for t in sentences[0] if t not in titles]
    if not rest:
        return []
    sentences[0] = rest
    return titles


def _names_only_a_place(draft: Draft) -> bool:
    told = draft.actors or draft.recipients or draft.time or draft.toll
    return draft.type == "ASSAULT" and bool(draft.places) and not told


_Same = Callable[[_Told, _Told, str], bool]


def _gathered(items: Sequence[_Told], same: _Same, text: str) -> list[_Told]:
    found: list[_Told] = []
    _gather(found, items, same, text)
    return found


def _gather(found: list[_Told], items: Sequence[_Told], same: _Same, text: str) -> None:
    """Join each item to the happening among ``found`` that it fits best, or add it."""
    for item in items:
        newest_first = range(len(found) - 1, max(-1, len(found) - 1 - _LOOK_BACK), -1)
        fitting = [k for k in newest_first if same(found[k], item, text)]
        if fitting:
            at = max(fitting, key=lambda k: _fit(found[k], item, text))
            found[at] = _joined(found[at], item, text)
        else:
            found.append(item)


def _entitled(body: list[_Told], title: _Told, text: str) -> bool:
    """Join a mention of the headline to the happening of the body that it announces, if any."""
    fitting = [k for k in range(min(_LOOK_BACK, len(body))) if _announces(title, body[k], text)]
    if fitting:
        at = max(fitting, key=lambda k: _fit(title, body[k], text) - min(_start(body[k]), 4))
        body[at] = _joined(title, body[at], text)
    return bool(fitting)


def _start(told: _Told) -> int:
    return min(t.sentence for t in told.draft.triggers)


def _joined(a: _Told, b: _Told, text: str) -> _Told:
    said = _said_of(a, b)
    first, second = a.draft, b.draft
    if first.places and not (b.placed and agree.places_agree(first.places, second.places)):
        second = second._replace(places=())
    return _Told(
        join(first, second, text, b.silent),
        max(a.clause, b.clause),
        a.topic,
        a.aside if a.aside and b.aside else None,
        a.other or b.other,
        (a.again and (b.again or b.bare or said)) or (b.again and a.bare),
        (a.silent and (b.silent or b.bare or said)) or (b.silent and a.bare),
        a.bare and b.bare,
        a.placed or b.placed,
        a.result and b.result,
        a.dead | b.dead,
    )


def _said_of(a: _Told, b: _Told) -> bool:
    """«الغارة استهدفت»، «الهجوم أدى إلى»: a verb of the mention before it."""
    first, second = a.draft.triggers[-1], b.draft.trigger
    same = first.sentence == second.sentence
    return same and second.verb and 0 <= second.first - first.last <= 1


def _fit(a: _Told, b: _Told, text: str) -> int:
    """How much two mentions that may be one have in common; the first of equals is taken."""
    fit = 4 * bool(_shared_dead(a, b)) - 3 * (a.aside is not None) + 2 * (a.topic == b.topic)
    fit += 2 * bool(agree.ids(a.draft.places) & agree.ids(b.draft.places))
    fit += 2 * bool(agree.keys(a.draft.actors, text) & agree.keys(b.draft.actors, text))
    fit += bool(agree.keys(a.draft.recipients, text) & agree.keys(b.draft.recipients, text))
    fit += agree.same_days(a.draft, b.draft)
    return fit + (a.draft.mode is not None and a.draft.mode == b.draft.mode)


def _may_be_one(a: _Told, b: _Told) -> bool:
    """Whether nothing that the two say of themselves speaks against one happening."""
    if a.draft.type != b.draft.type or agree.counts_differ(a.draft, b.draft):
        return False
    was, is_ = a.draft.status, b.draft.status
    recalled = (b.silent and b.draft.time is None) or _done_by(a, b)
    if (was == "historical") != (is_ == "historical") and not recalled:
        return False
    if was != is_ and {was, is_} & _UNREAL:
        return False
    return agree.compatible_modes(a.draft, b.draft) and not agree.different_days(a.draft, b.draft)


def _done_by(a: _Told, b: _Told) -> bool:
    """Whether ``b`` is the harm that ``a`` led to in the same sentence."""
    return b.result and a.clause[0] == b.clause[0]


def _same_clause(a: _Told, b: _Told, text: str) -> bool:
    if not _may_be_one(a, b) or not _one_reference(a, b):
        return False
    if b.other and not a.bare:
        return False
    return _one_happening(a, b, text)


def _one_reference(a: _Told, b: _Told) -> bool:
    """Both or neither are only referred to; a cause («بعد انفجار») may join the harm it did."""
    if a.draft.type in VOICED or a.aside == b.aside:
        return True
    if a.aside is not None and b.aside is not None:
        return False
    reference, main = (a, b) if a.aside is not None else (b, a)
    return reference.aside is not None and reference.aside.cause and main.bare


def _same(a: _Told, b: _Told, text: str) -> bool:
    if not _may_be_one(a, b) or b.other:
        return False
    shared_dead = _shared_dead(a, b)
    if a.clause[0] == b.clause[0]:
        if not _one_reference(a, b):
            return False
    elif (a.aside is None) != (b.aside is None) and not (shared_dead or _alike(a, b, text)):
        return False
    repeats = shared_dead or (b.again and not b.dead) or _told_again(a, b, text)
    if a.topic != b.topic and not repeats:
        return False
    if a.dead and b.dead and not shared_dead and not _one_toll(a, b):
        return False
    return _one_happening(a, b, text)


def _alike(a: _Told, b: _Told, text: str) -> bool:
    """Whether the same people, places or days are told of both."""
    actors = agree.keys(a.draft.actors, text) & agree.keys(b.draft.actors, text)
    victims = agree.keys(a.draft.recipients, text) & agree.keys(b.draft.recipients, text)
    places = agree.ids(a.draft.places) & agree.ids(b.draft.places)
    return bool(actors or victims or places or agree.same_days(a.draft, b.draft))


def _told_again(a: _Told, b: _Told, text: str) -> bool:
    """Whether the same people are told to have done it, at the same place unless it is speech."""
    actors = agree.keys(a.draft.actors, text) & agree.keys(b.draft.actors, text)
    places = agree.ids(a.draft.places) & agree.ids(b.draft.places)
    return bool(actors) and (bool(places) or a.draft.type in VOICED)


def _shared_dead(a: _Told, b: _Told) -> bool:
    """Whether both tell the same number of dead; «خمسة آخرين» are not the five told before."""
    return bool({c.min for c in a.dead} & {c.min for c in b.dead if not c.more})


def _one_toll(a: _Told, b: _Told) -> bool:
    """Whether other numbers of dead can be another count of the same: no new cause is told."""
    if b.again:
        return True
    if any(c.more for c in b.dead):
        return b.bare
    if b.bare or a.bare:
        least, most = min(c.min or 1 for c in a.dead), max(c.min or 1 for c in b.dead)
        return most < _FAR_MORE * least
    return a.clause[0] != b.clause[0] and bool(
        agree.ids(a.draft.places) & agree.ids(b.draft.places)
    )


def _one_happening(a: _Told, b: _Told, text: str) -> bool:
    """Whether days, places and parties of two mentions agree, by the measure of their type."""
    first, second = a.draft, b.draft
    elsewhere = not agree.places_agree(first.places, second.places)
    places = not (elsewhere and b.placed) or _done_by(a, b)
    if b.silent:
        return places
    gap = b.clause[0] - a.clause[0]
    if first.type == "ASSAULT":
        return places and _violence_agrees(a, b, gap, text)
    parties = agree.parties_agree(first, second, text)
    if first.type in ("PROTEST", "CONSULT"):
        return places and parties
    if first.type in VOICED and gap > 0 and not (first.actors and second.actors):
        return False
    modes = first.trigger.lexeme.mode == second.trigger.lexeme.mode
    return (
        parties
        and places
        and gap <= _SPEECH_CLOSE
        and (modes or first.type not in ("COERCE", "RETREAT"))
    )


def _violence_agrees(a: _Told, b: _Told, gap: int, text: str) -> bool:
    if agree.kills_beside(a.draft, b.draft) or _shared_dead(a, b):
        return True
    if gap == 0 and (a.draft.mode is None or b.draft.mode is None):
        return agree.side_agrees(a.draft.actors, b.draft.actors, text)
    near = gap <= _CLOSE or bool(agree.ids(a.draft.places) & agree.ids(b.draft.places))
    return near and agree.parties_agree(a.draft, b.draft, text)


def _announces(title: _Told, b: _Told, text: str) -> bool:
    """Whether a mention in the headline can be of this happening in the body."""
    if not _may_be_one(title, b) or b.other:
        return False
    first, second = title.draft, b.draft
    places = agree.places_agree(first.places, second.places)
    if first.type == "ASSAULT":
        told = b.aside is None or _alike(title, b, text)
        return (
            places and told and (_shared_dead(title, b) or not (title.dead and b.dead and b.topic))
        )
    near = _start(b) <= _HEADLINE_REACH
    if first.type in ("PROTEST", "CONSULT"):
        return places and (near or agree.parties_agree(first, second, text))
    return near or (places and agree.parties_agree(first, second, text))


_OWN_REACH = 3  # tokens between a definite mention and the doer that is named with it
_PLACE_REACH = 6  # tokens; «الهجوم الذي وقع صباح اليوم في سرت»
_DEMONSTRATIVES = frozenset(map(fold, ("هذا", "هذه", "ذلك", "تلك")))


def _points_back(draft: Draft, tokens: Sequence[Token]) -> bool:
    """«الهجوم»، «هذا التحذير»، «اختطافهم»: a mention without parties repeats an event."""
    trigger = draft.trigger
    if trigger.pronoun and not draft.recipients:
        return True
    if trigger.verb:
        return False
    if word_at(tokens, trigger.first - 1).lstrip("و") in _DEMONSTRATIVES:
        return True
    definite = any(f.article for f in tokens[trigger.first].word.forms)
    return definite and not (_own(draft.actors, draft) or _own(draft.recipients, draft))


def _names_nobody(draft: Draft) -> bool:
    """«في قصف»: violence without parties or dead of its own."""
    if draft.trigger.verb or draft.type != "ASSAULT" or draft.toll:
        return False
    return not _own(draft.actors, draft) and not draft.recipients


def _own(people: Sequence[Found], draft: Draft) -> bool:
    """Whether somebody is named right after the word; who stands elsewhere is inherited."""
    return any(0 <= p.first - draft.trigger.last <= _OWN_REACH for p in people)


def _placed_nearby(draft: Draft) -> bool:
    """Whether a place is named right after a mention that points back; others are not its own."""
    gaps = (p.found.first - draft.trigger.last for p in draft.places)
    return any(0 <= gap <= _PLACE_REACH for gap in gaps)
