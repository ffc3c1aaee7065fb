"""The ``marsad`` command. Start-up stays short: commands import the coder when they run."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from marsad import __version__
from marsad.cli.code import code_command
from marsad.cli.evaluate import evaluate_command
from marsad.cli.gazetteer import gazetteer_command
from marsad.errors import MarsadError, QualityGateError

_EPILOG = """\b
Examples:
  marsad code report.txt --published 2025-03-11
  marsad code reports/ --output events.jsonl --jobs 4
  marsad evaluate --gold ../shared/gold
  marsad gazetteer update --country LY
"""
_SIGPIPE_EXIT = 141  # what shells report for a process that a closed pipe ended: 128 + SIGPIPE


class _Unusable(click.ClickException):
    exit_code = 2


class _Commands(click.Group):
    """Turns marsad's errors into messages and keeps quiet when the reader of a pipe has left."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_SIGPIPE_EXIT)
        except MarsadError as error:
            broken_floor = isinstance(error, QualityGateError)
            raise (click.ClickException if broken_floor else _Unusable)(str(error)) from error


@click.group(
    cls=_Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="marsad", message="%(prog)s %(version)s")
def commands() -> None:
    """Read Arabic conflict and diplomacy reports into sourced event records.

    Who did what to whom, where, when, at what human cost, and who says so.
    """


commands.add_command(code_command)
commands.add_command(evaluate_command)
commands.add_command(gazetteer_command)


def main() -> None:
    """Entry point of the ``marsad`` script: output is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands(prog_name="marsad")
