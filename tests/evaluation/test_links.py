"""Links: a hand-made set, then the gold scorer's own figures."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.evaluation import gold, links
from marsad.evaluation.gold import Cluster

CLUSTERS = [Cluster("x", ("a", "b", "c"), ("d",)), Cluster("y", ("e",), ())]


def test_pairs_by_hand() -> None:
    # a, b joined (right); b, d a near miss joined (wrong); c alone; e with nobody.
    incidents = {"a": {"1"}, "b": {"1", "2"}, "d": {"2"}, "c": {"3"}}
    scores = links.score(CLUSTERS, incidents)
    assert scores.figures() == {
        "p": 0.5, "r": 0.333, "f1": 0.4, "same": 3, "other": 6, "near_joined": 1, "near": 3,
    }  # fmt: skip


def test_no_incidents_join_nothing() -> None:
    assert links.score(CLUSTERS, {}).pairs.f1 == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_same_as_the_gold_scorer(shared_gold: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    clusters = gold.clusters(shared_gold)
    lines = [
        {"incident": f"{c.cluster_id}{n}", "reports": [r for r in told if chance.random() < 0.6]}
        for c in clusters
        for n, told in enumerate([c.reports, (*c.reports, *c.confusable)])
    ]
    file = tmp_path / "incidents.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, shared_gold / "score_links.py", shared_gold / gold.CLUSTERS, file],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    scores = links.score(clusters, gold.incidents(file))
    p, r, f1 = (f"{x:.3f}" for x in (scores.pairs.precision, scores.pairs.recall, scores.pairs.f1))
    expected = [p, r, f1, scores.pairs.n, scores.other, scores.near_joined, scores.near]
    assert re.findall(r"(?<!f)\d[\d.]*", run.stdout) == [str(x) for x in expected]
