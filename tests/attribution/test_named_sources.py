"""An indefinite source with a name beside the office is named; a name that belongs to somebody else names nobody."""

from __future__ import annotations

import pytest

from khabar.pipeline import read

NAMED = [
    "متحدث باسم التحالف سامي الحداد",
    "متحدث باسم التحالف، سامي الحداد،",
    "متحدث باسم الجيش العقيد سامي الحداد",
    "متحدث باسم الجيش العقيد روب فانينغ",
    "طبيب في المستشفى سامي الحداد",
]
UNNAMED = [
    "مسؤول مقرب من الرئيس سامي الحداد",
    "ناشط في مؤسسة سامي الحداد",
    "مستشار في مكتب الرئيس سامي الحداد",
    "شاهد من أهالي الحويجة",
    "متحدث باسم التحالف الوطني",
    "مصدر في الحكومة المحلية",
]


@pytest.mark.parametrize("who", NAMED)
def test_a_name_beside_the_office_names(who: str) -> None:
    (source,) = read(f"وقال {who} إن القصف مستمر.", reader="lexicon").sources
    assert not source.anonymous


@pytest.mark.parametrize("who", UNNAMED)
def test_somebody_else_s_name_and_no_name_leave_him_unnamed(who: str) -> None:
    (source,) = read(f"وقال {who} إن القصف مستمر.", reader="lexicon").sources
    assert source.anonymous
