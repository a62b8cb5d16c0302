"""Whether a weekday lies ahead or in the past: the words that tell it, and those that only look so."""

from __future__ import annotations

import pytest

from khabar.pipeline import read


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("وقال القائد العام سيبان حمو الاثنين إن قواته لن تنسحب.", "2018-07-23"),
        ("والخميس، توقع رئيس بلدية حدودية تستضيف آلاف اللاجئين عودتهم.", "2018-07-26"),
        ("قضت محكمة الاستئناف بالدار البيضاء الخميس بالسجن على صحافي.", "2018-07-26"),
        ("أعرب الرئيس، الجمعة، عن أمله في عودة القس سالما.", "2018-07-27"),
        ("ودعا زعيم الحزب الموالي للأكراد السبت أنصاره إلى الهدوء.", "2018-07-28"),
        ("ودعت المنظمة الأطراف المتحاربة للاجتماع يوم الثلاثاء.", "2018-07-31"),
        ("ومن المزمع عقد مفاوضات حول تسوية النزاع الاثنين في العاصمة.", "2018-07-30"),
        ("وتم الاتفاق على عقد اجتماع الاثنين في العاصمة.", "2018-07-30"),
        ("وأعطتهم الحكومة مهلة حتى الثلاثاء لمغادرة البلدة.", None),
    ],
)
def test_a_weekday_on_a_sunday(text: str, start: str | None) -> None:
    (time,) = read(text, published="2018-07-29", reader="lexicon").times
    assert time.start == start
    if start is None:
        assert time.end == "2018-07-31"


def test_a_surname_is_no_month() -> None:
    found = read("وقال محامي طارق رمضان إن المرأة تعرضت للضرب من رمضان. ووصل في رمضان الماضي إلى النخيل.", published="2018-05-16", reader="lexicon").times
    assert [t.text for t in found] == ["رمضان الماضي"]
