"""Folding: what becomes equal, and that every folded span finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text import fold, fold_map

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF, exclude_categories=("Cs",)),
        st.sampled_from("قالوزيرأإآةىـًّ \u200f\u202b\u00a0«»\"()0129٠٩۰۹abİ"),
        st.characters(exclude_categories=("Cs",)),
    )
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("الأُمَمُ المُتَّحِدَة", "الامم المتحده"),
        ("مســـؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("مستشفى", "مستشفي"),
        ("ﻻ ﷲ ﺍﻟﻌﺮﺍﻕ", "لا الله العراق"),
        ("کرکوک", "كركوك"),
        ("٢٠١٦ ۲۰۱۶", "2016 2016"),
        ("قال\u200f \u202bالوزير\u202c", "قال الوزير"),
        ("في\u00a0بغداد", "في بغداد"),
        ("CNN", "cnn"),
        ("آب", "اب"),
    ],
)
def test_spellings_fold_together(written: str, key: str) -> None:
    assert fold(written) == key


@given(ARABIC)
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold_map(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for i in range(len(folded.text)):
        start, end = folded.origin((i, i + 1))
        assert 0 <= start < end <= len(text)
        assert folded.text[i] in fold(text[start:end])


@given(ARABIC, st.integers(0, 40), st.integers(0, 40))
def test_any_folded_span_maps_inside_the_text(text: str, a: int, b: int) -> None:
    folded = fold_map(text)
    start, end = sorted((min(a, len(folded.text)), min(b, len(folded.text))))
    s, e = folded.origin((start, end))
    assert 0 <= s <= e <= len(text)
    assert folded.text[start:end] in fold(text[s:e])


@given(ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_marks_at_the_end_belong_to_the_word() -> None:
    assert fold_map("خاصةً").origin((0, 4)) == (0, 5)
