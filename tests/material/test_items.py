"""Taking in, the vault and its verification: every change is found."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.material import custody, ties
from khabar.material.check import verify
from khabar.material.items import Giving, add, find, items
from khabar.material.vault import folder, path_of
from khabar.store import Store, query
from tests.material import made
from tests.store.made import record


def put(kept: Store, path: Path, giver: str = "", *tied: ties.Tie) -> str:
    return add(kept, path, Giving(path.name, giver, source=str(path)), "سلمى", tied).sha


def test_originals_go_in_unchanged_and_read_only(kept: Store, tmp_path: Path) -> None:
    path = made.photo(tmp_path / "a.jpg")
    sha = put(kept, path)
    assert path_of(kept, sha).read_bytes() == path.read_bytes()
    assert path_of(kept, sha).stat().st_mode & 0o777 == 0o444
    assert folder(kept).stat().st_mode & 0o077 == 0
    assert not list((folder(kept) / "incoming").iterdir())
    assert verify(kept).faults == []


def test_the_same_file_twice_is_one_item_with_two_givings(kept: Store, tmp_path: Path) -> None:
    path = made.photo(tmp_path / "a.jpg")
    other = tmp_path / "renamed.jpg"
    other.write_bytes(path.read_bytes())
    assert add(kept, path, Giving("a.jpg", "a reader"), "سلمى").fresh
    assert not add(kept, other, Giving("renamed.jpg", "another reader"), "سلمى").fresh
    (item,) = items(kept)
    assert [(g.name, g.giver) for g in item.givings] == [("a.jpg", "a reader"), ("renamed.jpg", "another reader")]
    assert [e.act for e in custody.entries(kept)] == ["taken in", "given again"]


def test_metadata_come_out(kept: Store, tmp_path: Path) -> None:
    facts = find(kept, put(kept, made.photo(tmp_path / "a.jpg"))[:8]).facts
    taken = facts.captures[0]
    assert (taken.local, taken.offset, taken.earliest, taken.latest) == ("2024-03-13T14:05:33", "+03:00", "2024-03-13T11:05:33Z", "2024-03-13T11:05:33Z")
    assert (facts.positions[0].lat, facts.positions[0].lon, facts.positions[0].radius) == (36.335, 43.118889, 12.0)
    assert (facts.width, facts.height) == (640, 480)
    assert facts.device["model"] == "Modell 7" and facts.device["serial number"] == made.SECRETS[0]
    assert facts.software == ("Firmware 1.2", "Bildwerk 3")
    assert facts.signs == ("XMP history: saved",)


def test_a_time_without_a_zone_is_uncertain_by_all_zones(kept: Store, tmp_path: Path) -> None:
    taken = find(kept, put(kept, made.photo(tmp_path / "a.jpg", offset=None))).facts.captures[0]
    assert taken.offset is None
    assert (taken.earliest, taken.latest) == ("2024-03-13T00:05:33Z", "2024-03-14T02:05:33Z")


def test_container_data(kept: Store, tmp_path: Path) -> None:
    pytest.importorskip("pymediainfo")
    path = tmp_path / "a.mov"
    path.write_bytes(made.film())
    item = find(kept, put(kept, path))
    assert (item.kind, item.facts.seconds) == ("audio", 5.0)
    assert item.facts.captures[0].local == "2024-03-13T14:05:33"
    assert item.facts.captures[0].earliest < "2024-03-13T14:05:33Z" < item.facts.captures[0].latest
    assert (item.facts.positions[0].lat, item.facts.positions[0].lon) == (36.335, 43.1189)


def test_ties_to_claims_reports_and_happenings(kept: Store, tmp_path: Path) -> None:
    (h,) = query.happenings(kept)
    claiming, report = record().claims[0].claiming, record().report.id
    assert claiming
    shas = [put(kept, made.photo(tmp_path / f"{n}.jpg", n), "", ties.resolve(kept, about, name))  # type: ignore[arg-type]
            for n, (about, name) in enumerate((("claim", claiming), ("report", report[7:20]), ("happening", h["id"][:8])))]
    assert ties.of_happening(kept, h) == sorted(shas)
    assert ties.claims_of(kept, find(kept, shas[1]).ties[0]) == [claiming]
    assert not ties.add(kept, shas[0], ties.resolve(kept, "claim", claiming), "سلمى")
    with pytest.raises(InputError):
        ties.resolve(kept, "claim", "nothing")
    with pytest.raises(InputError):
        ties.resolve(kept, "report", "")


def test_a_happening_gathered_anew_keeps_its_material(kept: Store, tmp_path: Path) -> None:
    from khabar import collect

    (old,) = query.happenings(kept)
    sha = put(kept, made.photo(tmp_path / "a.jpg"), "", ties.resolve(kept, "happening", old["id"]))
    collect.add(kept, record(outlet="وكالة السهل", source="نبيل الحكيم", killed=4, published="2024-03-13"))
    (new,) = query.happenings(kept)
    assert new["id"] != old["id"]
    assert ties.of_happening(kept, new) == [sha]


def test_not_files(kept: Store, tmp_path: Path) -> None:
    path = made.photo(tmp_path / "a.jpg")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "link.jpg").symlink_to(path)
    os.mkfifo(tmp_path / "pipe.jpg")
    for name, words in (("empty.jpg", "is empty"), ("link.jpg", "link"), ("pipe.jpg", "link"), ("none.jpg", "cannot be read"), (".", "link")):
        with pytest.raises(InputError, match=words):
            put(kept, tmp_path / name)
    assert items(kept) == []
    assert verify(kept).faults == []
    with pytest.raises(InputError, match="name"):
        add(kept, path, Giving("a.jpg"), " ")


@pytest.mark.parametrize("change", ["alter", "remove", "add", "writable", "row", "giving", "forget"])
def test_verify_names_every_change(kept: Store, tmp_path: Path, change: str) -> None:
    sha, other = put(kept, made.photo(tmp_path / "a.jpg")), put(kept, made.photo(tmp_path / "b.jpg", 2))
    path, connection = path_of(kept, sha), kept.connection
    path.chmod(0o644)
    if change == "alter":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    if change != "writable":
        path.chmod(0o444)
    if change == "remove":
        path.unlink()
    if change == "add":
        (path.parent / "foreign").write_bytes(b"x")
    if change == "row":
        connection.execute("INSERT INTO material SELECT 'ff' || substr(sha, 3), size, kind, form, state, reason, facts, added FROM material LIMIT 1")
    if change == "giving":
        connection.execute("DELETE FROM givings WHERE item=?", (sha,))
    if change == "forget":
        connection.execute("DROP TRIGGER material_is_kept")
        connection.execute("DELETE FROM material_prints")
        connection.execute("DELETE FROM givings WHERE item=?", (sha,))
        connection.execute("DELETE FROM material WHERE sha=?", (sha,))
    words = {"alter": f"{sha[:12]}: altered", "remove": f"{sha[:12]}: missing", "add": "foreign: added", "writable": f"{sha[:12]}: is no longer read-only",
             "row": "the custody log does not know it", "giving": "0 givings in the store, 1 in", "forget": f"{sha[:12]}: stands in the custody log, but is gone"}
    faults = verify(kept).faults
    assert any(words[change] in f for f in faults), faults
    assert not any(other[:12] in f for f in faults)


def test_the_log_cannot_be_changed_by_plain_means(kept: Store, tmp_path: Path) -> None:
    put(kept, made.photo(tmp_path / "a.jpg"))
    for sql in ("UPDATE custody SET act='x'", "DELETE FROM custody", "DELETE FROM material", "UPDATE material SET sha='x'"):
        with pytest.raises(sqlite3.IntegrityError):
            kept.connection.execute(sql)


@pytest.mark.parametrize("change", ["field", "act", "cut", "middle", "reorder", "rechain", "heads"])
def test_every_change_of_the_log_is_found(kept: Store, tmp_path: Path, change: str) -> None:
    for n in range(3):
        put(kept, made.photo(tmp_path / f"{n}.jpg", n))
    connection, noted = kept.connection, verify(kept)
    assert noted.faults == []
    for trigger in ("custody_is_kept", "custody_never_changes"):
        connection.execute(f"DROP TRIGGER {trigger}")
    if change == "field":
        connection.execute("UPDATE custody SET fields=replace(fields, 'سلمى', 'ليلى') WHERE n=2")
    elif change == "act":
        connection.execute("UPDATE custody SET at='2020-01-01T00:00:00+00:00' WHERE n=2")
    elif change == "cut":
        connection.execute("DELETE FROM custody WHERE n=3")
    elif change == "middle":
        connection.execute("DELETE FROM custody WHERE n=2")
    elif change == "reorder":
        connection.execute("UPDATE custody SET n=-n WHERE n>1")
        connection.execute("UPDATE custody SET n=5+n WHERE n<0")
    elif change == "rechain":  # somebody who knows the format but not the key makes a consistent log
        (e,) = [e for e in custody.entries(kept) if e.n == 3]
        new = custody.digest(3, "2020-01-01T00:00:00+00:00", e.act, e.version, custody.commitments(e.fields, e.nonce), e.prev)
        connection.execute("UPDATE custody SET at='2020-01-01T00:00:00+00:00', hash=? WHERE n=3", (new,))
        (folder(kept) / "heads").write_text(f"3 {new}\n")
    else:
        (folder(kept) / "heads").unlink()
    faults = verify(kept).faults
    words = {"field": "entry 2: altered", "act": "entry 2: altered", "cut": "cut after entry 2", "middle": "entries 2 to 2 are missing",
             "reorder": "does not follow", "rechain": "seal", "heads": "missing"}
    assert any(words[change] in f for f in faults), faults
    if change == "rechain":
        assert any("noted earlier" in f for f in verify(kept, noted.head).faults)


def test_other_keys_are_told_not_trusted(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(kept, made.photo(tmp_path / "a.jpg"))
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "another"))
    put(kept, made.photo(tmp_path / "b.jpg", 2))
    found = verify(kept)
    assert (found.faults, found.foreign, found.items) == ([], 1, 2)
