"""The scores of the whole coder with the gate held out.

Each report is judged by weights that were trained without it.

usage: python training/held_out.py GOLD_DIR

``marsad evaluate`` measures the shipped gate, which has seen the gold reports; these figures say
what to expect of reports that nobody has seen. Rules, C and threshold are shared by all folds.
Needs scikit-learn (``pip install -r requirements/train.txt``).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pool
import train_gate

from marsad.evaluation import detection, gold, measures
from marsad.events import gate
from marsad.pipeline import code
from marsad.types import CodedReport, Report


def main(argv: list[str]) -> None:
    """Train one gate a fold, code every report with the gate that has not seen it, print."""
    folder = Path(argv[0])
    gates = fold_gates(folder)
    print("gold articles")
    documents, events = gold.documents(folder), gold.events(folder)
    show(documents, events, gates, 0)
    print("labelled pool reports, part train")
    show(*pool.read(folder, "train"), gates, train_gate.POOL_GROUP)
    print("labelled pool reports, part test (never looked at; coded by the first fold's gate)")
    show(*pool.read(folder, "test"), gates[:1], 0)
    labels = gold.labels(folder)
    sentences = [
        coded(Report(label.id, label.text), gates, train_gate.SENTENCE_GROUP + n)
        for n, label in enumerate(labels)
    ]
    for kind, found in detection.score(labels, sentences).items():
        print(f"{kind:14}", "  ".join(f"{k} {v:.3f}" for k, v in found.figures().items()))


def show(
    documents: Mapping[str, gold.Document],
    events: Mapping[str, Sequence[gold.GoldEvent]],
    gates: list[gate.Model],
    first: int,
) -> None:
    """Score articles whose groups are numbered from ``first`` on."""
    reports = pool.reports(documents)
    articles = [coded(reports[name], gates, group) for group, name in enumerate(events, first)]
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


def coded(report: Report, gates: list[gate.Model], group: int) -> CodedReport:
    """Code a report with the gate of the fold that leaves its group out."""
    held_out = gates[group % len(gates)]
    gate.model = lambda: held_out  # type: ignore[assignment]
    return code(report)


if __name__ == "__main__":
    main(sys.argv[1:])
