"""Who does what to whom: every row of ``roles.tsv``, read by the rules before the gate judges."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.pipeline import read
from marsad.types import Report
from tests.case_table import NOTHING, check_size, entries, params, rows

_TABLE = Path(__file__).with_name("roles.tsv")


def drafts(text: str) -> list[Draft]:
    proposed, _ = propose(read(Report("case", text)).scenes, Setting(text, None))
    return proposed


def roles(text: str, event_type: str) -> tuple[list[str], list[str]]:
    """The words of both roles of the first event of a type."""
    first = next(d for d in drafts(text) if d.type == event_type)
    return (
        [text[a.start : a.end] for a in first.actors],
        [text[r.start : r.end] for r in first.recipients],
    )


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    text, event_type = row["text"], row["type"]
    if event_type == NOTHING:
        assert drafts(text) == []
        return
    assert event_type in [d.type for d in drafts(text)]
    assert roles(text, event_type) == (entries(row["actors"]), entries(row["recipients"]))


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "type", cases=100, negatives=8)


@pytest.mark.parametrize("row", rows(_TABLE), ids=lambda row: row["text"])
def test_nobody_plays_both_roles(row: dict[str, str]) -> None:
    for draft in drafts(row["text"]):
        actors = {(a.start, a.end) for a in draft.actors}
        assert not actors & {(r.start, r.end) for r in draft.recipients}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("قتل ثلاثة جنود على يد مسلحين.", "args.agent_phrase"),
        ("اتهمت المنظمة الجيش بقصف سوق شعبي.", "args.accused"),
        ("أعلن الجيش مقتل عشرة مسلحين في الوادي.", "args.announced"),
    ],
)
def test_the_rule_that_found_a_role_is_told(text: str, rule: str) -> None:
    assert any(rule in draft.rules for draft in drafts(text))
