"""Numbers in digits and words."""

from __future__ import annotations

import pytest

from khabar.text import document

CASES = [
    ("أرسلت أكثر من 200 مسلح", 201, None, False),
    ("ستة آلاف و259 مدنيا", 6259, 6259, False),
    ("29 ألفا و358 ضربة", 29358, 29358, False),
    ("ثلاثة وعشرين معتقلا", 23, 23, False),
    ("مئة وثلاثة وعشرين معتقلا", 123, 123, False),
    ("عشرات الآلاف من النازحين", 20000, None, True),
    ("أصيب العشرات", 20, None, True),
    ("مئتي مسلح", 200, 200, False),
    ("ألفين وخمسمئة أسرة", 2500, 2500, False),
    ("اثنا عشر عاملا", 12, 12, False),
    ("أحد عشر جنديا", 11, 11, False),
    ("ما لا يقل عن تسعة جنود", 9, None, False),
    ("تسعة جنود على الأقل", 9, None, False),
    ("تسعة من عناصر الأمن على الأقل", 9, None, False),
    ("نحو 80 في المئة", 80, 80, True),
    ("بنحو عشرين صاروخا", 20, 20, True),
    ("بين خمسين وستين مقاتلا", 50, 60, False),
    ("ما بين 50 و60 مقاتلا", 50, 60, False),
    ("نصف مليون نازح", 500_000, 500_000, False),
    ("مليون ونصف المليون", 1_500_000, 1_500_000, False),
    ("12,500 مدني", 12500, 12500, False),
    ("12.500 مدني", 12500, 12500, False),
    ("2.5 مليون طفل", 2_500_000, 2_500_000, False),
    ("أقل من عشرين طبيبا", None, 19, False),
    ("لا يزيد على مئة عنصر", None, 100, False),
    ("٣٥ قتيلا", 35, 35, False),
    ("و11 آخرين", 11, 11, False),
    ("مئة وعشرون ألف نازح", 120_000, 120_000, False),
    ("عشرون شخصا تقريبا", 20, 20, True),
    ("ألفين وخمسة عشر نازحا", 2015, 2015, False),
    ("مئة وخمسة عشر نازحا", 115, 115, False),
    ("ثلاثة آلاف واثني عشر نازحا", 3012, 3012, False),
    ("ثلاث مئة وثلاثين سجينا", 330, 330, False),
    ("سبع مائة متظاهر", 700, 700, False),
    ("ألف وأربع مئة قتيل", 1400, 1400, False),
    ("خمس مئة ألف نازح", 500_000, 500_000, False),
    ("ما بين ألفين و4 آلاف جندي", 2000, 4000, False),
    ("بين سبعة آلاف وعشرة آلاف متظاهر", 7000, 10_000, False),
    ("بين مئتين وثلاث مئة مقاتل", 200, 300, False),
    ("مليونين وثلاث مئة ألف نازح", 2_300_000, 2_300_000, False),
]


@pytest.mark.parametrize(("text", "low", "high", "approx"), CASES)
def test_value(text: str, low: int | None, high: int | None, approx: bool) -> None:
    numbers = document(text).numbers
    assert [(n.min, n.max, n.approx) for n in numbers] == [(low, high, approx)]


@pytest.mark.parametrize(
    "text",
    ["قال أحد الشهود إنه رأى الدخان", "اجتمع المجلس الأحد", "إحدى القرى المجاورة", "توجه الوفد نحو العاصمة", "نصف السكان"],
)
def test_not_a_number(text: str) -> None:
    assert document(text).numbers == ()


@pytest.mark.parametrize("text", ["بين 2011 و", "بين خمسة و", "من 5 إلى", "خمسة و", "أكثر من", "نصف"])
def test_numbers_that_break_off(text: str) -> None:
    for n in document(text).numbers:
        assert n.span[1] <= len(text)


def test_two_counts_in_a_row_stay_two() -> None:
    assert [n.value for n in document("12 قتيلا و30 جريحا و3 مفقودين").numbers] == [12, 30, 3]
