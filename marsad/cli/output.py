"""Where coded reports go: standard output or a file, as table, JSON Lines or CSV."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeAlias

from marsad.cli.coding import Coded
from marsad.cli.layout import Pen
from marsad.errors import MarsadError

Writer: TypeAlias = Callable[[Coded], None]

_WIDEST = 100  # cells; longer lines are hard to read
_NARROWEST = 40


def jsonl_writer(stream: TextIO) -> Writer:
    """One line a report, flushed, so that a reader of the pipe sees it at once."""
    import msgspec

    encoder = msgspec.json.Encoder()

    def write(coded: Coded) -> None:
        stream.write(encoder.encode(coded.result).decode() + "\n")
        stream.flush()

    return write


def csv_writer(stream: TextIO) -> Writer:
    """A header, then one row an event."""
    from marsad.cli.flat import write_header, write_rows

    write_header(stream)

    def write(coded: Coded) -> None:
        write_rows(coded.result.events, coded.report.id, stream)
        stream.flush()

    return write


def table_writer(stream: TextIO, explain: bool) -> Writer:
    """Cards, one report after the other."""
    from marsad.cli.explain import legend

    pen = pen_for(stream)
    if explain:
        stream.write("\n".join(legend(pen)) + "\n\n")

    def write(coded: Coded) -> None:
        stream.write("\n".join(_page(coded, pen, explain)) + "\n\n")
        stream.flush()

    return write


def _page(coded: Coded, pen: Pen, explain: bool) -> Iterator[str]:
    from marsad.cli.cards import card, heading
    from marsad.cli.explain import dropped, explanation

    yield from heading(coded.result, pen)
    for event in coded.result.events:
        yield ""
        yield from card(event, pen)
        if explain:
            yield from explanation(event, coded.report, pen)
    if explain and coded.result.drops:
        yield ""
        yield from dropped(coded.result, pen)


def pen_for(stream: TextIO) -> Pen:
    """Colours only on a terminal, and not where NO_COLOR or TERM=dumb ask for none."""
    terminal = stream.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    columns = shutil.get_terminal_size().columns if terminal else _WIDEST
    return Pen(max(_NARROWEST, min(columns, _WIDEST)), terminal and not plain)


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all.

    The lines go to a file beside it, which takes its name at the end; devices and pipes are
    written directly.
    """
    if path is None:
        yield sys.stdout
        return
    path = path.resolve()
    direct = path.exists() and not path.is_file()
    part = path if direct else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        stream = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        thing = f"it cannot be written ({error.strerror})"
        raise MarsadError(thing, str(path), "Give another --output.") from error
    try:
        with stream:
            yield stream
        if not direct:
            os.replace(part, path)
    finally:
        if not direct:
            part.unlink(missing_ok=True)
