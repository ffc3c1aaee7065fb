"""The table form: one card per event, labels on the left, readable without colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from marsad.cli.layout import Pen, Piece, is_rtl, quoted, safe

if TYPE_CHECKING:
    from marsad.types import Actor, Casualty, CodedReport, Event, Interval, Place

_LABEL = 9  # cells of the label column, that of "to whom" and two spaces
_INDENT = "   "
_HARM = {"casualties": "killed or wounded"}


def heading(coded: CodedReport, pen: Pen) -> Iterator[str]:
    """Who published which report when, and how many events it tells of."""
    ref = coded.report
    known = [ref.id, ref.source, ref.published.isoformat() if ref.published else None]
    pieces = [Piece("═══ ", "quiet")]
    for part in filter(None, known):
        if len(pieces) > 1:
            pieces.append(Piece(" · ", "quiet"))
        pieces.append(_name(part, "heading"))
    yield from pen.lines(pieces, rest=_INDENT)
    events, drops = len(coded.events), len(coded.drops)
    count = f"{events or 'no'} {'event' if events == 1 else 'events'}"
    notes = [f"{drops} dropped"] if drops else []
    if ref.published is None and any(e.time and not e.date for e in coded.events):
        notes.append("no publication date to count days from")
    yield pen.paint(f"    {' · '.join([count, *notes])}", "quiet")


def card(event: Event, pen: Pen) -> Iterator[str]:
    """One event: title line, then a line for each field that the text gives."""
    yield from pen.lines(_title(event), rest=_INDENT)
    for label, value in _fields(event):
        first = _INDENT + pen.paint(label.ljust(_LABEL), "quiet")
        yield from pen.lines(value, first, " " * (len(_INDENT) + _LABEL))


def _title(event: Event) -> list[Piece]:
    number = event.id.rpartition("#")[2]
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    rest = " · ".join(filter(None, [event.acled, event.status]))
    return [Piece(f"#{number} ", "quiet"), Piece(kind, "type"), Piece(f" · {rest}")]


def _fields(event: Event) -> Iterator[tuple[str, list[Piece]]]:
    if event.actors:
        yield "who", _listed([_actor(a, "who") for a in event.actors])
    if event.recipients:
        yield "to whom", _listed([_actor(a, "to whom") for a in event.recipients])
    if event.places:
        yield "where", _listed([_place(p) for p in event.places])
    if event.time or event.date:
        yield "when", _when(event)
    for casualty in event.casualties:
        yield "toll", _toll(casualty)
    if event.source:
        stance = event.source.stance
        yield "says", _noted(quoted(event.source.text, "says"), "" if stance == "says" else stance)
    if event.condition:
        yield "if", [quoted(event.condition.text)]
    yield "words", _words(event)


def _actor(actor: Actor, style: str) -> list[Piece]:
    known = [actor.name_en, actor.actor_id] if actor.actor_id else [actor.country, actor.sector]
    return _noted(quoted(actor.text, style), ", ".join(filter(None, known)))


def _place(place: Place) -> list[Piece]:
    area = place.admin1 if place.admin1 != place.name_en else None
    known = [place.name_en, area, place.country, place.precision]
    return _noted(quoted(place.text, "where"), ", ".join(filter(None, known)))


def _when(event: Event) -> list[Piece]:
    date = _days(event.date) if event.date else "undated"
    return _noted(quoted(event.time.text, "when"), date) if event.time else [Piece(date, "when")]


def _days(days: Interval) -> str:
    if days.start == days.end:
        return days.start.isoformat()
    return f"{days.start.isoformat()} to {days.end.isoformat()}, {days.precision}"


def _toll(casualty: Casualty) -> list[Piece]:
    kind = _HARM.get(casualty.kind, casualty.kind)
    pieces = [
        Piece("of these " if casualty.subset else ""),
        Piece(f"{count(casualty)} {kind}", "toll"),
        Piece(" "),
        quoted(f"«{casualty.text}»"),
    ]
    if casualty.party:
        pieces += [Piece(" of "), quoted(f"«{casualty.party.text}»")]
        pieces += [Piece(f" [{casualty.party.actor_id}]")] if casualty.party.actor_id else []
    if casualty.hedge:
        pieces.append(Piece(f" ({casualty.hedge})"))
    if casualty.source:
        pieces += [Piece(f", {casualty.source.stance} "), quoted(f"«{casualty.source.text}»")]
    return pieces


def count(casualty: Casualty) -> str:
    """The bounds of a toll: ``17``, ``≥17``, ``≤17``, ``20-99``."""
    low, high = casualty.min, casualty.max
    if low is None and high is None:
        return "?"
    if high is None:
        return f"≥{low}"
    if low is None:
        return f"≤{high}"
    return str(low) if low == high else f"{low}-{high}"


def _words(event: Event) -> list[Piece]:
    pieces = [quoted(event.trigger.text, "trigger")]
    for words in dict.fromkeys(m.text for m in event.mentions if m.text != event.trigger.text):
        pieces += [Piece(", also " if len(pieces) == 1 else ", "), quoted(words)]
    return pieces


def _listed(items: Sequence[list[Piece]]) -> list[Piece]:
    pieces = list(items[0])
    for item in items[1:]:
        pieces += [Piece("; "), *item]
    return pieces


def _noted(piece: Piece, note: str) -> list[Piece]:
    return [piece, Piece(f" ({safe(note)})", "quiet")] if note else [piece]


def _name(text: str, style: str) -> Piece:
    return quoted(text, style) if is_rtl(text) else Piece(safe(text), style)
