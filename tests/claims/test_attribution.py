"""Who says so: the informant of an event and of a toll, and conflicting claims side by side."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.claims.attribution import accusations, informant, source
from marsad.claims.ledger import distribute
from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.draft import Draft
from marsad.pipeline import Reading, read
from marsad.types import Casualty, Report, Source

DAY = date(2016, 3, 9)  # a Wednesday


def reading_of(text: str) -> tuple[Reading, list[Draft]]:
    reading = read(Report("case", text, DAY))
    found, _ = propose(reading.scenes, Setting(text, DAY))
    return reading, sorted(found, key=lambda d: d.trigger.start)


def source_of(text: str, event_type: str) -> Source | None:
    """The source of the first event of a type, before the gate judges."""
    reading, drafts = reading_of(text)
    first = next(d for d in drafts if d.type == event_type)
    accused = accusations(drafts, reading.scenes) if event_type == "ASSAULT" else []
    return source(first, [*accused, *reading.statements], text)


def claims_of(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    """All tolls given to events as (kind, min, max, informant), before the gate judges."""
    reading, drafts = reading_of(text)
    shares, _ = distribute(reading.tolls, drafts, reading.statements, reading.scenes, text)
    claims: list[Casualty] = [claim for share in shares for claim in share]
    return [(c.kind, c.min, c.max, c.source.text if c.source else None) for c in claims]


def gap(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


@pytest.mark.parametrize(
    ("text", "event_type", "words", "stance"),
    [
        ("قالت الشرطة إن خمسة جنود قتلوا.", "ASSAULT", "الشرطة", "says"),
        ("قتل خمسة جنود في كمين، بحسب مصدر عسكري.", "ASSAULT", "مصدر عسكري", "says"),
        (
            "قتل خمسة جنود وفق المرصد السوري لحقوق الإنسان.",
            "ASSAULT",
            "المرصد السوري لحقوق الإنسان",
            "says",
        ),
        ("وفقا لسكان قصف الجيش بلدة دوما.", "ASSAULT", "سكان", "says"),
        ("أكد الجيش مقتل ثلاثة مدنيين.", "ASSAULT", "الجيش", "confirms"),
        pytest.param(
            "أكد المحافظ مقتل ثلاثة مدنيين.",
            "ASSAULT",
            "المحافظ",
            "confirms",
            id="title",
            marks=gap("what follows a title is taken for a name («مقتل»)"),
        ),
        ("زعم التنظيم أن طائرات قصفت بلدة دوما.", "ASSAULT", "التنظيم", "alleges"),
        ("ذكرت مصادر محلية أن مسلحين خطفوا ثلاثة صحفيين.", "ASSAULT", "مصادر محلية", "says"),
        (
            "قال متحدث باسم الأمم المتحدة إن القوات انسحبت من دوما.",
            "RETREAT",
            "متحدث باسم الأمم المتحدة",
            "says",
        ),
        ("أفاد مراسل القناة بأن الشرطة اعتقلت ستة متظاهرين.", "COERCE", "مراسل القناة", "says"),
        (
            "قالت الوكالة نقلا عن مصدر طبي إن خمسة جنود قتلوا.",
            "ASSAULT",
            "مصدر طبي",
            "says",
        ),
        (
            "نقلت الوكالة عن مصدر طبي أن خمسة جنود قتلوا.",
            "ASSAULT",
            "مصدر طبي",
            "says",
        ),
        (
            "قصف الجيش بلدة دوما. جاء ذلك في مؤتمر صحفي عقده وزير الدفاع.",
            "ASSAULT",
            "وزير الدفاع",
            "says",
        ),
        (
            "قال الطبيب «الوضع صعب. قصف الجيش بلدة دوما.» ثم غادر.",
            "ASSAULT",
            "الطبيب",
            "says",
        ),
        ("قالت الشرطة في بيان إن خمسة جنود قتلوا.", "ASSAULT", "الشرطة", "says"),
        ("أعلن الجيش قتل رجل واعتقال آخر قرب السياج، بزعم أنه مسلح.", "COERCE", "الجيش", "says"),
        ("خمسة جنود قتلوا في كمين، حسبما أفاد محاميه.", "ASSAULT", "محاميه", "says"),
        ("قال الدليمي لوكالة محلية إن خمسة جنود قتلوا.", "ASSAULT", "الدليمي", "says"),
        (
            "أكدت مصادر محلية هذا القصف على السوق، لافتة إلى أنه لم يوقع جرحى.",
            "ASSAULT",
            "مصادر محلية",
            "confirms",
        ),
        (
            "قال وزير الإعلام إن الحكومة طلبت من الأمم المتحدة إرسال مراقبين.",
            "REQUEST",
            "وزير الإعلام",
            "says",
        ),
    ],
)
def test_the_informant_of_an_event(text: str, event_type: str, words: str, stance: str) -> None:
    found = source_of(text, event_type)
    assert found is not None
    assert (found.text, found.stance) == (words, stance)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("قتل خمسة جنود في كمين.", "ASSAULT"),
        ("قصف الجيش بلدة دوما. وقال الوزير إن الأسعار ارتفعت.", "ASSAULT"),
        ("دعت الأمم المتحدة الحكومة إلى وقف النار.", "REQUEST"),
        ("اتهمت الحكومة الحوثيين بخرق الهدنة.", "ACCUSE"),
        ("هددت جماعة الحوثي باستهداف السفن.", "THREATEN"),
        ("فجر انتحاري نفسه في مقديشو. وأعلنت حركة الشباب مسؤوليتها عن الهجوم.", "ASSAULT"),
        ("فجر انتحاري نفسه في مقديشو. ولم تعلن أي جهة أنها نفذت الهجوم.", "ASSAULT"),
        ("كشفت الحكومة وجود خطة. يذكر أن مسلحين قتلوا خمسة جنود في دوما.", "ASSAULT"),
        ("قال وزير الدفاع إن الجيش سيقصف المدينة.", "THREATEN"),
        ("قصف الجيش بلدة دوما. وفق شروط وضعتها الحكومة توقف القتال.", "ASSAULT"),
    ],
)
def test_what_the_report_itself_says_has_no_source(text: str, event_type: str) -> None:
    assert source_of(text, event_type) is None


def test_the_accuser_is_the_source_of_the_act() -> None:
    found = source_of("اتهمت المنظمة الجيش بقصف سوق شعبي.", "ASSAULT")
    assert found is not None
    assert found.text == "المنظمة"


def test_the_named_speaker_comes_before_the_unnamed_one() -> None:
    text = (
        "قال مسؤول أمني إن مسلحين هاجموا حاجزا في سرت. "
        "وقال سعيد الكعبي إن المسلحين هاجموا الحاجز فجرا."
    )
    found = source_of(text, "ASSAULT")
    assert found is not None
    assert found.text == "سعيد الكعبي"


def test_the_short_form_of_a_source_means_the_full_one() -> None:
    text = "قال مصدر عسكري إن لغما انفجر في سرت. وأضاف المصدر أن جنديين قتلا في هجوم آخر بدرنة."
    reading, drafts = reading_of(text)
    named = [source(d, reading.statements, text) for d in drafts if d.type == "ASSAULT"]
    assert {s.text for s in named if s is not None} == {"مصدر عسكري"}


def test_the_source_is_named_where_the_event_is_told() -> None:
    text = (
        "قتل خمسة جنود في هجوم في سرت.\nوأصيب ثلاثة. وأغلقت المدارس. "
        "وقال المحافظ إن الهجوم لن يوقف العمل."
    )
    assert source_of(text, "ASSAULT") is None


def test_a_known_source_carries_its_identifier() -> None:
    found = source_of("قال الجيش السوداني إن خمسة جنود قتلوا.", "ASSAULT")
    assert found is not None
    assert found.actor_id == "sdn/mil"


def test_conflicting_tolls_stay_side_by_side_with_their_informants() -> None:
    text = (
        "قصفت طائرات حربية سوق بلدة دوما. وقالت وزارة الصحة إن 12 مدنيا قتلوا في القصف. "
        "وقال المرصد السوري لحقوق الإنسان إن 19 مدنيا قتلوا في القصف."
    )
    assert claims_of(text) == [
        ("killed", 12, 12, "وزارة الصحة"),
        ("killed", 19, 19, "المرصد السوري لحقوق الإنسان"),
    ]


def test_a_toll_told_again_is_one_claim() -> None:
    text = "مقتل سبعة جنود في سرت\n\nقتل سبعة جنود أمس في هجوم على حاجز في سرت."
    assert claims_of(text) == [("killed", 7, 7, None)]


def test_a_headline_without_a_number_gives_way_to_the_number() -> None:
    text = "قتلى في قصف على بلدة دوما\n\nقتل سبعة مدنيين في قصف على بلدة دوما."
    assert claims_of(text) == [("killed", 7, 7, None)]


def test_the_killed_and_the_arrested_go_to_their_own_events() -> None:
    text = "قتل خمسة جنود في هجوم في سرت. واعتقلت الشرطة ستة عمال في طرابلس."
    reading, drafts = reading_of(text)
    shares, lost = distribute(reading.tolls, drafts, reading.statements, reading.scenes, text)
    given = {d.type: [c.kind for c in share] for d, share in zip(drafts, shares, strict=True)}
    assert given == {"ASSAULT": ["killed"], "COERCE": ["arrested"]}
    assert lost == []


def test_a_toll_goes_to_the_verb_before_it() -> None:
    text = "أفرجت جماعة الحوثي عن 33 جنديا، وأفرج الجيش اليمني عن 20 مسلحا."
    reading, drafts = reading_of(text)
    shares, _ = distribute(reading.tolls, drafts, reading.statements, reading.scenes, text)
    assert [[c.min for c in share] for share in shares] == [[33], [20]]


def tolls_by_event(text: str) -> list[tuple[str, list[int | None]]]:
    """The killed of each violent event with the words of its main trigger."""
    reading, drafts = reading_of(text)
    shares, _ = distribute(reading.tolls, drafts, reading.statements, reading.scenes, text)
    return [
        (text[d.trigger.start : d.trigger.end], [c.min for c in share])
        for d, share in zip(drafts, shares, strict=True)
        if d.type == "ASSAULT"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قصف الجيش بلدة دوما ردا على هجوم أوقع تسعة قتلى.",
            [("قصف", []), ("هجوم", [9])],
        ),
        (
            "قصف الجيش بلدة دوما ردا على هجوم على حاجز، ما أسفر عن مقتل ستة مدنيين.",
            [("قصف", [6]), ("هجوم", [])],
        ),
        (
            "هاجم مسلحون حاجزا في سرت فقتلوا أربعة جنود، فيما فجر انتحاري نفسه في درنة وقتل تسعة.",
            [("قتلوا", [4]), ("فجر", [9])],
        ),
    ],
)
def test_a_toll_goes_to_the_word_that_governs_it(
    text: str, expected: list[tuple[str, list[int | None]]]
) -> None:
    assert tolls_by_event(text) == expected


def test_a_toll_without_an_event_is_dropped_with_its_reason() -> None:
    reading, _ = reading_of("مقتل سبعة جنود في سرت.")
    shares, lost = distribute(reading.tolls, [], reading.statements, reading.scenes, "")
    assert shares == []
    assert [d.reason for d in lost] == ["a toll that belongs to no coded event"]


def test_no_statement_no_informant() -> None:
    assert informant(0, 0, [], "") is None
