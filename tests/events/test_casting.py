"""The second look at roles: candidates, what it may change, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.events import Setting, casting
from marsad.events.coder import settle_events
from marsad.events.entities import Entities
from marsad.pipeline import code, read
from marsad.types import Report

TEXT = (
    "قصف الجيش السوري بلدة دوما في الغوطة الشرقية الأحد. "
    "وقال مصدر طبي إن القصف أسفر عن مقتل سبعة مدنيين. "
    "وطالب المبعوث الأممي الجيش السوري بوقف الهجمات."
)


def stage(text: str) -> tuple[casting.Stage, list[object]]:
    scenes = read(Report("case", text)).scenes
    drafts, _ = settle_events(scenes, Setting(text, None))
    return casting.Stage(drafts, scenes, text), list(drafts)


def test_every_party_is_a_candidate_once() -> None:
    built, drafts = stage(TEXT)
    named = [TEXT[p.start : p.end] for p in built.parties(drafts[0])]  # type: ignore[arg-type]
    assert named.count("الجيش السوري") == 1
    assert "المبعوث الأممي" in named


def test_a_candidate_is_the_phrase_that_the_rules_chose() -> None:
    built, drafts = stage(TEXT)
    request = next(d for d in drafts if d.type == "REQUEST")  # type: ignore[attr-defined]
    army = request.recipients[0]  # type: ignore[attr-defined]
    assert army in built.parties(request)  # type: ignore[arg-type]


def test_features_are_the_same_every_time() -> None:
    first, drafts = stage(TEXT)
    second, _ = stage(TEXT)
    draft = drafts[0]
    for one, other in zip(first.parties(draft), second.parties(draft), strict=True):  # type: ignore[arg-type]
        got = casting.party_features(draft, one, first)  # type: ignore[arg-type]
        assert got == casting.party_features(draft, other, second)  # type: ignore[arg-type]
        assert len(got) == len(set(got))


def test_nobody_is_both_actor_and_recipient() -> None:
    for event in code(Report("case", TEXT, date(2018, 4, 9))).events:
        assert not {a.text for a in event.actors} & {r.text for r in event.recipients}


def test_what_was_cast_anew_is_said_in_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = casting.Part(0.0, 0.0, {})
    monkeypatch.setattr(casting, "model", lambda: casting.Model(everybody, everybody, everybody))
    events = code(Report("case", TEXT)).events
    assert events
    assert all("cast.actors" in event.rules for event in events)


def test_nobody_is_likely_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = casting.Part(1.0, 1.0, {})
    monkeypatch.setattr(casting, "model", lambda: casting.Model(nobody, nobody, nobody))
    events = code(Report("case", TEXT)).events
    assert all(not event.actors for event in events)
    assert any(event.places for event in events)  # the rules' places stand


def test_a_dump_of_many_reports_keeps_the_rules_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "_MAX_SENTENCES", 2)
    scenes = read(Report("case", TEXT)).scenes
    drafts, _ = settle_events(scenes, Setting(TEXT, None))
    assert casting.recast(drafts, scenes, TEXT) == drafts


def test_one_party_under_several_names() -> None:
    text = "قصفت قوات النظام البلدة. وتقدمت قوات النظام السوري. ورد مقاتلو المعارضة."
    mentions = [a for scene in read(Report("case", text)).scenes for a in scene.actors]
    entities = Entities(mentions, text)
    forces = [a for a in mentions if text[a.start : a.end].startswith("قوات النظام")]
    assert len({entities.of(a) for a in forces}) == 1
    others = [a for a in mentions if "المعارضة" in text[a.start : a.end]]
    assert entities.of(others[0]) != entities.of(forces[0])


def test_facts_weigh_what_their_features_weigh() -> None:
    built, drafts = stage(TEXT)
    judge = casting.model()
    assert judge is not None
    for draft in drafts:
        view = casting._View(draft, built)  # type: ignore[arg-type]
        for party in built.parties(draft):  # type: ignore[arg-type]
            told = [judge.known[fact] for fact in casting._party_facts(view, party)]
            names = casting.party_features(draft, party, built)  # type: ignore[arg-type]
            for role, part in enumerate((judge.actor, judge.recipient)):
                weights = [w for one in told for w in one[role].weights]
                assert weights == [part.weights[n] for n in names if n in part.weights]


@pytest.mark.parametrize(
    "text",
    [
        "قالت وزارة الصحة إن 23 مدنيا قتلوا في الغارة على السوق.",
        "أعلنت وزارة الداخلية مقتل خمسة من عناصر الشرطة في هجوم انتحاري.",
        "أفاد المرصد السوري بأن ثلاثة أطفال قتلوا في القصف على البلدة.",
        "وذكرت وكالة الأنباء أن سيارة مفخخة انفجرت قرب المسجد.",
    ],
)
def test_who_says_so_did_not_do_it(text: str) -> None:
    assert [a.text for e in code(Report("case", text)).events for a in e.actors] == []
