"""The day of an event: every row of ``when.tsv``, before the gate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.events.when import carry_deed_dates, carry_speech_dates, statement_dates
from marsad.pipeline import read
from marsad.types import Report
from tests.case_table import NOTHING, check_size, params

_TABLE = Path(__file__).with_name("when.tsv")


def drafts(text: str, published: date) -> list[Draft]:
    scenes = read(Report("case", text, published)).scenes
    proposed, _ = propose(scenes, Setting(text, published))
    spoken = carry_speech_dates(proposed, statement_dates(scenes), text)
    return carry_deed_dates(spoken, scenes, published)


@pytest.mark.parametrize("row", params(_TABLE))
def test_case(row: dict[str, str]) -> None:
    text = row["text"].replace(r"\n", "\n")
    found = drafts(text, date.fromisoformat(row["published"]))
    first = next(
        draft
        for draft in found
        if any(row["word"].startswith(text[t.start : t.end]) for t in draft.triggers)
    )
    interval = first.time.time.interval if first.time else None
    shown = (str(interval.start), str(interval.end)) if interval else (NOTHING, NOTHING)
    assert shown == (row["start"], row["end"])


def test_table_is_large_and_has_negatives() -> None:
    check_size(_TABLE, "start", cases=25, negatives=10)


def test_a_carried_day_says_by_which_rule() -> None:
    text = "معارك في الجنوب.\nأطلق مسلحون النار على حاجز السبت.\nكما قصفت المدفعية نقطة في درنة."
    rules = [rule for draft in drafts(text, date(2018, 5, 20)) for rule in draft.rules]
    assert "time.same_scene" in rules
