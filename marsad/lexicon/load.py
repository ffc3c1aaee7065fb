"""Reads the lexicon's tables; a broken row is named by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from marsad.errors import LexiconError

_ROOT = resources.files("marsad.lexicon")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of a table with the place it came from, for error messages."""

    file: str
    line: int
    fields: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def list(self, column: str) -> list[str]:
        """The ``|``-separated values of a column; empty when the cell is empty."""
        return [part.strip() for part in self.fields[column].split("|") if part.strip()]

    def error(self, thing: str, remedy: str = "Correct the row.") -> LexiconError:
        """A :class:`LexiconError` that names this row's file and line."""
        return LexiconError(thing, f"lexicon/{self.file}:{self.line}", remedy)


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of ``lexicon/<name>.tsv``.

    The first line that is no ``#`` comment is the header. Raises :class:`LexiconError` for a
    missing file or a row with another number of columns than the header.
    """
    try:
        text = _ROOT.joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    except FileNotFoundError:
        remedy = "Reinstall marsad, or correct the name of the table."
        raise LexiconError("the table is missing", f"lexicon/{name}.tsv", remedy) from None
    return parse(text, f"{name}.tsv")


@cache
def folder(name: str) -> dict[str, tuple[Row, ...]]:
    """All tables of ``lexicon/<name>/``, by file stem, in the order of their names."""
    stems = sorted(
        entry.name.removesuffix(".tsv")
        for entry in _ROOT.joinpath(name).iterdir()
        if entry.name.endswith(".tsv")
    )
    return {stem: table(f"{name}/{stem}") for stem in stems}


def parse(text: str, file: str) -> tuple[Row, ...]:
    """Parse one table; see :func:`table` for its form."""
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise LexiconError(
                f"{len(cells)} columns where the header has {len(header)}",
                f"lexicon/{file}:{number}",
                "Separate the columns by single tabs and keep empty cells.",
            )
        else:
            rows.append(Row(file, number, dict(zip(header, cells, strict=True))))
    return tuple(rows)
