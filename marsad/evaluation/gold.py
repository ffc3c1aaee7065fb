"""Reads a gold folder: documents, events, labels and clusters, with the digest of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from marsad.errors import EvaluationError, InputError
from marsad.ingest import Defaults, read
from marsad.types import Report, Status

T = TypeVar("T")

REPORTS = "dev.jsonl"
DOCUMENTS = "dev_docs.json"
EVENTS = "dev_gold.json"
LABELS = "gsr_dev.jsonl"
CLUSTERS = "clusters_dev.json"


class Document(msgspec.Struct, frozen=True):
    """A text with the sentence bounds that the gold events refer to."""

    doc: str
    text: str
    sents: tuple[tuple[int, int], ...]
    published: date | None = None


class GoldMention(msgspec.Struct, frozen=True):
    """Another word in the text for the same event."""

    trigger: str
    sent: int


class GoldPlace(msgspec.Struct, frozen=True):
    """Where a gold event happened; without coordinates when the annotator did not know them."""

    text: str
    lat: float | None = None
    lon: float | None = None


class GoldDate(msgspec.Struct, frozen=True):
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date


class GoldCasualty(msgspec.Struct, frozen=True):
    """One number of people."""

    kind: str
    min: int | None = None
    max: int | None = None


class GoldEvent(msgspec.Struct, frozen=True):
    """One event as the annotators wrote it; phrases are substrings of the text."""

    type: str
    trigger: str
    sent: int
    status: Status
    also: tuple[GoldMention, ...] = ()
    mode: str | None = None
    acled: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[GoldPlace, ...] = ()
    date: GoldDate | None = None
    source: str | None = None
    casualties: tuple[GoldCasualty, ...] = ()

    @property
    def historical(self) -> bool:
        """Background: finding it costs nothing, missing it costs nothing."""
        return self.status == "historical"


class GoldDocument(msgspec.Struct, frozen=True):
    """The events of one document."""

    doc: str
    events: tuple[GoldEvent, ...]


class Label(msgspec.Struct, frozen=True):
    """A sentence and whether a person found an event of that type in it."""

    id: str
    event_type: Literal["ASSAULT", "PROTEST"]
    label: Literal["yes", "no"]
    text: str


class Cluster(msgspec.Struct, frozen=True):
    """Reports of one incident, and near misses that tell of another."""

    cluster_id: str
    reports: tuple[str, ...]
    confusable: tuple[str, ...] = ()


class IncidentLine(msgspec.Struct, frozen=True):
    """One line of an incidents file: an incident and the reports that give it an event."""

    incident: str
    reports: tuple[str, ...]


def documents(folder: Path) -> Mapping[str, Document]:
    """The texts of the gold events, by name."""
    return {d.doc: d for d in _json(folder / DOCUMENTS, list[Document])}


def events(folder: Path) -> Mapping[str, tuple[GoldEvent, ...]]:
    """The gold events of each document."""
    return {g.doc: g.events for g in _json(folder / EVENTS, list[GoldDocument])}


def labels(folder: Path) -> list[Label]:
    """Sentences with yes/no labels."""
    return list(_lines(folder / LABELS, Label))


def clusters(folder: Path) -> list[Cluster]:
    """Which reports tell of the same incident."""
    return _json(folder / CLUSTERS, list[Cluster])


def incidents(file: Path) -> dict[str, set[str]]:
    """The incidents of each report, from an incidents file."""
    found: dict[str, set[str]] = {}
    for line in _lines(file, IncidentLine):
        for report in line.reports:
            found.setdefault(report, set()).add(line.incident)
    return found


def reports(folder: Path) -> Iterator[Report]:
    """The reports of the gold events, read as ``marsad code`` reads them."""
    bytes_of(folder / REPORTS)
    for record in read([str(folder / REPORTS)], Defaults()):
        if isinstance(record, InputError):
            raise EvaluationError(record.thing, record.place, "Mend the gold file.") from record
        yield record


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(bytes_of(path)).hexdigest()


def bytes_of(path: Path) -> bytes:
    """The content of a gold file; a missing one is an :class:`EvaluationError`."""
    if not path.parent.is_dir():
        remedy = "Give the folder that holds the gold files: --gold ../shared/gold"
        raise EvaluationError("no such folder", str(path.parent), remedy)
    try:
        return path.read_bytes()
    except OSError as error:
        thing = f"it cannot be read ({error.strerror})"
        raise EvaluationError(thing, str(path), "Put the file there or name another.") from error


def _json(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(bytes_of(path), type=kind)
    except msgspec.DecodeError as error:
        raise _broken(error, str(path)) from error


def _lines(path: Path, kind: type[T]) -> Iterator[T]:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    for number, line in enumerate(bytes_of(path).split(b"\n"), 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise _broken(error, f"{path}:{number}") from error


def _broken(error: Exception, place: str) -> EvaluationError:
    return EvaluationError(str(error), place, "Mend the file; GUIDE.md describes its form.")
