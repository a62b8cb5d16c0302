"""Explanations in Arabic."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from khabar.desk.why_arabic import said

#: What stays Latin: resource entries and files, ids, codes, names of places and of the coding schemes' categories, features.
KEPT = re.compile(r"\w+=.*|[A-Za-z]+[._:/][\w./:-]+|\b[a-z]\d+\b|[A-Z][\w'/-]*(?: \(?[a-z]\w+\)?)*|khabar-reader-[12]")


@pytest.mark.parametrize(("english", "arabic"), [
    ("cue قال [10–13]", "فعل النقل: قال [10–13]"),
    ("a1 سالم الجابري (say, قال)", "a1 سالم الجابري (يقول: قال)"),
    ("predicate (verb) · entry predicate.kill.qatala (predicate/kill.yaml:7) · no condition", "محمول (فعل) · المدخل predicate.kill.qatala (predicate/kill.yaml:7) · بلا شرط"),
    ("t1: أمس [3–6] → 2024-03-12 to 2024-03-12 (day)", "t1: أمس [3–6] ← 2024-03-12 إلى 2024-03-12 (يوم)"),
    ("v1: airstrike, planned, neg, group g1", "v1: غارة جوية، مخطط له، منفي، المجموعة g1"),
    ("agent: subject of the clause that the participle follows", "الفاعل: فاعل الجملة التي يتبعها اسم الفاعل"),
    ("places.name · score 4 = weight of the grounds; 1.5 is enough · a well-known name; after a preposition",
     "اسم مكان · القيمة 4: وزن القرائن؛ يكفي 1.5 · اسم مشهور؛ بعد حرف جر"),
    ("model.event · score 0.9 = probability of being right · the lexicon reads airstrike", "الشبكة: حدث · القيمة 0.9: احتمال أن يكون صحيحا · المعجم يقرؤه: غارة جوية"),
])
def test_lines(english: str, arabic: str) -> None:
    assert said(english) == arabic


def test_what_no_pattern_knows_stays() -> None:
    assert said("zzz yyy") == "zzz yyy"


def test_the_samples_are_explained_in_arabic_throughout(client: TestClient) -> None:
    """The lines of every explanation of the bundled reports. (A rule that is new may not have its Arabic yet: one in fifty.)"""
    client.get("/set?lang=ar")
    lines, left = 0, []
    for number in (1, 2):
        page = client.get(f"/reports/{number}").text
        for ids in sorted({i for group in re.findall(r'data-ids="([^"]+)"', page) for i in group.split(",")}):
            html = client.get(f"/reports/{number}/why?ids={ids}").text
            assert 'class="tree" lang="ar" dir="rtl"' in html
            for line in re.findall(r"<li><span>(.*?)</span>", html):
                lines += 1
                if "جدول الرموز" not in line and re.search(r"\b[a-z]{2,}\b", KEPT.sub("", re.sub(r"<[^>]+>", "", line))):
                    left.append(line)
    assert lines > 500
    assert len(left) < lines / 50, sorted(set(left))
