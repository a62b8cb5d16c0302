"""Figures of speech are no events, and the same words in earnest are."""

from __future__ import annotations

import pytest

from khabar.pipeline import read

FIGURES = [
    ("تخوض الدولتان حربا اقتصادية منذ عامين.", "clash"),
    ("المعركة القضائية بين الشركتين مستمرة في الحويجة.", "clash"),
    ("تشهد مدن الجنوب انفجارا سكانيا.", "bombing"),
    ("قال النائب إن الوضع قابل للانفجار في أي لحظة.", "bombing"),
    ("طعنت الحكومة حلفاءها في الظهر، بحسب النائب.", "attack"),
    ("قصف النائب خصومه بتصريحات نارية.", "shelling"),
    ("سيطر الفريق على الشوط الأول.", "seize"),
    ("خطفت المغنية الأنظار بفستانها.", "abduct"),
    ("قتلت الحرب الأمل في نفوس الشباب.", "kill"),
    ("حاصرت الثلوج القرى الجبلية.", "besiege"),
    ("أصيب النائب بخيبة أمل بعد التصويت.", "injure"),
    ("فاز المنتخب في مباراة الأحد.", "vote"),
    ("وطلبت الحكومة من الدول وقف شراء النفط الخام.", "ceasefire"),
    ("واصطدمت حافلة ركاب بشاحنة على الطريق السريع.", "attack"),
    ("ونفذ المنتخب هجمة مرتدة في الشوط الثاني.", "attack"),
    ("وتوفيت المغنية بعد صراع مع المرض.", "clash"),
    ("وانفجر بركان في الجزيرة صباح الأحد.", "bombing"),
    ("وتظاهر الرجل بأنه مريض.", "protest"),
]
EARNEST = [
    ("تخوض القوات حربا شرسة منذ عامين في الحويجة.", "clash"),
    ("طعن مهاجم شرطيا في رقبته في الحويجة.", "attack"),
    ("قصف الجيش مواقع المسلحين بالمدفعية في الحويجة.", "shelling"),
    ("سيطر المسلحون على نقطة تفتيش قرب الحويجة.", "seize"),
    ("خطف مسلحون طبيبا في الحويجة.", "abduct"),
    ("حاصرت القوات القرى الجبلية قرب الحويجة.", "besiege"),
    ("أصيب النائب بجروح في الانفجار.", "injure"),
    ("هاجمت الحركة المركز التجاري في الحويجة.", "attack"),
    ("فاز النائب في انتخابات الأحد.", "vote"),
    ("واتفق الطرفان على وقف إطلاق النار في الحويجة.", "ceasefire"),
    ("واتفق الطرفان على وقف القتال في الحويجة.", "ceasefire"),
    ("وتظاهر العمال بعد الصلاة في الحويجة.", "protest"),
    ("وانفجرت سيارة مفخخة في الحويجة.", "bombing"),
]


@pytest.mark.parametrize("reader", ["lexicon", "auto"])
@pytest.mark.parametrize(("text", "kind"), FIGURES)
def test_a_figure_of_speech_is_no_event(text: str, kind: str, reader: str) -> None:
    assert kind not in {e.type for e in read(text, reader=reader).events}  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "kind"), EARNEST)
def test_the_same_words_in_earnest_are(text: str, kind: str) -> None:
    assert kind in {e.type for e in read(text, reader="auto").events}


@pytest.mark.parametrize("reader", ["lexicon", "auto"])
def test_what_an_unnamed_source_fears_is_no_event(reader: str) -> None:
    text = "وقال شاهد عيان، طلب عدم ذكر اسمه خوفا من انتقام المسلحين، إن القصف أصاب السوق."
    found = {e.type for e in read(text, reader=reader).events}  # type: ignore[arg-type]
    assert "shelling" in found and "attack" not in found
