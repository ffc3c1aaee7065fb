"""Reads the codebook's YAML files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, cast

import yaml

from marsad.errors import LexiconError
from marsad.types import Quad

_ROOT = resources.files("marsad.codebook")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLOVER = "PLOVER 2.0"


class EventType(NamedTuple):
    """A PLOVER type with its quad class, definition and modes (name → meaning)."""

    type: str
    quad: Quad
    definition: str
    modes: Mapping[str, str]


def _read(name: str) -> Any:
    raw = _ROOT.joinpath(name).read_text(encoding="utf-8")
    try:
        return yaml.load(raw, Loader=_LOADER)
    except yaml.YAMLError as error:
        thing = f"not YAML ({error})"
        raise LexiconError(thing, f"codebook/{name}", "Correct the file.") from error


@cache
def event_types() -> Mapping[str, EventType]:
    """The 16 PLOVER types by name. Raises :class:`LexiconError` for a broken file."""
    found: dict[str, EventType] = {}
    for entry in sorted(_ROOT.joinpath("types").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            data = _read(f"types/{entry.name}")
            try:
                found[data["type"]] = EventType(
                    data["type"], cast(Quad, data["quad"]), data["definition"], data["modes"] or {}
                )
            except (KeyError, TypeError) as error:
                place = f"codebook/types/{entry.name}"
                remedy = "Give type, quad, definition, modes."
                raise LexiconError(f"no {error}", place, remedy) from error
    return found


@cache
def acled_event_type() -> Mapping[str, str]:
    """ACLED's event type by sub-event type."""
    groups: Mapping[str, list[str]] = _read("acled.yaml")
    return {sub: event for event, subs in groups.items() for sub in subs}


@cache
def version() -> str:
    """``PLOVER 2.0+<digest>``: the ontology and eight hex digits over the codebook's files."""
    digest = hashlib.sha256()
    for name in sorted(["acled.yaml", *(f"types/{t.lower()}.yaml" for t in event_types())]):
        digest.update(_ROOT.joinpath(name).read_bytes())
    return f"{_PLOVER}+{digest.hexdigest()[:8]}"
