"""Inflected spellings: sound, doubled, hollow, defective and hamzated verbs; nouns; persons."""

from __future__ import annotations

import pytest

from marsad.lexicon import noun_forms, person_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "made"),
    [
        ("قتل/يقتل", "قتل قتلت قتلوا قتلا قتلتا قتلن يقتل تقتل يقتلون يقتلان تقتلان يقتلوا نقتل"),
        ("هاجم/يهاجم", "هاجم هاجمت هاجموا يهاجم تهاجم يهاجمون يهاجمان"),
        ("شن/يشن", "شن شنت شنوا شنتا يشن تشن يشنون يشنوا"),  # doubled
        ("اغتال/يغتال", "اغتال اغتالت اغتالوا يغتال تغتال يغتالون"),  # hollow
        ("قال/يقول", "قال قالت قالوا يقول تقول يقولون نقول"),
        ("دعا/يدعو", "دعا دعت دعوا دعتا يدعو تدعو يدعون يدعوا يدع يدعوان"),  # defective, و
        ("نفى/ينفي", "نفى نفت نفوا نفيا نفتا ينفي تنفي ينفون ينفوا ينف ينفيان"),  # defective, ي
        ("التقى/يلتقي", "التقى التقت التقوا التقيا يلتقي تلتقي يلتقون يلتقيان"),
        ("لقي/يلقى", "لقي لقيت لقوا لقيا يلقى تلقى يلقون يلقيان"),  # defective, past in ي
        ("تلقى/يتلقى", "تلقى تلقت تلقوا يتلقى تتلقى يتلقون يتلقيان"),
        ("بدأ/يبدأ", "بدأ بدأت بدأوا بدؤوا بدآ يبدأ تبدأ يبدأون يبدؤون"),  # final hamza
        ("وصل/يصل", "وصل وصلت وصلوا يصل تصل يصلون"),  # first letter و falls
        ("وصف/يصف", "وصف وصفت وصفوا يصف تصف يصفون"),
    ],
)
def test_verb(lemma: str, made: str) -> None:
    assert set(made.split()) <= verb_forms(lemma)


@pytest.mark.parametrize(
    ("lemma", "never"),
    [
        ("دعا/يدعو", "دعات دعاوا دعان"),
        ("نفى/ينفي", "نفىت نفىوا ينفيون"),
        ("لقي/يلقى", "لقيوا يلقىون"),
        ("قتل/يقتل", "قتلون أقتل اقتل"),
    ],
)
def test_verb_forms_that_do_not_exist(lemma: str, never: str) -> None:
    assert not set(never.split()) & verb_forms(lemma)


def test_past_alone_makes_no_present() -> None:
    assert not {form for form in verb_forms("ليس") if form[0] in "يتن"}


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("غارة", "غارة غارات غارتان غارتين غارتا غارتي"),
        ("قنبلة", "قنبلة قنبلات قنبلتان قنبلتين قنبلتا قنبلتي"),
        ("هجوم", "هجوم هجومان هجومين هجوما"),
        ("لقاء", "لقاء لقاءان لقاءين"),  # no accusative alif after a hamza on the line
    ],
)
def test_noun(noun: str, forms: str) -> None:
    assert noun_forms(noun) == set(forms.split())


def test_person() -> None:
    made = "مسلح مسلحا مسلحان مسلحين مسلحون مسلحو مسلحي"
    assert person_forms("مسلح") == set(made.split())
