"""Who speaks: one accused is no accuser, a voice behind places and pronouns, names of bodies and media, nobody in particular."""

from __future__ import annotations

import pytest

from khabar.pipeline import read

#: Sentence, cue, words for the source (None: hidden or unnamed), name of the voice.
ACCUSED = [
    ("وقال وزير الدفاع إن الجيش انسحب. وكان الأمين العام للمنظمة قد اتهم بالتستر على مقتل جنود.", "اتهم", None, None),
    ("وأشارت الشرطة إلى الناشطة التي تتهم المفكر الإسلامي باغتصابها قبل عامين.", "تتهم", "الناشطة", "الناشطة"),
    ("وتنفي إيران دعمها للمسلحين عسكريا واتهمت مندوبة أمريكا بأنها ساقت أدلة زائفة.", "واتهمت", None, "إيران"),
    ("واتهمت دول غربية نظام الرئيس فارس الراوي بالوقوف خلف الهجوم.", "واتهمت", "دول غربية", "دول غربية"),
    ("وتتهم أنقرة رجل الدين المقيم في الخارج سامر غولان بتدبير الانقلاب.", "وتتهم", "أنقرة", "أنقرة"),
    ("واتهم السفير السعودي سامر الحداد إيران بتسليح المتمردين.", "واتهم", "السفير السعودي سامر الحداد", "السفير السعودي سامر الحداد"),
]
BEHIND = [
    ("ووصل المبعوث إلى دمشق. وأعلن لاحقا من نيويورك متحدث باسم المنظمة أن الحكومة وافقت على فتح معبر.", "وأعلن", "متحدث باسم المنظمة", "متحدث باسم المنظمة"),
    ("وزار الوفد الجامع الذي أعلن منه زعيم التنظيم قيام دولته قبل عامين.", "أعلن", "زعيم التنظيم", "زعيم التنظيم"),
    ("وجاءت استجابة لدعوة المرجعية الدينية في النجف، التي حثت في خطبتها البرلمان على إعادة النظر في خياراته.", "حثت", "المرجعية الدينية في النجف", "المرجعية الدينية في النجف"),
    ("نشرت واشنطن بوست تصريحات لمسؤولين ترجح أن الجيش انسحب.", "نشرت", "واشنطن بوست", "واشنطن بوست"),
    ("وقال المدرب سامر الحداد إن اللاعبين، الذين انتقدهم الأهالي مرارا، بخير. وتابع أنهم عادوا.", "وتابع", None, "المدرب سامر الحداد"),
    ("لكن الولايات المتحدة سوف تذكر الزعيم بأن خياراتها كثيرة.", "تذكر", None, "الولايات المتحدة"),
    ("وأقر زعيم الميليشيات المتمردة، عبدالملك الحوثي، بوجود انهيارات. واعترف الحوثي بحالة من الارتباك.", "واعترف", "الحوثي", "زعيم الميليشيات المتمردة، عبدالملك الحوثي"),
    ("واستنكر رئيس اللجنة العليا للإغاثة، عبد الرقيب فتح، الحادثة.", "واستنكر", "رئيس اللجنة العليا للإغاثة، عبد الرقيب فتح", "رئيس اللجنة العليا للإغاثة، عبد الرقيب فتح"),
    ("وقالت حركة فتح إن القيادة ستجتمع. وأكدت فتح أن القرار باطل.", "وأكدت", "فتح", "حركة فتح"),
    ("ونقلت فرانس برس عن الصحافية قولها إن الحكم ظالم.", "عن", "الصحافية", "الصحافية"),
]


@pytest.mark.parametrize(("text", "cue", "words", "name"), ACCUSED + BEHIND)
def test_who(text: str, cue: str, words: str | None, name: str | None) -> None:
    record = read(text, reader="lexicon")
    said = next(a for a in record.attributions if a.cue.text == cue)
    assert (said.source.text if said.source else None, next(s.name for s in record.sources if s.id == said.who)) == (words, name)


@pytest.mark.parametrize(
    ("name", "kind"), [("داعش", "group"), ("حماس", "group"), ("بي بي سي", "media"), ("فرانس برس", "media"), ("هيومن رايتس ووتش", "organization"), ("سامر الخالدي", "person")]
)
def test_a_bare_name_is_what_the_actor_file_says(name: str, kind: str) -> None:
    (source,) = read(f"وأعلن {name} أن الجيش انسحب.", reader="lexicon").sources
    assert source.kind == kind


@pytest.mark.parametrize("text", ["وقال الوزير إن أي طرف يتخلى عن الاتفاق يظلم نفسه، معتبرا أن التعاون ضروري.", "ولاحقا، قال إنه شاهد ذلك الفيلم مئات المرات، وإنه قال لمخرج الفيلم إنه كان مستشاره."])
def test_whoever_does_so_and_a_verb_like_a_noun_are_no_voices(text: str) -> None:
    assert not {"طرف يتخلى", "أي طرف", "شاهد"} & {s.name for s in read(text, reader="lexicon").sources}


def test_what_is_chanted_is_no_part_of_who_chants() -> None:
    record = read('وردد المتظاهرون هتافات أبرزها "كلا كلا للفساد".', reader="lexicon")
    assert [a.source.text if a.source else None for a in record.attributions] == ["المتظاهرون"]
