"""``--explain``: the sentences of an event with their marked spans, the rules, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from marsad.cli.layout import Pen, Piece, quoted, safe

if TYPE_CHECKING:
    from marsad.types import CodedReport, Event, Report, Span

_INDENT = "   "
_MARKS = {
    "trigger": "[]",
    "who": "{}",
    "to whom": "<>",
    "where": "⟨⟩",
    "when": "‹›",
    "toll": "**",
    "says": "||",
}
# What the rules mean; a rule that is not listed is told by its own name.
_ARGUMENTS = {
    "args.verb_subject": "the verb's subject",
    "args.verb_object": "the verb's object",
    "args.genitive": "the phrase that the noun governs",
    "args.light_verb": "the subject of the verb that carries the noun («شن غارة»)",
    "args.preposition": "the phrase under the preposition",
    "args.agent_phrase": "the agent phrase («على يد», «من قبل»)",
    "args.speaker": "the speaker of the statement",
    "args.same_subject": "the subject of the verb before",
    "args.statement_of": "whose statement it is",
    "args.announced": "the one who announces his own act",
    "args.pronoun": "the one whom a pronoun stands for",
    "args.bare_name": "the bare name beside it",
    "args.accuser": "the accuser",
    "args.accused": "the accused",
    "args.condemned": "the condemned",
}
_STATUS = {
    "status.reported": "it is told as a fact",
    "status.voiced": "saying it is doing it",
    "status.old_date": "its date is more than a week before the report",
    "status.pluperfect": "it is told as past before the past («كان قد»)",
    "status.since": "it has been going on for long («منذ أشهر»)",
    "status.running_war": "the word names a long war, not a happening",
    "status.negation": "it is denied",
    "status.future_verb": "the verb stands in the future («سـ»)",
    "status.planned": "it is planned or expected",
    "status.hypothetical": "it is conditional or feared",
    "status.may": "it may happen («قد» before a present verb)",
}


def legend(pen: Pen) -> Iterator[str]:
    """How spans are marked in the sentences."""
    marked = "  ".join(pen.paint(f"{m[0]}{name}{m[1]}", name) for name, m in _MARKS.items())
    yield f"marks: {marked}"


def explanation(event: Event, report: Report, pen: Pen) -> Iterator[str]:
    """The marked sentences of one event, the rules that fired and what they say."""
    from marsad.text import sentences

    spans = list(_spans(event))
    for sentence in sentences(report.text):
        here = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
        if any(s.style == "trigger" for s in here):
            pieces = list(_marked(report.text, sentence.start, sentence.end, here))
            yield from pen.sentence(pieces, f"{_INDENT}│ ")
    yield from pen.lines([Piece(", ".join(event.rules))], f"{_INDENT}rules    ", _INDENT * 4)
    yield from pen.lines(_reason(event), f"{_INDENT}because  ", _INDENT * 4)


def dropped(coded: CodedReport, pen: Pen) -> Iterator[str]:
    """What looked like something and was not taken, by reason."""
    reasons: dict[str, list[Span]] = {}
    for drop in coded.drops:
        reasons.setdefault(drop.reason, []).append(drop)
    for reason, spans in reasons.items():
        pieces = [Piece(f"{safe(reason)}: ", "quiet")]
        for n, span in enumerate(spans):
            pieces += [
                Piece(", " if n else ""),
                quoted(f"«{span.text}»"),
                Piece(f" at {span.start}"),
            ]
        yield from pen.lines(pieces, f"{_INDENT}dropped  ", _INDENT * 4)


class _Mark(NamedTuple):
    start: int
    end: int
    style: str


def _spans(event: Event) -> Iterator[_Mark]:
    groups: list[tuple[str, Iterable[Span]]] = [
        ("trigger", [event.trigger, *event.mentions]),
        ("who", event.actors),
        ("to whom", event.recipients),
        ("where", event.places),
        ("when", [event.time] if event.time else []),
        ("says", [event.source] if event.source else []),
    ]
    for style, spans in groups:
        yield from (_Mark(s.start, s.end, style) for s in spans)
    yield from (_Mark(c.start, c.end, "toll") for c in event.casualties)


def _marked(text: str, start: int, end: int, spans: Iterable[_Mark]) -> Iterator[Piece]:
    """The sentence cut at every bound; the shortest span around a stretch gives its style."""
    marks = sorted(set(spans), key=lambda s: (s.start, -s.end))
    bounds = sorted({start, end, *(s.start for s in marks), *(s.end for s in marks)})
    for left, right in pairwise(bounds):
        around = [s for s in marks if s.start <= left and right <= s.end]
        style = min(around, key=lambda s: s.end - s.start).style if around else ""
        opened = "".join(_MARKS[s.style][0] for s in marks if s.start == left)
        closed = "".join(_MARKS[s.style][1] for s in reversed(marks) if s.end == right)
        yield Piece(f"{opened}{_flat(text[left:right])}{closed}", style)


def _flat(text: str) -> str:
    """One line, spaces at the ends kept, for the stretches of a sentence join up."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return left + safe(text) + right


def _reason(event: Event) -> list[Piece]:
    """One sentence: the word, the roles, the status, the date, each by its rule."""
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    pieces = [quoted(f"«{event.trigger.text}»"), Piece(f" tells of {kind}")]
    found = [_ARGUMENTS.get(r, _plain(r)) for r in event.rules if r.startswith("args.")]
    if found and (event.actors or event.recipients):
        for n, words in enumerate(dict.fromkeys(found)):
            pieces += [Piece(", " if n else "; its parties: "), *_mixed(words)]
    states = [_STATUS.get(r, _plain(r)) for r in event.rules if r.startswith("status.")]
    if states:
        pieces += [Piece(f"; {event.status}: "), *_mixed(states[0])]
    times = [r for r in event.rules if r.startswith("time.")]
    if times and event.time:
        pieces += [Piece("; dated by "), quoted(f"«{event.time.text}»"), Piece(f" ({times[0]})")]
    return [*pieces, Piece(".")]


def _plain(rule: str) -> str:
    return rule.rpartition(".")[2].replace("_", " ")


def _mixed(words: str) -> Iterator[Piece]:
    """English with «Arabic» in it, the Arabic isolated."""
    for n, part in enumerate(words.replace("«", "\0«").replace("»", "»\0").split("\0")):
        yield quoted(part) if n % 2 else Piece(part)
