"""What a desk remembers: bounded, never older than it says, nobody waits for what is slow."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from khabar import collect, pipeline
from khabar.desk import Settings
from khabar.desk.kept import Kept
from khabar.desk.state import Desk
from khabar.store.lists import Wanted


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Kept(10)
    kept.put("a", "12345")
    kept.put("b", "1234")
    assert kept.get("a") == "12345"
    kept.put("c", "123")
    assert kept.get("b", "gone") == "gone" and kept.get("a") and kept.get("c")
    kept.put("a", "")
    kept.put("d", "1234567")
    assert len(kept) == 3
    kept.put("e", "longer than all of it")
    assert len(kept) == 0


@pytest.fixture
def desk(store_path: Path) -> Desk:
    return Desk(Settings(store_path, token="t"))


def more(desk: Desk, n: int = 1) -> None:
    text = f"قال مصدر أمني إن قصفا مدفعيا استهدف داقوق صباح اليوم وأسفر عن مقتل {n + 3} أشخاص."
    collect.add(desk.store, pipeline.read(text, published="2024-03-20", outlet="منبر ثان", reader="lexicon"))


def test_quick_answers_follow_the_store_at_once(desk: Desk) -> None:
    assert desk.remembered("k", lambda: 1) == 1 == desk.remembered("k", lambda: 2)
    assert desk.standing("s", lambda: 1) == 1 == desk.standing("s", lambda: 2)
    assert desk.remembered("none", lambda: None) is None is desk.remembered("none", lambda: 3)
    total = desk.columns.total(Wanted())
    more(desk)
    assert (desk.remembered("k", lambda: 2), desk.standing("s", lambda: 2)) == (2, 2)
    assert desk.columns.total(Wanted()) > total


def test_slow_answers_stay_until_the_new_one_is_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.desk.state._REST", 0.0)
    go = threading.Event()

    def slow(value: int) -> int:
        time.sleep(0.03)
        return value

    def blocked() -> int:
        go.wait(10)
        return 2

    assert desk.standing("s", lambda: slow(1)) == 1
    page = desk.remembered("page", lambda: f"made with {desk.standing('s', lambda: 0)}")
    more(desk)
    assert desk.standing("s", blocked) == 1  # nobody waits
    assert desk.remembered("page", lambda: f"made with {desk.standing('s', blocked)}") == page
    go.set()
    for _ in range(200):
        if desk.standing("s", blocked) == 2:
            break
        time.sleep(0.02)
    assert desk.standing("s", blocked) == 2
    assert desk.remembered("page", lambda: f"made with {desk.standing('s', blocked)}") == "made with 2"


def test_an_equal_answer_is_the_same_object(desk: Desk) -> None:
    first = desk.standing("names", lambda: {"Hawija": "الحويجة"})
    more(desk)
    assert desk.standing("names", lambda: {"Hawija": "الحويجة"}) is first


def test_cards_outlive_changes_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = desk.columns.page(Wanted(), 100, 0)
    before = desk.cards.html(desk.store, ids, desk.names("ar"))
    drawn: list[str] = []
    monkeypatch.setattr("khabar.desk.cards._view", lambda h, names: drawn.append(h["id"]) or {})
    assert desk.cards.html(desk.store, ids, desk.names("ar")) == before and drawn == []
    monkeypatch.undo()
    more(desk, 2)
    new = [i for i in desk.columns.page(Wanted(), 100, 0) if i not in ids]
    assert new and "داقوق" in desk.cards.html(desk.store, new, desk.names("ar"))


def test_only_one_makes_an_answer(desk: Desk) -> None:
    made: list[int] = []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    threads = [threading.Thread(target=lambda: desk.remembered("k", make)) for _ in range(5)]
    threads += [threading.Thread(target=lambda: desk.standing("s", make)) for _ in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(made) == 2
