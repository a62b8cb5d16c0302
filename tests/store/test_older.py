"""Stores of an older Khabar: shown as they are, and made anew once when they are next written to; judgements stay."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.assemble.happenings import units
from khabar.store import judge, query
from khabar.store.query import happenings
from khabar.text import fold
from tests.store.test_voices import told
from tests.store.test_wording import OTHER, account


def as_version_8(path: Path) -> None:
    old = sqlite3.connect(path)
    old.executescript("DROP INDEX sources_speaker; ALTER TABLE sources DROP COLUMN speaker; ALTER TABLE sources DROP COLUMN voice; PRAGMA user_version=8;")
    old.close()


@pytest.mark.parametrize("writing", ["a report", "a judgement"])
def test_a_store_from_before_wording_is_made_anew_when_it_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: str) -> None:
    path = tmp_path / "old.db"
    with monkeypatch.context() as old, store.open_store(path, fold) as kept:
        old.setattr(units, "bands", lambda texts: ())
        for made in (account(), OTHER):
            collect.add(kept, made)
        before = list(happenings(kept))
        (claiming, *_) = (c["claiming"] for h in before for c in h["claims"])
        judge.judge(kept, "claim", claiming, "2", "N. Desk")
        assert [len(h["claims"]) for h in before] == [1, 1]
    as_version_8(path)
    with store.open_store(path, fold) as kept:
        assert list(happenings(kept)) == before  # nothing is lost by opening it
        if writing == "a report":
            collect.add(kept, account(day="الأحد", outlet="موقع النهار"))
        else:
            collect.rejudged(kept, [claiming])
        found = sorted(len(h["claims"]) for h in happenings(kept))
        assert found == ([1, 2] if writing == "a report" else [2])
        assert judge.grade(kept, "claim", claiming) == "2"
        assert kept.connection.execute("SELECT count(*) FROM untied").fetchone()[0] == 0
        assert store.verified(kept) == []


def test_an_older_store_lists_its_sources_and_marks_them_when_it_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with store.open_store(path, fold) as kept:
        collect.add(kept, told("قال الوزير إن ثلاثة أشخاص قتلوا في انفجار بمدينة كركوك أمس."))
    as_version_8(path)
    with store.open_store(path, fold) as kept:
        assert [s["name"] for s in query.sources(kept)] == ["الوزير"]
        collect.add(kept, told("قال سليم الهادي إن شخصين قتلا في حريق بمدينة أربيل أمس."))
        assert [s["name"] for s in query.sources(kept)] == ["سليم الهادي"]
        assert store.verified(kept) == []
