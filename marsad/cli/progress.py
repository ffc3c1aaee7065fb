"""A progress line on standard error for runs that take a while."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from marsad.cli.coding import Outcome

_FEW = 20  # reports that are coded before anybody wonders: a fifth of a second


def followed(outcomes: Iterable[Outcome], paths: Sequence[str]) -> Iterator[Outcome]:
    """Pass outcomes on and tell how many are done, once there are more than a few."""
    stream = iter(outcomes)
    yield from islice(stream, _FEW)
    for outcome in stream:
        yield from _drawn(outcome, stream, expected(paths))


def _drawn(first: Outcome, rest: Iterator[Outcome], total: int | None) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as Remaining

    known = [BarColumn(), TextColumn("of {task.total}"), Remaining()] if total else []
    columns = [TextColumn("coded {task.completed}"), *known, TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, completed=_FEW + 1)
        yield first
        for outcome in rest:
            bar.advance(task)
            yield outcome


def expected(paths: Sequence[str]) -> int | None:
    """How many reports there will be: a quick count of files and lines; ``None`` for a stream."""
    from marsad.ingest.sources import SUFFIXES

    count = 0
    for path in map(Path, paths):
        if not path.is_file() and not path.is_dir():
            return None
        files = [path] if path.is_file() else (f for f in path.rglob("*") if f.suffix in SUFFIXES)
        count += sum(_records(file) for file in files)
    return count


def _records(file: Path) -> int:
    if file.suffix not in (".jsonl", ".ndjson"):
        return 1
    with file.open("rb") as stream:
        return sum(1 for line in stream if line.strip())


@contextmanager
def download_bar(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar that is told the bytes received and, where the server promised them, the bytes due."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = [TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def told(received: int, promised: int | None) -> None:
            bar.update(task, completed=received, total=promised)

        yield told
