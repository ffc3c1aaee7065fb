"""The whole coder: the examples, determinism, offsets, hostile input, and one accepted report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad import codebook
from marsad.mentions.grammar import QUOTES, tag
from marsad.pipeline import STAGES, code, read
from marsad.types import CodedReport, Event, Report

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_STATUSES = {"actual", "future", "hypothetical", "negated", "historical"}
_TATWEEL = "\u0640"
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # tanween, vowel signs, shadda, sukun


def talks_and_clash() -> Report:
    return Report("talks", (_EXAMPLES / "talks_and_clash.txt").read_text(encoding="utf-8"))


def air_strike() -> Report:
    line = (_EXAMPLES / "air_strike.jsonl").read_text(encoding="utf-8").splitlines()[0]
    row = json.loads(line)
    return Report(row["id"], row["text"], date.fromisoformat(row["published"]), row["source"])


def encoded(report: Report) -> bytes:
    return msgspec.json.encode(code(report))


def spans(record: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) of a record, however deep."""
    if isinstance(record, msgspec.Struct):
        fields = set(record.__struct_fields__)
        if {"start", "end", "text"} <= fields:
            yield record.start, record.end, record.text  # type: ignore[attr-defined]
        for name in record.__struct_fields__:
            yield from spans(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans(item)


def check(report: Report, coded: CodedReport) -> None:
    """What holds for every coded report."""
    for start, end, text in spans(coded):
        assert 0 <= start < end <= len(report.text)
        assert report.text[start:end] == text
    types = codebook.event_types()
    for event in coded.events:
        assert event.type in types
        assert event.mode is None or event.mode in types[event.type].modes
        assert event.status in _STATUSES
        assert event.quad == types[event.type].quad
        assert event.rules
        for c in event.casualties:
            assert c.min is None or c.max is None or 0 <= c.min <= c.max
    assert [e.id for e in coded.events] == [
        f"{report.id}#{n}" for n in range(1, len(coded.events) + 1)
    ]
    starts = [e.trigger.start for e in coded.events]
    assert starts == sorted(starts)
    assert all(drop.reason for drop in coded.drops)


# --- the examples -------------------------------------------------------------------------------


def only(events: tuple[Event, ...], event_type: str) -> Event:
    (event,) = [e for e in events if e.type == event_type]
    return event


def test_the_talks_and_the_clash() -> None:
    report = talks_and_clash()
    coded = code(report)
    check(report, coded)
    types = [e.type for e in coded.events]
    for expected in ("CONSULT", "REQUEST", "THREATEN", "ASSAULT"):
        assert expected in types
    talks = next(e for e in coded.events if e.type == "CONSULT")
    assert [p.place_id for p in talks.places] == ["ye/mukalla"]
    clash = next(e for e in coded.events if e.acled == "Armed clash")
    assert (clash.type, clash.mode, clash.status) == ("ASSAULT", "firearms", "actual")
    assert [p.place_id for p in clash.places] == ["ye/hays"]
    assert [a.text for a in clash.actors] == ["القوات المشتركة", "مسلحي جماعة الحوثي"]
    assert clash.recipients == ()
    killed = clash.casualties[0]
    assert (killed.kind, killed.min, killed.max, killed.hedge) == ("killed", 14, None, "at least")
    assert clash.date is None  # no publication date
    threat = only(coded.events, "THREATEN")
    assert threat.status == "actual"


def test_an_attendance_list_is_no_toll() -> None:
    coded = code(talks_and_clash())
    counted = [c.text for e in coded.events for c in e.casualties]
    assert not any("عشرات" in words for words in counted)


def test_the_air_strike() -> None:
    report = air_strike()
    coded = code(report)
    check(report, coded)
    strike = next(e for e in coded.events if e.type == "ASSAULT")
    assert (strike.mode, strike.acled) == ("aerial", "Air/drone strike")
    assert strike.status == "actual"
    assert [p.place_id for p in strike.places] == ["sd/kutum"]
    assert strike.date is not None
    assert strike.date.start == strike.date.end == date(2025, 3, 10)
    tolls = strike.casualties
    claims = {(c.kind, c.min, c.max, c.source.text if c.source else None) for c in tolls}
    assert ("killed", 23, 23, "وزارة الصحة السودانية") in claims
    assert ("killed", 31, None, "المرصد السوداني لحقوق الإنسان") in claims


def test_what_was_not_taken_is_told() -> None:
    assert code(talks_and_clash()).drops


# --- determinism --------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [talks_and_clash(), air_strike()], ids=lambda r: r.id)
def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert encoded(report) == encoded(report)


def test_other_reports_between_change_nothing() -> None:
    before = encoded(air_strike())
    code(talks_and_clash())
    code(Report("other", "الجيش اللبناني ينتشر في طرابلس"))
    assert encoded(air_strike()) == before


def test_the_record_reads_back() -> None:
    coded = code(air_strike())
    assert msgspec.json.decode(msgspec.json.encode(coded), type=CodedReport) == coded


def test_the_stages_are_a_value_to_print() -> None:
    assert len(STAGES) == len(set(STAGES)) >= 8
    assert all(stage.count(".") == 1 for stage in STAGES)


# --- offsets ------------------------------------------------------------------------------------


def sprinkle(text: str, signs: str, every: int) -> str:
    """Put a sign behind every n-th Arabic letter."""
    out, count = [], 0
    for letter in text:
        out.append(letter)
        if "\u0621" <= letter <= "\u064a":
            count += 1
            if count % every == 0:
                out.append(signs[count % len(signs)])
    return "".join(out)


@pytest.mark.parametrize("report", [talks_and_clash(), air_strike()], ids=lambda r: r.id)
@pytest.mark.parametrize("every", [1, 2, 3, 7])
@pytest.mark.parametrize("signs", [_MARKS, _TATWEEL, "\u200f", "\u200c"])
def test_offsets_survive_what_is_put_between_letters(
    report: Report, signs: str, every: int
) -> None:
    changed = msgspec.structs.replace(report, text=sprinkle(report.text, signs, every))
    check(changed, code(changed))


_WORDS = (
    "قتل مقتل 17 جنديا مدنيين عشرات في سرت بنغازي حي الصابري بمنطقتي وجروثة الجيش قوات الحوثيين "
    "وقال إن أن المتحدث باسم بينهم وإصابة آخرين أمس الأحد بحسب مصدر غارة على يد لم س ف ب ل ال "
    'اتهم دعا هدد ما لا يقل عن «قصف» "تنظيم ( ) ، . .. ؛ : \n \n\n ٢٠١٥ 3.5 و - – العاصمة قرية '
    "إذا منذ سنوات كان قد التي المبعوث الدولي إلى ليبيا برناردينو ليون داعيا من قبل كل"
).split(" ")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإئؤىة" + _MARKS + _TATWEEL
_arabic_like = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.text(_LETTERS, max_size=9)),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(_arabic_like)
def test_every_span_is_its_text(text: str) -> None:
    report = Report("random", text, date(2016, 3, 9))
    coded = code(report)
    check(report, coded)
    assert code(report) == coded


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_coded(text: str) -> None:
    report = Report("random", text)
    check(report, code(report))


# --- hostile input ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200f", ".", "«»", "\ufeff", "\x00"])
def test_nothing_comes_of_nothing(text: str) -> None:
    coded = code(Report("empty", text))
    assert (coded.events, coded.drops) == ((), ())


def test_english_only_yields_no_event() -> None:
    text = "Five soldiers were killed in an attack near Sirte on Monday, officials said."
    coded = code(Report("english", text, date(2016, 3, 9)))
    assert coded.events == ()


def test_lone_surrogates_are_carried_through() -> None:
    text = "قتل خمسة جنود \ud83d في هجوم في سرت \udc00."
    report = Report("surrogates", text)
    coded = code(report)
    check(report, coded)
    assert len(coded.report.text_sha256) == 64


def test_a_sentence_of_fifty_thousand_tokens_takes_seconds() -> None:
    piece = "أعلن الجيش مقتل 17 جنديا في هجوم على قرية قرب سرت وقصف الطيران المدينة "
    text = piece * (50_000 // len(piece.split()))
    begun = perf_counter()
    coded = code(Report("long", text))
    assert perf_counter() - begun < 20
    assert coded.report.id == "long"


def test_ten_thousand_numbers_and_brackets() -> None:
    text = "17 ( " * 2_500 + "قتل " * 2_500
    report = Report("odd", text)
    check(report, code(report))


# --- one report of the gold set ------------------------------------------------------------------


@pytest.fixture(scope="module")
def accepted(shared_gold: Path) -> tuple[Report, CodedReport]:
    """The first report of the gold set, coded."""
    for line in (shared_gold / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == "S001":
            report = Report("S001", row["text"])
            return report, code(report)
    pytest.skip(f"{shared_gold / 'dev.jsonl'} has no report S001")


def of_type(coded: CodedReport, event_type: str) -> list[Event]:
    return [e for e in coded.events if e.type == event_type]


def test_accepted_talks_are_in_misrata(accepted: tuple[Report, CodedReport]) -> None:
    talks = of_type(accepted[1], "CONSULT")
    assert any("ly/misrata" in [p.place_id for p in e.places] for e in talks)


def test_accepted_request_is_refused(accepted: tuple[Report, CodedReport]) -> None:
    assert of_type(accepted[1], "REQUEST")
    assert of_type(accepted[1], "REJECT")


def test_accepted_threat_is_toward_ships(accepted: tuple[Report, CodedReport]) -> None:
    threats = of_type(accepted[1], "THREATEN")
    assert threats
    assert all(e.status == "actual" for e in threats)
    assert any("السفن" in r.text for e in threats for r in e.recipients)


def test_accepted_mission_is_a_mobilisation(accepted: tuple[Report, CodedReport]) -> None:
    assert of_type(accepted[1], "MOBILIZE")


def test_accepted_clash_has_two_sides_and_its_tolls(
    accepted: tuple[Report, CodedReport],
) -> None:
    (clash,) = of_type(accepted[1], "ASSAULT")
    assert (clash.status, clash.acled) == ("actual", "Armed clash")
    assert len(clash.actors) == 2
    assert clash.recipients == ()
    assert "ly/sabri" in [p.place_id for p in clash.places]
    tolls = [(c.kind, c.min, c.max, c.source is not None) for c in clash.casualties]
    assert ("killed", 17, None, False) in tolls
    assert ("killed", 1, 1, True) in tolls
    assert [t[1] for t in tolls if t[0] == "wounded"] == [50]
    assert clash.time is not None
    assert clash.date is None


def test_accepted_attendance_list_is_no_toll(accepted: tuple[Report, CodedReport]) -> None:
    bounds = [(c.min, c.max) for e in accepted[1].events for c in e.casualties]
    assert (20, 99) not in bounds


def test_accepted_envoy_is_no_place(accepted: tuple[Report, CodedReport]) -> None:
    countries = {p.country for e in accepted[1].events for p in e.places}
    assert not countries & {"FR", "ES"}


def test_accepted_parties_described_in_relative_clauses_do_nothing(
    accepted: tuple[Report, CodedReport],
) -> None:
    report, coded = accepted
    described = list(party_descriptions(report))
    assert described
    for event in coded.events:
        for span in (event.trigger, *event.mentions):
            assert not any(start <= span.start < end for start, end in described)


def party_descriptions(report: Report) -> Iterator[tuple[int, int]]:
    """The characters of relative clauses that follow a phrase which names a party.

    A clause lasts to the next mark or, for want of one, to the next finite verb after its own.
    """
    for scene in read(report).scenes:
        tokens = scene.sentence.tokens
        for actor in scene.actors:
            at = actor.last
            while at < len(tokens) and (tokens[at].folded in QUOTES or tokens[at].folded == "،"):
                at += 1
            if at == len(tokens) or tag(tokens[at].word).closed != "rel":
                continue
            end = at + 1
            while end < len(tokens) and tokens[end].kind != "punct":
                if end > at + 2 and tag(tokens[end].word).verb:
                    break
                end += 1
            yield tokens[at].start, tokens[end - 1].end
