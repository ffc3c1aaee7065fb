"""``marsad evaluate``: the coder measured against a gold folder, and the quality gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.evaluation import Evaluation

_EPILOG = """\b
Examples:
  marsad evaluate --gold ../shared/gold
  marsad evaluate --gold ../shared/gold --set events --show 20
  marsad evaluate --gold ../shared/gold --gate
  marsad evaluate --gold ../shared/gold --gate --update

\b
The gold folder holds dev.jsonl, dev_docs.json and dev_gold.json (events), gsr_dev.jsonl
(detection) and, for --incidents, clusters_dev.json.
Exit status: 0 measured, no floor broken; 1 below a floor; 2 wrong usage or unusable files.
"""


class _Options(NamedTuple):
    gold: Path
    show: int
    as_json: bool
    only: str | None
    incidents: Path | None
    gate: bool
    floors: Path
    update: bool
    allow_lower: bool


@click.command("evaluate", epilog=_EPILOG, short_help="Measure the coder against a gold folder.")
@click.option(
    "--gold", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The gold folder."
)
@click.option(
    "--show", type=click.IntRange(min=0), default=0, metavar="N", help="List the first N misses."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--set", "only", type=click.Choice(["detection", "events"]), help="Measure only that."
)
@click.option(
    "--incidents", type=click.Path(path_type=Path), metavar="FILE",
    help='Measure merging too: {"incident", "reports"} a line.',
)  # fmt: skip
@click.option("--gate", is_flag=True, help="Fail when a measure is below its floor.")
@click.option(
    "--floors", type=click.Path(path_type=Path), default=Path("eval/floors.json"), metavar="FILE",
    show_default=True, help="The floors that --gate compares to.",
)  # fmt: skip
@click.option("--update", is_flag=True, help="With --gate: raise the floors to the present scores.")
@click.option("--allow-lower", is_flag=True, help="With --update: let floors fall as well.")
def evaluate_command(**given: object) -> None:
    """Measure the coder against a gold folder; keep its scores from falling."""
    options = _Options(**given)  # type: ignore[arg-type]
    if options.update and not options.gate:
        raise click.UsageError("--update changes the floors of the gate: add --gate")
    if options.allow_lower and not options.update:
        raise click.UsageError("--allow-lower is for --gate --update: add them")
    _run(options)


def _run(options: _Options) -> None:
    from marsad.evaluation import SETS, check, evaluate, update

    sets = (options.only,) if options.only else SETS
    evaluation = evaluate(options.gold, sets, options.incidents)
    if options.as_json:
        click.echo(json.dumps(evaluation.figures(), ensure_ascii=False))
    else:
        for line in _lines(evaluation, options.show):
            click.echo(line)
    if options.gate and options.update:
        floors = update(evaluation, options.floors, allow_lower=options.allow_lower)
        click.echo(f"{options.floors}: {len(floors.floors)} floors", err=True)
    elif options.gate:
        check(evaluation, options.floors)
        click.echo("gate: no measure is below its floor", err=True)


def _lines(evaluation: Evaluation, show: int) -> Iterator[str]:
    if evaluation.events:
        figures = evaluation.events.figures()
        per_type = figures.pop("per_type")
        yield from (_line(name, values) for name, values in figures.items())
        assert isinstance(per_type, dict)
        yield "by type"
        yield from (_line(f"  {name}", values) for name, values in per_type.items())
        yield from ("  ".join(miss) for miss in evaluation.events.misses[:show])
    for name, detection in (evaluation.detection or {}).items():
        yield _line(f"detection {name}", detection.figures())
    if evaluation.links:
        yield _line("links", evaluation.links.figures())
    else:
        yield "links: no incidents file given"


def _line(name: str, figures: object) -> str:
    assert isinstance(figures, dict)
    cells = [
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
        for key, value in figures.items()
    ]
    return f"{name:18}  {'  '.join(cells)}"
