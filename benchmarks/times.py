"""Accuracy and speed of marsad's time expressions beside dateparser, on the same cases.

usage: PYTHONPATH=. python benchmarks/times.py [CASES.tsv]

A case with a date counts as right when the first day found is the expected one (dateparser has no
intervals, so any day inside the expected interval counts for it); a case without a time when
nothing is found. Cases that nothing anchors are left out: dateparser always dates from today.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from marsad.mentions.times import times
from marsad.text import tokenize

CASES = Path(__file__).parent.parent / "tests" / "mentions" / "times.tsv"
# No time in it: most words of a report are like these.
ORDINARY = (
    "أعلنت الحكومة أن القوات تقدمت نحو البلدة وسيطرت على جسر قرب النهر ثم انسحبت منها إلى "
    "مواقع في التلال بينما قال سكان إن القصف طال منازلهم وإن عشرات الأسر غادرت باتجاه المدينة "
)
ROUNDS = 500  # repetitions of ORDINARY for marsad; dateparser gets a hundredth of them


class Case(NamedTuple):
    """A text, the day of its report and the first interval that it holds, if any."""

    text: str
    published: date | None
    expected: tuple[date, date] | None


Finder = Callable[[Case], "list[tuple[date, date]]"]


def cases(path: Path) -> list[Case]:
    """The rows with a date and the rows without a time."""
    found = []
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    for line in lines[1:]:
        text, published, words, start, end, _ = line.split("\t")
        if words and not start:
            continue
        day = date.fromisoformat(published) if published else None
        first = [date.fromisoformat(cell.split(" ; ")[0]) for cell in (start, end) if cell]
        found.append(Case(text, day, (first[0], first[1]) if first else None))
    return found


def by_marsad(case: Case) -> list[tuple[date, date]]:
    """Intervals that marsad finds."""
    found = times(case.text, tokenize(case.text), case.published)
    return [(f.time.interval.start, f.time.interval.end) for f in found if f.time.interval]


def by_dateparser(case: Case) -> list[tuple[date, date]]:
    """Days that dateparser finds."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    base = datetime.combine(case.published or date(2016, 3, 9), time(12))
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    found = search_dates(case.text, languages=["ar"], settings=settings) or []
    return [(when.date(), when.date()) for _, when in found]


def right(case: Case, found: list[tuple[date, date]], loose: bool) -> bool:
    """Whether the first thing found is what the case expects."""
    if case.expected is None or not found:
        return case.expected is None and not found
    low, high = case.expected
    return low <= found[0][0] <= high if loose else found[0] == (low, high)


def report(name: str, rows: list[Case], finder: Finder, loose: bool, rounds: int) -> None:
    """Prints one line of figures."""
    parts = []
    for label, wanted in (("times", True), ("no time", False)):
        some = [case for case in rows if (case.expected is not None) is wanted]
        hits = sum(right(case, finder(case), loose) for case in some)
        parts.append(f"{label} {hits}/{len(some)} ({hits / len(some):.1%})")
    text = ORDINARY * rounds
    begun = perf_counter()
    finder(Case(text, date(2016, 3, 9), None))
    speed = len(text.split()) / (perf_counter() - begun)
    print(f"{name:11} {'  '.join(parts)}  {speed:,.0f} words/s")


def main(arguments: list[str]) -> int:
    """Compares both readers on a file of cases; 1 when dateparser is missing."""
    try:
        import dateparser  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        print("dateparser is not installed: pip install -r requirements/bench.txt", file=sys.stderr)
        return 1
    rows = cases(Path(arguments[0]) if arguments else CASES)
    for case in rows:  # both readers load their tables before they are timed
        by_marsad(case), by_dateparser(case)
    report("marsad", rows, by_marsad, False, ROUNDS)
    report("dateparser", rows, by_dateparser, True, max(1, ROUNDS // 100))
    tokens = tokenize(ORDINARY * ROUNDS)
    begun = perf_counter()
    times(ORDINARY * ROUNDS, tokens, date(2016, 3, 9))
    print(f"marsad, words already split: {len(tokens) / (perf_counter() - begun):,.0f} words/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
