"""Case tables: tab-separated rows beside a test, with comments, a header and a «known gap» column.

A row whose last column is filled says what should hold and does not yet; it is run as a strict
expected failure, so that mending the cause turns the test red until the mark is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

GAP = "known gap"
NOTHING = "-"  # a negative: the text must yield nothing


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table as dictionaries, in file order; lines that begin with # are comments."""
    lines = [x for x in path.read_text(encoding="utf-8").split("\n") if x and not x.startswith("#")]
    header = lines[0].split("\t")
    found = []
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) == len(header), f"{path.name}: {len(cells)} cells in «{line}»"
        found.append(dict(zip(header, cells, strict=True)))
    return found


def params(path: Path) -> list[Any]:
    """The rows as parameters for pytest, known gaps as strict expected failures."""
    found = []
    for row in rows(path):
        marks = [pytest.mark.xfail(reason=row[GAP], strict=True)] if row[GAP] else []
        found.append(pytest.param(row, id=row["text"], marks=marks))
    return found


def entries(cell: str) -> list[str]:
    """The entries of a cell, which « ; » separates; none for a negative."""
    return [] if cell == NOTHING else cell.split(" ; ")


def check_size(path: Path, column: str, cases: int, negatives: int) -> None:
    """Assert that a table is as large as promised, has negatives and repeats no text."""
    table: list[Mapping[str, str]] = list(rows(path))
    assert len(table) >= cases, f"{path.name} has {len(table)} cases, not {cases}"
    assert sum(row[column] == NOTHING for row in table) >= negatives
    texts = [row["text"] for row in table]
    assert len(set(texts)) == len(texts), {t for t in texts if texts.count(t) > 1}
