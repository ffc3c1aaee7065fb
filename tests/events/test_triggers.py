"""Words that evoke events: type, mode and ACLED sub-event, verb or noun, and what is no trigger."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from marsad.events import Setting
from marsad.events.coder import propose
from marsad.events.triggers import Trigger, find, lexemes
from marsad.pipeline import read
from marsad.text import sentences
from marsad.types import Report
from tests.case_table import NOTHING, check_size, params

_VERBAL = Path(__file__).with_name("verbal.tsv")


def triggers(text: str) -> list[Trigger]:
    return [t for sentence in sentences(text) for t in find(sentence)]


def gap(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


@pytest.mark.parametrize(
    ("text", "word", "event_type"),
    [
        ("قتل مسلحون رجلا", "قتل", "ASSAULT"),
        ("وقتل مسلحون رجلا", "قتل", "ASSAULT"),
        pytest.param(
            "فقتلوه أمام منزله",
            "قتلو",
            "ASSAULT",
            id="plural verb with a pronoun",
            marks=gap("«وا» before a pronoun («قتلوه») is in no verb form"),
        ),
        ("مقتل خمسة جنود", "مقتل", "ASSAULT"),
        ("وبمقتل القائد انتهت المعركة", "مقتل", "ASSAULT"),
        ("لمقتل القائد أثر كبير", "مقتل", "ASSAULT"),
        ("ستقصف الطائرات الميناء", "ستقصف", "THREATEN"),
        ("وستقصف الطائرات الميناء", "ستقصف", "THREATEN"),
        ("القصف مستمر منذ الفجر", "القصف", "ASSAULT"),
        ("غارات جوية على البلدة", "غارات جوية", "ASSAULT"),
        ("هجوم انتحاري قرب السوق", "هجوم انتحاري", "ASSAULT"),
        ("انفجار عبوة ناسفة في السوق", "انفجار عبوة ناسفة", "ASSAULT"),
        ("اعتقلت الشرطة رجلا", "اعتقلت", "COERCE"),
        ("حظر التجول في المدينة", "حظر التجول", "COERCE"),
        ("يلتقي الوزير السفير", "يلتقي", "CONSULT"),
        ("دعت المنظمة إلى الحوار", "دعت", "REQUEST"),
        ("يتهمون الحكومة بالفساد", "يتهمون", "ACCUSE"),
        ("رفضت الحكومة العرض", "رفضت", "REJECT"),
        ("هددت الجماعة بالرد", "هددت", "THREATEN"),
        ("تظاهر الآلاف", "تظاهر", "PROTEST"),
        ("أفرجت الجماعة عن الأسرى", "أفرجت", "RETREAT"),
        ("إطلاق سراح الأسرى", "إطلاق سراح", "RETREAT"),
        ("رحبت فرنسا بالاتفاق", "رحبت", "SUPPORT"),
        ("قَصَفَ الجيش البلدة", "قَصَفَ", "ASSAULT"),
        ("قـصـف الجيش البلدة", "قـصـف", "ASSAULT"),
        ("حملت الوزارة المتمردين المسؤولية عن الهجوم", "حملت", "ACCUSE"),
        ("توصل طرفا النزاع مساء الأحد إلى اتفاق", "توصل", "AGREE"),
        ("أعربت المنظمة عن إدانتها لقصف المستشفى", "أعربت", "ACCUSE"),
    ],
)
def test_a_word_evokes_an_event(text: str, word: str, event_type: str) -> None:
    first = triggers(text)[0]
    assert (text[first.start : first.end], first.lexeme.type) == (word, event_type)


@pytest.mark.parametrize("row", params(_VERBAL))
def test_a_verbal_act_is_found(row: dict[str, str]) -> None:
    found = [t for t in triggers(row["text"]) if t.lexeme.type == row["type"]]
    word = row["text"][found[0].start : found[0].end] if found else NOTHING
    assert word == row["word"]


def test_the_table_of_verbal_acts_is_large_and_has_negatives() -> None:
    check_size(_VERBAL, "word", cases=90, negatives=15)


@pytest.mark.parametrize(
    "text",
    [
        "وصف الوزير العلاقات بالجيدة",
        "ارتفعت الأسعار في الأسواق",
        "المقتولون في الرواية كثر",
        "يعيش السكان في خيام",
        "القاتل المأجور شخصية في الفيلم",
        "المنطقة غنية بالنفط",
        "",
        "2016",
        "No Arabic here at all",
    ],
)
def test_ordinary_words_evoke_nothing(text: str) -> None:
    assert triggers(text) == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("قتل مسلحون رجلا", True),
        ("عملية قتل رجل", False),
        pytest.param(
            "المنظمة تدين قتل الرجل",
            False,
            id="object of a verb",
        ),
        pytest.param(
            "رافق المجلس خطف الطبيب",
            False,
            id="masdar after the subject",
            marks=gap("a masdar after the subject is read as a verb"),
        ),
        ("قصف الجيش البلدة", True),
        ("بعد قصف الجيش البلدة", False),
        ("جراء قصف البلدة", False),
        ("خطف المسلحون الطبيب", True),
        ("محاولة خطف الطبيب", False),
        ("القصف مستمر", False),
        ("لقصف البلدة", False),
    ],
)
def test_verb_and_masdar_of_one_spelling(text: str, verb: bool) -> None:
    assert triggers(text)[-1].verb is verb


@pytest.mark.parametrize(
    ("text", "passive"),
    [("قُتل جنديان", True), ("قتل جنديان", False), ("قُصفت البلدة", True), ("قَصفت البلدة", False)],
)
def test_the_damma_of_the_passive_is_seen(text: str, passive: bool) -> None:
    assert triggers(text)[0].passive is passive


@pytest.mark.parametrize(
    ("text", "event_type", "mode", "acled"),
    [
        ("قصف الجيش بلدة دوما.", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
        ("قصفت طائرات حربية بلدة دوما.", "ASSAULT", "aerial", "Air/drone strike"),
        ("غارات على بلدة دوما.", "ASSAULT", "aerial", "Air/drone strike"),
        ("انفجرت سيارة مفخخة في بغداد.", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
        ("فجر انتحاري نفسه في بغداد.", "ASSAULT", "suicide-attack", "Suicide bomb"),
        ("اغتيال قائد الشرطة في عدن.", "ASSAULT", "targeted", "Attack"),
        ("طعن رجل جنديا في القدس.", "ASSAULT", "primitive", "Attack"),
        ("اشتبك الجيش مع المتمردين في دوما.", "ASSAULT", "firearms", "Armed clash"),
        ("خطف ثلاثة صحفيين في دمشق.", "ASSAULT", "abduct", "Abduction/forced disappearance"),
        ("هجوم كيميائي على بلدة دوما.", "ASSAULT", "unconventional", "Chemical weapon"),
        ("هاجم متشددون مخفر الشرطة.", "ASSAULT", None, "Attack"),
        ("اعتقلت الشرطة ستة متظاهرين.", "COERCE", "arrest", "Arrests"),
        ("أغلقت السلطات معبر رفح.", "COERCE", "restrict", None),
        ("أفرجت الجماعة عن ثمانية جنود.", "RETREAT", "release", None),
        ("انسحب الجيش من بلدة دوما.", "RETREAT", "withdraw", None),
        ("استقال رئيس الوزراء.", "RETREAT", "resign", None),
        ("تظاهر مئات الطلاب في الخرطوم.", "PROTEST", "demo", "Peaceful protest"),
        ("هدد الجيش بقصف البلدة.", "THREATEN", "violence", None),
        ("محادثات بين تركيا وروسيا.", "CONSULT", None, None),
        ("أدانت فرنسا الهجوم.", "ACCUSE", "disapprove", None),
        ("اتهمت الحكومة الحوثيين بالكذب.", "ACCUSE", "allege", None),
    ],
)
def test_mode_and_sub_event(
    text: str, event_type: str, mode: str | None, acled: str | None
) -> None:
    drafts, _ = propose(read(Report("case", text)).scenes, Setting(text, None))
    first = next(d for d in drafts if d.type == event_type)
    assert (first.mode, first.acled) == (mode, acled)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("تعمل القوات لقصف المواقع.", "an aim, not a happening"),
        ("تعمل القوات من أجل هجوم جديد.", "an aim, not a happening"),
        pytest.param(
            "تعمل القوات من أجل قصف المواقع.",
            "an aim, not a happening",
            id="for the sake of",
            marks=gap("a masdar after «من أجل» that is spelt like a verb is read as one"),
        ),
        ("دعا المجلس إلى وقف القصف.", "the content of a request, warning or promise"),
        ("حذر الوزير من هجوم وشيك.", "the content of a request, warning or promise"),
        ("القوات التي تقصف البلدة سورية.", "describes a party in a relative clause"),
        ("رفض متحدث باسم الوزارة التعليق.", "refusal to comment"),
        ("رفض سمير الخوري، الناطق الرسمي باسم وزارة الخارجية، التعليق.", "refusal to comment"),
        ("أحجم المكتب عن الإدلاء بأي تصريح.", "refusal to comment"),
        ("عقد الاجتماع في موعده.", "talks without parties"),
    ],
)
def test_a_trigger_that_is_no_event_is_dropped_with_its_reason(text: str, reason: str) -> None:
    _, drops = propose(read(Report("case", text)).scenes, Setting(text, None))
    assert reason in [d.reason for d in drops]
    assert all(text[d.start : d.end] == d.text for d in drops)


_PAST = "only a present verb without a pronoun is seen to describe a party in a relative clause"


@pytest.mark.parametrize(
    "text",
    [
        "القوات التي تقصف البلدة صامتة.",
        "الجماعة التي خسرت أغلب المناطق صامتة.",
        "القوات التي تدعمها إيران صامتة.",
        pytest.param("الحزب الذي قاطع الانتخابات صامت.", id="boycotted", marks=gap(_PAST)),
        pytest.param("القوات التي استولت على بلدة دوما صامتة.", id="took", marks=gap(_PAST)),
    ],
)
def test_what_describes_a_party_is_no_event(text: str) -> None:
    drafts, _ = propose(read(Report("case", text)).scenes, Setting(text, None))
    assert drafts == []


def test_triggers_never_overlap() -> None:
    text = "أعلن الجيش مقتل خمسة جنود في هجوم انتحاري وقصف جوي على قاعدة جوية بعد اقتحام الميناء"
    found = triggers(text)
    assert len(found) >= 4
    for one, two in pairwise(found):
        assert one.last <= two.first


def test_every_lexeme_has_spellings() -> None:
    assert len(lexemes()) > 1_000
