"""The store: idempotent writing, texts that never change, readings that are replaced, judgements that stay."""

from __future__ import annotations

import sqlite3
from itertools import permutations
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.store import migrations
from khabar.store.database import StoreError
from khabar.store.query import HappeningFilter, happenings
from khabar.store.read import has, verified
from khabar.text import fold
from tests.store.made import record


@pytest.fixture
def kept(tmp_path: Path) -> store.Store:
    return store.open_store(tmp_path / "news.db", fold)


def dump(kept: store.Store) -> list[tuple[object, ...]]:
    """All rows but times of writing."""
    rows: list[tuple[object, ...]] = []
    tables = [r[0] for r in kept.connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'folded%' AND name<>'sqlite_sequence' ORDER BY name")]
    for table in tables:
        columns = [r[1] for r in kept.connection.execute(f"PRAGMA table_info({table})") if r[1] not in ("added", "made", "at")]
        rows += [(table, *r) for r in kept.connection.execute(f"SELECT {','.join(columns)} FROM {table} ORDER BY {','.join(columns)}")]
    return rows


def test_the_same_report_twice_is_one_row(kept: store.Store) -> None:
    assert collect.add(kept, record())
    before = dump(kept)
    assert not collect.add(kept, record())
    assert dump(kept) == before


def test_a_record_comes_back_whole(kept: store.Store) -> None:
    collect.add(kept, record())
    assert store.record(kept, 1) == record()


def test_another_outlet_with_the_same_text_is_another_appearance(kept: store.Store) -> None:
    collect.add(kept, record())
    collect.add(kept, record(outlet="مرصد الساحل"))
    assert kept.connection.execute("SELECT count(*) FROM reports").fetchone()[0] == 1
    assert [a.outlet for a in store.appearances(kept, 1)] == ["صحيفة الوادي", "مرصد الساحل"]


def test_a_new_reading_replaces_rows_and_keeps_judgements(kept: store.Store) -> None:
    collect.add(kept, record())
    claiming = record().claims[0].claiming
    kept.connection.execute("INSERT INTO judgements(about,subject,verdict,data,who,at) VALUES('claim',?,'accept','{}','a','2024')", (claiming,))
    collect.add(kept, record(version="2", kind="shelling"))
    assert [r[0] for r in kept.connection.execute("SELECT type FROM events")] == ["shelling"]
    assert [r[0] for r in kept.connection.execute("SELECT version FROM readings")] == ["2"]
    assert kept.connection.execute("SELECT subject FROM judgements").fetchone()[0] == claiming


def test_texts_and_judgements_never_change(kept: store.Store) -> None:
    collect.add(kept, record())
    kept.connection.execute("INSERT INTO judgements(about,subject,verdict,data,who,at) VALUES('claim','x','accept','{}','a','2024')")
    for sql in ("UPDATE reports SET text='x'", "UPDATE judgements SET verdict='x'", "DELETE FROM judgements"):
        with pytest.raises(sqlite3.IntegrityError):
            kept.connection.execute(sql)


def test_a_failed_transaction_leaves_nothing(kept: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(collect, "_rebuild", fail)
    with pytest.raises(RuntimeError):
        collect.add(kept, record())
    assert kept.connection.execute("SELECT count(*) FROM reports").fetchone()[0] == 0


def test_plain_sqlite_opens_it(kept: store.Store) -> None:
    collect.add(kept, record())
    plain = sqlite3.connect(kept.path)
    assert plain.execute("SELECT count(*) FROM claims").fetchone()[0] == 1
    assert verified(kept) == []


def test_an_altered_text_is_found(kept: store.Store) -> None:
    collect.add(kept, record())
    kept.connection.execute("DROP TRIGGER reports_never_change")
    kept.connection.execute("UPDATE reports SET text=replace(text, '3', '4')")
    assert "altered" in verified(kept)[0]


@pytest.mark.parametrize("version", range(len(migrations.MIGRATIONS)))
def test_migration_from_every_earlier_version(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    for script in migrations.MIGRATIONS[:version]:
        old.executescript(script)
    old.execute(f"PRAGMA user_version={version}")
    old.commit()
    old.close()
    with store.open_store(path, fold) as kept:
        assert kept.connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations.MIGRATIONS)
        assert collect.add(kept, record())


def test_foreign_and_newer_files_are_refused(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "x.db")
    foreign.execute("CREATE TABLE t(a)")
    foreign.commit()
    with pytest.raises(StoreError, match="not a Khabar store"):
        store.open_store(tmp_path / "x.db", fold)
    newer = sqlite3.connect(tmp_path / "y.db")
    newer.execute("PRAGMA user_version=999")
    newer.commit()
    with pytest.raises(StoreError, match="newer Khabar"):
        store.open_store(tmp_path / "y.db", fold)
    (tmp_path / "z.db").write_text("no database at all, but long enough to be looked at by SQLite" * 20)
    with pytest.raises(StoreError):
        store.open_store(tmp_path / "z.db", fold)


def test_happenings_filters(kept: store.Store) -> None:
    for made in (record(), record(outlet="مرصد الساحل", source="ليلى حداد", extra="وأكدت ذلك.", killed=5), record(town="السدرة")):
        collect.add(kept, made)
    assert [h["state"] for h in happenings(kept)] == ["contested", "single-source"]
    assert len(list(happenings(kept, HappeningFilter(place="النخيل")))) == 1
    assert len(list(happenings(kept, HappeningFilter(place="Nakhil", within=20.0)))) == 1
    assert len(list(happenings(kept, HappeningFilter(type="violence")))) == 2
    assert len(list(happenings(kept, HappeningFilter(type="protest")))) == 0
    assert len(list(happenings(kept, HappeningFilter(since="2024-03-14")))) == 0
    assert len(list(happenings(kept, HappeningFilter(min_origins=2)))) == 1


def test_what_was_read_is_known_by_reader_day_and_place(kept: store.Store) -> None:
    made = record()
    collect.add(kept, made)
    by = ("test", "1", "r")
    assert has(kept, made.report.id, "صحيفة الوادي", "", "2024-03-14", by)
    assert not has(kept, made.report.id, "مرصد الساحل", "", "2024-03-14", by)
    assert not has(kept, made.report.id, "صحيفة الوادي", "", "2024-03-15", by)
    assert not has(kept, made.report.id, "صحيفة الوادي", "", "2024-03-14", ("test", "2", "r"))


def test_a_corrected_day_of_publication_is_taken_over(kept: store.Store) -> None:
    collect.add(kept, record())
    assert collect.add(kept, record(published="2024-03-15"))
    assert [a.published for a in store.appearances(kept, 1)] == ["2024-03-15"]


def test_a_text_in_two_places_is_read_for_the_earliest_whatever_the_order() -> None:
    made = [record(outlet="مرصد الساحل", published="2024-03-16"), record(published="2024-03-15"), record(outlet="قناة السد", published="2024-03-15")]
    found = []
    for order in permutations(made):
        with store.open_store(":memory:", fold) as kept:
            for one in order:
                assert collect.add(kept, one)
            found.append((store.record(kept, 1), [tuple(r) for r in kept.connection.execute("SELECT id, data FROM happenings")]))
    assert all(f == found[0] for f in found)
    assert found[0][0] == made[1]


def test_a_text_without_a_day_is_known_where_it_stood_with_one(kept: store.Store) -> None:
    collect.add(kept, record())
    assert has(kept, record().report.id, "صحيفة الوادي", "", None, ("test", "1", "r"))
