"""One event per happening: which mentions of a report are joined and which stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.pipeline import read
from marsad.types import Report

DAY = date(2016, 3, 9)  # a Wednesday


def drafts(text: str, event_type: str = "ASSAULT") -> list[Draft]:
    """The proposed events of a type, in text order."""
    found, _ = propose(read(Report("case", text, DAY)).scenes, Setting(text, DAY))
    return sorted((d for d in found if d.type == event_type), key=lambda d: d.trigger.start)


def gap(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


_ONE = [
    (
        "قتلى في اشتباكات في سرت\n\nاندلعت اشتباكات بين الجيش الليبي ومسلحين في سرت. "
        "وقال مصدر عسكري إن 14 جنديا قتلوا في المعارك."
    ),
    "مقتل خمسة جنود في هجوم قرب سرت\n\nقتل خمسة جنود الأربعاء في هجوم شنه مسلحون قرب سرت.",
    "اشتباكات في بنغازي\n\nاندلعت اشتباكات بين الجيش ومسلحين في بنغازي، وقتل أربعة جنود.",
    "اندلعت اشتباكات بين الجيش والمتمردين في دوما. وقتل في الاشتباكات سبعة متمردين.",
    "انفجرت سيارة مفخخة في بغداد. وأدى الانفجار إلى مقتل تسعة مدنيين.",
    "قصفت طائرات حربية سوق بلدة دوما. وأسفر القصف عن مقتل ثلاثة مدنيين.",
    "شن التحالف غارات على مدينة صعدة. وقالت الجماعة إن الغارات قتلت ستة مدنيين.",
    "فجر انتحاري نفسه في مقديشو. وتبنت حركة الشباب الهجوم.",
    "خطف مسلحون ثلاثة صحفيين في دمشق. ولم يعرف سبب اختطافهم.",
    "هاجم مسلحون حي الصابري في بنغازي. وقال سكان إن الهجوم وقع فجرا.",
    "قتل خمسة جنود بعد انفجار لغم في سرت.",
    "وقعت غارة عام 1979 في بغداد وأسفرت عن مقتل أربعة ضباط.",
    "شن الجيش غارات على دوما. وقتلت الغارات تسعة مدنيين، بحسب سكان.",
    "هجوم في سرت\n\nقتل ستة جنود في هجوم في سرت.\nقالت الشرطة إن ستة جنود قتلوا بسيارة مفخخة.",
    "اغتيال قائد الشرطة في عدن\n\nاغتال مسلحون مجهولون قائد الشرطة في مدينة عدن أمس.",
]
_APART = [
    ("قتل خمسة جنود في هجوم في سرت. وقتل ثلاثة مدنيين في هجوم في درنة.", 2),
    ("قصفت طائرات حربية بلدة دوما أمس. وقصفت طائرات حربية بلدة دوما يوم الأحد.", 2),
    ("قصف الجيش بلدة دوما. وخطف مسلحون ثلاثة صحفيين في دوما.", 2),
    ("قتل خمسة جنود في تفجير في بغداد. وكان تفجير مماثل وقع في بغداد عام 2012.", 2),
    ("اشتبك الجيش مع المتمردين في حلب. واشتبكت قبيلتان في مأرب.", 2),
    ("قصف الجيش بلدة دوما ردا على هجوم شنه مسلحون على حاجز.", 2),
    ("شن الطيران غارات على بلدة دوما غداة هجوم شنه مسلحون على حاجز.", 2),
    ("قصف الجيش بلدة دوما بعد أيام من هجوم على حاجز.", 2),
    ("قصف الجيش بلدة دوما. ويأتي القصف بعد أيام من كمين للمسلحين، أسفر عن مقتل تسعة جنود.", 2),
    ("قتل خمسة جنود في كمين في سرت. وقتل ثلاثة عمال في انفجار لغم.", 2),
    ("انفجرت سيارة مفخخة في بغداد. كما انفجرت عبوة ناسفة في بغداد.", 2),
    ("قتل خمسة جنود في هجوم في سرت. وقتل جندي في هجوم آخر.", 2),
    ("قتل خمسة جنود في هجوم في سرت. وفي حادث منفصل قتل ضابط برصاص مسلحين.", 2),
    ("هاجم مسلحون حاجزا في سرت. من جهة أخرى، اقتحم مسلحون مصرفا.", 2),
    ("قتل ثلاثة جنود المطلوب في قضية تفجير السفارة.", 2),
    ("قتل ثلاثة مدنيين في قصف على دوما. ومنذ ذلك الحين قتل نحو ألفي مدني.", 2),
]

_NOT_YET_ONE = {
    "the headline of a running fight": (
        "معارك في حلب\n\nتدور معارك بين الجيش السوري ومسلحين في حلب منذ أشهر."
    ),
}


@pytest.mark.parametrize("text", _ONE)
def test_mentions_of_one_happening_are_one_event(text: str) -> None:
    assert len(drafts(text)) == 1


@gap("a historical body stays apart")
@pytest.mark.parametrize("text", _NOT_YET_ONE.values(), ids=_NOT_YET_ONE.keys())
def test_mentions_that_should_be_one_event(text: str) -> None:
    assert len(drafts(text)) == 1


@pytest.mark.parametrize(("text", "count"), _APART)
def test_other_places_days_and_deeds_stay_apart(text: str, count: int) -> None:
    assert len(drafts(text)) == count


def test_the_trigger_of_the_body_leads_and_the_headline_is_kept_as_a_mention() -> None:
    text = "مقتل خمسة جنود قرب سرت\n\nقتل خمسة جنود في هجوم شنه مسلحون قرب سرت أمس."
    (event,) = drafts(text)
    assert event.trigger.sentence == 1
    assert 0 in [t.sentence for t in event.triggers]


def test_an_event_told_in_the_headline_only_keeps_its_trigger() -> None:
    text = "قصف مدفعي على بلدة دوما\n\nقال الوزير إن الأسعار ارتفعت."
    (event,) = drafts(text)
    assert event.trigger.sentence == 0


def test_two_districts_of_one_fight_are_two_places() -> None:
    (event,) = drafts("اندلعت اشتباكات بين الجيش ومسلحين في حي الصابري وحي الليثي في بنغازي.")
    words = [p.place.text for p in event.places]
    assert words == ["حي الصابري", "حي الليثي"]


def test_the_finer_place_wins() -> None:
    text = "اشتباكات في بنغازي\n\nاندلعت اشتباكات بين الجيش ومسلحين في حي الصابري في بنغازي."
    (event,) = drafts(text)
    assert [p.place.place_id for p in event.places] == ["ly/sabri"]


def test_the_side_that_is_named_in_full_wins() -> None:
    text = "معارك في دوما\n\nدارت معارك بين الجيش السوري ومقاتلي المعارضة في بلدة دوما."
    (event,) = drafts(text)
    names = [text[a.start : a.end] for a in event.actors]
    assert names == ["الجيش السوري", "مقاتلي المعارضة"]
    assert event.recipients == ()


def test_the_telling_weapon_names_the_event() -> None:
    text = "قتل ثلاثة مدنيين في بلدة دوما. وقال سكان إن طائرات حربية قصفت البلدة."
    (event,) = drafts(text)
    assert event.mode == "aerial"


def test_a_repeated_request_is_one_event() -> None:
    text = "دعت الأمم المتحدة الحكومة إلى وقف النار. ودعت الأمم المتحدة الحكومة إلى فتح المعابر."
    assert len(drafts(text, "REQUEST")) == 1


def test_requests_of_two_speakers_are_two_events() -> None:
    text = "دعت الأمم المتحدة الحكومة إلى وقف النار. ودعت فرنسا المتمردين إلى وقف النار."
    assert len(drafts(text, "REQUEST")) == 2


def test_a_denied_event_does_not_join_one_that_happened() -> None:
    text = "قصف الجيش بلدة دوما أمس. ولم يقصف الجيش بلدة دوما الأحد."
    assert [d.status for d in drafts(text)] == ["actual", "negated"]


def test_the_headline_goes_to_the_happening_that_it_announces() -> None:
    text = (
        "قتلى في انفجار في درنة\n\nاقتحم مسلحون سجنا في سرت أمس. "
        "وقتل ثلاثة عمال في انفجار سيارة مفخخة في درنة."
    )
    bomb = next(d for d in drafts(text) if any(p.place.text == "درنة" for p in d.places))
    assert 0 in [t.sentence for t in bomb.triggers]


def test_a_reference_keeps_its_own_day_and_doers() -> None:
    text = "قصف الجيش بلدة دوما أمس ردا على هجوم شنه مسلحون يوم السبت."
    shelling, attack = drafts(text)
    assert [d.time.time.text if d.time else None for d in (shelling, attack)] == [
        "أمس",
        "يوم السبت",
    ]


def test_the_toll_of_a_reference_stays_with_it() -> None:
    text = "قصف الجيش بلدة دوما بعد أيام من كمين أوقع تسعة قتلى في صفوفه. وأصيب في القصف طفلان."
    ambush = next(d for d in drafts(text) if "ambush" in [t.lexeme.id for t in d.triggers])
    assert {t.sentence for t in ambush.triggers} == {0}


def test_joining_is_stable() -> None:
    text = "\n\n".join(_ONE[:4])
    first = [(d.trigger, d.triggers, d.places) for d in drafts(text)]
    assert first == [(d.trigger, d.triggers, d.places) for d in drafts(text)]


def test_what_is_told_since_a_day_lasts_until_the_report() -> None:
    text = "قتل 71 مسلحا منذ بدء العملية في سيناء في 4 مارس."
    (event,) = drafts(text)
    assert event.time is not None
    interval = event.time.time.interval
    assert interval is not None
    assert (interval.start, interval.end) == (date(2016, 3, 4), DAY)
