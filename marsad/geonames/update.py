"""Brings a country's layer up to date: download, check, and only then replace the old file."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.errors import GazetteerError
from marsad.geonames import dump
from marsad.geonames.fetch import Progress, fetch
from marsad.mentions.layer import SUFFIX, Layer

BASE_URL = "https://download.geonames.org/export/dump"
ATTRIBUTION = "Place names: GeoNames (https://www.geonames.org), CC BY 4.0."
TIMEOUT = 30.0  # seconds without a byte; GeoNames answers within one


class Options(NamedTuple):
    """Where a layer comes from and where it goes."""

    folder: Path
    base_url: str = BASE_URL
    alternate_names: bool = False
    timeout: float = TIMEOUT


def update(country: str, options: Options, progress: Progress) -> Layer:
    """Download a country's places (ISO alpha-2) and put them in the place of the old ones.

    Raises :class:`GazetteerError`, with the old layer untouched, when anything is wrong with the
    code, the connection, the file or the folder.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        remedy = "Give two letters of ISO 3166-1, such as LY or SY."
        raise GazetteerError("not a country code", repr(country), remedy)
    base = options.base_url.rstrip("/")
    url = f"{base}/{country}.zip"
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".download-", dir=options.folder) as scratch:
            names: dict[int, list[str]] = {}
            if options.alternate_names:
                more = f"{base}/alternatenames/{country}.zip"
                path = Path(scratch) / "names.zip"
                fetch(more, path, options.timeout, progress)
                names = dump.arabic_names(path, more, country)
            path = Path(scratch) / "places.zip"
            fetch(url, path, options.timeout, progress)
            rows = dump.rows(path, url, country, names)
            layer = Layer(country, url, datetime.now(UTC).date().isoformat(), rows)
            _replace(options.folder / f"{country}{SUFFIX}", Path(scratch) / "layer.json", layer)
    except OSError as error:
        remedy = "Free space or make the folder writable, or name another by --dir."
        place = str(error.filename or options.folder)
        raise GazetteerError(error.strerror or str(error), place, remedy) from error
    return layer


def _replace(target: Path, scratch: Path, layer: Layer) -> None:
    """Write beside the target and rename: a reader sees the old file or the new one, whole."""
    with scratch.open("wb") as stream:
        stream.write(msgspec.json.encode(layer))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(scratch, target)


def remove(country: str, folder: Path) -> None:
    """Delete a country's layer. Raises :class:`GazetteerError` when there is none."""
    path = folder / f"{country}{SUFFIX}"
    try:
        path.unlink()
    except FileNotFoundError:
        remedy = "`marsad gazetteer status` lists what is there."
        raise GazetteerError(f"no downloaded places of {country}", str(folder), remedy) from None
    except OSError as error:
        raise GazetteerError(
            error.strerror or str(error), str(path), "Make the folder writable."
        ) from error
