"""``marsad gazetteer``: more places from GeoNames, for users who are online."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from marsad.errors import GazetteerError

if TYPE_CHECKING:
    from marsad.geonames import Options
    from marsad.geonames.fetch import Progress
    from marsad.mentions.layer import Layer

_SOME_BAD, _ONLY_ONE_BAD = 1, 2
_EPILOG = """\b
Examples:
  marsad gazetteer update --country LY --country SY
  marsad gazetteer update --country YE --alternate-names
  marsad gazetteer update --country LY --base-url https://mirror.example.org/geonames
  marsad gazetteer status
  marsad gazetteer remove --country SY

\b
Nothing is downloaded unless `update` is called. The places lie in the folder --dir, else in the one
that MARSAD_GAZETTEER names, else in the user's data folder; `marsad code` reads the last two. An
empty MARSAD_GAZETTEER switches the layer off.

\b
Exit status: 0 done; 1 some countries failed (they are named on standard error, the others are
done); 2 wrong usage, or the only country failed. A failed download leaves the old places as they
were.

\b
Place names: GeoNames (https://www.geonames.org), CC BY 4.0.
"""


@click.group("gazetteer", epilog=_EPILOG, short_help="Download more places from GeoNames.")
def gazetteer_command() -> None:
    """Keep a gazetteer layer of your own: GeoNames' places of the countries you choose.

    The project's own places win over downloaded ones. A downloaded name counts as a place only
    after a head noun such as «قرية», or after a preposition of place in a report on its country.
    """


_countries = click.option(
    "--country", "countries", multiple=True, metavar="XX", type=str.upper,
    help="ISO alpha-2 code; may be given several times.",
)  # fmt: skip
_folder = click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where the layer lies. Default: MARSAD_GAZETTEER, else the user's data folder.",
)  # fmt: skip


@gazetteer_command.command("update", epilog=_EPILOG, short_help="Download countries' places.")
@_countries
@_folder
@click.option("--alternate-names", is_flag=True, help="Fetch the Arabic alternate names as well.")
@click.option("--base-url", metavar="URL", help="A mirror of GeoNames' folder export/dump.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
    metavar="SECONDS", help="How long to wait for a connection and for each part of the file.",
)  # fmt: skip
def update_command(
    countries: tuple[str, ...], folder: Path | None, alternate_names: bool, base_url: str | None,
    timeout: float,
) -> None:  # fmt: skip
    """Download countries' places and put them in the place of the old ones."""
    from marsad.geonames import ATTRIBUTION, BASE_URL, Options

    if not countries:
        raise click.UsageError("no country: add --country LY, for instance")
    options = Options(_chosen(folder), base_url or BASE_URL, alternate_names, timeout)
    bad = _each(countries, lambda country: _update(country, options))
    if bad < len(set(countries)):
        click.echo(ATTRIBUTION)
    _leave(bad, len(set(countries)))


@gazetteer_command.command("status", epilog=_EPILOG, short_help="List what was downloaded.")
@_folder
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a country.")
def status_command(folder: Path | None, as_json: bool) -> None:
    """List the downloaded countries: when, how many places and names, and from where."""
    from marsad.geonames import ATTRIBUTION
    from marsad.mentions import layer

    at = _chosen(folder)
    paths = layer.files(at)
    if not paths and not as_json:
        click.echo(f"{at}: no downloaded places. `marsad gazetteer update --country LY` adds some.")
        return

    def show(path: str) -> None:
        found = layer.read(Path(path))
        click.echo(_as_json(found) if as_json else _line(found))

    bad = _each([str(path) for path in paths], show)
    if not as_json:
        click.echo(f"in {at}\n{ATTRIBUTION}")
    _leave(bad, len(paths))


@gazetteer_command.command("remove", epilog=_EPILOG, short_help="Delete countries' places.")
@_countries
@_folder
@click.option("--all", "everything", is_flag=True, help="Delete every downloaded country.")
def remove_command(countries: tuple[str, ...], folder: Path | None, everything: bool) -> None:
    """Delete downloaded places; what marsad came with stays."""
    from marsad.geonames import remove
    from marsad.mentions import layer

    at = _chosen(folder)
    if everything == bool(countries):
        raise click.UsageError("give either --country XX or --all")
    codes = countries or [path.name.removesuffix(layer.SUFFIX) for path in layer.files(at)]

    def drop(country: str) -> None:
        remove(country, at)
        click.echo(f"{country}: removed")

    _leave(_each(codes, drop), len(set(codes)))


def _chosen(folder: Path | None) -> Path:
    from marsad.mentions import layer

    at = folder or layer.folder()
    if at is None:
        remedy = f"unset it, or name a folder by --dir or {layer.VARIABLE}"
        raise click.UsageError(f"{layer.VARIABLE} is empty, which switches the layer off: {remedy}")
    return at


def _each(things: Sequence[str], act: Callable[[str], None]) -> int:
    """Do something for each thing once; name what fails on standard error and count it."""
    bad = 0
    for thing in dict.fromkeys(things):
        try:
            act(thing)
        except GazetteerError as error:
            print(f"Error: {error}", file=sys.stderr)
            bad += 1
    return bad


def _leave(bad: int, total: int) -> None:
    if bad:
        raise click.exceptions.Exit(_ONLY_ONE_BAD if total == 1 else _SOME_BAD)


def _update(country: str, options: Options) -> None:
    from marsad.geonames import update

    with _bar(country) as progress:
        fresh = update(country, options, progress)
    click.echo(_line(fresh))


def _line(layer: Layer) -> str:
    places = f"{len(layer.rows):,} places with {layer.names:,} Arabic names"
    return f"{layer.country}  {layer.downloaded}  {places}  {layer.url}"


def _as_json(layer: Layer) -> str:
    return json.dumps(
        {
            "country": layer.country, "downloaded": layer.downloaded, "places": len(layer.rows),
            "names": layer.names, "url": layer.url,
        }
    )  # fmt: skip


_Bar: TypeAlias = Iterator["Progress"]


@contextmanager
def _bar(country: str) -> _Bar:
    """A progress bar of the download on standard error; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda received, promised: None
        return
    from marsad.cli.progress import download_bar

    with download_bar(country) as progress:
        yield progress
