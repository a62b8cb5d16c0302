"""English for noun phrases: adjectives, owners, conjuncts, titles."""

from __future__ import annotations

import pytest

from khabar.resolve.actor_names import english
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("القوات المشتركة", "joint forces"),
        ("القوات الأمنية العراقية", "Iraqi security forces"),
        ("رئيس جديد", "new president"),
        ("مهاجمون ملثمون", "masked attackers"),
        ("صواريخ باليستية", "ballistic missiles"),
        ("وفد الأمم المتحدة", "delegation of the United Nations"),
        ("مسلحي الحوثيين", "gunmen of the Houthis"),
        ("قيادي في حماس", "commander of Hamas"),
        ("منظمات غير حكومية وتنظيمات كردية", "non-governmental organisations"),
        ("الزعيم الليبي العقيد معمر القذافي", "Muammar Gaddafi"),
        ("الخاطفين المادية", "kidnappers"),
    ],
)
def test_english_of_a_phrase(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


def test_a_singular_in_un_is_no_sound_plural() -> None:
    phrase = read(plain_words("قانونا جديدا"))
    assert phrase is None or english(phrase) in ("law", "new law")


def test_a_definite_noun_has_a_definite_adjective_and_no_owner() -> None:
    told = {text: english(phrase) for text in ("الصحفي السعودي المعارض", "المتحدث باسم الجيش") if (phrase := read(plain_words(text))) is not None}
    assert list(told.values()) == ["Saudi opposition journalist", "spokesperson of the army"]


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("طائرات من دون طيار", "drones"), ("طائرتين دون طيار", "drones"), ("طائرات حربية روسية", "Russian warplanes"), ("مروحية", "helicopter"),
        ("موظف فرنسي", "French employee"), ("موظفات", "employees"), ("معتقلون سوريون", "Syrian detainees"), ("سجناء", "prisoners"),
        ("مشتبها به", "suspect"), ("أرملة", "widow"), ("المرأة", "woman"), ("المرأتين", "women"), ("سيناتور", "senator"), ("مشرعون", "lawmakers"),
        ("وثيقة", "document"), ("رسالة", "letter"), ("تقرير", "report"), ("طلبات", "requests"), ("دعوات", "calls"), ("ضرائب", "taxes"), ("مخططات", "schemes"),
        ("محكمة دستورية", "constitutional court"), ("المحكمة العليا", "supreme court"), ("محكمة الاستئناف", "appeals court"), ("محاكم", "courts"),
        ("منظومة صواريخ", "missile system"), ("منظومات دفاع جوي", "air defence systems"), ("حقول نفطية", "oil fields"), ("مصفاة", "oil refinery"),
        ("سياج حدودي", "border fence"), ("سياج", "fence"), ("شيوخ العشائر", "tribal sheikhs"), ("زعماء القبائل", "tribal leaders"),
        ("إرهابيون", "terrorists"), ("رجال الأمن", "security officers"), ("محللون", "analysts"), ("النظام", "regime"), ("المملكة", "kingdom"),
        ("ألغام بحرية", "sea mines"), ("الألغام", "mines"), ("الآليات", "vehicles"), ("طائرتين من دون طيار", "drones"), ("معارك", "battles"), ("الطعن", "appeal"),
        ("حرية التعبير", "freedom of expression"), ("حافلة ركاب", "passenger bus"), ("الهجرة غير الشرعية", "irregular migration"),
        ("حزب المعارضة", "opposition party"), ("وسيلة إعلام", "media outlet"), ("وحدات سكنية", "housing units"), ("المجلس المحلي", "local council"),
    ],
)  # fmt: skip
def test_one_english_word_for_one_sense(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


@pytest.mark.parametrize(("arabic", "told"), [
    ("معارك ضارية", "fierce battles"), ("خسائر فادحة", "heavy losses"), ("المواقع الأمامية", "forward positions"), ("عقوبات صارمة", "strict sanctions"),
    ("أسلحة حديثة", "modern weapons"), ("قرارات مبكرة", "early decisions"), ("إجراءات مماثلة", "similar measures"), ("قانون جائر", "unjust law"),
])
def test_adjectives_that_were_left_out(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


@pytest.mark.parametrize(("arabic", "told"), [("الأمر", "matter"), ("آمر اللواء", "commander"), ("أهل الحي", "residents"), ("الأهل", "family")])
def test_words_written_alike_are_told_by_their_article_and_what_follows(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("خلية", "cell"), ("خلايا إرهابية", "terrorist cells"), ("القوات الموالية للحكومة", "pro-government forces"), ("مسلحو المعارضة", "opposition fighters"),
        ("القوات الجوية المصرية", "Egyptian air force"), ("القوات البحرية", "navy"), ("القيادة العامة", "general command"), ("فرق الإنقاذ", "rescue teams"),
        ("أمراء سعوديين", "Saudi princes"), ("الأمير", "prince"), ("أمير قطر", "emir"), ("فتاة", "young woman"), ("صبية", "boys"), ("قس", "pastor"),
        ("أزمة", "crisis"), ("أزمة مالية", "financial crisis"), ("أوضاع", "situations"), ("ذخائر", "ammunition"), ("أسلحة", "weapons"), ("حي", "neighbourhood"),
        ("نظرائه الإماراتيين", "Emirati counterparts"), ("أجهزة استخباراتية", "intelligence agencies"), ("مروحيات هجومية", "attack helicopters"),
        ("مركبة فضائية", "spacecraft"), ("أسلاك كهربائية", "cables"), ("حواسيب", "computers"), ("لجان تحقيق", "commissions of inquiry"), ("وكر", "hideout"),
        ("متضررين", "people affected"), ("ضابط صف", "non-commissioned officer"), ("انتهاكات حقوق الإنسان", "human rights violations"), ("مشجعات", "fans"),
        ("أمطار غزيرة", "heavy rain"), ("حلول جذرية", "radical solutions"), ("اتهام باطل", "false charge"), ("خلافات عميقة", "deep disputes"),
    ],
)  # fmt: skip
def test_a_sense_of_its_own_has_a_word_of_its_own(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


@pytest.mark.parametrize("arabic", ["كميات كبيرة من الأسلحة", "كمية من الأسلحة"])
def test_a_quantity_of_things_counts_them(arabic: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == "weapons" and phrase.counting.endswith("quantities of")


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("محمد خاتمي", "Mohammad Khatami"), ("خاتمي", "Mohammad Khatami"), ("جو فوتيل", "Joseph Votel"), ("يلدريم", "Binali Yıldırım"),
        ("جيرد مولر", "Gerd Müller"), ("روبرت مولر", "Robert Mueller"), ("المجتمع الدولي", "international community"),
    ],
)  # fmt: skip
def test_known_people_and_bodies(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


def test_a_given_name_is_no_noun_in_the_accusative() -> None:
    person, club = read(plain_words("ناديا سليمان")), read(plain_words("نادي الساحل"))
    assert person is not None and person.person == (0, 2)
    assert club is not None and english(club) == "club"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("مبان غير مأهولة", "uninhabited buildings"),
        ("مدنيين غير مسلحين", "unarmed civilians"),
        ("مسؤولين أمريكيين رفيعي المستوى", "senior American officials"),
        ("القوات متعددة الجنسيات", "multinational forces"),
        ("صواريخ بعيدة المدى", "long-range missiles"),
        ("العقوبات غير المسبوقة", "unprecedented sanctions"),
        ("حملة واسعة النطاق", "large-scale campaign"),
        ("مسلحون مجهولو الهوية", "unidentified gunmen"),
    ],
)
def test_adjectives_of_two_words(words: str, told: str) -> None:
    phrase = read(plain_words(words))
    assert phrase is not None
    assert english(phrase) == told
    assert phrase.end == len(words.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("مستشار الرئيس دونالد ترامب لشؤون الأمن القومي", "adviser of Donald Trump"),
        ("مدير مكتب الرئيس محمود عباس", "director of Mahmoud Abbas"),
        ("المتحدث باسم الرئيس رجب طيب أردوغان", "spokesperson of Recep Tayyip Erdoğan"),
        ("نائب الرئيس مايك بنس", "Mike Pence"),
        ("مستشار الأمن القومي الأميركي جون بولتون", "John Bolton"),
        ("رئيس الوزراء حيدر العبادي", "Haider al-Abadi"),
    ],
)
def test_of_two_offices_before_a_name_the_person_holds_the_one_the_file_knows(words: str, told: str) -> None:
    phrase = read(plain_words(words))
    assert phrase is not None
    assert english(phrase) == told
