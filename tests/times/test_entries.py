"""The word list of the time grammar: complete for the months of CLDR, and every entry shown in use or refused."""

from __future__ import annotations

import datetime

import pytest
from babel import Locale

from khabar.extract.times import find
from khabar.resources import entries
from khabar.resources.schema.time import TimeWord
from khabar.text import document
from khabar.text.fold import fold
from tests.times.corpus import read

LOCALES = ("ar", "ar_SY", "ar_IQ", "ar_LB", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "ar_EG")
#: roles of words that only keep something from being read as a time, or stand inside expressions
SILENT = {"aged", "not_time", "names_before", "counted", "not_future", "not_future_start", "particle"}
TODAY = datetime.date(2018, 5, 16)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_month_names_of_cldr_are_all_known(locale: str) -> None:
    for number, name in Locale.parse(locale).months["format"]["wide"].items():
        (time,) = read(document(f"وقع الاتفاق في 7 {name} 2015.", TODAY))
        assert time.start == f"2015-{number:02}-07", name


def test_the_weekdays_of_cldr_are_all_known() -> None:
    known = {fold(f): e.value for e in entries("time") if e.role == "weekday" for f in e.forms}
    for number, name in Locale.parse("ar").days["format"]["wide"].items():
        assert known[fold(name)] == number


@pytest.mark.parametrize("entry", entries("time"), ids=lambda e: e.id)
def test_every_entry_has_an_example(entry: TimeWord) -> None:
    assert entry.accept or (entry.role in SILENT and entry.reject)


@pytest.mark.parametrize("entry", [e for e in entries("time") if e.role in ("not_time", "aged")], ids=lambda e: e.id)
def test_what_is_no_time_is_not_read_as_one(entry: TimeWord) -> None:
    for sentence in entry.reject:
        assert find(document(sentence, TODAY)) == ()


@pytest.mark.parametrize(
    "entry", [e for e in entries("time") if e.role in ("names_before", "counted")], ids=lambda e: e.id
)
def test_names_and_counts_are_not_read_as_times(entry: TimeWord) -> None:
    for form in entry.forms:
        text = f"مروا قرب {form} 22 مايو ثم عادوا." if entry.role == "names_before" else f"أحصوا في 2015 {form} هناك."
        assert find(document(text, TODAY)) == (), text


def test_a_whole_word_may_carry_proclitics() -> None:
    doc = document("والسبت وبالأحد وللجمعة ولعام 2017 وبصيف 2016.", TODAY)
    assert [doc.words(m.span) for m in find(doc)] == ["السبت", "الأحد", "جمعة", "عام 2017", "صيف 2016"]


@pytest.mark.parametrize("spelling", ["الإثنين", "الاثنين", "الأثنين", "الاثنيـن", "الاثنَيْن", "اﻻثنين"])
def test_spellings_fold_together(spelling: str) -> None:
    (time,) = read(document(f"قتل شرطي {spelling} في البلدة.", TODAY))
    assert (time.text, time.start) == (spelling, "2018-05-14")
