"""Which words name places. The sentences are written for these tests; persons are invented."""

from __future__ import annotations

import pytest

from khabar.extract.places import find
from khabar.extract.places_words import words
from khabar.resources import entries
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.document import document
from tests.places.conftest import Reader

FOUND = [
    ("وصل الوفد إلى الموصل مساء أمس.", ["الموصل"]),
    ("عادت العائلات إلى بعشيقة بعد ثلاث سنوات.", ["بعشيقة"]),
    ("توقفت الحافلة بالموصل ثم تابعت إلى أربيل.", ["الموصل", "أربيل"]),
    ("أرسلت المنظمة مساعدات للموصل ولليبيا.", ["موصل", "ليبيا"]),
    ("اتسعت الاحتجاجات في كركوك ونينوى وديالى.", ["كركوك", "نينوى", "ديالى"]),
    ("#الموصل و#دير_الزور في صدارة الأخبار", ["الموصل", "دير_الزور"]),
    ("استقر بعضهم في وهران وآخرون في باريس.", ["وهران", "باريس"]),
    ("غادرت السفينة الحديدة، وعادت إلى حديدة بعد يومين.", ["الحديدة", "حديدة"]),
    ("زار الوزير سوريا، ثم تحدث عن الوضع في سورية.", ["سوريا", "سورية"]),
    ("سقطت القذائف قرب مطار كويرس العسكري.", ["مطار كويرس العسكري"]),
    ("حُرّرت بلدة حمورية ومدينة حرستا في الغوطة الشرقية.", ["حمورية", "حرستا", "الغوطة الشرقية"]),
    ("وقعت اشتباكات في محافظتي إب والضالع.", ["إب", "الضالع"]),
    ("سيطر المقاتلون على ثلاث بلدات هي الدريهمي والتحيتا وحيس.", ["الدريهمي", "التحيتا", "حيس"]),
    ("قصفت المدفعية قرية تل النسيم في ريف حماة.", ["تل النسيم", "حماة"]),
    ("شن مسلحون هجوما في شمال شرق نيجيريا.", ["نيجيريا"]),
    ("التقى المبعوث مسؤولين في مالي والنيجر.", ["مالي", "النيجر"]),
]

NOT_FOUND = [
    "ذهب إلى العمل مبكرا، وقال إن الأمر بسيط.",
    "أن يصل متأخرا خير من أن يغيب عن الموعد.",
    "أعلنت الحكومة العراقية إجراءات جديدة.",
    "قال المتحدث سليم البغدادي إن النتائج ستعلن غدا.",
    "أغلق بنك القاهرة فروعه خلال العطلة.",
    "نقلت صحيفة القدس عن مصادرها تفاصيل الخطة.",
    "قال قائد في فيلق القدس إن المناورات انتهت.",
    "طالب الأهالي بدعم مالي عاجل.",
    "أعربت الخارجية السعودية عن قلقها.",
    "شاهد العمال السوريون المباراة في المقهى.",
    "سجل اللاعب عمران زيدان هدفين في مرمى الفريق الفرنسي.",
    "لم تدمر العاصفة سوى بيتين قديمين.",
    "وصف المدينة بأنها هادئة، وقال إن السوق مزدحمة.",
    "وضع الكتاب على الباب الخشبي الكبير.",
    "توصلوا إلى صيغة وسطى بعد ليل طويل من النقاش.",
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_finds_places(places: Reader, text: str, wanted: list[str]) -> None:
    assert [place.text for place in places(text)] == wanted


@pytest.mark.parametrize("text", NOT_FOUND)
def test_finds_none(places: Reader, text: str) -> None:
    assert [place.text for place in places(text)] == []


def test_spans_quote_the_text(places: Reader) -> None:
    text = "وصل الوفدُ إلى المَوصِل ثمّ إلى دُهوك، وللبصرةِ وفدٌ آخر."
    found = places(text)
    assert [place.text for place in found] == ["المَوصِل", "دُهوك", "بصرةِ"]
    assert all(text[slice(*place.span)] == place.text for place in found)


def test_unknown_name_is_found_again_without_its_kind_word(places: Reader) -> None:
    found = places("دخلت القوات بلدة زرقمان صباحا.\nوقال سكان في زرقمان إن القصف توقف، ثم غادروا زرقمان.")
    assert [place.text for place in found] == ["زرقمان"] * 3
    assert {place.lat for place in found} == {None}


def test_capital_that_acts_is_a_metonym(places: Reader) -> None:
    by_text = {place.text: place.metonym for place in places("رفضت أنقرة المقترح. وقع انفجار في دمشق.")}
    assert by_text == {"أنقرة": True, "دمشق": False}


def test_place_words_keep_their_examples() -> None:
    broken = []
    for entry in entries("place_word"):
        assert isinstance(entry, PlaceWord)
        for sentence in entry.accept:
            used = {part.entry for mention in find(document(sentence)) for part in mention.why.parts}
            if entry.id not in used:
                broken.append(f"{entry.at}: {entry.id} is not used in: {sentence}")
        broken += [f"{entry.at}: a place is read in: {s}" for s in entry.reject if find(document(s))]
    assert not broken, "\n".join(broken)


def test_every_kind_word_says_a_level() -> None:
    assert all(kind.levels for kind in words().kinds.values())


@pytest.mark.parametrize(
    "text",
    [
        "ورحبت كتلة الصدر بالاتفاق، وقالت كتل أخرى إنها ستعارضه.",
        "وأدى التساقط الغزير للثلوج إلى قطع الكهرباء.",
        "ودعت النقابات إلى مقاطعة المحروقات ومقاطعة الاستفتاء.",
        "ترشح العمدة لولاية خامسة.",
        "وقع الحريق في حي سكني مكتظ وفي حي شعبي.",
        "تبحث الشركة عن ميناء لإنزال الحمولة، وعن مسجد استعملت فيه الأخشاب.",
        "نشر الكاتب مقالا كتبه رونان.",
    ],
)
def test_words_that_only_look_like_a_kind_word_or_a_name(text: str) -> None:
    assert find(document(text)) == ()


def test_a_common_noun_behind_a_kind_word_is_no_place_elsewhere() -> None:
    text = "احترق مخيم العودة شرقي القرية. وطالب الأهالي بحق العودة إلى ديارهم."
    assert [text[slice(*m.span)] for m in find(document(text))] == ["العودة"]


def test_a_foreign_name_of_two_words_before_a_mark() -> None:
    text = "غرق صياد في مقاطعة ريماس زندورا، وعثر عليه في بلدة ريماس قتيلا."
    assert [text[slice(*m.span)] for m in find(document(text))] == ["ريماس زندورا", "ريماس"]


@pytest.mark.parametrize(
    "text",
    [
        "وصلت المساعدات إلى مناطق معزولة بعد أسبوع.",
        "تقع المدرسة في حي محاط بالأشجار.",
        "سجل الهدف من خارج منطقة الجزاء.",
        "زار الوفد مخيمات اللجوء وتفقد مطارات الإقليم.",
    ],
)
def test_what_an_area_is_like_is_no_name(text: str) -> None:
    doc = document(text)
    assert find(doc) == ()
