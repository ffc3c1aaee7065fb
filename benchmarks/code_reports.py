"""Speed of the mentions room and the whole coder beside one bare pass over the same text.

usage: python benchmarks/code_reports.py [REPORTS.jsonl]

The bare pass decodes, folds and scans for the trigger lexicon with Aho-Corasick (pyahocorasick):
the least that any coder must do. The scan alone is that pass without decoding and folding. All are
measured in one run, in turns, in seconds of processor time on one core. Prints for each the words
a second and the ratios to both; reports a second, peak memory, and the seconds that a fresh
process takes from its start to the first event. Without a file, the examples are coded
repeatedly. Needs ``pip install -r requirements/bench.txt``.
"""

from __future__ import annotations

import json
import resource
import subprocess
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

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
DEFAULT_GOLD = ROOT.parent / "shared" / "gold" / "pool.jsonl"
ROUNDS = 5  # the fastest of so many is reported, to leave out other processes
FIRST_EVENT = (
    "from marsad import Report, code;"
    'assert code(Report(id="r", text="قتل ثلاثة جنود في كمين قرب سرت.")).events'
)


def main(argv: list[str]) -> None:
    """Time scan, bare pass, mentions room and whole coder on the same raw lines."""
    lines = _lines(Path(argv[0]) if argv else DEFAULT_GOLD)
    automaton = _automaton()
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    folded = [fold(json.loads(line)["text"]) for line in lines]
    spent = _best(
        {
            "scan": lambda: [_scan(text, automaton) for text in folded],
            "bare pass": lambda: [_bare_pass(line, automaton) for line in lines],
            "mentions": lambda: [_mentions(_report(line)) for line in lines],
            "coder": lambda: [code(_report(line)) for line in lines],
        }
    )
    print(f"{len(lines)} reports, {words} words, {len(lexemes())} trigger spellings")
    print("               seconds       words/s   x bare pass    x scan alone")
    for name, seconds in spent.items():
        bare, scan = seconds / spent["bare pass"], seconds / spent["scan"]
        print(f"{name:10} {seconds:11.3f} {words / seconds:13,.0f} {bare:13.1f} {scan:15.1f}")
    print(f"coder      {len(lines) / spent['coder']:.0f} reports/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"start-up to first event {_start_up():.2f} s")


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


def _scan(folded: str, automaton: ahocorasick.Automaton) -> int:
    return sum(1 for _ in automaton.iter(folded))


def _bare_pass(line: bytes, automaton: ahocorasick.Automaton) -> int:
    return _scan(fold(json.loads(line)["text"]), automaton)


def _mentions(report: Report) -> int:
    split = sentences(report.text)
    found = len(actors.find(split)) + len(places.resolve(places.find(split), None, report.text))
    for sentence in split:
        found += len(times.times(report.text, sentence.tokens, report.published))
        found += len(numbers.quantities(sentence.tokens))
    return found


def _best(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Processor seconds of the fastest round of each; they take turns, so that noise is shared."""
    best: dict[str, float] = {}
    for work in works.values():
        work()  # fill the caches: a newsroom's vocabulary repeats
    for _ in range(ROUNDS):
        for name, work in works.items():
            begin = time.process_time()
            work()
            spent = time.process_time() - begin
            best[name] = min(spent, best.get(name, spent))
    return best


def _start_up() -> float:
    """Wall-clock seconds of a fresh process that codes one sentence, files in the cache."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_EVENT], check=True, cwd=ROOT)
        spent.append(time.perf_counter() - begin)
    return min(spent)


if __name__ == "__main__":
    main(sys.argv[1:])
