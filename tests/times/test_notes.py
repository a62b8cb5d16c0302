"""What the derivation tells beside the dates: calendars, hours, missing publication, the day a text was written."""

from __future__ import annotations

import datetime

import pytest

from khabar.record.mentions import TimeMention
from khabar.record.why import Why
from khabar.resolve.times import resolve
from khabar.text import document
from tests.times.corpus import read

TODAY = datetime.date(2018, 5, 16)


def _note(text: str, published: datetime.date | None = TODAY) -> str:
    (time,) = read(document(text, published))
    return time.why.note or ""


def test_hijri_dates_name_their_calendar_and_keep_its_uncertainty() -> None:
    note = _note("كتب العقد في 15 شعبان 1439 هـ بحضور شاهدين.")
    assert "Umm al-Qura" in note
    assert "one day" in note


@pytest.mark.parametrize(
    "words",
    ["غدا", "الجمعة", "الأسبوع الماضي", "قبل عامين", "منذ شهرين", "في 12 مايو", "مطلع الشهر الجاري", "في عيد الفطر", "صباح الأحد"],
)
def test_without_a_day_of_publication_relative_words_say_what_to_do(words: str) -> None:
    (time,) = read(document(f"جرى اللقاء {words} في القرية."))
    assert (time.start, time.end, time.vague) == (None, None, None)
    assert "--published" in (time.why.note or "")


def test_the_hour_and_its_zone_are_kept() -> None:
    note = _note("سقط الصاروخ الساعة الرابعة والنصف فجرا بتوقيت دمشق.")
    assert note.startswith("04:30 dawn, Asia/Damascus")


def test_a_quarter_to_counts_back() -> None:
    assert _note("بدأت الجلسة الساعة العاشرة إلا ربعا صباحا.").startswith("09:45 morning")


def test_a_text_written_the_day_before_moves_its_today() -> None:
    first, second = read(document("قال المتحدث اليوم الثلاثاء إن المعبر أغلق. ويصل الوفد غدا.", TODAY))
    assert first.start == "2018-05-15"
    assert second.start == "2018-05-16"
    assert "before its publication" in (first.why.note or "")


def test_today_inside_quotation_marks_is_the_day_of_the_words() -> None:
    times = read(document("قال الوزير الاثنين: \"سنعلن اليوم نتائج التحقيق\".", TODAY))
    assert [t.start for t in times] == ["2018-05-14", "2018-05-14"]


def test_an_impossible_date_stays_unresolved_and_says_so() -> None:
    (time,) = read(document("وقع الحادث في 31 نيسان 2017 قرب الجسر.", TODAY))
    assert (time.start, time.end) == (None, None)
    assert "unresolved" in (time.why.note or "")


def test_a_mention_without_an_expression_stays_unresolved() -> None:
    doc = document("وقع الحادث في زمن ما.", TODAY)
    (time,) = resolve(doc, (TimeMention((11, 18), Why("model:x")),))
    assert (time.id, time.start, time.end) == ("t1", None, None)
    assert "could not be parsed" in (time.why.note or "")


def test_ids_follow_the_order_of_the_text() -> None:
    times = read(document("قتل جندي الاثنين وأصيب ضابط الثلاثاء ثم عاد الهدوء صباح الأربعاء.", TODAY))
    assert [t.id for t in times] == ["t1", "t2", "t3"]
    assert [t.span for t in times] == sorted(t.span for t in times)


def test_the_word_that_tells_the_tense_is_part_of_the_derivation() -> None:
    (time,) = read(document("ومن المقرر أن تبدأ الدورة الأحد.", TODAY))
    assert time.start == "2018-05-20"
    assert "time.tense.ahead_words" in {p.entry for p in time.why.parts}


@pytest.mark.parametrize(
    ("second", "year"),
    [
        ("وبعد أيام من ذلك، في 30 مارس، قصفت البلدة.", 2017), ("وقصفت البلدة في 28 مارس.", 2017), ("وقصفت البلدة في 6 أبريل.", 2018),
        ("وقال الطبيب في 12 مايو إنها قصفت.", 2018), ("وقصفت البلدة في 6 يناير.", 2018),
    ],
)  # fmt: skip
def test_a_day_soon_after_one_of_last_year_is_of_last_year(second: str, year: int) -> None:
    last = read(document("استخدم الغاز في البلدة في 24 مارس 2017. " + second, TODAY))[-1]
    assert last.start is not None and last.start[:4] == str(year)
