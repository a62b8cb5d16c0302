"""Words that look like a source and are none: the one spoken to, an adjective, another subject; verbs that are passives without vowels."""

from __future__ import annotations

import pytest

from khabar.pipeline import read
from khabar.record import AttributionMention, Why
from khabar.resolve.source_bounds import bounded
from khabar.resolve.speaker_nobody import nobody
from khabar.text import document


def _why(text: str, cue: str, source: str) -> str:
    """Why the words are no source of the cue in the text."""

    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return nobody(document(text), AttributionMention(span(cue), span(source), (), "indirect", "say", None, Why("test")))


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("وكان الحداد قد حذر نظيره الكندي سالم من التأخير.", "حذر", "نظيره الكندي سالم"),
        ("وحثت الوزيرة نظيرتها النرويجية على التوقيع.", "حثت", "نظيرتها النرويجية"),
        ("ووصفت الضحايا المستهدفين بأنهم قادة المجتمع.", "ووصفت", "الضحايا المستهدفين"),
        ("وأعتقد أن دولا أخرى أكدت ذلك.", "أعتقد", "أخرى"),
        ("وهو القانون الذي تصر على أنه يحمي البلاد.", "تصر", "القانون"),
        ("وأشار إلى اللجنة المستقلة التي طلب تشكيلها.", "طلب", "اللجنة المستقلة"),
    ],
)  # fmt: skip
def test_no_words_for_a_voice(text: str, cue: str, source: str) -> None:
    assert _why(text, cue, source)


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("وحذر الوزير من التأخير.", "وحذر", "الوزير"),
        ("وقالت زوجته إن الطريق مغلقة.", "وقالت", "زوجته"),
        ("وأشار إلى اللجنة المستقلة التي طلبت تشكيلها.", "طلبت", "اللجنة المستقلة"),
        ("وجاء ذلك بعد تصريحات الحداد التي قال فيها إنه راض.", "قال", "تصريحات الحداد"),
        ("وقال الضحايا العراقيون إنهم تعرضوا للضرب.", "وقال", "الضحايا العراقيون"),
    ],
)  # fmt: skip
def test_words_for_a_voice(text: str, cue: str, source: str) -> None:
    assert _why(text, cue, source) == ""


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("قالت الحكومة إن المال عاد. وتقدر ثروته بنحو ملياري دولار.", "وتقدر", None),
        ("قال الوزير إن الماء عاد. ويقدر عدد السكان بمليون نسمة.", "ويقدر", None),
        ("قالت الوزيرة إن الماء عاد. وأضافت أن الخسائر كبيرة، وقدرت عدد البيوت المهدمة بمئة.", "وقدرت", "الوزيرة"),
        ("ندد الوزير بالتصريحات، واعتبرت مسيئة للبلاد.", "واعتبرت", None),
        ("وقال الوزير، سامر الحداد، إن الطريق مغلقة. وكان الحداد قد حذر نظيره الكندي من مواصلة العمل.", "حذر", "الوزير، سامر الحداد"),
        ("وقالت الأمم المتحدة إن السكان غادروا منذ بدأت تركيا حملتها على المسلحين الذين تقول إنهم خطرون.", "تقول", "الأمم المتحدة"),
    ],
)  # fmt: skip
def test_who_speaks_where_the_subject_is_left_out(text: str, cue: str, name: str | None) -> None:
    record = read(text, reader="lexicon")
    found = [next(s.name for s in record.sources if s.id == a.who) for a in record.attributions if a.cue.text == cue]
    assert found in ([name], []) if name is None else found == [name]


def test_the_one_named_before_a_relative_clause_speaks_in_it() -> None:
    text = "والتقى الرئيس نظيره الكندي سامر الحداد الذي تعهد تقديم الدعم."
    record = read(text, reader="lexicon")
    said = next(a for a in record.attributions if a.cue.text == "تعهد")
    assert "سامر الحداد" in (next(s.name for s in record.sources if s.id == said.who) or "")


def _content(text: str, cue: str, source: str | None, content: str) -> str:
    """The content of an attribution after the check."""

    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    doc = document(text)
    made = bounded(doc, AttributionMention(span(cue), span(source) if source else None, (span(content),), "indirect", "say", None, Why("test")))
    return doc.words(made.content[0])


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "kept"),
    [
        ("وأشار إلى أن تغييرات كثيرة قادمة، حسبما قال في حوار إذاعي.", "وأشار", None, "تغييرات كثيرة قادمة، حسبما قال في حوار إذاعي", "تغييرات كثيرة قادمة"),
        ("ولا يوجد علاج للمرض، بحسب الوزارة.", "بحسب", "الوزارة", "ولا يوجد علاج للمرض", "لا يوجد علاج للمرض"),
        ("بحسب والده ووالدته، نجح الطفل.", "بحسب", "والده ووالدته", "والدته، نجح الطفل", "نجح الطفل"),
        ('وقال سالم لإذاعة "صوت الميناء" المحلية، إن الطريق مغلقة.', "وقال", "سالم", 'صوت الميناء" المحلية، إن الطريق مغلقة', "الطريق مغلقة"),
        ("وأكد أن الطريق مغلقة، حسبما قال الوزير.", "وأكد", None, "الطريق مغلقة، حسبما قال الوزير", "الطريق مغلقة، حسبما قال الوزير"),
    ],
)  # fmt: skip
def test_a_content_is_what_is_said(text: str, cue: str, source: str | None, content: str, kept: str) -> None:
    assert _content(text, cue, source, content) == kept
