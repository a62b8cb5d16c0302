"""A quotation stands in the text, at whole words, or it is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.llm.anchors import FAR, Anchors
from khabar.text import document, fold

TEXT = (
    "وصل وفدٌ إلى بالرافدة ثم غادر الرافدة سليمان الحمداوي للجيش.\n"
    "وقال الوفد إن القصف توقف. ثم قال الوفد إن القصف تجدّد بعد ساعة.\n"
    "ونفى سليم ذلك."
)
DOC = document(TEXT)
ANCHORS = Anchors(DOC)


def where(words: str, at: int, reach: int = 1, whole: bool = False) -> tuple[int, str] | None:
    span = ANCHORS.find(words, at, reach, whole=whole)
    return None if span is None else (span[0], TEXT[span[0] : span[1]])


def test_the_sentences_are_as_the_tests_think() -> None:
    assert len(DOC.sentences) == 4


def test_first_and_further_occurrences() -> None:
    first, second = TEXT.index("الرافدة"), TEXT.index("الرافدة", TEXT.index("غادر"))
    assert where("الرافدة", 1) == (first, "الرافدة")
    assert where("الرافدة@2", 1) == (second, "الرافدة")
    assert where("الرافدة@3", 1) is None


def test_clitics_are_left_outside_or_taken_in() -> None:
    assert where("جيش", 1) == (TEXT.index("جيش"), "جيش")
    assert where("جيش", 1, whole=True) == (TEXT.index("للجيش"), "للجيش")
    assert where("قال", 2, whole=True) == (TEXT.index("وقال"), "وقال")


def test_parts_of_words_are_no_words() -> None:
    assert where("سليم", 1, 0) is None  # سليمان is another
    assert where("حمداو", 1) is None
    assert where("مداوي", 1) is None  # الح is no clitic


def test_marks_and_spelling_do_not_matter_where_the_letters_do() -> None:
    assert where("وفد", 1) == (TEXT.index("وفدٌ"), "وفدٌ")
    assert where("تجدد بعد ساعه", 3) == (TEXT.index("تجدّد"), "تجدّد بعد ساعة")


def test_from_to_may_run_over_sentences() -> None:
    found = where("القصف توقف … تجدّد", 2)
    assert found is not None and found[1].startswith("القصف توقف.") and found[1].endswith("تجدّد")
    assert where("القصف توقف ... تجدّد", 2) == found
    assert where("القصف توقف … انتهى", 2) is None
    assert where("القصف تجدّد … القصف توقف", 3) is None  # the end stands before the start


def test_the_nearest_sentence_wins_and_far_ones_do_not_count() -> None:
    assert where("الوفد", 3) == (TEXT.index("الوفد", TEXT.index("ثم قال")), "الوفد")
    assert where("الحمداوي", 4) is None
    assert where("الحمداوي", 4, FAR) == (TEXT.index("الحمداوي"), "الحمداوي")


@pytest.mark.parametrize("words", ["", "  ", ".", "…", "@2", "«»", "\u064b", "مدينة غير مذكورة", "… الوفد …", "a … b … c"])
def test_nothing_is_nothing(words: str) -> None:
    assert where(words, 2, FAR) is None


@pytest.mark.parametrize("at", [-5, 0, 5, 10**9])
def test_numbers_of_no_sentence(at: int) -> None:
    assert where("كلمة", at, FAR) is None


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(1, 30), st.integers(-1, 6))
def test_what_is_found_is_what_was_quoted(start: int, length: int, at: int) -> None:
    words = TEXT[start : start + length]
    span = ANCHORS.find(words, at, FAR)
    if span is not None:
        assert fold(TEXT[span[0] : span[1]]).strip() == fold(words).strip()
        assert any(t.end == span[1] for t in DOC.tokens)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="اللوفدقصي …@12.\u064b\n", max_size=12), st.integers(-1, 6))
def test_no_words_make_it_fail(words: str, at: int) -> None:
    span = ANCHORS.find(words, at, FAR, whole=True)
    assert span is None or 0 <= span[0] < span[1] <= len(TEXT)
