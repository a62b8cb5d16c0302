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
