"""Properties that hold for all dates and all texts."""

from __future__ import annotations

import datetime
import time as clock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.extract.times import find
from khabar.resolve import time_calendar as cal
from khabar.text import document
from tests.times.corpus import cases, read

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31))
TODAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))
MONTHS = ("كانون الثاني/يناير", "شباط", "مارس", "نيسان – أبريل", "ماي", "يونيو (حزيران)", "جويلية", "آب", "سبتمبر",
          "أكتوبر", "تشرين الثاني", "ديسمبر")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@settings(deadline=None, max_examples=150)
@given(DAYS, TODAYS)
def test_a_full_date_is_read_in_every_form(day: datetime.date, today: datetime.date) -> None:
    forms = (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1]} من عام {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
        day.strftime("%d-%m-%Y").translate(EASTERN),
    )
    for form in forms:
        (time,) = read(document(f"وقع الحادث في {form} قرب النهر.", today))
        assert (time.start, time.end, time.text) == (day.isoformat(), day.isoformat(), form)


@settings(deadline=None, max_examples=150)
@given(TODAYS, st.integers(0, 6))
def test_weekdays_lie_within_a_week_of_publication(today: datetime.date, weekday: int) -> None:
    def days(words: str) -> int:
        (time,) = read(document(f"{words}.", today))
        assert time.start is not None
        day = datetime.date.fromisoformat(time.start)
        assert day.weekday() == weekday
        return (day - today).days

    name = WEEKDAYS[weekday]
    assert -6 <= days(f"قتل شرطي {name}") <= 0
    assert -7 <= days(f"قتل شرطي {name} الماضي") <= -1
    assert 0 <= days(f"سيجتمع الوزراء {name}") <= 6
    assert 1 <= days(f"سيجتمع الوزراء {name} المقبل") <= 7


@given(TODAYS, st.sampled_from(["day", "week", "month", "year", "decade", "century"]), st.integers(-9, 9))
def test_moving_there_and_back_never_passes_the_start(day: datetime.date, unit: str, count: int) -> None:
    there = cal.moved(day, unit, count)
    assert (there > day) == (count > 0)
    assert abs((cal.moved(there, unit, -count) - day).days) <= 3  # a month may lack the day


@given(TODAYS, st.sampled_from(["week", "month", "year", "decade"]), st.sampled_from(["start", "early", "middle", "late", "end"]))
def test_an_edge_lies_inside_its_unit(day: datetime.date, unit: str, part: str) -> None:
    whole = cal.unit(day, unit, 0)
    first, last = cal.edge(whole, part)
    assert whole[0] <= first <= last <= whole[1]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([w for c in cases() for w in c.text.split()]), max_size=60), st.one_of(st.none(), TODAYS))
def test_any_words_give_ordered_spans_that_do_not_overlap(words: list[str], today: datetime.date | None) -> None:
    doc = document(" ".join(words), today)
    end = 0
    for time in read(doc):
        assert end <= time.span[0] < time.span[1] <= len(doc.text)
        end = time.span[1]
        assert time.start is None or time.end is None or time.start <= time.end


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["الأحد ", "من ", "1/", "قبل ذلك ب", "وقت سابق من ", "نحو 3 و", "بين 2011 و2013 ", "\"اليوم ", "كان سيجتمع "])
def test_reading_stays_linear_on_one_long_line(unit: str) -> None:
    def seconds(count: int) -> float:
        doc = document(unit * count, datetime.date(2018, 5, 16))
        _ = doc.numbers, doc.sentences
        start = clock.process_time()
        find(doc)
        return clock.process_time() - start

    seconds(200)
    short = max(min(seconds(2_000) for _ in range(3)), 0.005)
    assert seconds(16_000) < 8 * 3 * short


@pytest.mark.parametrize("today", ["0001-01-01", "1600-01-01", "1899-06-01", "1901-03-01", "2100-03-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["في 29 شباط الماضي", "في 29 شباط المقبل", "في 29 شباط", "اليوم الاثنين", "رمضان المقبل", "في الشتاء الماضي", "بعد 900 سنة"])
def test_days_near_the_edges_of_calendars(today: str, words: str) -> None:
    """29 February has no occurrence within four years of 1900 and 2100; a weekday may lie before the first day there is."""
    for time in read(document(f"وقع الحادث {words} قرب النهر.", datetime.date.fromisoformat(today))):
        if "29" in words:
            assert time.start is None or time.start.endswith("-02-29")
        assert (time.start or "0") <= (time.end or "9")
