"""Times that were read with the wrong year or as no date: anniversaries, plans called off, things counted, comparisons."""

from __future__ import annotations

import datetime

import pytest

from khabar.text import document
from tests.times.corpus import read


def _found(text: str, published: str) -> list[tuple[str, str | None, str | None]]:
    return [(t.text, t.start, t.end) for t in read(document(text, datetime.date.fromisoformat(published)))]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("نفس اليوم من عام 1962", "1962-05-03", "1962-05-03"),
        ("نفس هذا اليوم من سنة 1962", "1962-05-03", "1962-05-03"),
        ("اليوم نفسه من العام 1962", "1962-05-03", "1962-05-03"),
        ("اليوم ذاته من العام الماضي", "2017-05-03", "2017-05-03"),
        ("مثل هذا اليوم من عام 1962", "1962-05-03", "1962-05-03"),
        ("الشهر نفسه من عام 1962", "1962-05-01", "1962-05-31"),
    ],
)
def test_a_day_named_before_in_another_year(words: str, start: str, end: str) -> None:
    found = _found(f"في 3 مايو/أيار من عام 1950 افتتح الجسر، وفي {words} هدمه السيل.", "2018-08-10")
    assert found == [("3 مايو/أيار من عام 1950", "1950-05-03", "1950-05-03"), (words, start, end)]


def test_a_period_named_before_in_another_year() -> None:
    found = _found("زرعت القرية ألف شجرة في الربع الأول من 2018 مقارنة بمئة في الفترة نفسها من العام الماضي.", "2018-08-10")
    assert found[1:] == [("الفترة نفسها من العام الماضي", "2017-01-01", "2017-03-31")]


def test_a_period_that_was_not_dated_is_its_year() -> None:
    found = _found("وصل الأحد ألف زائر، أي أقل من نفس الفترة من عام 2016.", "2018-08-10")
    assert found[1:] == [("نفس الفترة من عام 2016", "2016-01-01", "2016-12-31")]


@pytest.mark.parametrize("words", ["14 أكتوبر من كل عام", "مطلع آذار من كل سنة", "مثل هذا اليوم", "مثل هذا اليوم من كل عام"])
def test_what_recurs_has_no_date(words: str) -> None:
    found = _found(f"يحتفل أهل القرية بعيد الحصاد في {words}.", "2018-08-10")
    assert [(start, end) for _, start, end in found] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("ألغى النادي المباراة التي كانت مقررة في ديسمبر.", "2018-12-01"),
        ("وكان من المقرر أن تنطلق القافلة في 5 نوفمبر.", "2018-11-05"),
        ("ألغى النادي المباراة التي كانت مقررة في أغسطس.", "2018-08-01"),
        ("ولعب الفريق في ديسمبر.", "2017-12-01"),
    ],
)
def test_what_was_planned_is_the_nearest(text: str, start: str) -> None:
    assert _found(text, "2018-10-19")[0][1] == start


def test_a_planned_weekday_stays_past() -> None:
    assert _found("وكان من المقرر أن تنطلق القافلة الأربعاء.", "2018-10-19")[0][1] == "2018-10-17"


@pytest.mark.parametrize(
    "text",
    [
        "تعتزم النقابة عقد اجتماع الاثنين في القاعة.",
        "تخطط البلديتان لعقد لقاءات يوم الاثنين في القاعة.",
        "ينوي المتطوعون نشر قائمتهم الاثنين.",
        "يستعد العمدة لزيارة المدرسة الاثنين.",
    ],
)
def test_what_is_planned_lies_ahead(text: str) -> None:
    assert _found(text, "2018-08-10")[0][1] == "2018-08-13"


@pytest.mark.parametrize("verb", ["وأكد العمدة الثلاثاء أنه", "وشدد العمدة الثلاثاء على أنه"])
def test_the_day_of_saying_is_past(verb: str) -> None:
    assert _found(f"{verb} ينوي فتح الجسر.", "2018-06-06")[0][1] == "2018-06-05"


@pytest.mark.parametrize("word", ["سنويا", "منذ سنوات", "قبل سنتين"])
def test_words_that_look_like_a_future(word: str) -> None:
    found = _found(f"وكانت القناة تفيض {word} قرب القرية التي جرفها السيل الجمعة.", "2018-09-10")
    assert found[-1][1] == "2018-09-07"


def test_a_length_behind_yearly_is_past() -> None:
    assert _found("وتتكرر الحوادث سنويا خلال أكثر من عقد.", "2018-09-07") == [("أكثر من عقد", "2008-09-07", "2018-09-07")]


@pytest.mark.parametrize("words", ["أكثر من 1900 آلية", "ما يزيد على 1950 قطعة", "أقل من 2000 كتاب"])
def test_things_counted_are_no_year(words: str) -> None:
    assert _found(f"جمع المتطوعون {words} في القرية.", "2018-09-07") == []


def test_a_comparison_is_past() -> None:
    found = _found("ستصوت المدينة في تشرين الثاني/نوفمبر، مقارنة بنسبة 40% في تموز/يوليو.", "2018-09-17")
    assert [start for _, start, _ in found] == ["2018-11-01", "2018-07-01"]


def test_days_with_their_article_are_one_period() -> None:
    assert _found("أغلق المصنع بين الـ3 والـ6 من نيسان/أبريل.", "2018-08-10") == [("3 والـ6 من نيسان/أبريل", "2018-04-03", "2018-04-06")]


def test_what_the_past_tells_does_not_lie_ahead() -> None:
    found = _found("وصل الفريق في 6 آب. وعاد بعد أسبوعين إلى القرية.", "2018-08-10")
    assert found[-1][1:] == (None, None)


@pytest.mark.parametrize("hours", ["ساعات الصباح الأولى", "ساعات الفجر الأولى"])
def test_the_first_hours_of_a_day(hours: str) -> None:
    assert _found(f"استمر الاجتماع حتى {hours} من الخميس.", "2018-08-10") == [(f"{hours} من الخميس", "2018-08-09", "2018-08-09")]


def test_a_decade_with_its_century_behind_of() -> None:
    assert _found("بني السد مطلع الثمانينات من القرن الماضي.", "2018-08-10") == [("مطلع الثمانينات من القرن الماضي", "1980-01-01", "1982-12-31")]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("تغيرت قوانين المطارات بعد اعتداءات الحادي عشر من أيلول/سبتمبر.", "2001-09-11"),
        ("نزحت العائلة خلال حرب حزيران.", "1967-06-05"),
        ("فصل المعلم بسبب محاولة انقلاب 15 تموز.", "2016-07-15"),
    ],
)
def test_well_known_days_have_their_year(text: str, start: str) -> None:
    assert _found(text, "2018-08-10")[0][1] == start


@pytest.mark.parametrize(
    "text",
    ["خسر تيار المستقبل ثلث مقاعده.", "بقيت أحداث أيلول الأسود في الذاكرة.", "استأجر منزلا، وكان المخبز قريبا منه.", "كان قريبا من السوق حين سمع الصفارة."],
)
def test_names_and_nearness_are_no_times(text: str) -> None:
    assert _found(text, "2018-08-10") == []


def test_soon_stays_a_time() -> None:
    assert [words for words, _, _ in _found("نأمل أن نتمكن قريبا من العودة إلى القرية.", "2018-08-10")] == ["قريبا"]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("وقبلها بيومين", "2018-08-07", "2018-08-07"),
        ("وقبله بيوم واحد", "2018-08-08", "2018-08-08"),
        ("وقبلهما بثلاثة أيام", "2018-08-06", "2018-08-06"),
        ("وبعدها بيوم", "2018-08-10", "2018-08-10"),
    ],
)
def test_counted_from_the_day_that_a_pronoun_means(words: str, start: str, end: str) -> None:
    found = _found(f"افتتح العمدة المكتبة يوم الخميس، {words} افتتح المسرح.", "2018-08-10")
    assert found[1:] == [(words[1:], start, end)]


@pytest.mark.parametrize("text", ["وصلت فرق الإطفاء بعدها بالمروحيات.", "غادر الضيوف قبلها بسبب المطر."])
def test_a_pronoun_without_a_length_is_no_time(text: str) -> None:
    assert _found(text, "2018-08-10") == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("واستولى المتمردون على البلدة في الثاني من سبتمبر/أيلول وخرجوا منها بعد شهرين.", "2017-09-02"),
        ("يذكر أن الجسر السابق هدمه السيل في 2 سبتمبر.", "2017-09-02"),
        ("ووصف العمدة السباق الذي يقام في 2 سبتمبر بأنه الأكبر.", "2018-09-02"),
        ("وقال العمدة في القاعة إن السباق في 2 سبتمبر.", "2018-09-02"),
        ("وشكر العمدة اللاعبين قبل سباق 2 سبتمبر.", "2018-09-02"),
    ],
)
def test_what_was_done_on_a_day_that_lies_ahead_was_done_last_year(text: str, start: str) -> None:
    assert _found(text, "2018-08-10")[0][1] == start


@pytest.mark.parametrize("words", ["من عام 2011 وحتى الآن", "من عام 2011 إلى الآن", "منذ عام 2011 وحتى الآن"])
def test_from_then_until_now_has_no_end(words: str) -> None:
    assert _found(f"بنت البلدية {words} سبعة جسور.", "2018-08-10")[0] == ("عام 2011", "2011-01-01", None)
