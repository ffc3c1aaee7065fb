"""Detection: a hand-made set, then the gold scorer's own figures."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from marsad import Report, code
from marsad.errors import EvaluationError
from marsad.evaluation import detection, gold
from marsad.evaluation.gold import Label
from marsad.types import CodedReport, Event

Wrap = Callable[..., CodedReport]
Build = Callable[..., Event]


def test_counts_by_hand(event: Build, coded: Wrap) -> None:
    labels = [
        Label("1", "ASSAULT", "yes", "قصف"),
        Label("2", "ASSAULT", "yes", "قصف"),
        Label("3", "ASSAULT", "no", "قصف"),
        Label("4", "ASSAULT", "no", "قصف"),
        Label("5", "PROTEST", "no", "قصف"),
    ]
    happened = event("قصف", "ASSAULT", "قصف")
    feared = event("قصف", "ASSAULT", "قصف", status="hypothetical")
    background = event("قصف", "ASSAULT", "قصف", status="historical")
    predictions = [
        coded("1", [happened]),
        coded("2", [feared]),
        coded("3", [background]),
        coded("4"),
        coded("5", [happened]),
    ]
    scores = detection.score(labels, predictions)
    assert scores["ASSAULT"].figures() == {"p": 0.5, "r": 0.5, "f1": 0.5, "yes": 2, "no": 2}
    assert scores["PROTEST"].figures() == {"p": 0.0, "r": 0.0, "f1": 0.0, "yes": 0, "no": 1}


def test_a_label_without_prediction_is_named(coded: Wrap) -> None:
    with pytest.raises(EvaluationError, match="no prediction for 2"):
        detection.score([Label("2", "ASSAULT", "no", "قصف")], [coded("1")])


def test_same_as_the_gold_scorer(shared_gold: Path, tmp_path: Path) -> None:
    labels = gold.labels(shared_gold)
    coded = [code(Report(label.id, label.text)) for label in labels]
    file = tmp_path / "predictions.jsonl"
    file.write_bytes(b"".join(msgspec.json.encode(c) + b"\n" for c in coded))
    run = subprocess.run(
        [sys.executable, shared_gold / "score_detection.py", shared_gold / gold.LABELS, file],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    printed = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()}
    for name, scores in detection.score(labels, coded).items():
        values = [
            f"{x:.3f}" for x in (scores.tally.precision, scores.tally.recall, scores.tally.f1)
        ]
        assert printed[name][1:6:2] == values
        assert printed[name][7:10:2] == [str(scores.tally.n), str(scores.no)]
