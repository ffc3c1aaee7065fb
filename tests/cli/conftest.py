"""Reports to code, and an event with every field filled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner, Result

from marsad.cli import commands
from marsad.types import (
    Actor,
    Casualty,
    CodedReport,
    Drop,
    Event,
    Interval,
    Party,
    Place,
    Report,
    ReportRef,
    Source,
    Span,
)

ATTACK = "قتل ثلاثة جنود في كمين قرب عدن أمس."
FULL = "قالت الشرطة إن مسلحين قتلوا ما لا يقل عن 17 مدنيا بينهم طفلان في عدن أمس إذا صح النبأ."


@pytest.fixture
def attack() -> str:
    return ATTACK


@pytest.fixture
def run() -> Callable[..., Result]:
    def invoke(*arguments: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(commands, [str(a) for a in arguments], input=stdin)

    return invoke


@pytest.fixture
def full_report() -> Report:
    return Report("full", FULL, date(2020, 1, 2), "وكالة")


@pytest.fixture
def full(full_report: Report) -> CodedReport:
    """One event that fills every field of the record."""

    def at(words: str) -> tuple[int, int, str]:
        start = FULL.index(words)
        return start, start + len(words), words

    police = Source(*at("الشرطة"), "ye/police", "confirms")
    event = Event(
        "full#1", "ASSAULT", "firearms", "material conflict", "Attack", "actual",
        Span(*at("قتلوا")),
        mentions=(Span(*at("النبأ")),),
        actors=(Actor(*at("مسلحين"), sector="UAF"),),
        recipients=(Actor(*at("17 مدنيا"), "x/civ", "civilians"),),
        places=(Place(*at("عدن"), "ye/aden", "Aden", "YE", "Aden", 12.78, -45.03, "town"),),
        time=Span(*at("أمس")),
        date=Interval(date(2020, 1, 1), date(2020, 1, 1)),
        source=police,
        casualties=(
            Casualty("killed", 17, None, "at least", *at("ما لا يقل عن 17 مدنيا"),
                     party=Party(*at("مدنيا")), source=police),
            Casualty("killed", 2, 2, None, *at("طفلان"), subset=True),
        ),
        condition=Span(*at("إذا صح النبأ")),
        rules=("trigger.assault.kill", "args.verb_subject", "status.reported", "time.relative_day"),
    )  # fmt: skip
    ref = ReportRef("full", "وكالة", date(2020, 1, 2), "0" * 64)
    drops = (Drop(*at("الشرطة"), "a body that only speaks"),)
    return CodedReport(ref, "PLOVER", "marsad", (event,), drops)
