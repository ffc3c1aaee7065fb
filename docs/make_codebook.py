"""Writes ``docs/codebook.md`` from the codebook's and the lexicon's data.

usage: .venv/bin/python docs/make_codebook.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad import codebook, lexicon
from marsad.lexicon import Row

OUTPUT = Path(__file__).with_name("codebook.md")
TABLES = Path(lexicon.__file__).parent
HEAD = """\
# Codebook

Made by `docs/make_codebook.py` from `marsad/codebook/` and `marsad/lexicon/`. Change the data, then
run the script; do not edit this page.
"""
TYPES_HEAD = """\
A record has one type, at most one mode, and the quad class of its type. *Words* are the rows of
the type's trigger table, *spellings* the forms that these rows list, before inflection.

| type | quad class | modes | words | spellings |
|---|---|---|---|---|"""
ACLED_HEAD = """\
The field `acled` holds a sub-event type, for violence, protests and strategic developments only.

| event type | sub-event types | trigger rows |
|---|---|---|"""
LEXICON_HEAD = """\
Rows without comments and header. Most tables explain their columns in their first lines; those of
places and actors are explained in [CONTRIBUTING.md](../CONTRIBUTING.md).

| table | rows |
|---|---|"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, f"Codebook version: `{codebook.version()}`.", *_types(), *_acled(), *_lexicon()]
    return "\n".join(parts) + "\n"


def _types() -> Iterator[str]:
    yield f"\n## Event types\n\n{TYPES_HEAD}"
    for name, kind in codebook.event_types().items():
        rows = _triggers(name)
        spellings = sum(len(row.list("forms")) for row in rows)
        modes = len(kind.modes) or "–"
        yield f"| [{name}](#{name.lower()}) | {kind.quad} | {modes} | {len(rows)} | {spellings} |"
    for name, kind in codebook.event_types().items():
        yield f"\n### {name}\n\n{kind.definition}"
        if kind.modes:
            yield "\n| mode | meaning |\n|---|---|"
            yield from (f"| `{mode}` | {meaning} |" for mode, meaning in kind.modes.items())
        else:
            yield "\nNo modes."


def _acled() -> Iterator[str]:
    yield f"\n## ACLED sub-event types\n\n{ACLED_HEAD}"
    rows = [row for name in codebook.event_types() for row in _triggers(name)]
    by_event: dict[str, list[str]] = {}
    for sub, event in codebook.acled_event_type().items():
        by_event.setdefault(event, []).append(sub)
    for event, subs in by_event.items():
        words = sum(row["acled"] in subs for row in rows)
        yield f"| {event} | {', '.join(subs)} | {words} |"


def _lexicon() -> Iterator[str]:
    yield f"\n## Lexicon\n\n{LEXICON_HEAD}"
    total = 0
    for path in sorted(TABLES.rglob("*.tsv"), key=lambda p: (len(p.parts), p.as_posix())):
        name = path.relative_to(TABLES).with_suffix("").as_posix()
        count = len(lexicon.table(name))
        total += count
        yield f"| `marsad/lexicon/{name}.tsv` | {count:,} |"
    yield f"| all | {total:,} |"


def _triggers(name: str) -> tuple[Row, ...]:
    return lexicon.folder("triggers")[name.lower()]


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
    print(OUTPUT)
