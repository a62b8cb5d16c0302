"""Great stories: accounts that tell neither day nor exact place tie an attack to its answer, and must not make them one."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

from khabar import collect, store
from khabar.assemble.happenings import Number, Site, Unit, compare, components, summarise, units_of
from khabar.assemble.happenings.grouping import grouped_by
from khabar.store.query import happenings
from khabar.text import fold
from tests.store.made import record


def unit(name: str, **more: object) -> Unit:
    base = units_of(record(extra=name, source=f"شاهد {name}"))[0]
    return replace(base, id=name, report=name, **more)


def story() -> list[Unit]:
    """An attack on the 7th, the strikes that answered it on the 14th, and undated accounts of the same town in between."""
    first = [unit(f"a{n}", first="2024-04-07", last="2024-04-07") for n in range(4)]
    answer = [unit(f"b{n}", first="2024-04-14", last="2024-04-14") for n in range(4)]
    loose = [unit(f"c{n}", first=f"2024-04-{6 + n:02}", last=f"2024-04-{9 + n:02}", dated=False, published=f"2024-04-{9 + n:02}") for n in range(8)]
    return first + answer + loose


def test_an_attack_and_its_answer_stay_two_happenings() -> None:
    found = components(story())
    of = {u.id: n for n, group in enumerate(found) for u in group}
    assert len({of[f"a{n}"] for n in range(4)}) == len({of[f"b{n}"] for n in range(4)}) == 1
    assert of["a0"] != of["b0"]


def test_any_order_gives_the_same_groups() -> None:
    wanted = sorted(tuple(u.id for u in g) for g in components(story()))
    for seed in range(5):
        units = story()
        random.Random(seed).shuffle(units)
        assert sorted(tuple(u.id for u in g) for g in components(units)) == wanted


def test_the_strongest_tie_goes_first() -> None:
    a, b = unit("a", first="2024-04-07", last="2024-04-07"), unit("b", first="2024-04-14", last="2024-04-14")
    c = unit("c", first=None, last=None, dated=False)
    groups = grouped_by([a, b, c], [("a", "c", 4.0), ("b", "c", 4.5)])
    assert sorted(tuple(u.id for u in g) for g in groups) == [("a",), ("b", "c")]


def test_one_of_many_moves_neither_place_nor_time_of_a_happening() -> None:
    many = [unit(f"a{n}", first="2024-04-07", last="2024-04-07") for n in range(6)]
    odd = replace(many[0], id="z", report="z", first="2024-03-01", last="2024-04-30",
                  site=replace(many[0].site, name="Odd Square", level="quarter", lat=33.01) if many[0].site else None)
    h = summarise((*many, odd), {})
    assert h.place is not None and (h.place.name, h.first, h.last) == ("Nakhil", "2024-04-07", "2024-04-07")


def test_a_store_from_before_there_were_ties_is_tied_when_it_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    records = [record(), record(source="ليلى حداد", outlet="مرصد الساحل"), record(town="السدرة", source="نزار العلي")]
    with store.open_store(path, fold) as kept:
        for made in records:
            collect.add(kept, made)
    old = sqlite3.connect(path)
    old.executescript("DROP INDEX sources_speaker; ALTER TABLE sources DROP COLUMN speaker; ALTER TABLE sources DROP COLUMN voice; DROP TABLE happening_changes; DROP TABLE unit_ties; DROP TABLE untied; CREATE TABLE inputs(input TEXT PRIMARY KEY, stamp TEXT NOT NULL, at TEXT NOT NULL) STRICT;")
    old.execute("PRAGMA user_version=6")
    old.commit()
    old.close()
    with store.open_store(path, fold) as kept:
        assert kept.connection.execute("SELECT count(*) FROM untied").fetchone()[0] == 3
        collect.add(kept, record(source="سعاد الخطيب", outlet="موقع النهار"))
        assert kept.connection.execute("SELECT count(*) FROM untied").fetchone()[0] == 0
        assert sorted(h["origins"]["count"] for h in happenings(kept)) == [1, 3]


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        collect.add(kept, record())
        before = kept.connection.execute("SELECT n FROM stamp").fetchone()[0]
        collect.rejudged(kept, [h["claims"][0]["claiming"] for h in happenings(kept)])
        assert kept.connection.execute("SELECT n FROM stamp").fetchone()[0] == before


def test_accounts_without_a_place_meet_by_small_numbers() -> None:
    bare = [unit(name, site=None, names=(), parties=(), words=("شرطي",)) for name in ("a", "b")]
    bare = [replace(u, accounts=tuple(replace(a, numbers=(Number("killed", 2, 2, False),)) for a in u.accounts)) for u in bare]
    assert [len(group) for group in components(bare)] == [2]


def test_a_sea_is_in_no_region() -> None:
    sea = unit("a", site=Site("Baltic Sea", None, None, "natural", 58.0, 19.0))
    assert not any("region" in reason for reason in compare(sea, unit("b")).reasons)
