"""The user's own gazetteer layer: one file a country, which ``marsad gazetteer update`` writes.

The layer lies in the folder that ``MARSAD_GAZETTEER`` names, else in the user's data folder. An
empty ``MARSAD_GAZETTEER`` switches it off.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.errors import GazetteerError

VARIABLE = "MARSAD_GAZETTEER"
SUFFIX = ".layer.json"


class Row(NamedTuple):
    """One downloaded place: a GeoNames identifier and what the coder needs of it."""

    geoname: int
    names: tuple[str, ...]
    name_en: str
    kind: str
    lat: float
    lon: float
    population: int


class Layer(msgspec.Struct, frozen=True):
    """The downloaded places of one country (ISO alpha-2), with where and when they came from."""

    country: str
    url: str
    downloaded: str
    """Day of the download, ISO 8601, in UTC."""
    rows: tuple[Row, ...]

    @property
    def names(self) -> int:
        """How many Arabic names the layer holds."""
        return sum(len(row.names) for row in self.rows)


def folder() -> Path | None:
    """Where the layer lies, whether or not anything is there; ``None`` when it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named.strip() else None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "marsad" / "gazetteer"


def files(at: Path | None) -> list[Path]:
    """The layer's files in a folder, by country; none where there is no folder."""
    return sorted(at.glob(f"*{SUFFIX}")) if at is not None else []


def read(path: Path) -> Layer:
    """One country's layer. Raises :class:`GazetteerError` for a file that is not ours."""
    try:
        layer = msgspec.json.decode(path.read_bytes(), type=Layer)
    except OSError as error:
        remedy = "Make it readable, or set MARSAD_GAZETTEER to another folder."
        raise GazetteerError(error.strerror or str(error), str(path), remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        code = path.name.removesuffix(SUFFIX)
        remedy = f"Run `marsad gazetteer update --country {code}` again, or delete the file."
        raise GazetteerError(f"not a gazetteer layer: {error}", str(path), remedy) from error
    return layer


def digest() -> str:
    """Eight hex digits that tell one state of the layer from another; empty without a layer."""
    found = files(folder())
    if not found:
        return ""
    total = hashlib.sha256()
    for path in found:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:8]
