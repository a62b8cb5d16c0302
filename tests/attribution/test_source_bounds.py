"""Where the words for a source end: at what grammar cannot let belong to them."""

from __future__ import annotations

import pytest

from khabar.pipeline import read
from khabar.record import AttributionMention, Why
from khabar.resolve.source_bounds import bounded
from khabar.resolve.speaker_words import describe
from khabar.text import document


def _bounded(text: str, source: str, content: str) -> tuple[str, str]:
    """Source and content of a text after the check, with the source marked as given."""
    doc = document(text)

    def span(words: str) -> tuple[int, int]:
        at = text.index(words)
        return at, at + len(words)

    first = text.split()[0]
    made = bounded(doc, AttributionMention(span(first), span(source), (span(content),), "indirect", "say", None, Why("test")))
    assert made.source is not None
    return doc.words(made.source), doc.words(made.content[0])


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("رئيس الاتحاد الفلسطيني رسالة", "رئيس الاتحاد الفلسطيني"),
        ("تركيا حركة", "تركيا"),
        ("قناة القيادة القطرية وجهة نظر", "قناة القيادة القطرية"),
        ("الحكومة الرئيس", "الحكومة"),
        ("وزارة الصحة مديري", "وزارة الصحة"),
        ("تسجيلات مصورة رئيس", "تسجيلات مصورة"),
        ("مصدر أمني قوله", "مصدر أمني"),
        ("كانت الحكومة البريطانية", "الحكومة البريطانية"),
        ("دليل سياحي كان", "دليل سياحي"),
        ("المتحدثة باسم وزارة الدفاع أو", "المتحدثة باسم وزارة الدفاع"),
        ("الرئيس بنيامين نتنياهو الفلسطينيين", "الرئيس بنيامين نتنياهو"),
        ("مسلحون يشتبه", "مسلحون"),
        ("تقارير نشرت", "تقارير"),
        ("واشنطن دمشق", "واشنطن"),
        ("المنظمة للكوري الجنوبي سامر", "المنظمة"),
        ("الخارجية الأميركية التقارير", "الخارجية الأميركية"),
        ("الحكومة الصينية الاعتراف بالحدود", "الحكومة الصينية"),
        ("القوات الجوية الإسرائيلية عشرات الأهداف", "القوات الجوية الإسرائيلية"),
        ("وزير الطاقة الكندي، سامر الحداد، الرئيس السويدي كمال الأمين", "وزير الطاقة الكندي، سامر الحداد"),
        ("قائد محور صعدة، الواقعة شمال البلاد", "قائد محور صعدة"),
    ],
)
def test_a_source_ends_where_another_phrase_begins(marked: str, kept: str) -> None:
    assert _bounded(f"قال {marked} إن الطريق مفتوحة.", marked, "الطريق مفتوحة") == (kept, "الطريق مفتوحة")


@pytest.mark.parametrize(
    "source",
    [
        "التحالف العسكري العربي", "المكتب الإعلامي لإمارة النخيل", "الحزب الجمهوري الحاكم", "الدول الأربع الداعية", "كاظم علي", "الاتحاد الأوروبي وجهات دولية",
        "ناشط مدني من داخل البلدة", "وكالة الأنباء الصحراوية التابعة للحركة", "شيوخ صعدة", "مسؤولون ليبيون", 'منظمة "أرض الملجأ"', "رئيس الحزب، سامر الحداد، نائب الرئيس", "سامر الحداد مسؤول مكتب العلاقات", "القيادي في حركة الراية", "وزارة الداخلية البريطانية", "مسؤول أمني رفيع", "الأمير الوليد",
    ],
)  # fmt: skip
def test_what_belongs_to_a_source_stays(source: str) -> None:
    assert _bounded(f"قال {source} إن الطريق مفتوحة.", source, "الطريق مفتوحة")[0] == source


def test_a_name_is_taken_whole_and_out_of_the_content() -> None:
    assert _bounded("قالت رئيسة الوزراء البريطانية، تريزا ماي إن الطريق مفتوحة.", "رئيسة الوزراء البريطانية، تريزا", "الطريق مفتوحة")[0].endswith("تريزا ماي")
    assert _bounded("تمنى رئيس النادي سامر حداد عدم المشاركة.", "رئيس النادي سامر", "حداد عدم المشاركة") == ("رئيس النادي سامر حداد", "عدم المشاركة")
    assert _bounded("طلب البابا فرانسيس الصفح عنه.", "البابا فرانسيس", "الصفح عنه") == ("البابا فرانسيس", "الصفح عنه")


def test_what_is_denied_of_a_noun_does_not_begin_a_source() -> None:
    assert _bounded("قالت منظمة غير حكومية محلية إن الطريق مفتوحة.", "حكومية محلية", "الطريق مفتوحة")[0] == "منظمة غير حكومية محلية"


def test_what_is_no_person_is_none() -> None:
    kinds = {text: describe(text).kind for text in ("الأدلة", "التدريبات العسكرية", "البحرية الأميركية", "اختبار الحمض النووي", "سامر الحداد")}
    assert list(kinds.values()) == ["document", "document", "organization", "document", "person"]


@pytest.mark.parametrize("agency", ["وكالة الاستخبارات المركزية", "الوكالة الدولية للطاقة الذرية", "وكالة الحماية المدنية", "الوكالة المكلفة بالحالات الطارئة", "وكالات الإغاثة", "الوكالة الوطنية للأرصاد الجوية"])
def test_an_agency_of_another_field_is_no_medium(agency: str) -> None:
    assert describe(agency).kind == "organization"


@pytest.mark.parametrize("agency", ["وكالة الأنباء الألمانية", "الوكالة الوطنية للإعلام", "وكالة تسنيم", "وكالة", "الوكالة", "وكالات أنباء", "وكالة الصحافة الفرنسية", 'وكالة أنباء الخليج "واج"'])
def test_a_news_agency_is_a_medium(agency: str) -> None:
    assert describe(agency).kind == "media"


def test_one_of_them_is_an_unnamed_person() -> None:
    assert {(describe(w).kind, describe(w).anonymity) for w in ("أحدهم", "إحداهن")} == {("anonymous", "source")}


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ('قال سامر الحداد المدير العام لمنظمة "بلاد أرض الملجأ" إن الطريق مفتوحة.', 'سامر الحداد المدير العام لمنظمة "بلاد', 'سامر الحداد المدير العام لمنظمة "بلاد أرض الملجأ"'),
        ("قال مدير الدفاع المدني، العقيد شرطة زاهر الحداد، إن الطريق مفتوحة.", "مدير الدفاع المدني، العقيد", "مدير الدفاع المدني، العقيد شرطة زاهر الحداد"),
        ("قال البريغادير جنرال سامر الحداد إن الطريق مفتوحة.", "البريغادير", "البريغادير جنرال سامر الحداد"),
        ("قال المتحدث كوون هيوك- كي إن الطريق مفتوحة.", "المتحدث كوون هيوك", "المتحدث كوون هيوك- كي"),
    ],
)
def test_a_name_goes_on(text: str, marked: str, kept: str) -> None:
    assert _bounded(text, marked, "الطريق مفتوحة")[0] == kept


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلن مسؤولون في قوات حفظ السلام الأممية أن رجلا احتجز رهائن في دار للمسنين.", "مسؤولون في قوات حفظ السلام الأممية"),
        ("قالت شرطة الاحتياط لولاية كارنالا إن أفرادها تدربوا.", "شرطة الاحتياط لولاية كارنالا"),
        ("وصفت وزارة الدفاع السعودية المناورات بأنها الأضخم في المنطقة.", "وزارة الدفاع السعودية"),
    ],
)
def test_a_source_holds_what_its_last_noun_needs_and_no_object(text: str, name: str) -> None:
    (source,) = (s for s in read(text, published="2018-05-05", reader="auto").sources if s.name)
    assert source.name == name
