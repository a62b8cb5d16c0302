"""Tokens, sentences and quotations."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from khabar.text import document
from tests.text.test_fold import ARABIC


def tokens(text: str) -> list[str]:
    return [t.text for t in document(text).tokens]


def sentences(text: str) -> list[str]:
    doc = document(text)
    return [doc.words(s.span) for s in doc.sentences]


def quotes(text: str) -> list[str]:
    doc = document(text)
    return [doc.words(q.inner) for q in doc.quotes]


def test_tokens_keep_marks_and_drop_controls() -> None:
    assert tokens("\u202bقالتْ خاصةً\u202c: 12,500") == ["قالتْ", "خاصةً", ":", "12,500"]


def test_a_run_of_tatweel_is_no_word() -> None:
    assert tokens("قال ـــ الوزير") == ["قال", "الوزير"]


def test_hashtags_come_apart() -> None:
    assert tokens("#دير_الزور") == ["#", "دير", "_", "الزور"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وصل الوفد. ثم غادر.", ["وصل الوفد.", "ثم غادر."]),
        ("قال د. سامر إن الوضع سيئ. وأضاف.", ["قال د. سامر إن الوضع سيئ.", "وأضاف."]),
        ("نقلت أ.ف.ب الخبر. ثم نفته.", ["نقلت أ.ف.ب الخبر.", "ثم نفته."]),
        ("بلغت النسبة 3.5 بالمئة. وتراجعت.", ["بلغت النسبة 3.5 بالمئة.", "وتراجعت."]),
        ("هل انتهت المعركة؟ لا!", ["هل انتهت المعركة؟", "لا!"]),
        ("وصل الوفد.وغادر مساء", ["وصل الوفد.", "وغادر مساء"]),
        ('قال "انتهى الأمر." ثم غادر', ['قال "انتهى الأمر."', "ثم غادر"]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('قال "لن ننسحب" وغادر', ["لن ننسحب"]),
        ("قال «لن ننسحب» وغادر", ["لن ننسحب"]),
        ("قال “لن ننسحب” وغادر", ["لن ننسحب"]),
        ("قال ”لن ننسحب“ وغادر", ["لن ننسحب"]),
        ("قال „لن ننسحب“ وغادر", ["لن ننسحب"]),
        ('قال «وصف البيان بـ"المهزلة" أمس» وغادر', ['وصف البيان بـ"المهزلة" أمس', "المهزلة"]),
        ('قال: "لن ننسحب', ["لن ننسحب"]),
        ('عنصر من "لواء الفرات" وآخر من "لواء النهر"', ["لواء الفرات", "لواء النهر"]),
        ("لا اقتباس هنا", []),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    assert quotes(text) == inner


def test_quotation_runs_over_paragraphs() -> None:
    doc = document("قال الوزير: «الوضع صعب.\nولن نقبل به» وغادر.")
    assert [doc.words(q.inner) for q in doc.quotes] == ["الوضع صعب.\nولن نقبل به"]


def test_quotation_opened_anew_in_each_paragraph() -> None:
    doc = document("قال الوزير: «الوضع صعب.\n«ولن نقبل به» وغادر.")
    assert [(doc.words(q.inner), q.open_ended, q.continues) for q in doc.quotes] == [
        ("الوضع صعب.", True, False),
        ("ولن نقبل به", False, True),
    ]


@given(ARABIC)
def test_any_text_makes_a_document_whose_offsets_stay_inside(text: str) -> None:
    doc = document(text)
    for token in doc.tokens:
        assert text[token.start:token.end] == token.text
    for s in doc.sentences:
        assert 0 <= s.span[0] < s.span[1] <= len(text)
    for q in doc.quotes:
        assert 0 <= q.span[0] <= q.inner[0] <= q.inner[1] <= q.span[1] <= len(text)
    for n in doc.numbers:
        assert 0 <= n.span[0] < n.span[1] <= len(text)
        assert n.first <= n.core[0] < n.core[1] <= n.last


@pytest.mark.parametrize("piece", ["«", '"', "“", "قال «", "1", "،", "كلمة ", ". ", "\u200f", "ً"])
def test_long_monotonous_input_takes_linear_time(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * n
        start = time.process_time()
        doc = document(text)
        _ = doc.numbers
        return time.process_time() - start

    seconds(2_000)
    small, large = seconds(10_000), seconds(80_000)
    assert large < 30 * max(small, 0.005)


def test_a_straight_quotation_that_was_never_closed_ends_with_its_sentence() -> None:
    text = 'قالت الوكالة إن "الطريق آمن. وعبر الأهالي عن "فرحهم بالوصول" إليه.'
    assert [text[slice(*q.inner)].strip() for q in document(text).quotes] == ["الطريق آمن.", "فرحهم بالوصول"]
    closed = 'قالت إن "الطريق آمن. وعاد "الأهالي إليه.'  # a closing mark set askew closes
    assert [q.open_ended for q in document(closed).quotes] == [False]
