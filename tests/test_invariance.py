"""What must not change a coding: vowel signs, tatweel, digit shapes, and words that take a stance.

A report that says «شهداء» and one that says «قتلى» tell of the same happening; coders who use
different words for the same people must get the same events, counts and statuses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from marsad.pipeline import code
from marsad.types import Report

DAY = date(2016, 3, 9)  # a Wednesday

_REPORTS = {
    "clash": (
        "قتلى في اشتباكات بين الجيش ومسلحين في سرت\n\n"
        "اندلعت اشتباكات أمس بين الجيش الليبي ومسلحين في مدينة سرت. "
        "وقال مصدر عسكري إن 14 جنديا قتلوا وأصيب 23 آخرون في المعارك."
    ),
    "strike": (
        "غارات على بلدة دوما\n\n"
        "قصفت طائرات حربية سوق بلدة دوما صباح الثلاثاء. "
        "وأدى القصف إلى سقوط 12 قتلى و35 جريحا، بحسب سكان."
    ),
    "ambush": (
        "كمين لدورية قرب مأرب\n\n"
        "نصب مسلحون كمينا لدورية تابعة للجيش اليمني قرب مدينة مأرب، وقتل ثلاثة جنود."
    ),
    "abduction": (
        "خطف صحفيين في مقديشو\n\n"
        "خطف مسلحون 4 صحفيين في مقديشو الاثنين. ودعت نقابة الصحفيين الحكومة إلى التحرك."
    ),
    "car bomb": (
        "انفجار سيارة مفخخة في بغداد\n\n"
        "انفجرت سيارة مفخخة في حي الكرادة في بغداد، ما أدى إلى مقتل 17 شخصا وإصابة 40. "
        "وتبنى تنظيم الدولة الإسلامية الهجوم."
    ),
    "arrests": (
        "حملة اعتقالات في تونس\n\n"
        "اعتقلت الشرطة التونسية 11 مسلحا في مدينة القصرين، وقالت إنها أحبطت هجوما."
    ),
    "prisoners": (
        "تبادل أسرى بين الطرفين\n\n"
        "أفرجت جماعة الحوثي عن 33 جنديا، وأفرج الجيش اليمني عن 20 مسلحا في مأرب."
    ),
    "protest": (
        "مظاهرات في الخرطوم\n\n"
        "تظاهر آلاف الطلاب في الخرطوم أمس، وفرقت الشرطة المتظاهرين، وأصيب 9 طلاب."
    ),
    "talks": (
        "محادثات في جنيف\n\n"
        "اجتمع المبعوث الأممي مع وفد المعارضة في جنيف. ودعا المبعوث الأطراف إلى وقف القصف. "
        "ورفضت الحكومة السورية دعوة المبعوث."
    ),
    "denial": (
        "الجيش ينفي قصف السوق\n\n"
        "نفى الجيش السوداني قصف سوق مدينة نيالا، وقال إن 6 مسلحين قتلوا في غارة على مخزن."
    ),
    "background": (
        "معارك في حلب\n\n"
        "تدور معارك بين الجيش السوري ومسلحين في حلب منذ أشهر. "
        "وكان مسلحون قد خطفوا 5 أطباء عام 2013."
    ),
    "threat": (
        "تهديد باستهداف السفن\n\n"
        "هددت جماعة الحوثي باستهداف السفن في البحر الأحمر، وحذرت الأمم المتحدة من التصعيد. "
        "وقال الجيش إنه سيرد إذا هاجم مسلحون الميناء."
    ),
}

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LETTER = re.compile("([\u0621-\u063a\u0641-\u064a])(?=[\u0621-\u063a\u0641-\u064a])")


def vowelled(text: str) -> str:
    """A fatha behind every letter inside a word: no passive is marked by it."""
    return _LETTER.sub("\\1\u064e", text)


def doubled(text: str) -> str:
    """A shadda and a kasra behind every letter inside a word."""
    return _LETTER.sub("\\1\u0651\u0650", text)


def stretched(text: str) -> str:
    return re.sub("([\u0628\u062a\u062d\u0633\u0635\u0642\u0643\u0644\u0645\u0646])"
                  "(?=[\u0621-\u064a])", "\\1\u0640\u0640", text)  # fmt: skip


def swapped(words: Mapping[str, str]) -> Any:
    """A rewriting that puts one word for another wherever it stands alone or after a clitic."""
    pattern = re.compile(rf"\b(و?)({'|'.join(words)})\b")

    def rewrite(text: str) -> str:
        return pattern.sub(lambda m: m[1] + words[m[2]], text)

    return rewrite


_CHANGES = {
    "fatha": vowelled,
    "shadda and kasra": doubled,
    "tatweel": stretched,
    "Arabic-Indic digits": lambda text: text.translate(_DIGITS),
    "Persian digits": lambda text: text.translate(_PERSIAN_DIGITS),
    "right-to-left marks": lambda text: text.replace(" ", " \u200f"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "alif without hamza": lambda text: text.translate(str.maketrans("أإآ", "ااا")),
    "martyrs": swapped({"قتلى": "شهداء"}),
    "felled": swapped({"قتلى": "صرعى"}),
    "terrorists": swapped({"مسلحون": "إرهابيون", "مسلحين": "إرهابيين", "مسلحا": "إرهابيا"}),
    "rebels": swapped({"مسلحون": "ثوار", "مسلحين": "ثوار", "مسلحا": "ثائرا"}),
    "takfiris": swapped({"مسلحون": "تكفيريون", "مسلحين": "تكفيريين", "مسلحا": "تكفيريا"}),
}


def essence(text: str) -> list[tuple[Any, ...]]:
    """What analysts count: types, modes, statuses, days and tolls."""
    return [
        (
            e.type,
            e.mode,
            e.acled,
            e.status,
            e.date,
            tuple((c.kind, c.min, c.max, c.subset) for c in e.casualties),
            tuple(p.place_id for p in e.places),
        )
        for e in code(Report("case", text, DAY)).events
    ]


@pytest.mark.parametrize("change", _CHANGES)
@pytest.mark.parametrize("report", _REPORTS)
def test_the_coding_stays_the_same(report: str, change: str) -> None:
    text = _REPORTS[report]
    assert essence(_CHANGES[change](text)) == essence(text)


@pytest.mark.parametrize("report", _REPORTS)
def test_every_report_has_an_event(report: str) -> None:
    assert essence(_REPORTS[report])


@pytest.mark.parametrize("change", _CHANGES)
def test_every_change_changes_a_text(change: str) -> None:
    assert any(_CHANGES[change](text) != text for text in _REPORTS.values())
