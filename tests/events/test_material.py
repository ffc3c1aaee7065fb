"""Force, coercion, deployment, retreat and help: every row of ``material.tsv``, before the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.pipeline import read
from marsad.types import Report
from tests.case_table import NOTHING, check_size, params

_TABLE = Path(__file__).with_name("material.tsv")
_TYPES = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "COOPERATE"])


def drafts(text: str) -> list[Draft]:
    proposed, _ = propose(read(Report("case", text)).scenes, Setting(text, None))
    return [draft for draft in proposed if draft.type in _TYPES]


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    found = drafts(row["text"])
    if row["type"] == NOTHING:
        assert found == []
        return
    first = next(draft for draft in found if draft.type == row["type"])
    assert (first.mode or NOTHING, first.acled or NOTHING) == (row["mode"], row["acled"])


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "type", cases=120, negatives=20)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("استعاد الجيش السوري بلدة مورك بعد معارك.", "manner.government_regains"),
        ("سيطر الحوثيون على معسكر بعد مواجهات.", "manner.non_state_overtakes"),
        ("قتل متظاهر برصاص الشرطة في الخرطوم.", "manner.force_on_protesters"),
    ],
)
def test_the_rule_that_found_the_sub_event_is_told(text: str, rule: str) -> None:
    assert any(rule in draft.rules for draft in drafts(text))
