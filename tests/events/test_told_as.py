"""What is asked, intended, promised or past is told as such by both readers."""

from __future__ import annotations

import pytest

from khabar.pipeline import read

CASES = [
    # a question is no fact
    ("وتساءل النائب: هل اختطف الصحفي في الحويجة؟", "abduct", "possible", "pos"),
    ("وتساءل النائب: هل تم تعذيب الناشط في السجن؟", "abuse", "possible", "pos"),
    ("ورفض المتحدث تأكيد ما إذا كانت الطائرات قصفت القرية.", "airstrike", "possible", "pos"),
    ("ولم يتضح ما إذا كانت القوات ستنسحب من البلدة.", "withdraw", "possible", "pos"),
    # قد before a past is a fact, before a present it is none
    ("وقال المتحدث إن القوات قد استعادت المدينة.", "seize", "actual", "pos"),
    ("وقال القائد: لولا الحلفاء لما كنا قد حررنا أجزاء من البلاد.", "seize", "actual", "pos"),
    ("وقال المتحدث إن الجيش قد يستعيد المدينة.", "seize", "possible", "pos"),
    ("وقال الطبيب إن الجندي ربما يكون قد قتل في الهجوم.", "kill", "possible", "pos"),
    # what kept something else from happening has happened
    ("وقال القائد: لولا مساعدة التحالف لسقطت المدينة.", "aid", "actual", "pos"),
    ("وقال الشيخ: لولا هجوم المسلحين لما سقطت المدينة.", "attack", "actual", "pos"),
    # the future of the first person
    ("وقال النائب: سأطالب الحكومة بتعويضات.", "demand", "planned", "pos"),
    # what stands behind another act with قبل or بعد is not what may have been
    ("ومن الممكن أن يكون الرجل قد خاض مواجهة مع الشرطة قبل إلقاء القبض عليه.", "arrest", "actual", "pos"),
    # what nobody intends
    ("وقال الوزير إن بلاده لا تنوي سحب قواتها من الجزيرة.", "withdraw", "planned", "neg"),
    ("وأكد الوزير أن بلاده لا تعتزم فرض عقوبات على الشركة.", "sanction", "planned", "neg"),
]


# the very next word settles the type
TYPES = [
    ("وقال التقرير إن الأزمة نتيجة للهجمات الجوية.", "airstrike"),
    ("وخفضت الدولة بشكل كبير وجودها العسكري في الجزيرة.", "withdraw"),
    ("وقلص الحلف وجوده العسكري في الجزيرة.", "withdraw"),
    ("وباتت القوات الحكومية تسيطر على كامل البلدة.", "seize"),
    ("وافتتح الرئيس جسرا جديدا في المدينة.", "establish"),
    ("وتسمم أكثر من مئة شخص بعد أكل الفطر.", "injure"),
    ("واخترق القراصنة حسابات موظفين في الوزارة.", "attack"),
    ("ونفذ الجيش عملية تمشيط واسعة في الجبل.", "attack"),
    ("واستمرت الاضطرابات في المدينة حتى الصباح.", "protest"),
]


@pytest.mark.parametrize("reader", ["lexicon", "auto"])
@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_the_type_is(text: str, kind: str, reader: str) -> None:
    assert kind in {e.type for e in read(text, reader=reader).events}  # type: ignore[arg-type]


@pytest.mark.parametrize("reader", ["lexicon", "auto"])
@pytest.mark.parametrize(("text", "kind", "modality", "polarity"), CASES)
def test_the_act_is_told_as(text: str, kind: str, modality: str, polarity: str, reader: str) -> None:
    found = [(e.modality, e.polarity) for e in read(text, reader=reader).events if e.type == kind]  # type: ignore[arg-type]
    assert found == [(modality, polarity)]
