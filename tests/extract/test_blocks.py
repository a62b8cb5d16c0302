"""Document structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.extract.blocks import classify, frame
from khabar.text import document


def blocks(text: str) -> list[tuple[str, str]]:
    doc = classify(document(text))
    return [(b.kind, doc.words(b.span)) for b in doc.blocks]


BODY = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"أربيل - بقلم هناء السالمي:\n{BODY}", ["dateline", "paragraph"]),
        (f"عدن (وكالة الساحل) - {BODY}", ["dateline", "paragraph"]),
        (f"صنعاء – {BODY}", ["dateline", "paragraph"]),
        (f"(CNN)-- {BODY}", ["dateline", "paragraph"]),
        (f"نيويورك، الولايات المتحدة الأمريكية (CNN) -- {BODY}", ["dateline", "paragraph"]),
        (f"بغداد / وكالة النهرين - {BODY}", ["dateline", "paragraph"]),
        (f"إغلاق الطريق الدولي\n{BODY}\nخطة بديلة\n{BODY}", ["title", "paragraph", "heading", "paragraph"]),
        (f"{BODY}\n*الصورة: شاحنات على الطريق/أرشيف", ["paragraph", "caption"]),
        (f"{BODY}\n(أ ف ب)", ["paragraph", "signature"]),
        (f"{BODY}\nفرانس24/ أ ف ب", ["paragraph", "signature"]),
        (f"{BODY}\nالمصدر: وكالات", ["paragraph", "signature"]),
        (f"{BODY}\nللتواصل معنا: desk@example.org", ["paragraph", "contact"]),
        (f"{BODY}\nاتصلوا بنا على الرقم 0096400000000", ["paragraph", "contact"]),
        (f"{BODY}\nاقرأ أيضا:\nجولة جديدة من المحادثات\nافتتاح جسر جديد", ["paragraph", "boilerplate", "boilerplate", "boilerplate"]),
        (f"{BODY}\n--------\nتابعونا على منصات التواصل", ["paragraph", "boilerplate", "boilerplate"]),
        ("قال لافروف - وهو وزير سابق - إن المحادثات انتهت.", ["paragraph"]),
        ("الوضع - بحسب الأهالي الذين عادوا - ما زال صعبا في البلدة.", ["paragraph"]),
        ("اتفاق وقف إطلاق النار - كما نشر - ينص على الانسحاب.", ["paragraph"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in blocks(text)] == expected


def test_an_agency_alone_is_no_place() -> None:
    assert frame(classify(document(f"(CNN)-- {BODY}"))) == (None, None)


@pytest.mark.parametrize(("line", "place"), [
    ("عمّان في 3 آذار 2021 (أ ف ب) - ", "عمّان"),
    ("عمّان في 3 آذار/مارس (أ ف ب) - ", "عمّان"),
    ("بيروت في ١٢ كانون الثاني ٢٠٢١ – ", "بيروت"),
    ("تونس 4 جويلية 2018 (وات): ", "تونس"),
    ("الجزائر - 12 جوان 2019 (وأج) - ", "الجزائر"),
    ("الرباط، الأربعاء 12 غشت 2019 -- ", "الرباط"),
    ("القدس (رويترز) 3 كانون الثاني 2021 - ", "القدس"),
    ("رام الله 3-3-2021 وفا- ", "رام الله"),
    ("أبوظبي في 12 مارس 2021 / وام / ", "أبوظبي"),
    ("الرياض 19 رجب 1442 هـ الموافق 03 مارس 2021 م واس\n", "الرياض"),
    ("صنعاء في 21 ربيع الآخر 1440هـ (سبأ) – ", "صنعاء"),
])  # fmt: skip
def test_a_dateline_may_hold_its_date(line: str, place: str) -> None:
    found = blocks(line + BODY)
    assert found == [("dateline", line.strip()), ("paragraph", BODY)]
    quoted = frame(classify(document(line + BODY)))[1]
    assert quoted is not None and quoted.text == place


@pytest.mark.parametrize("text", [
    "شهدت عمّان في 3 آذار 2021 (وهو يوم ماطر) - كما في كل عام - احتفالا كبيرا بالمناسبة.",
    "بغداد في 9 نيسان 2003 كانت مدينة أخرى - هكذا يصفها من عاشوا فيها.",
    "دمشق 3 ملايين نسمة - هذا ما تقوله أرقام دائرة الإحصاء في المدينة.",
    "الموصل في 10 حزيران 2014 سقطت بلا قتال.",
    "القدس في 3 آذار-5 آذار تستضيف المعرض السنوي للكتاب العربي.",
])  # fmt: skip
def test_a_sentence_that_begins_with_place_and_day_is_none(text: str) -> None:
    assert [kind for kind, _ in blocks(text)] == ["paragraph"]


def test_dateline_and_byline() -> None:
    byline, dateline = frame(classify(document(f"أربيل - بقلم هناء السالمي:\n{BODY}")))
    assert byline is not None and byline.text == "بقلم هناء السالمي"
    assert dateline is not None and dateline.text == "أربيل"


def test_unread_blocks_have_no_sentences() -> None:
    doc = classify(document(f"{BODY}\n*الصورة: قتلى على الطريق/أرشيف\nعلى الرقم 0096400000000"))
    assert [doc.words(s.span) for s in doc.sentences] == [BODY]


def test_bundled_report(samples: Path) -> None:
    kinds = [kind for kind, _ in blocks((samples / "hawija-a.txt").read_text(encoding="utf-8"))]
    assert kinds[0] == "dateline"
    assert kinds[3] == "heading"
    assert kinds[-2:] == ["caption", "contact"]
