"""Trains the event gate and writes ``marsad/events/gate.json``.

usage: python training/train_gate.py GOLD_DIR [--dry-run]

GOLD_DIR is shaped like the project's gold folder: ``dev_docs.json``, ``dev_gold.json`` and
``gsr_dev.jsonl``; its ``pool.jsonl`` has the texts of ``pool_labels.jsonl``. A proposal of the
rules is a positive when it pairs with a gold event of its type, a negative when it does not;
sentences with human yes/no labels add ASSAULT and PROTEST examples. Prints the cross-validated
figures (articles are never split between folds), then trains on everything. Needs scikit-learn
(``pip install -r requirements/train.txt``).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pool
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.evaluation import gold as gold_folder
from marsad.evaluation.gold import Document, GoldEvent
from marsad.evaluation.measures import pair_events
from marsad.events import Setting, gate, propose
from marsad.events.draft import Draft
from marsad.pipeline import code, read
from marsad.types import Report

OUTPUT = Path(__file__).parent.parent / "marsad" / "events" / "gate.json"
FOLDS = 5
POOL_GROUP = 500  # groups from here on are pool reports
SENTENCE_GROUP = 1000  # groups from here on are labelled sentences, below are articles
C = 0.05  # inverse regularisation; of 0.03 to 0.5, as good as any held out, and best on sentences
MIN_COUNT = 4  # a feature seen in fewer examples is noise
ARTICLE_WEIGHT = (
    1.0  # relative to a labelled sentence; 1 and 3 do alike on articles, 1 better on sentences
)
THRESHOLD = 0.25  # 0.2 to 0.3 do alike held out; above, events are lost faster than errors
MIN_WEIGHT = 0.01  # smaller weights are left out of the file


class Example(NamedTuple):
    """One proposal with its features, label, weight and the group it is cross-validated in."""

    features: list[str]
    label: int
    weight: float
    group: int
    origin: str


def main(argv: list[str]) -> None:
    """Cross-validate, then train on everything and write the weights."""
    folder = Path(argv[0])
    examples = every_example(folder)
    names = vocabulary(examples)
    print(
        f"{len(examples)} proposals, {sum(e.label for e in examples)} events, {len(names)} features"
    )
    for c in (0.05, 0.1, 0.2, 0.5, 1.0):
        print(f"C {c:<5}", *(f"{k} {v:.3f}" for k, v in cross_validate(examples, c).items()))
    if "--dry-run" in argv:
        return
    weights = train(examples, names, C)
    kept = {
        k: round(float(w), 3) for k, w in zip(names, weights, strict=True) if abs(w) >= MIN_WEIGHT
    }
    document = {"threshold": THRESHOLD, "weights": dict(sorted(kept.items()))}
    OUTPUT.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{OUTPUT}: {len(kept)} weights")


def every_example(folder: Path) -> list[Example]:
    """Proposals of the gold articles, of the labelled pool reports and of the sentences."""
    documents, events = gold_folder.documents(folder), gold_folder.events(folder)
    more_documents, more_events = pool.read(folder, "train")
    return [
        *article_examples(documents, events, 0),
        *article_examples(more_documents, more_events, POOL_GROUP),
        *sentence_examples(folder),
    ]


def article_examples(
    documents: Mapping[str, Document], coded_by_hand: Mapping[str, Sequence[GoldEvent]], first: int
) -> list[Example]:
    """Proposals from coded articles; historical events are left out, as in the score.

    ``first`` is the number of the first article's group.
    """
    examples = []
    for group, (name, events) in enumerate(coded_by_hand.items(), first):
        document = documents[name]
        report = Report(name, document.text, document.published)
        drafts, scenes = proposals(report)
        coded = code(report)
        paired = pair_events(events, coded.events, document)
        matched = {p: events[g] for g, p in paired.items()}
        for i, draft in enumerate(drafts):
            event = matched.get(i)
            if event is not None and event.historical:
                continue
            label = int(event is not None and event.type == draft.type)
            examples.append(
                Example(gate.features(draft, scenes), label, ARTICLE_WEIGHT, group, "article")
            )
    return examples


def sentence_examples(folder: Path) -> list[Example]:
    """Proposals of the labelled type from the yes/no sentences."""
    examples = []
    for n, label in enumerate(gold_folder.labels(folder)):
        drafts, scenes = proposals(Report(label.id, label.text))
        for draft in drafts:
            if draft.type == label.event_type and draft.status in ("actual", "historical"):
                examples.append(
                    Example(
                        gate.features(draft, scenes),
                        int(label.label == "yes"),
                        1.0,
                        SENTENCE_GROUP + n,
                        label.event_type,
                    )
                )
    return examples


def proposals(report: Report) -> tuple[list[Draft], Any]:
    """The drafts of a report in the order of its events, and its scenes."""
    scenes = read(report).scenes
    drafts, _ = propose(scenes, Setting(report.text, report.published))
    return sorted(drafts, key=lambda d: (d.trigger.start, d.trigger.end)), scenes


def vocabulary(examples: list[Example]) -> list[str]:
    """Features seen often enough to be learned from."""
    counts = Counter(f for e in examples for f in set(e.features))
    return sorted(f for f, n in counts.items() if n >= MIN_COUNT)


def matrix(examples: list[Example], names: list[str]) -> csr_matrix:
    """Examples as rows of a sparse 0/1 matrix."""
    index = {name: i for i, name in enumerate(names)}
    rows, columns = [], []
    for r, example in enumerate(examples):
        for feature in set(example.features):
            if feature in index:
                rows.append(r)
                columns.append(index[feature])
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(names)))


def train(examples: list[Example], names: list[str], c: float) -> Any:
    """Weights by feature, in the order of ``names``."""
    model = LogisticRegression(C=c, max_iter=2000, fit_intercept=False, solver="liblinear")
    weights = [e.weight for e in examples]
    model.fit(matrix(examples, names), [e.label for e in examples], sample_weight=weights)
    return model.coef_[0]


def cross_validate(examples: list[Example], c: float) -> dict[str, float]:
    """F1 of the gate's decision by origin, over folds that never split a report."""
    decided: dict[str, Counter[str]] = {}
    for fold in range(FOLDS):
        held = [e for e in examples if e.group % FOLDS == fold]
        rest = [e for e in examples if e.group % FOLDS != fold]
        names = vocabulary(rest)
        scores = matrix(held, names) @ train(rest, names, c)
        for example, score in zip(held, scores, strict=True):
            passed = 1 / (1 + np.exp(-score)) >= THRESHOLD
            counts = decided.setdefault(example.origin, Counter())
            counts[("t" if passed == bool(example.label) else "f") + ("p" if passed else "n")] += 1
    return {
        k: v
        for origin, n in decided.items()
        for k, v in (
            (f"{origin} p", n["tp"] / max(1, n["tp"] + n["fp"])),
            (f"{origin} r", n["tp"] / max(1, n["tp"] + n["fn"])),
            (f"{origin} f1", 2 * n["tp"] / max(1, 2 * n["tp"] + n["fp"] + n["fn"])),
        )
    }


def without_gate() -> None:
    """Let every proposal pass, so that the gate is trained on what the rules propose."""
    gate.model = lambda: None  # type: ignore[assignment]


if __name__ == "__main__":
    without_gate()
    main(sys.argv[1:])
