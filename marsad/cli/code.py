"""``marsad code``: reports in, event records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO, TypeAlias

import click

from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.cli.coding import Outcome
    from marsad.cli.output import Writer

Format: TypeAlias = Literal["table", "jsonl", "csv"]
_FORMATS = ("table", "jsonl", "csv")
_SOME_BAD, _ONLY_ONE_BAD = 1, 2
_EPILOG = """\b
Examples:
  marsad code report.txt --published 2025-03-11
  marsad code examples/ --format table --explain
  curl -s https://example.org/story.html | marsad code -
  marsad code archive.jsonl --jobs 4 --output events.jsonl
  marsad code reports/ --format csv > events.csv

\b
Input: text and HTML files, folders with such files, - for standard input, and JSON Lines with
one {"id", "text", "published", "source", "url", "title"} a line, of which only "text" is needed.

\b
Exit status: 0 all were coded; 1 some could not be read (they are named on standard error, the
others are coded); 2 wrong usage, or the only report could not be read.
"""


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    from marsad.ingest import parse_published

    try:
        return parse_published(value) if value is not None else None
    except InputError as error:
        raise click.BadParameter(str(error), ctx, param) from error


class _Options(NamedTuple):
    published: date | None
    source: str | None
    encoding: str | None
    form: Format | None
    output: Path | None
    explain: bool
    jobs: int


@click.command("code", epilog=_EPILOG, short_help="Code Arabic reports into event records.")
@click.argument("paths", metavar="FILE|DIR|-...", nargs=-1, required=True)
@click.option(
    "--published",
    callback=_date,
    metavar="DATE",
    help="Date of reports that do not give their own.",
)
@click.option("--source", metavar="NAME", help="Outlet of reports that do not name their own.")
@click.option("--encoding", metavar="NAME", help="Encoding of files that are not in UTF-8.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS),
    help="Default: table on a terminal, else jsonl.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write there, all or nothing; a name that ends in .csv gives csv, others jsonl.",
)  # fmt: skip
@click.option(
    "--explain", is_flag=True, help="Show the marked words, the rules and what was dropped."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes. Default: 1."
)
def code_command(paths: tuple[str, ...], **given: object) -> None:
    """Code Arabic reports into event records, each field with the words that carry it."""
    options = _Options(**given)  # type: ignore[arg-type]
    form = _form(options)
    _check_output(options.output, paths)
    raise click.exceptions.Exit(_run(paths, options, form))


def _form(options: _Options) -> Format:
    if options.explain:
        if options.form in ("jsonl", "csv"):
            remedy = "use --format table; the rules and drops are in jsonl as they are"
            raise click.UsageError(f"--explain is for reading, not for {options.form}: {remedy}")
        return "table"
    if options.form:
        return options.form
    if options.output:
        return "csv" if options.output.suffix.lower() == ".csv" else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def _check_output(output: Path | None, paths: Iterable[str]) -> None:
    if output is None:
        return
    if output.is_dir():
        raise click.UsageError(f"--output {output} is a folder: name a file in it")
    if not output.resolve().parent.is_dir():
        raise click.UsageError(f"--output {output}: no such folder; make it first")
    if output.is_file() and any(p != "-" and Path(p).resolve() == output.resolve() for p in paths):
        raise click.UsageError(f"--output {output} is also an input: name another file")


def _run(paths: tuple[str, ...], options: _Options, form: Format) -> int:
    from marsad.cli.coding import code_all
    from marsad.cli.output import opened
    from marsad.cli.progress import followed
    from marsad.ingest import Defaults, read

    defaults = Defaults(options.published, options.source, options.encoding)
    watched = sys.stderr.isatty() and (options.output is not None or not sys.stdout.isatty())
    outcomes = code_all(read(paths, defaults), options.jobs)
    with opened(options.output) as stream:
        writer = _writer(form, stream, options.explain)
        good, bad = _write(followed(outcomes, paths) if watched else outcomes, writer)
        if bad and good + bad > 1:
            print(f"{bad} of {good + bad} reports could not be coded", file=sys.stderr)
        if bad and not good:  # leaving by an exception keeps an older --output file as it is
            raise click.exceptions.Exit(_ONLY_ONE_BAD if bad == 1 else _SOME_BAD)
    return _SOME_BAD if bad else 0


def _write(outcomes: Iterable[Outcome], write: Writer) -> tuple[int, int]:
    """Write what was coded, name the rest on standard error; how many of each."""
    from marsad.cli.coding import Coded

    good = bad = 0
    for outcome in outcomes:
        if isinstance(outcome, Coded):
            write(outcome)
            good += 1
        else:
            print(f"Error: {outcome}", file=sys.stderr)  # click.echo would cut through the bar
            bad += 1
    return good, bad


def _writer(form: Format, stream: TextIO, explain: bool) -> Writer:
    from marsad.cli import output

    if form == "csv":
        return output.csv_writer(stream)
    return output.table_writer(stream, explain) if form == "table" else output.jsonl_writer(stream)
