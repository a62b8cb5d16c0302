"""English of places and times: position words, months and periods as newspapers write them."""

from __future__ import annotations

import pytest

from khabar.assemble import english_where
from khabar.pipeline import read


def _times(text: str, published: str = "2018-05-16") -> list[str | None]:
    return [english_where.time(t) for t in read(text, published=published, reader="lexicon").times]


def _places(text: str) -> list[str]:
    return [f"{english_where.at_place(p)} {english_where.place(p)}" for p in read(text, published="2018-05-16", reader="lexicon").places]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("منذ نوفمبر 2017", "since November 2017"),
        ("منذ شهر آب/أغسطس الماضي", "since August 2017"),
        ("منذ عام 2011", "since 2011"),
        ("منذ تسعينيات القرن الماضي", "since the 1990s"),
        ("منذ الشهر الماضي", "since April 2018"),
        ("منذ العام الماضي", "since 2017"),
        ("منذ عامين", "since May 2016"),
        ("منذ ثلاثة أشهر", "since February 2018"),
        ("منذ الأول من نوفمبر 2017", "since 1 November 2017"),
        ("منذ الأول من يناير 2017", "since 1 January 2017"),
        ("منذ يومين", "since 14 May 2018"),
        ("منذ الثلاثاء", "since 15 May 2018"),
        ("حتى ديسمبر 2017", "until December 2017"),
        ("حتى عام 2016", "until 2016"),
        ("حتى 31 ديسمبر 2017", "until 31 December 2017"),
    ],
)
def test_a_period_with_one_end_is_told_as_finely_as_the_words(words: str, english: str) -> None:
    assert _times(f"أغلق العمدة الجسر القديم {words}.") == [english]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("في أوائل هذا الشهر", "in early May 2018"),
        ("في منتصف نيسان", "in mid-April 2018"),
        ("أواخر أبريل", "in late April 2018"),
        ("في ثمانينيات القرن الماضي", "in the 1980s"),
        ("في القرن التاسع عشر", "in the 19th century"),
        ("بين مارس وأبريل", "between March and April 2018"),
        ("بين نوفمبر 2017 ويناير 2018", "between November 2017 and January 2018"),
        ("بين 2012 و2015", "between 2012 and 2015"),
        ("في الربع الأول من 2017", "between January and March 2017"),
        ("بين 3 و5 مايو", "between 3 May 2018 and 5 May 2018"),
        ("في فبراير 2016", "in February 2016"),
        ("في عام 2016", "in 2016"),
        ("الثلاثاء", "on 15 May 2018"),
    ],
)
def test_a_period_of_whole_months_or_years_has_no_days(words: str, english: str) -> None:
    assert _times(f"رمم العمدة الجسر القديم {words}.") == [english]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("في الأشهر الأخيرة", "in recent months"),
        ("خلال الأيام القليلة الماضية", "in recent days"),
        ("خلال السنوات الماضية", "in recent years"),
        ("في الأسابيع المقبلة", "in the coming weeks"),
        ("مؤخرا", None),
    ],
)
def test_a_stretch_without_a_number_keeps_its_unit(words: str, english: str | None) -> None:
    assert _times(f"رمم العمدة الجسر القديم {words}.") == [english]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("شمالي العراق", "in northern Iraq"),
        ("في شمال العراق", "in northern Iraq"),
        ("جنوب غربي سوريا", "in southwestern Syria"),
        ("شرقي محافظة الأنبار", "in eastern Anbar"),
        ("شرقي قطاع غزة", "in the eastern Gaza Strip"),
        ("غربي الولايات المتحدة", "in the western United States"),
        ("شرق الموصل", "east of Mosul"),
        ("غربي رام الله", "west of Ramallah"),
        ("إلى الجنوب من بغداد", "south of Baghdad"),
        ("إلى الجنوب من العراق", "south of Iraq"),
        ("قرب القاهرة", "near Cairo"),
        ("في محيط مطار الحديدة", "near Hodeidah airport"),
        ("على مشارف مدينة تعز", "near Taiz"),
        ("في الموصل", "in Mosul"),
        ("في قطاع غزة", "in the Gaza Strip"),
    ],
)
def test_position_words_are_told(words: str, english: str) -> None:
    assert _places(f"انهار جدار قديم {words} مساء الاثنين.") == [english]


def test_the_statement_has_the_position() -> None:
    (claim,) = read("قتل جنديان في شمالي العراق الثلاثاء.", published="2018-05-16", reader="lexicon").claims
    assert claim.statement == "2 soldiers were killed in northern Iraq on 15 May 2018."


def test_an_unknown_name_has_no_quotation_mark_left_in() -> None:
    assert _places('وصل الزوار إلى ملعب "الزهيراوية" صباح الأحد.') == ["at al-Zahirawiya Stadium [ملعب الزهيراوية]"]
