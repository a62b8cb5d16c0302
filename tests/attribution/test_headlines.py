"""Headlines that name their voice before a colon."""

from __future__ import annotations

import pytest

from khabar.pipeline import read
from khabar.record import Record

BODY = "وصل الوفد إلى العاصمة صباح الثلاثاء، وبدأت المحادثات في القصر."


def headline(title: str) -> Record:
    return read(f"{title}\n{BODY}", published="2024-03-14", reader="lexicon")


@pytest.mark.parametrize(
    ("title", "voice", "content", "mode"),
    [
        ("السامرائي: القوات لن تنسحب من البلدة", "السامرائي", "القوات لن تنسحب من البلدة", "indirect"),
        ("وزير الدفاع: «لن نقبل بأي هدنة»", "وزير الدفاع", "لن نقبل بأي هدنة", "direct"),
        ("الأمم المتحدة: نزوح ألف أسرة من النخيل", "الأمم المتحدة", "نزوح ألف أسرة من النخيل", "indirect"),
    ],
)
def test_a_voice_before_a_colon(title: str, voice: str, content: str, mode: str) -> None:
    record = headline(title)
    (said,) = record.attributions
    assert said.source is not None
    assert (said.cue.text, said.source.text, said.content[0].text, said.mode) == (":", voice, content, mode)
    assert next(s for s in record.sources if s.id == said.who).name == voice


@pytest.mark.parametrize("title", ["تقرير: القوات تنسحب من البلدة", "بالصور: افتتاح الجسر الجديد في البلدة", "الساعة 10:30 افتتاح الجسر الجديد", "النتيجة: لا شيء"])
def test_a_label_is_no_voice(title: str) -> None:
    assert all(a.cue.text != ":" for a in headline(title).attributions)


def test_an_event_in_the_headline_has_its_chain() -> None:
    record = headline("الأمم المتحدة: مقتل تسعة مدنيين في القصف")
    killed = next(e for e in record.events if e.type == "kill")
    assert killed.chain == (record.attributions[0].id,)
