"""What stands between a verb and its clues, and what كان does to قد."""

from __future__ import annotations

import pytest

from khabar.pipeline import read


@pytest.mark.parametrize("when", ["", "خلال الأيام القليلة الماضية ", "مساء الثلاثاء الماضي "])
def test_a_time_does_not_use_up_the_window_of_a_clue(when: str) -> None:
    record = read(f"وأرسلت القيادة {when}تعزيزات كبيرة من المسلحين إلى الجبهة.", published="2024-03-14", reader="lexicon")
    assert [(e.type, [f.text for f in e.agent]) for e in record.events] == [("move", ["القيادة"])]


def test_words_that_are_no_time_do() -> None:
    record = read("وأرسلت القيادة بعد نقاش طويل مرهق بين أعضائها الجدد رسالة عن مئتي مسلح.", published="2024-03-14", reader="lexicon")
    assert not [e for e in record.events if e.type == "move"]


@pytest.mark.parametrize(("sentence", "modality"), [
    ("وكان القيادي سامر الكيلاني قد تحدث عن مقتل 12 مسلحا.", "actual"),
    ("وكانت القوات قد قصفت البلدة.", "actual"),
    ("قد تقصف القوات البلدة.", "possible"),
])
def test_the_past_perfect_is_no_doubt(sentence: str, modality: str) -> None:
    assert [e.modality for e in read(sentence, published="2024-03-14", reader="lexicon").events] == [modality]


def test_a_first_name_is_no_future_verb() -> None:
    record = read("وقال الوزير سامر الكيلاني إن الجسر مفتوح.", published="2024-03-14", reader="lexicon")
    assert record.events == () and len(record.attributions) == 1
