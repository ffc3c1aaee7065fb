"""The csv form: one row per event, flat columns, safe to open in a spreadsheet.

The numbers of a toll follow one rule, ``envelope``: what one informant says of several parties is
added up; between informants, and where parties are not told apart, the lowest and the highest
account are kept. Parts of a toll («بينهم طفلان») are not counted again. The words stand beside.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO, TypeAlias, get_args

from marsad.types import CasualtyKind

if TYPE_CHECKING:
    from marsad.types import Casualty, Event

KINDS: tuple[str, ...] = get_args(CasualtyKind)
_HEAD = (
    "report_id event_id type mode quad acled status trigger actors actor_ids recipients "
    "recipient_ids places place_ids country lat lon precision time date_start date_end "
    "date_precision source"
)
COLUMNS = (
    *_HEAD.split(),
    *(f"{kind}_{bound}" for kind in KINDS for bound in ("min", "max")),
    "casualties",
    "condition",
    "rules",
)
_FORMULA = ("=", "+", "-", "@")  # first characters that make a spreadsheet compute the cell

Cell: TypeAlias = str | int | float | None
_Bounds: TypeAlias = tuple[int, int | None]


def write_header(stream: TextIO) -> None:
    """The column names."""
    csv.writer(stream, lineterminator="\n").writerow(COLUMNS)


def write_rows(events: Sequence[Event], report_id: str, stream: TextIO) -> None:
    """One row per event."""
    writer = csv.writer(stream, lineterminator="\n")
    for event in events:
        cells = row(event, report_id)
        writer.writerow([_guarded(cells[column]) for column in COLUMNS])


def row(event: Event, report_id: str) -> dict[str, Cell]:
    """The cells of one event by column; coordinates and country are those of its first place."""
    place = event.places[0] if event.places else None
    return {
        **{name: getattr(event, name) for name in ("type", "mode", "quad", "acled", "status")},
        "report_id": report_id,
        "event_id": event.id,
        "trigger": event.trigger.text,
        "actors": _joined([a.text for a in event.actors]),
        "actor_ids": _joined([a.actor_id for a in event.actors]),
        "recipients": _joined([a.text for a in event.recipients]),
        "recipient_ids": _joined([a.actor_id for a in event.recipients]),
        "places": _joined([p.text for p in event.places]),
        "place_ids": _joined([p.place_id for p in event.places]),
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "time": event.time.text if event.time else None,
        "date_start": event.date.start.isoformat() if event.date else None,
        "date_end": event.date.end.isoformat() if event.date else None,
        "date_precision": event.date.precision if event.date else None,
        "source": event.source.text if event.source else None,
        "casualties": _joined([c.text for c in event.casualties]),
        "condition": event.condition.text if event.condition else None,
        "rules": _joined(event.rules),
        **_tolls(event.casualties),
    }


def _tolls(casualties: Sequence[Casualty]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for kind in KINDS:
        bounds = envelope([c for c in casualties if c.kind == kind and not c.subset])
        cells[f"{kind}_min"], cells[f"{kind}_max"] = bounds or (None, None)
    return cells


def envelope(casualties: Sequence[Casualty]) -> _Bounds | None:
    """The bounds of all tolls of one kind; see the module's text for the rule."""
    accounts: dict[str | None, list[Casualty]] = {}
    for casualty in casualties:
        informant = casualty.source.text if casualty.source else None
        accounts.setdefault(informant, []).append(casualty)
    return _widest([_account(told) for told in accounts.values()])


def _account(told: Sequence[Casualty]) -> _Bounds:
    """What one informant says: parties add up where every toll names a different one."""
    bounds = [(c.min or 0, c.max) for c in told]
    parties = {c.party.text for c in told if c.party}
    if len(parties) < len(told):
        return _widest(bounds) or (0, None)
    highs = [high for _, high in bounds if high is not None]
    return sum(low for low, _ in bounds), sum(highs) if len(highs) == len(bounds) else None


def _widest(bounds: Sequence[_Bounds]) -> _Bounds | None:
    if not bounds:
        return None
    highs = [high for _, high in bounds if high is not None]
    return min(low for low, _ in bounds), max(highs) if len(highs) == len(bounds) else None


def _joined(values: Sequence[str | None]) -> str | None:
    """Empty values keep their place, so that names and identifiers stay in step."""
    return "; ".join(value or "" for value in values) if any(values) else None


def _guarded(cell: Cell) -> Cell:
    """One line of text that no spreadsheet computes; numbers stay numbers, also negative ones."""
    if not isinstance(cell, str):
        return cell
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat
