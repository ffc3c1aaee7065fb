"""Scores pinned like a lock file: no measure falls below its floor without a flag.

``eval/floors.json`` holds the digest of every gold file and a floor for every measure, so that a
score can only be compared to one taken on the same texts.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from marsad.errors import EvaluationError, QualityGateError
from marsad.evaluation.run import Evaluation

_DECIMALS = 1000  # floors keep three decimals, as the scorers print
_NOISE = 1e-9  # what binary fractions may differ by


class Floors(msgspec.Struct, frozen=True):
    """The content of a floor file: ``gold`` maps file to SHA-256, ``floors`` measure to score."""

    gold: dict[str, str]
    floors: dict[str, float]


def load(path: Path) -> Floors:
    """Read a floor file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Floors)
    except OSError as error:
        thing = f"no floors can be read ({error.strerror})"
        remedy = "Write them with --gate --update"
        raise EvaluationError(thing, str(path), remedy) from error
    except msgspec.DecodeError as error:
        raise EvaluationError(str(error), str(path), "Restore it from version control.") from error


def check(evaluation: Evaluation, path: Path) -> None:
    """Raise :class:`QualityGateError` for every measure below its floor, and for other texts."""
    floors = load(path)
    if changed := _changed(floors, evaluation):
        thing = f"the gold files are not those of the floors: {', '.join(changed)}"
        remedy = "Look at what changed, then take new floors with --gate --update"
        raise QualityGateError(thing, str(path), remedy)
    now = evaluation.measures()
    if fallen := _fallen(_asked(floors.floors, now), now):
        remedy = "Mend the coder, or lower the floor on purpose with --update --allow-lower"
        raise _refusal("below the floor", fallen, path, remedy)
    if new := sorted(set(now) - set(floors.floors)):
        thing = f"no floor for {', '.join(new)}"
        raise QualityGateError(thing, str(path), "Take one with --gate --update")


def update(evaluation: Evaluation, path: Path, *, allow_lower: bool = False) -> Floors:
    """Raise the floors to the present scores and take the present digests."""
    old = load(path) if path.exists() else Floors({}, {})
    now = evaluation.measures()
    fallen = _fallen(_asked(old.floors, now), now)
    if fallen and not allow_lower:
        remedy = "Mend the coder, or add --allow-lower"
        raise _refusal("lower than the floor", fallen, path, remedy)
    floors = {**old.floors, **{name: _down(score) for name, score in now.items()}}
    new = Floors({**old.gold, **evaluation.digests}, floors)
    _write(new, path)
    return new


def _changed(floors: Floors, evaluation: Evaluation) -> list[str]:
    return [name for name, sha in evaluation.digests.items() if floors.gold.get(name) != sha]


def _asked(floors: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """The floors of the sets that were measured; a measure that is gone counts as fallen."""
    sets = {name.partition(".")[0] for name in now}
    return {name: floor for name, floor in floors.items() if name.partition(".")[0] in sets}


def _fallen(
    floors: Mapping[str, float], now: Mapping[str, float]
) -> dict[str, tuple[float, float | None]]:
    found: dict[str, tuple[float, float | None]] = {}
    for name, floor in floors.items():
        score = now.get(name)
        if score is None or score + _NOISE < floor:
            found[name] = floor, score
    return found


def _refusal(
    what: str, fallen: Mapping[str, tuple[float, float | None]], path: Path, remedy: str
) -> QualityGateError:
    """The list comes last, a line for each measure, so that the remedy is not lost below it."""
    lines = [
        f"  {name}: floor {floor:.3f}, now {'not measured' if score is None else f'{score:.3f}'}"
        for name, (floor, score) in fallen.items()
    ]
    thing = f"1 measure is {what}" if len(lines) == 1 else f"{len(lines)} measures are {what}"
    return QualityGateError(thing, str(path), "\n".join([f"{remedy}:", *lines]))


def _down(score: float) -> float:
    return math.floor(score * _DECIMALS + _NOISE) / _DECIMALS


def _write(floors: Floors, path: Path) -> None:
    text = msgspec.json.format(msgspec.json.encode(floors, order="sorted"), indent=2)
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(text + b"\n")
        os.replace(part, path)
    except OSError as error:
        thing = f"the floors cannot be written ({error.strerror})"
        raise EvaluationError(thing, str(path), "Give another --floors file.") from error
