"""Reading takes work in proportion to the text, counted in steps of the interpreter so that a busy machine does not matter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import cycle, islice, product
from types import FrameType
from typing import Any

import pytest

from khabar.pipeline import read

FIRST = ("سامر", "ليلى", "كريم", "رضوان", "هناء", "وائل", "ندى", "باسم", "رانية", "طارق", "سهى", "أيمن")
LAST = ("الخالدي", "المنصوري", "العطار", "البيطار", "الحلواني", "النجار", "الصباغ", "الدهان", "الحداد", "الخياط", "الراوي", "القصاب")
PLACES = ("الموصل", "بغداد", "حلب", "تعز", "بنغازي", "الحسكة", "عدن", "كركوك", "درعا", "طرابلس", "صنعاء", "الرقة", "تكريت")
SENTENCE = (
    "قال المتحدث باسم بلدية {place} {first} {last} إن غارة جوية استهدفت مدينة {place} وقتلت {n} مدنيين في محافظة {other}. "
    "وأضاف أن قوات الأمن اعتقلت مسلحين في {other}. ونفت وزارة الدفاع ذلك في بيان. "
)


def line(sentences: int) -> str:
    """One line of text: sentences with many different voices and places."""
    names = islice(cycle(product(FIRST, LAST)), sentences)
    return "".join(
        SENTENCE.format(first=f, last=last, place=PLACES[n % 13], other=PLACES[n * 5 % 13], n=3 + n % 7)
        for n, (f, last) in enumerate(names)
    )


def steps(work: Callable[[], Any]) -> int:
    """Lines of the interpreter that ``work`` runs; every turn of a loop or comprehension counts."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.slow
def test_a_long_line_takes_work_in_proportion_to_its_length() -> None:
    def work(sentences: int) -> int:
        text = line(sentences)
        return steps(lambda: read(text, published="2024-03-14", reader="lexicon"))

    work(144)  # fills the tables of what words can mean
    small, large = work(40), work(160)
    assert large < 1.2 * 4 * small, f"{small} steps for 40 sentences, {large} for 160"


@pytest.mark.slow
def test_quotations_that_never_close_take_work_in_proportion_to_their_number() -> None:
    def work(quotations: int) -> int:
        text = "قال المدير «" * quotations + " إن العمل بدأ."
        return steps(lambda: read(text, published="2024-03-14", reader="lexicon"))

    work(20)
    small, large = work(500), work(2000)  # beyond what one content may reach
    assert large < 1.3 * 4 * small, f"{small} steps for 500 quotations, {large} for 2000"


@pytest.mark.slow
def test_quotations_without_a_subject_that_never_close_take_work_in_proportion_to_their_number() -> None:
    def work(quotations: int) -> int:
        text = line(1) + ' قال: "نعم ' * quotations
        return steps(lambda: read(text, published="2024-03-14", reader="lexicon", force=True))

    work(20)
    small, large = work(600), work(2400)
    assert large < 1.3 * 4 * small, f"{small} steps for 600 quotations, {large} for 2400"


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["lexicon", "auto"])
def test_what_one_act_takes_from_the_whole_report_is_looked_up_once(reader: str) -> None:
    """Who of a nationality is named, who bears the name of a month, whom a medium relays."""
    said = "قال الناطق {first} رمضان إن القصف التركي على {place} قتل {n} مدنيين، وفق وكالة فرات. وشن الجيش التركي غارة على {other}. وجرى ذلك خلال رمضان. "

    def work(times: int) -> int:
        text = "".join(said.format(first=FIRST[n % 12], place=PLACES[n % 13], other=PLACES[n * 5 % 13], n=3 + n % 7) for n in range(times))
        return steps(lambda: read(text, published="2024-03-14", reader=reader))

    work(160)
    small, large = work(40), work(160)
    assert large < 1.2 * 4 * small, f"{small} steps for 40 times, {large} for 160"
