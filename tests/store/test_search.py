"""Search sees through spelling, marks and attached particles, and takes no operators from the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar import collect, store
from khabar.store.search import Filters, found_in, search
from khabar.text import fold
from tests.store.made import record


@pytest.fixture
def kept(tmp_path: Path) -> store.Store:
    kept = store.open_store(tmp_path / "x.db", fold)
    collect.add(kept, record(extra="ووصلت تعزيزات للموصل وبكركوك مساءً، وتحدّثَ المسؤولُ عن هدنةٍ إنسانية."))
    collect.add(kept, record(town="السدرة", outlet="مرصد الساحل", published="2024-04-01"))
    return kept


@pytest.mark.parametrize("query", ["الموصل", "كركوك", "تحدث المسؤول", '"هدنة إنسانية"', "«هدنه انسانيه»", "النخيل", "تعزيزات -السدرة"])
def test_found(kept: store.Store, query: str) -> None:
    (hit,) = search(kept, query)
    assert hit.report == 1
    assert hit.marks
    assert all(0 <= a < b <= len(hit.snippet) for a, b in hit.marks)


@pytest.mark.parametrize("query", ["", "   ", '"', "بيروت", '"إنسانية هدنة"', "هجوما -وقع", "-هجوما", "NEAR(", "* AND OR NOT", "text:x", "'; DROP TABLE reports; --"])
def test_not_found_and_no_error(kept: store.Store, query: str) -> None:
    assert search(kept, query) == []


@pytest.mark.parametrize(("query", "word"), [("بالمسؤول", "المسؤولُ"), ("وبالمسؤول", "المسؤولُ"), ("للهدنة", "هدنةٍ"), ("لهدنة", "هدنةٍ")])
def test_what_no_report_holds_with_its_particle_is_found_without(kept: store.Store, query: str, word: str) -> None:
    hits = search(kept, query)
    assert [h.report for h in hits] == ([1] if "هدنة" not in query or query == "لهدنة" else [])
    assert found_in(kept, query) == len(hits)
    assert all(h.snippet[a:b] == word for h in hits for a, b in h.marks)


def test_a_word_that_is_held_as_it_is_loses_no_letter(kept: store.Store) -> None:
    collect.add(kept, record(extra="زار والي المدينة المشفى."))
    assert [h.snippet[a:b] for h in search(kept, "والي") for a, b in h.marks] == ["والي"]
    assert search(kept, "وال") == []  # too short to lose anything


def test_the_piece_shown_holds_as_many_words_of_the_query_as_any(kept: store.Store) -> None:
    far = "وتحدث سكان عن الهدنة. " + "وتكررت الاشتباكات في الأطراف مرات عدة خلال الليل. " * 6 + "ووصلت قافلة الإغاثة بعد الهدنة بيومين."
    collect.add(kept, record(extra=far))
    (hit,) = search(kept, "الهدنة قافلة")
    assert {hit.snippet[a:b] for a, b in hit.marks} == {"الهدنة", "قافلة"}


def test_filters(kept: store.Store) -> None:
    assert [h.report for h in search(kept, "هجوما", Filters(outlet="مرصد الساحل"))] == [2]
    assert [h.report for h in search(kept, "هجوما", Filters(until="2024-03-31"))] == [1]
    assert len(search(kept, "هجوما", limit=1)) == 1


def test_pages_follow_each_other(kept: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [h.report for h in search(kept, "في")]
    assert len(whole) > 1 and found_in(kept, "في") == len(whole) and found_in(kept, "") == 0
    assert [h.report for at in range(len(whole)) for h in search(kept, "في", limit=1, offset=at)] == whole
    monkeypatch.setattr("khabar.store.search.MANY", 1)  # so common that order by match says nothing: the latest first
    assert [h.report for h in search(kept, "في")] == sorted(whole, reverse=True)
    assert [h.report for h in search(kept, "في", Filters(until="2024-03-31"))] == [n for n in sorted(whole, reverse=True) if n != 2]
