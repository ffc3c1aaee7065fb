"""Who says what: reporting verbs, «بحسب X», participles that carry the speaker on."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from marsad.mentions.actors import find as find_actors
from marsad.mentions.speech import find
from marsad.text import sentences


class Case(NamedTuple):
    """A text with what it reports: (speaker, first word of what is said, stance); gap: why not."""

    text: str
    said: list[tuple[str | None, str, str]]
    gap: str = ""


def _one(text: str, speaker: str | None, first: str, stance: str = "says", gap: str = "") -> Case:
    return Case(text, [(speaker, first, stance)], gap)


_CASES = [
    # verb, speaker, complement
    _one("قال الجيش إن الطريق أغلق", "الجيش", "الطريق"),
    _one("وقال الجيش إن الطريق أغلق", "الجيش", "الطريق"),
    _one("يقول السكان إن القصف توقف", "السكان", "القصف"),
    _one("قالت وزارة الصحة إن الجرحى نقلوا", "وزارة الصحة", "الجرحى"),
    _one("أعلنت الحكومة السودانية أن المعبر سيفتح", "الحكومة السودانية", "المعبر"),
    _one("أعلن الجيش مقتل خمسة مسلحين", "الجيش", "الجيش"),
    _one("أكد المتحدث باسم الجيش أن القوات انسحبت", "المتحدث باسم الجيش", "القوات", "confirms"),
    _one(
        "أكد رئيس البلدية مقتل رجلين",
        "رئيس البلدية",
        "رئيس",
        "confirms",
        "what follows a title is taken for a name («مقتل رجلين»)",
    ),
    _one("أوضح المحافظ أن السكان عادوا", "المحافظ", "السكان"),
    _one("أشار الوزير إلى أن الهدنة صمدت", "الوزير", "الهدنة"),
    _one("ذكر شاهد أن سيارة انفجرت", "شاهد", "سيارة"),
    _one("أفاد مراسل القناة بأن القصف استمر", "مراسل القناة", "القصف"),
    _one("أفاد مصدر عسكري بأن القصف استمر", "مصدر عسكري", "القصف"),
    _one("أفاد مصدر أمني بأن القصف استمر", "مصدر أمني", "القصف"),
    _one("قال مصدر طبي إن الجثث نقلت", "مصدر طبي", "الجثث"),
    _one("قالت مصادر محلية إن الطيران قصف السوق", "مصادر محلية", "الطيران"),
    _one(
        "صرح قائد العملية بأن المعركة انتهت",
        "قائد العملية",
        "المعركة",
        "says",
        "«بأن» after a title is taken for a name",
    ),
    _one("كشف تقرير أممي أن آلافا نزحوا", "تقرير أممي", "آلافا"),
    _one("زعم التنظيم أنه أسقط طائرة", "التنظيم", "أسقط", "alleges"),
    _one("ادعت الجماعة أنها قتلت عشرة جنود", "الجماعة", "قتلت", "alleges"),
    _one("اعترف الجيش بأن جنديين قتلا", "الجيش", "جنديين", "confirms"),
    _one("نفى الجيش أن تكون طائراته قصفت السوق", "الجيش", "تكون", "denies"),
    _one("نفت الوزارة مقتل مدنيين", "الوزارة", "الوزارة", "denies"),
    _one("رجح المحققون أن الانفجار ناتج عن لغم", "المحققون", "الانفجار", "alleges"),
    _one("رجح خبراء أن الانفجار ناتج عن لغم", "خبراء", "الانفجار", "alleges"),
    _one("قال محمد العلواني رئيس المجلس إن الوضع هادئ", "محمد العلواني رئيس المجلس", "الوضع"),
    _one("قال الجيش في بيان له اليوم إن المعارك انتهت", "الجيش", "المعارك"),
    _one("وزير الدفاع يقول إن المعارك انتهت", "وزير الدفاع", "المعارك"),
    _one('وقال الناطق: "لن ننسحب من المدينة"', "الناطق", '"'),
    _one("قالت الشرطة إنها اعتقلت ثلاثة رجال", "الشرطة", "اعتقلت"),
    _one("أعلن الحوثيون أنهم قصفوا المطار", "الحوثيون", "قصفوا"),
    _one("أفاد الدليمي لوكالة محلية بأن القصف استمر", "الدليمي", "القصف"),
    _one("وأضاف الحلف في بيان له أن السفن غادرت", "الحلف", "السفن"),
    _one("وقال التجمع “هددت إسرائيل سكان القرية مرارا أمس”", "التجمع", "التجمع"),
    _one("أعلن الجيش قتل رجل عند السياج، بزعم أنه مسلح", "الجيش", "قتل"),
    _one("نشرت الهيئة تقريرا قالت فيه إن الطائرة سقطت", "الهيئة", "الطائرة"),
    _one("أصدرت الوزارة بيانا أكدت فيه أن المعبر أغلق", "الوزارة", "المعبر", "confirms"),
    _one("قال بيان صادر عن وزارة الدفاع إن الطائرة سقطت", "وزارة الدفاع", "الطائرة"),
    _one("وذكر بيان صدر عن وزارة الدفاع أن الطائرة سقطت", "وزارة الدفاع", "الطائرة"),
    _one("قال بيان للجيش إن الطائرة سقطت", "جيش", "الطائرة"),
    _one("كما أفاد مصدر طبي بأن الجرحى نقلوا", "مصدر طبي", "الجرحى"),
    _one("صرح علي الكعبي، آمر الفوج، بأن القصف استمر", "علي الكعبي", "القصف"),
    _one("نقلت الوكالة عن مصدر طبي قوله إن الجرحى نقلوا", "مصدر طبي", "الجرحى"),
    _one(
        "وكان وزير الدفاع، سمير الكعبي، قد قال إن السفن غادرت", "وزير الدفاع، سمير الكعبي", "السفن"
    ),
    _one("تحدث قائد الفوج عن هجوم على الحاجز", "قائد الفوج", "هجوم"),
    _one("أشارت مصادر محلية إلى قصف السوق", "مصادر محلية", "قصف"),
    _one("لفت المحافظ إلى اعتقال ستة رجال", "المحافظ", "اعتقال"),
    # the source after what is said, or before it
    Case("تدور، وفق المرصد المحلي، معارك عنيفة", [("المرصد المحلي", "تدور", "says")]),
    _one("سقطت قذائف على الحي، حسبما أفاد السامرائي لقناة محلية", "السامرائي", "سقطت"),
    _one("قتل خمسة جنود بحسب مصدر عسكري", "مصدر عسكري", "قتل"),
    _one("قتل خمسة جنود، حسب مصادر محلية", "مصادر محلية", "قتل"),
    _one("قتل خمسة جنود وفق المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الإنسان", "قتل"),
    _one("توقف القصف فجرا وفقا لسكان", "سكان", "توقف"),
    _one("توقف القصف فجرا طبقا لبيان الجيش", "بيان الجيش", "توقف"),
    _one("قصف السوق نقلا عن شهود", "شهود", "قصف"),
    _one("جاء ذلك على لسان وزير الخارجية", "وزير الخارجية", "جاء"),
    _one("انسحبت القوات، كما ذكرت مصادر محلية", "مصادر محلية", "انسحبت"),
    _one("قتل رجلان، بحسب ما أفادت الشرطة", "الشرطة", "قتل"),
    _one("قتل رجلان وفق ما أعلن الجيش", "الجيش", "قتل"),
    _one("بحسب الجيش فإن الطريق أغلق", "الجيش", "فإن"),
    _one("ووفقا للأمم المتحدة نزح الآلاف", "أمم المتحدة", "نزح"),
    _one("توقف القصف وفقا لبيان أصدرته الوزارة", "الوزارة", "توقف"),
    # a speaker is carried on
    Case(
        "قال الوزير إن الطريق أغلق. وأضاف أن الشرطة انتشرت",
        [("الوزير", "الطريق", "says"), ("الوزير", "الشرطة", "says")],
    ),
    Case(
        "قال الوزير إن الطريق أغلق، مضيفا أن الشرطة انتشرت",
        [("الوزير", "الطريق", "says"), ("الوزير", "مضيفا", "says")],
        "what a participle carries on begins with the participle's «أن»",
    ),
    Case(
        "قال مصدر عسكري إن لغما انفجر. وأضاف المصدر أن جنديا قتل",
        [("مصدر عسكري", "لغما", "says"), ("مصدر عسكري", "جنديا", "says")],
    ),
    Case(
        "قال الجيش إن القرية سقطت. وقالت الجماعة إنها صدت الهجوم",
        [("الجيش", "القرية", "says"), ("الجماعة", "صدت", "says")],
    ),
    Case(
        "قالت الشرطة إن رجلا اعتقل. وأكدت أنها ستحاكمه",
        [("الشرطة", "رجلا", "says"), ("الشرطة", "ستحاكمه", "confirms")],
    ),
    Case(
        "قال مكتب الرئيس إن الهدنة صمدت. وذكر المكتب إنه أبلغ الوزير بأن المعبر أغلق",
        [
            ("مكتب الرئيس", "الهدنة", "says"),
            ("المكتب", "أبلغ", "says"),
            ("المكتب", "المعبر", "says"),
        ],
    ),
    Case(
        "قال وزير الدفاع إن القرية سقطت. وقالت وزارة الصحة إن الجرحى نقلوا. وأضاف أن الجيش تقدم",
        [
            ("وزير الدفاع", "القرية", "says"),
            ("وزارة الصحة", "الجرحى", "says"),
            ("وزير الدفاع", "الجيش", "says"),
        ],
    ),
    Case(
        "قال مسؤول أمني إن لغما انفجر. وأضاف المصدر أن جنديا قتل",
        [("مسؤول أمني", "لغما", "says"), ("مسؤول أمني", "جنديا", "says")],
    ),
    Case(
        "أعلن الجيش مقتل جندي، مضيفا أن الطريق أغلق",
        [("الجيش", "الجيش", "says"), ("الجيش", "أن", "says")],
    ),
    Case(
        "قال الوزير إن الطريق أغلق. وقال “هدد الجيش سكان القرية مرارا أمس”",
        [("الوزير", "الطريق", "says"), ("الوزير", "“", "says")],
    ),
    # no statement
    Case("يذكر أن القوات دخلت المدينة قبل عام", []),
    Case("ستكشف التحقيقات أدوار المسلحين في الهجوم", []),
    Case("وصلت اللجنة لكشف ملابسات الهجوم", []),
    Case("اعتقلت الشرطة امرأة تدعى ليلى", []),
    Case("سيعلن الجيش مقتل القائد", []),
    Case("وأعلن تشكيل حكومة جديدة", [(None, "تشكيل", "says")]),
    Case("توقف القصف وفقا للاتفاق المعلن مع الحركة", []),
    Case("قصف الجيش القرية", []),
    Case("وصل الوزير إلى المطار", []),
    Case("دعا المجلس إلى الحوار", []),
    Case("حسب الرجل أمواله", [], "the verb «حسب» (he counted) is read as «according to»"),
    Case("كشف الجنود مخبأ أسلحة", [], "«كشف» with an object is read as reporting"),
    Case("تابع المفاوضون أعمالهم", []),
    Case("نقل الجرحى إلى المستشفى", []),
    Case("حمل المسلحون بنادقهم", []),
    Case("أضاف الطباخ الملح", []),
]


def statements(text: str) -> list[tuple[str | None, str, str]]:
    split = sentences(text)
    shown = []
    for s in find(split, find_actors(split)):
        speaker = text[s.speaker.start : s.speaker.end] if s.speaker else None
        said = split[s.sentence].tokens[s.first]
        shown.append((speaker, text[said.start : said.end], s.stance))
    return shown


def _params() -> list[Any]:
    found = []
    for case in _CASES:
        marks = [pytest.mark.xfail(reason=case.gap, strict=True)] if case.gap else []
        found.append(pytest.param(case, id=case.text, marks=marks))
    return found


@pytest.mark.parametrize("case", _params())
def test_case(case: Case) -> None:
    assert statements(case.text) == case.said


def test_enough_cases_and_negatives() -> None:
    assert len(_CASES) >= 50
    assert sum(not case.said for case in _CASES) >= 8


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.text)
def test_what_is_said_lies_in_the_sentence(case: Case) -> None:
    split = sentences(case.text)
    for s in find(split, find_actors(split)):
        assert 0 <= s.first <= s.last <= len(split[s.sentence].tokens)
        assert 0 <= s.verb < len(split[s.sentence].tokens)


def test_a_source_behind_covers_what_stands_before_it() -> None:
    text = "قتل خمسة جنود بحسب مصدر عسكري"
    split = sentences(text)
    (statement,) = find(split, find_actors(split))
    assert statement.backward
    said = split[0].tokens[statement.first : statement.last]
    assert text[said[0].start : said[-1].end] == "قتل خمسة جنود"


def test_what_a_relative_clause_reports_ends_with_it() -> None:
    text = "قالت الشرطة إن الرجل الذي ذكر سكان أنه شاب، هرب من المبنى"
    split = sentences(text)
    outer, inner = find(split, find_actors(split))
    comma = next(k for k, t in enumerate(split[0].tokens) if t.folded == "،")
    assert (inner.last, outer.last) == (comma, len(split[0].tokens))


def test_an_aside_covers_both_sides() -> None:
    text = "تدور، وفق المرصد المحلي، معارك عنيفة"
    split = sentences(text)
    (statement,) = find(split, find_actors(split))
    assert (statement.first, statement.last) == (0, len(split[0].tokens))


@pytest.mark.parametrize("text", ["بحسب", "قتل رجل بحسب", "وكما", "قتل رجل، كما", "صرح علي"])
def test_an_attribution_cut_short_names_nobody(text: str) -> None:
    assert [speaker for speaker, *_ in statements(text) if speaker] == []


def test_no_sentences_no_statements() -> None:
    assert find([], []) == []
