"""Did it happen: every row of ``status.tsv``, read by the rules before the gate judges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.pipeline import read
from marsad.types import Report
from tests.case_table import NOTHING, check_size, params

_TABLE = Path(__file__).with_name("status.tsv")
DAY = date(2016, 3, 9)  # a Wednesday


def drafts(text: str, published: date | None = DAY) -> list[Draft]:
    proposed, _ = propose(read(Report("case", text, published)).scenes, Setting(text, published))
    return proposed


def status(text: str, event_type: str, published: date | None = DAY) -> str:
    """The status of the first event of a type, or « - » when there is none."""
    found = [d.status for d in drafts(text, published) if d.type == event_type]
    return found[0] if found else NOTHING


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    assert status(row["text"], row["type"]) == row["status"]


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "status", cases=70, negatives=3)


def test_a_date_is_old_only_against_a_publication_date() -> None:
    text = "قتل ثلاثة جنود في هجوم في 12 يناير 2016."
    assert status(text, "ASSAULT") == "historical"
    assert status(text, "ASSAULT", date(2016, 1, 14)) == "actual"
    assert status(text, "ASSAULT", None) == "actual"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("لم يقصف الجيش بلدة دوما.", "status.negation"),
        ("سينشر الجيش قوات في دوما.", "status.future_verb"),
        ("كان التنظيم قد خطف ثلاثة صحفيين.", "status.pluperfect"),
        ("قد ينشر الجيش قوات في دوما.", "status.may"),
        ("قتل ثلاثة جنود في هجوم عام 2012.", "status.old_date"),
        ("هدد التنظيم بقصف المدينة.", "status.voiced"),
        ("قصف الجيش السوري بلدة دوما.", "status.reported"),
    ],
)
def test_the_rule_that_decided_is_told(text: str, rule: str) -> None:
    assert rule in drafts(text)[0].rules
