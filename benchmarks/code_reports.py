"""Speed of the whole coder beside one bare pass over the same text, in the same run.

usage: python benchmarks/code_reports.py [REPORTS.jsonl]

The bare pass decodes, folds and scans for the trigger lexicon with Aho-Corasick (pyahocorasick):
the least that any coder must do. Prints reports and words a second, peak memory, the ratio of the
two, and the same ratio for the mentions room alone. Without a file, the examples are coded
repeatedly. Needs ``pip install -r requirements/bench.txt``.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from marsad.events.triggers import lexemes
from marsad.lexicon import folder
from marsad.mentions import actors, numbers, places, times
from marsad.pipeline import code
from marsad.text import fold, sentences
from marsad.types import Report

try:
    import ahocorasick
except ImportError:
    sys.exit("pyahocorasick is missing: pip install -r requirements/bench.txt")

EXAMPLES = Path(__file__).parent.parent / "examples"
DEFAULT_GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "pool.jsonl"
ROUNDS = 3  # the fastest of so many is reported, to leave out other processes


def main(argv: list[str]) -> None:
    """Time the bare pass, the mentions room and the whole coder on the same raw lines."""
    lines = _lines(Path(argv[0]) if argv else DEFAULT_GOLD)
    automaton = _automaton()
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    bare = _best(lambda: [_bare_pass(line, automaton) for line in lines])
    mention = _best(lambda: [_mentions(_report(line)) for line in lines])
    whole = _best(lambda: [code(_report(line)) for line in lines])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(lines)} reports, {words} words, {len(lexemes())} trigger spellings")
    for name, spent in (("bare pass", bare), ("mentions", mention), ("coder", whole)):
        rate, ratio = words / spent, spent / bare
        print(f"{name:9} {spent:8.3f} s  {rate:12,.0f} words/s  ratio {ratio:6.1f}")
    print(f"coder     {len(lines) / whole:8.0f} reports/s")
    print(f"peak memory {peak:.0f} MB")


def _lines(path: Path) -> list[bytes]:
    if path.exists():
        return path.read_bytes().splitlines()
    return (EXAMPLES / "air_strike.jsonl").read_bytes().splitlines() * 100


def _report(line: bytes) -> Report:
    record = json.loads(line)
    published = record.get("published")
    day = date.fromisoformat(published[:10]) if published else None
    return Report(str(record.get("id", "")), record["text"], day)


def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for rows in folder("triggers").values():
        for row in rows:
            for form in row.list("forms"):
                for word in form.split("/"):
                    automaton.add_word(fold(word), row["id"])
    automaton.make_automaton()
    return automaton


def _bare_pass(line: bytes, automaton: ahocorasick.Automaton) -> int:
    return sum(1 for _ in automaton.iter(fold(json.loads(line)["text"])))


def _mentions(report: Report) -> int:
    split = sentences(report.text)
    found = len(actors.find(split)) + len(places.resolve(places.find(split), None, report.text))
    for sentence in split:
        found += len(times.times(report.text, sentence.tokens, report.published))
        found += len(numbers.quantities(sentence.tokens))
    return found


def _best(work: Callable[[], object]) -> float:
    work()  # fill the caches: a newsroom's vocabulary repeats
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return min(spent)


if __name__ == "__main__":
    main(sys.argv[1:])
