"""Names of sources: whole, no longer than they are, and one voice for one person, whatever the report calls him."""

from __future__ import annotations

import pytest

from khabar.pipeline import read
from khabar.record import AttributionMention, Why
from khabar.resolve.source_bounds import bounded
from khabar.text import document


def _names(text: str) -> list[str | None]:
    return [s.name for s in read(text, published="2018-05-05", reader="lexicon").sources]


def _marked(text: str, cue: str, source: str, content: str, act: str = "say") -> tuple[str | None, str]:
    """Source and content after the check of a mention with these words."""
    doc = document(text)

    def span(words: str) -> tuple[int, int]:
        at = text.index(words)
        return at, at + len(words)

    made = bounded(doc, AttributionMention(span(cue), span(source), (span(content),), "indirect", act, None, Why("test")))
    return doc.words(made.source) if made.source is not None else None, doc.words(made.content[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصف رئيس وزراء البلاد، سامر الحداد اختراق الطائرة بالخرق السافر. وأضاف الحداد أن الجيش سيرد.", "رئيس وزراء البلاد، سامر الحداد"),
        ("قرر الوزير إلغاء المناورة، وفق ما أعلنت المتحدثة باسم الوزارة دانا الكيلاني الجمعة. وقالت الكيلاني إن القرار صدر.", "المتحدثة باسم الوزارة دانا الكيلاني"),
        ("وقال القائم بأعمال وزير الخارجية، جون باتشر، لدى إصدار التقرير، إن الفساد يهدد البلاد. وأضاف باتشر أن الحكومات عاجزة.", "القائم بأعمال وزير الخارجية، جون باتشر"),
        ("وعاد التوتر منذ أن قرر الرئيس الأميركي، دونالد باتشر، الانسحاب من الاتفاق. وقال الرئيس الأميركي إن الاتفاق معيب.", "الرئيس الأميركي، دونالد باتشر"),
    ],
)
def test_office_and_name_are_one_voice(text: str, name: str) -> None:
    assert _names(text) == [name]


def test_whoever_speaks_for_the_holder_of_the_office_is_somebody_else() -> None:
    names = _names("قال المتحدث باسم باتشر، جون كارل، إن اللقاء تم. وحضره رئيس الوزراء السويدي، ستيفان باتشر. وقال رئيس الوزراء السويدي إن اللقاء مفيد.")
    assert names == ["المتحدث باسم باتشر، جون كارل", "رئيس الوزراء السويدي، ستيفان باتشر"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وزار المدينة رجب طيب أوزال أمس. وقال أوزال إن الخطة جاهزة.", "رجب طيب أوزال"),
        ("وحضر فتح الله غوران الحفل. وأكد غوران أن الطريق طويل.", "فتح الله غوران"),
        ("والتقى وفدا محمد جواد راشدي. وأكد راشدي أن الطريق طويل.", "محمد جواد راشدي"),
    ],
)
def test_a_surname_gets_all_its_given_names(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("نائب وزير الخارجية الكوري كيم", "نائب وزير الخارجية الكوري كيم كي سوان"),
        ("ماكوتو", "ماكوتو سينغورو"),
        ("الرئيس الأمريكي", "الرئيس الأمريكي دونالد باتشر"),
        ("وزير الخارجية الإماراتي الشيخ عبدالله", "وزير الخارجية الإماراتي الشيخ عبدالله بن راشد"),
        ("وزير الدولة للشؤون", "وزير الدولة للشؤون الخارجية"),
        ("البعثة الدائمة", "البعثة الدائمة لدى الأمم المتحدة"),
    ],
)
def test_a_name_or_title_that_goes_on_is_taken_whole(source: str, whole: str) -> None:
    assert _marked(f"قال {whole} إن الطريق مفتوحة.", "قال", source, "الطريق مفتوحة") == (whole, "الطريق مفتوحة")


@pytest.mark.parametrize("behind", ["رسميا", "الصفح", "مطلع نيسان", "بجملة قصيرة", "قوله", "الجمعة"])
def test_what_is_no_name_does_not_lengthen_one(behind: str) -> None:
    assert _marked(f"قال الكاتب سامر الحداد {behind} إن الطريق مفتوحة.", "قال", "الكاتب سامر الحداد", "الطريق مفتوحة")[0] == "الكاتب سامر الحداد"


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("حسن الكيلاني نظيره الأمريكي", "حسن الكيلاني"),
        ("جوزيبي كونتي واشنطن", "جوزيبي كونتي"),
        ("كوريا الشمالية مسؤولين أميركيين", "كوريا الشمالية"),
        ("القوات الإسرائيلية الشاب", "القوات الإسرائيلية"),
        ("وزارة الدفاع المصرية للمرة الأولى", "وزارة الدفاع المصرية"),
        ("الحداد بالقول", "الحداد"),
        ("مسؤول بالمخابرات لم", "مسؤول بالمخابرات"),
        ("أحد أنصار الحزب في سؤال موجه", "أحد أنصار الحزب"),
        ("أما الشركات", "الشركات"),
        ("البيان إن الوزيرين", "البيان"),
    ],
)
def test_what_the_verb_does_to_others_is_no_part_of_a_source(marked: str, kept: str) -> None:
    assert _marked(f"دعا {marked} تنشر الطريق مفتوحة.", "دعا", marked, "الطريق مفتوحة")[0] == kept


@pytest.mark.parametrize("source", ["قناة «إن تي في»", "محامية سامر الحداد ممثلة الأفلام", "زعيم تنظيم ما يسمى بالراية", "السفير الروسي لدى الأمم المتحدة"])
def test_names_that_look_like_other_phrases_stay(source: str) -> None:
    assert _marked(f"قال {source} إن الطريق مفتوحة.", "قال", source, "الطريق مفتوحة")[0] == source


def test_a_second_voice_is_no_content() -> None:
    found = _marked("ينفي الحداد والشرطة سياسة التغاضي عن العنف.", "ينفي", "الحداد", "والشرطة سياسة التغاضي عن العنف")
    assert found == ("الحداد والشرطة", "سياسة التغاضي عن العنف")


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("ورأى الشهود رجلا قيل إنه حضر إلى القسم.", "قيل", "رجلا", "حضر إلى القسم"),
        ("كان أبو ليث الكرخي يوصف بأنه وزير الحرب.", "يوصف", "أبو ليث الكرخي", "وزير الحرب"),
        ("وقالت الحسيني في بيان صدر في واشنطن، إن الوزيرين تعهدا.", "وقالت", "في واشنطن", "الوزيرين تعهدا"),
    ],
)
def test_whom_a_passive_is_said_of_and_where_one_speaks_are_no_voices(text: str, cue: str, source: str, content: str) -> None:
    assert _marked(text, cue, source, content)[0] is None


@pytest.mark.parametrize("mark", ["ُ", "ٌ"])
def test_a_written_passive_has_no_voice(mark: str) -> None:
    text = f"وقال إنه أ{mark}بلغت اللجنة بأن المقاتلين سيقصفون المدينة."
    assert _marked(text, f"أ{mark}بلغت", "اللجنة", "المقاتلين سيقصفون المدينة")[0] is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قتل شرطي، كما ذكر مصدر في الشرطة. واعتبر المصدر نفسه أن القضية أحيلت إلى المديرية.", ["مصدر في الشرطة"]),
        ("قالت وكالة الأنباء الكويتية إن المتمردين تكبدوا خسائر. وتمكنت القوات من تمشيط المنطقة، طبقا للمصدر ذاته.", ["وكالة الأنباء الكويتية"]),
        ("وقالت مصادر ميدانية إن القوات تقدمت. وأكدت المصادر نفسها أن الميليشيات فرت.", ["مصادر ميدانية"]),
        ("وقالت الوزيرة سلمى الحسيني في بيان إن الوزيرين تعهدا. وأضاف البيان أن المناورات ستعدل.", ["الوزيرة سلمى الحسيني"]),
        ("وقال محامو الدفاع إن القضية ضعيفة.", ["محامو الدفاع"]),
        ("أعربت كل من السعودية والبحرين عن دعمها للقرار.", ["كل من السعودية والبحرين"]),
        ("وقالت إدارة الإطفاء ومتحدثة باسم القاعدة إن الحريق انتهى.", ["إدارة الإطفاء ومتحدثة باسم القاعدة"]),
        ("اعتقلت الشرطة مسؤول العلاقات في الحزب، سامر الحداد، بتهمة الترويج لجماعة محظورة.", ["الشرطة"]),
    ],
)
def test_who_it_is(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_one_accused_does_not_accuse() -> None:
    record = read("وقال الحداد إن المحكمة ظالمة. واتهم الحداد باستخدام سيارة رسمية لتهريب الأسلحة.", reader="lexicon")
    accused = next(a for a in record.attributions if a.act == "accuse")
    assert next(s.name for s in record.sources if s.id == accused.who) is None


@pytest.mark.parametrize(
    ("who", "kind", "anonymity"),
    [
        ("الغربيون", "collective", None),
        ("محامو الدفاع", "collective", None),
        ("شيوخ عشائر المحافظة", "anonymous", "local"),
        ("أحد قادة الحرس الوطني", "anonymous", "military"),
        ("أحد أنصار الحزب", "anonymous", "source"),
        ("مسؤول رفيع في التحالف المؤيد للرئيس بشار الكيلاني", "anonymous", "official"),
        ("سامر الحداد والشرطة", "collective", None),
        ("المتحدث باسم المارينز براين بلوك", "person", None),
        ("بلاغ", "document", None),
        ("توصيات", "document", None),
        ("المخطط", "document", None),
        ("الوثائقي", "document", None),
    ],
)
def test_kinds(who: str, kind: str, anonymity: str | None) -> None:
    (source,) = read(f"وقال {who} إن القصف مستمر.", reader="lexicon").sources if who not in ("بلاغ", "توصيات", "المخطط", "الوثائقي") else read(f"وبحسب {who} فإن القصف مستمر.", reader="lexicon").sources
    assert (source.kind, source.anonymity) == (kind, anonymity)
