"""Columns in memory: those that follow the store are the same as those read anew."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.store import columns
from khabar.store.columns import Columns
from khabar.store.lists import Wanted
from khabar.text import fold
from tests.store.made import TOWNS, record

WANTED = (Wanted(), Wanted(state="contested"), Wanted(type="attack"), Wanted(since="2024-03-05"), Wanted(until="2024-03-09"), Wanted(origins=2),
          Wanted(place="السدرة"), Wanted(outlet="منبر 1"), Wanted(box=(-180.0, -90.0, 180.0, 90.0)))  # fmt: skip


def told(c: Columns) -> list[object]:
    """Everything that columns say."""
    out: list[object] = []
    for w in WANTED:
        s = c.spread(w)
        out += [c.total(w), c.page(w, 1000, 0), sorted(c.states(w).items()), sorted(c.counts(w, "type").items()), sorted(c.points(w), key=str),
                sorted(c.latest(w, 5)), *(a.tolist() for a in (s.first, s.last, s.state, s.reported))]  # fmt: skip
    return out


@pytest.mark.parametrize("seed", range(4))
def test_following_is_reading_anew(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "key"))
    monkeypatch.setattr(columns, "_FEW", 1)
    chance = random.Random(seed)
    with store.open_store(tmp_path / "a.db", fold) as kept:
        for n in range(12):
            add(kept, chance, n)
        followed = Columns(lambda: kept)
        for n in range(12, 30):
            add(kept, chance, n)
            if chance.random() < 0.3:
                name = chance.choice(list(followed.page(Wanted(), 1000, 0)))
                kept.connection.execute("DELETE FROM happenings WHERE id=?", (name,))
            if chance.random() < 0.6:
                older, before = followed, told(followed)
                followed = followed.newer()
                assert told(followed) == told(Columns(lambda: kept))
                assert before[:3] == told(older)[:3]  # who still holds the older ones sees what they saw


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        chance = random.Random(1)
        for n in range(40):
            add(kept, chance, n)
        followed = Columns(lambda: kept)
        asked: list[str] = []
        kept.connection.set_trace_callback(asked.append)
        assert followed.newer() is followed
        add(kept, chance, 40)
        asked.clear()
        followed.newer()
        kept.connection.set_trace_callback(None)
        assert asked and not any("happenings_slots" in sql for sql in asked)


def add(kept: store.Store, chance: random.Random, n: int) -> None:
    day = datetime.date(2024, 3, 1) + datetime.timedelta(chance.randrange(12))
    collect.add(kept, record(town=chance.choice(sorted(TOWNS)), outlet=f"منبر {n % 4}", source=f"سالم {n % 5}", day=day.isoformat(), killed=chance.randrange(1, 5), extra=f"تقرير {n}"))
