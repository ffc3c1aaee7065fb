"""The scores of the whole coder with everything learned held out.

Each report is judged by weights that were trained without it: those of the gate and those that cast
the roles.

usage: python training/held_out.py GOLD_DIR

``marsad evaluate`` measures the shipped weights, which have seen the gold reports; these figures
say what to expect of reports that nobody has seen. Rules, C and thresholds are shared by all folds.
Needs scikit-learn (``pip install -r requirements/train.txt``).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pool
import train_casting
import train_gate

from marsad.evaluation import detection, gold, measures
from marsad.events import casting, gate
from marsad.pipeline import code
from marsad.types import CodedReport, Report

Judges = tuple[gate.Model, casting.Model]


def main(argv: list[str]) -> None:
    """Train once a fold, code every report with the weights that have not seen it, print."""
    folder = Path(argv[0])
    cast = fold_casts(folder)
    judges = list(zip(fold_gates(folder), cast, strict=True))
    print("gold articles")
    documents, events = gold.documents(folder), gold.events(folder)
    show(documents, events, judges, 0)
    print("labelled pool reports, part train")
    show(*pool.read(folder, "train"), judges, train_gate.POOL_GROUP)
    print("labelled pool reports, part test (kept apart, though a few of its misses were read)")
    show(*pool.read(folder, "test"), judges[:1], 0)
    labels = gold.labels(folder)
    sentences = [
        coded(Report(label.id, label.text), judges, train_gate.SENTENCE_GROUP + n)
        for n, label in enumerate(labels)
    ]
    for kind, found in detection.score(labels, sentences).items():
        print(f"{kind:14}", "  ".join(f"{k} {v:.3f}" for k, v in found.figures().items()))


def show(
    documents: Mapping[str, gold.Document],
    events: Mapping[str, Sequence[gold.GoldEvent]],
    judges: Sequence[Judges],
    first: int,
) -> None:
    """Score articles whose groups are numbered from ``first`` on."""
    reports = pool.reports(documents)
    articles = [coded(reports[name], judges, group) for group, name in enumerate(events, first)]
    for name, values in measures.score(documents, events, articles).figures().items():
        if isinstance(values, dict) and "n" in values:
            print(f"{name:14}", "  ".join(f"{k} {v}" for k, v in values.items()))


def fold_gates(folder: Path) -> list[gate.Model]:
    """One gate for each fold, trained on the others."""
    train_gate.without_gate()
    examples = train_gate.every_example(folder)
    gates = []
    for fold in range(train_gate.FOLDS):
        rest = [e for e in examples if e.group % train_gate.FOLDS != fold]
        names = train_gate.vocabulary(rest)
        weights = train_gate.train(rest, names, train_gate.C)
        gates.append(gate.Model(train_gate.THRESHOLD, dict(zip(names, weights, strict=True))))
    return gates


def fold_casts(folder: Path) -> list[casting.Model]:
    """The weights that cast roles, one set for each fold, trained on the others."""
    examples = train_casting.every_example(folder)
    folds = range(train_gate.FOLDS)
    return [
        train_casting.train([e for e in examples if e.group % train_gate.FOLDS != fold])
        for fold in folds
    ]


def coded(report: Report, judges: Sequence[Judges], group: int) -> CodedReport:
    """Code a report with the weights of the fold that leaves its group out."""
    held_out_gate, held_out_cast = judges[group % len(judges)]
    gate.model = lambda: held_out_gate  # type: ignore[assignment]
    casting.model = lambda: held_out_cast  # type: ignore[assignment]
    return code(report)


if __name__ == "__main__":
    main(sys.argv[1:])
