"""The gate: floors rise by themselves, fall only by a flag, and belong to one set of texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.errors import EvaluationError, QualityGateError
from marsad.evaluation import Evaluation, check, evaluate, update
from marsad.evaluation.measures import EventScores
from marsad.evaluation.tally import Tally


def measured(right: int, digest: str = "d1") -> Evaluation:
    """Typed events with ``right`` of 7 found and nothing wrong: r = right/7, p = 1."""
    scores = EventScores(tallies={"typed": Tally(tp=right, fn=7 - right)}, shares={})
    return Evaluation({"dev.jsonl": digest}, scores)


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    file = tmp_path / "eval" / "floors.json"
    update(measured(3), file)
    return file


def test_floors_are_rounded_down(floors: Path) -> None:
    # f1 = 2·1·(3/7) / (1 + 3/7) = 0.6
    assert json.loads(floors.read_text("utf-8")) == {
        "gold": {"dev.jsonl": "d1"},
        "floors": {"events.typed.f1": 0.6},
    }
    update(measured(4), floors)  # 8/11 = 0.72727…
    assert json.loads(floors.read_text("utf-8"))["floors"] == {"events.typed.f1": 0.727}


def test_equal_and_higher_scores_pass(floors: Path) -> None:
    check(measured(3), floors)
    check(measured(5), floors)


def test_a_score_just_rounded_down_passes_its_own_floor(tmp_path: Path) -> None:
    for right in range(1, 8):
        file = tmp_path / f"{right}.json"
        update(measured(right), file)
        check(measured(right), file)


def test_a_lower_score_names_measure_floor_and_score(floors: Path) -> None:
    with pytest.raises(QualityGateError) as caught:
        check(measured(2), floors)
    assert "events.typed.f1: floor 0.600, now 0.444" in str(caught.value)
    assert "--allow-lower" in str(caught.value)


def test_update_does_not_lower_without_the_flag(floors: Path) -> None:
    before = floors.read_bytes()
    with pytest.raises(QualityGateError, match="lower than the floor"):
        update(measured(2), floors)
    assert floors.read_bytes() == before
    assert update(measured(2), floors, allow_lower=True).floors == {"events.typed.f1": 0.444}


def test_other_texts_are_refused_until_updated(floors: Path) -> None:
    with pytest.raises(QualityGateError, match=r"not those of the floors: dev\.jsonl"):
        check(measured(5, "d2"), floors)
    update(measured(5, "d2"), floors)
    check(measured(5, "d2"), floors)


def test_new_texts_do_not_lower_floors_either(floors: Path) -> None:
    with pytest.raises(QualityGateError, match="lower than the floor"):
        update(measured(1, "d2"), floors)


def test_a_measure_that_is_gone_counts_as_fallen(floors: Path) -> None:
    other = Evaluation({"dev.jsonl": "d1"}, EventScores(tallies={"event": Tally(tp=1)}, shares={}))
    with pytest.raises(QualityGateError, match="now not measured"):
        check(other, floors)


def test_a_measure_without_floor_is_refused(floors: Path) -> None:
    tallies = {"typed": Tally(tp=3, fn=4), "event": Tally(tp=1)}
    more = Evaluation({"dev.jsonl": "d1"}, EventScores(tallies=tallies, shares={}))
    with pytest.raises(QualityGateError, match=r"no floor for events\.event\.f1"):
        check(more, floors)


def test_a_set_that_was_not_measured_keeps_its_floors(floors: Path) -> None:
    check(Evaluation({}), floors)


@pytest.mark.parametrize("content", ["", "{}", '{"gold": {}, "floors": {"a": "b"}}'])
def test_broken_floors_are_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "floors.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"floors\.json.*version control"):
        check(measured(3), file)


def test_missing_floors_say_how_to_write_them(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="--gate --update"):
        check(measured(3), tmp_path / "none.json")


def test_a_missing_gold_folder_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"no such folder.*--gold"):
        evaluate(tmp_path / "nowhere")


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"dev\.jsonl: it cannot be read"):
        evaluate(tmp_path)


def test_a_broken_gold_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "gsr_dev.jsonl").write_text('\n{"id": 1}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"gsr_dev\.jsonl:2: "):
        evaluate(tmp_path, ("detection",))
