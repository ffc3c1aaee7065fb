"""Draws the samples that people judge by eye, always the same for the same coder.

usage: python eval/sample.py places|events REPORTS.jsonl [--count N] [--seed S]

Prints one line a draw: report id, offsets, and what marsad made of it, as tab-separated values
without the report's text. ``--text`` adds the sentence, for the judge's eyes only: verdict tables
in this folder never carry it.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from marsad.pipeline import code, read
from marsad.types import Report


def main(argv: list[str]) -> None:
    """Draw and print."""
    what, path = argv[0], Path(argv[1])
    count = int(argv[argv.index("--count") + 1]) if "--count" in argv else 100
    seed = int(argv[argv.index("--seed") + 1]) if "--seed" in argv else 1
    drawn = list(places(path) if what == "places" else events(path))
    rows = sorted(random.Random(seed).sample(drawn, min(count, len(drawn))))
    texts = {report.id: report.text for report in reports(path)}
    for row in rows:
        tail = []
        if "--text" in argv:
            tail = [sentence_around(texts[row[0]], int(row[1]))]
        print("\t".join([*row, *tail]))


def reports(path: Path) -> Iterator[Report]:
    """The reports of a JSON Lines file."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        published = record.get("published")
        day = date.fromisoformat(published[:10]) if published else None
        yield Report(record["id"], record["text"], day)


def places(path: Path) -> Iterator[tuple[str, ...]]:
    """Every place mention: report, start, end, gazetteer id, English name, country."""
    for report in reports(path):
        for scene in read(report).scenes:
            for found in scene.places:
                place = found.place
                if not found.country_actor:
                    yield (
                        report.id, str(place.start), str(place.end), place.place_id or "-",
                        place.name_en or "-", place.country or "-",
                    )  # fmt: skip


def events(path: Path) -> Iterator[tuple[str, ...]]:
    """Every event: report, trigger offsets, type, mode, status, actors and recipients."""
    for report in reports(path):
        for event in code(report).events:
            yield (
                report.id, str(event.trigger.start), str(event.trigger.end), event.type,
                event.mode or "-", event.status,
                ";".join(f"{a.start}-{a.end}" for a in event.actors) or "-",
                ";".join(f"{r.start}-{r.end}" for r in event.recipients) or "-",
            )  # fmt: skip


def sentence_around(text: str, at: int) -> str:
    """The line of the text that holds an offset, for reading beside the draw."""
    begin = max(text.rfind("\n", 0, at), at - 300) + 1
    end = text.find("\n", at)
    return text[begin : end if end > 0 else len(text)][:600].replace("\t", " ")


if __name__ == "__main__":
    main(sys.argv[1:])
