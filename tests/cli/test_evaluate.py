"""``marsad evaluate`` on a small gold folder of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def gold(tmp_path: Path, attack: str) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    report = {"id": "A", "text": attack, "published": "2020-01-02"}
    document = {"doc": "A", "text": attack, "published": "2020-01-02", "sents": [[0, len(attack)]]}
    event = {
        "trigger": "قتل", "sent": 0, "also": [], "type": "ASSAULT", "mode": None, "acled": None,
        "status": "actual", "actor": [], "recipient": ["ثلاثة جنود"], "place": [], "time": "أمس",
        "date": {"start": "2020-01-01", "end": "2020-01-01"}, "source": None, "casualties": [],
    }  # fmt: skip
    label = {"id": "s1", "event_type": "ASSAULT", "label": "yes", "text": attack}
    cluster = {"cluster_id": "c", "reports": ["A", "B"], "confusable": []}
    for name, content in {
        "dev.jsonl": report,
        "dev_docs.json": [document],
        "dev_gold.json": [{"doc": "A", "events": [event]}],
        "gsr_dev.jsonl": label,
        "clusters_dev.json": [cluster],
    }.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_prints_every_set(run: Run, gold: Path) -> None:
    result = run("evaluate", "--gold", gold)
    assert result.exit_code == 0, result.output
    assert "typed               p 1.000  r 1.000  f1 1.000  n 1" in result.stdout
    assert "detection ASSAULT   p 1.000" in result.stdout
    assert "links: no incidents file given" in result.stdout


def test_one_set_as_json(run: Run, gold: Path) -> None:
    figures = json.loads(run("evaluate", "--gold", gold, "--set", "detection", "--json").stdout)
    assert list(figures) == ["detection"]
    assert figures["detection"]["ASSAULT"]["f1"] == 1.0


def test_links_of_an_incidents_file(run: Run, gold: Path, tmp_path: Path) -> None:
    incidents = tmp_path / "incidents.jsonl"
    incidents.write_text('{"incident": "1", "reports": ["A", "B"]}\n', encoding="utf-8")
    result = run("evaluate", "--gold", gold, "--incidents", incidents)
    assert "links               p 1.000  r 1.000  f1 1.000  same 1" in result.stdout


def test_the_gate_from_first_floor_to_refusal(run: Run, gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    gate = ["evaluate", "--gold", gold, "--gate", "--floors", floors]
    missing = run(*gate)
    assert missing.exit_code == 2
    assert "--gate --update" in missing.stderr
    assert run(*gate, "--update").exit_code == 0
    assert run(*gate).exit_code == 0
    raised = json.loads(floors.read_text("utf-8"))
    raised["floors"]["events.status.accuracy"] = 1.5
    floors.write_text(json.dumps(raised), encoding="utf-8")
    refused = run(*gate)
    assert refused.exit_code == 1
    assert "events.status.accuracy: floor 1.500, now 1.000" in refused.stderr
    assert run(*gate, "--update").exit_code == 1
    assert run(*gate, "--update", "--allow-lower").exit_code == 0
    assert run(*gate).exit_code == 0
    (gold / "dev.jsonl").write_text((gold / "dev.jsonl").read_text("utf-8") + "\n", "utf-8")
    changed = run(*gate)
    assert changed.exit_code == 1
    assert "dev.jsonl" in changed.stderr


def test_a_missing_folder_is_2(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", "--gold", tmp_path / "none")
    assert result.exit_code == 2
    assert "--gold" in result.stderr


@pytest.mark.parametrize("flags", [["--update"], ["--allow-lower"], ["--gate", "--allow-lower"]])
def test_flags_that_need_others(run: Run, gold: Path, flags: list[str]) -> None:
    result = run("evaluate", "--gold", gold, *flags)
    assert result.exit_code == 2
    assert "add" in result.stderr
