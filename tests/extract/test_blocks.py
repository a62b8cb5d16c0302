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
