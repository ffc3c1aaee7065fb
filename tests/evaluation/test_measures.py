"""Event measures: small cases worked out by hand, then the gold scorer's own figures."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from marsad import Report, code
from marsad.errors import EvaluationError
from marsad.evaluation import gold, measures
from marsad.evaluation.gold import (
    Document,
    GoldCasualty,
    GoldDate,
    GoldEvent,
    GoldMention,
    GoldPlace,
)
from marsad.evaluation.phrases import km, overlap, pairs, same_role, words
from marsad.types import (
    Actor,
    Casualty,
    CodedReport,
    Event,
    Interval,
    Place,
    ReportRef,
    Source,
    Span,
)

TEXT = "هاجم مسلحون ثكنة الجيش في زنجبار أمس. ودعا الوزير الأطراف إلى التهدئة."
DOCUMENTS = {"A": Document("A", TEXT, ((0, 38), (39, len(TEXT))), date(2020, 1, 2))}
ATTACK = GoldEvent(
    "ASSAULT", "هاجم", 0, "actual",
    mode="firearms", acled="Attack", actor=("مسلحون",), recipient=("ثكنة الجيش",),
    place=(GoldPlace("زنجبار", 13.13, 45.38),), date=GoldDate(date(2020, 1, 1), date(2020, 1, 1)),
    casualties=(GoldCasualty("killed", 3, 3), GoldCasualty("wounded", 5, None)),
)  # fmt: skip
CALL = GoldEvent("REQUEST", "دعا", 1, "actual", actor=("الوزير",), recipient=("الأطراف",))
Build = Callable[..., Event]
Wrap = Callable[..., CodedReport]


def killed(low: int, high: int | None) -> Casualty:
    return Casualty("killed", low, high, None, 0, 4, "هاجم")


def test_nothing_predicted_misses_everything_but_background(coded: Wrap) -> None:
    old = msgspec.structs.replace(CALL, status="historical")
    scores = measures.score(DOCUMENTS, {"A": (ATTACK, old)}, [coded("A")])
    assert scores.tallies["typed"].figures() == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1}
    assert [m.kind for m in scores.misses] == ["missed"]
    assert scores.figures()["date"] == {"accuracy": None, "n": 0}


def test_a_right_event_and_a_wrong_type(event: Build, coded: Wrap) -> None:
    day = Interval(date(2020, 1, 1), date(2020, 1, 1))
    right = event(
        TEXT, "ASSAULT", "هاجم", actors=["مسلحون"], recipients=["الجيش"], mode="firearms",
        acled="Armed clash", places={"زنجبار": (13.2, 45.4)}, date=day,
        casualties=(killed(3, 3), killed(9, None)),
    )  # fmt: skip
    wrong = event(TEXT, "AGREE", "التهدئة", actors=["الوزير"])
    scores = measures.score(DOCUMENTS, {"A": (ATTACK, CALL)}, [coded("A", [right, wrong])])
    figures = scores.figures()
    assert figures["event"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 2}
    assert figures["typed"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 2}
    assert figures["who_what_whom"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 2}
    assert figures["actor"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1}
    # «الجيش» against «ثكنة الجيش»: Dice 2·1/(2+1) = 0.67, above one half.
    assert figures["recipient"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1}
    assert figures["casualties"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 2}
    assert figures["place_25km"] == {"accuracy": 1.0, "n": 1}
    assert figures["date"] == {"accuracy": 1.0, "n": 1}
    assert figures["mode"] == {"accuracy": 1.0, "n": 1}
    assert figures["acled"] == {"accuracy": 0.0, "n": 1}
    assert figures["per_type"] == {
        "AGREE": {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 0},
        "ASSAULT": {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1},
        "REQUEST": {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1},
    }
    assert [(m.kind, m.type) for m in scores.misses] == [("typed AGREE", "REQUEST")]


def test_roles_must_be_silent_or_shared_on_both_sides(event: Build, coded: Wrap) -> None:
    swapped = event(TEXT, "ASSAULT", "هاجم", actors=["الجيش"], recipients=["مسلحون"])
    scores = measures.score(DOCUMENTS, {"A": (ATTACK,)}, [coded("A", [swapped])])
    assert scores.tallies["typed"].f1 == 1.0
    assert scores.tallies["who_what_whom"].f1 == 0.0
    assert scores.tallies["actor"].figures() == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1}
    assert [m.kind for m in scores.misses] == ["roles"]


def test_an_event_in_another_sentence_is_extra(event: Build, coded: Wrap) -> None:
    elsewhere = event(TEXT, "ASSAULT", "التهدئة")
    scores = measures.score(DOCUMENTS, {"A": (ATTACK,)}, [coded("A", [elsewhere])])
    assert scores.tallies["event"].figures() == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1}
    assert sorted(m.kind for m in scores.misses) == ["extra", "missed"]


def test_a_second_mention_in_another_sentence_matches(event: Build, coded: Wrap) -> None:
    told_again = msgspec.structs.replace(ATTACK, also=(GoldMention("التهدئة", 1),))
    elsewhere = event(TEXT, "ASSAULT", "التهدئة")
    scores = measures.score(DOCUMENTS, {"A": (told_again,)}, [coded("A", [elsewhere])])
    assert scores.tallies["typed"].f1 == 1.0


def test_unknown_documents_are_refused(coded: Wrap) -> None:
    with pytest.raises(EvaluationError, match=r"not in the gold set: \['B'\]"):
        measures.score(DOCUMENTS, {"A": (ATTACK,)}, [coded("B")])


def test_phrases() -> None:
    assert words("والأُسرة بالبيت لله") == ["اسره", "بيت", "لله"]
    assert overlap("قوات الأمن", "الأمن") == pytest.approx(2 / 3)
    assert overlap("", "الأمن") == 0.0
    assert pairs(["الأمن", "الجيش"], ["الجيش", "الجيش"]) == 1
    assert same_role([], [])
    assert not same_role(["الجيش"], [])


def test_distance_of_a_degree_of_latitude() -> None:
    assert km((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111.19, abs=0.01)
    assert km((15.0, 45.0), (15.0, 45.0)) == 0.0


def published_scorer(folder: Path, predictions: Iterable[CodedReport], tmp_path: Path) -> object:
    file = tmp_path / "predictions.jsonl"
    file.write_bytes(b"".join(msgspec.json.encode(c) + b"\n" for c in predictions))
    run = subprocess.run(
        [sys.executable, folder / "score.py", folder / gold.DOCUMENTS, folder / gold.EVENTS, file,
         "--json"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return json.loads(run.stdout)


def own_figures(folder: Path, predictions: Iterable[CodedReport]) -> object:
    scores = measures.score(gold.documents(folder), gold.events(folder), predictions)
    return json.loads(json.dumps(scores.figures()))


def test_the_coder_scores_as_the_gold_scorer_says(shared_gold: Path, tmp_path: Path) -> None:
    coded = [code(report) for report in gold.reports(shared_gold)]
    assert own_figures(shared_gold, coded) == published_scorer(shared_gold, coded, tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_guesses_score_as_the_gold_scorer_says(
    shared_gold: Path, tmp_path: Path, seed: int
) -> None:
    coded = list(guesses(shared_gold, random.Random(seed)))
    assert own_figures(shared_gold, coded) == published_scorer(shared_gold, coded, tmp_path)


def guesses(folder: Path, chance: random.Random) -> Iterable[CodedReport]:
    """Gold events with pieces missing, moved and swapped, so that every branch is taken."""
    documents, events = gold.documents(folder), gold.events(folder)
    for report in gold.reports(folder):
        text = documents[report.id].text
        kept = [e for e in events[report.id] if chance.random() < 0.7]
        made = [
            guess(e, report, text, chance) for e in kept for _ in range(chance.choice([1, 1, 2]))
        ]
        ref = ReportRef(report.id, None, report.published, "")
        yield CodedReport(ref, "", "", tuple(made), ())


def guess(event: GoldEvent, report: Report, text: str, chance: random.Random) -> Event:
    def at(words: str) -> Span:
        start = max(0, text.find(words) + chance.choice([0, 0, 0, 5]))
        end = min(len(text), start + max(1, len(words) + chance.choice([0, 0, -3, 6])))
        return Span(start, end, text[start:end])

    def some(phrases: Iterable[str]) -> list[Span]:
        return [at(p) for p in phrases if chance.random() < 0.8]

    sides = [event.actor, event.recipient]
    if chance.random() < 0.2:
        sides.reverse()
    places = [
        Place(s.start, s.end, s.text, lat=chance.choice([p.lat, None, 15.0]), lon=p.lon or 45.0)
        for p in event.place
        for s in some([p.text])
    ]
    source = some([event.source] if event.source else [])
    day = event.date.start if event.date else report.published
    return Event(
        id="", type=chance.choice([event.type] * 4 + ["ACCUSE"]), quad="verbal conflict",
        mode=chance.choice([event.mode, None]), acled=chance.choice([event.acled, "Attack"]),
        status=chance.choice([event.status, "actual"]), trigger=at(event.trigger),
        actors=tuple(Actor(s.start, s.end, s.text) for s in some(sides[0])),
        recipients=tuple(Actor(s.start, s.end, s.text) for s in some(sides[1])),
        places=tuple(places), source=Source(*_fields(source[0])) if source else None,
        date=Interval(day, day) if day and chance.random() < 0.8 else None,
        casualties=tuple(
            Casualty("killed", c.min, chance.choice([c.max, None]), None, 0, 1, text[:1])
            for c in event.casualties
        ),
    )  # fmt: skip


def _fields(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text
