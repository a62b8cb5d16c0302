"""Inputs of every form, of this machine and at addresses: each gives its reports, and what cannot be read is told by its own name."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khabar.ingest import Item
from khabar.scale import plan, run
from khabar.scale.records import records
from khabar.scale.shards import ShardResult, items

TEXT = "قال الحاكم فريد السامي إن ثلاثة جنود قتلوا في هجوم على بلدة الحويجة الجمعة."
LINES = "".join(json.dumps({"text": f"{TEXT} وأضاف أن {n} آخرين أصيبوا.", "published": "2024-03-16"}) + "\n" for n in (4, 7)).encode()


def archive() -> bytes:
    """A web archive of one page, packed."""
    page = f'<html><body><article><p>{TEXT}</p></article></body></html>'.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: 2024-03-12T10:00:00Z\r\n"
    return gzip.compress(head + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n")


def table(path: Path) -> bytes:
    """Two reports as Parquet."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist([json.loads(line) for line in LINES.splitlines()]), path)
    return path.read_bytes()


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A file system in memory, at memory:// addresses."""
    fsspec = pytest.importorskip("fsspec", reason="needs khabar[scale]")
    memory = fsspec.filesystem("memory")
    yield memory
    memory.rm("/", recursive=True)


def go(uri: str, out: Path) -> tuple[list[ShardResult], dict[str, str]]:
    results: list[ShardResult] = []
    return results, run(plan([uri]), out, 1, "lexicon", "jsonl", results.append)


@pytest.mark.parametrize(("name", "reports"), [("x.jsonl", 2), ("x.jsonl.gz", 2), ("x.warc.gz", 1), ("x.parquet", 2)])
def test_an_address_gives_what_the_file_gives(bucket: Any, tmp_path: Path, name: str, reports: int) -> None:
    data = {"x.jsonl": LINES, "x.jsonl.gz": gzip.compress(LINES), "x.warc.gz": archive()}.get(name) or table(tmp_path / "t")
    (tmp_path / name).write_bytes(data)
    bucket.pipe(f"/news/{name}", data)
    for uri, out in ((str(tmp_path / name), tmp_path / "one"), (f"memory://news/{name}", tmp_path / "two")):
        results, failed = go(uri, out)
        assert failed == {}
        assert [(r.reports, r.bad) for r in results] == [(reports, 0)]
    one, two = ([r.report.text for r in records(tmp_path / out)] for out in ("one", "two"))
    assert one == two


def test_what_is_wrong_is_told_by_the_address(bucket: Any, tmp_path: Path) -> None:
    bucket.pipe("/news/x.jsonl", LINES + b"{broken\n")
    (shard,) = plan(["memory://news/x.jsonl"])
    assert [i.where for i in items(shard)] == [f"memory://news/x.jsonl:{n}" for n in (1, 2, 3)]
    bucket.pipe("/news/x.jsonl.gz", gzip.compress(LINES)[:-9])
    assert go("memory://news/x.jsonl.gz", tmp_path)[1]["x.jsonl.gz"].startswith("memory://news/x.jsonl.gz: cannot be unpacked")


@pytest.mark.parametrize("name", ["none.jsonl", "none.warc", "none.parquet"])
@pytest.mark.parametrize("where", ["memory://news/", "", "nowhere://"])
def test_what_is_not_there_fails_and_is_no_finished_shard(bucket: Any, tmp_path: Path, where: str, name: str) -> None:
    uri = where + name if where else str(tmp_path / name)
    results, failed = go(uri, tmp_path / "out")
    assert (results, list(failed)) == ([], [name])
    assert failed[name].startswith(uri)
    assert not list((tmp_path / "out").glob("none*"))


def test_a_damaged_file_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "whole.jsonl").write_bytes(LINES)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(LINES)[:-9])
    results: list[ShardResult] = []
    failed = run(plan([str(tmp_path / "cut.jsonl.gz"), str(tmp_path / "whole.jsonl")]), tmp_path / "out", 1, "lexicon", "jsonl", results.append)
    assert list(failed) == ["cut.jsonl.gz"]
    assert [r.reports for r in results] == [2]


def test_a_connection_that_breaks_is_tried_again(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    bucket.pipe("/news/x.jsonl", LINES)
    right, tries = fsspec.open, 0

    def breaking(*given: object) -> object:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise RuntimeError("the bucket does not answer")
        return right(*given)

    monkeypatch.setattr(fsspec, "open", breaking)
    results, failed = go("memory://news/x.jsonl", tmp_path / "out")
    assert (failed, [r.reports for r in results], tries) == ({}, [2], 3)
    tries = -9
    _, failed = go("memory://news/x.jsonl", tmp_path / "again")
    assert failed == {"x.jsonl": "memory://news/x.jsonl: given up after 3 tries: cannot be fetched: the bucket does not answer"}


def test_a_damaged_table_is_one_clear_error(tmp_path: Path) -> None:
    whole = table(tmp_path / "t")
    for n, data in enumerate((whole[:-30], whole[:60] + b"x" * 60 + whole[120:], b"")):
        (path := tmp_path / f"x{n}.parquet").write_bytes(data)
        results, failed = go(str(path), tmp_path / "out")
        assert failed[f"x{n}.parquet"].startswith(f"{path}: is damaged") and not results


def test_a_row_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    """A day that Python has no name for, text as bytes, bytes that are no text; each is told by its row."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = [TEXT.encode(), TEXT.encode(), b"\xd9\x82\xff" * 9, *[TEXT.encode()] * 297]
    days = [1710288000, 2**40, *[1710288000] * 298]
    pq.write_table(pa.table({"text": texts, "published": pa.array(days, pa.timestamp("s")), "more": [[1]] * 300}), tmp_path / "x.parquet")
    found = list(items(plan([str(tmp_path / "x.parquet")])[0]))
    assert [i.where.rsplit("#", 1)[1] for i in found if i.where] == [str(n) for n in range(1, 301)]
    assert [i.published for i in found if isinstance(i, Item)] == ["2024-03-13"] * 299
    assert "is not a date" in str(found[1])
    results, failed = go(str(tmp_path / "x.parquet"), tmp_path / "out")
    assert (failed, [(r.reports, r.bad) for r in results]) == ({}, [(298, 2)])
    pq.write_table(pa.table({"story": [TEXT]}), tmp_path / "y.parquet")
    assert "has no column text" in go(str(tmp_path / "y.parquet"), tmp_path / "out")[1]["y.parquet"]


def test_an_archive_is_called_by_its_address(bucket: Any) -> None:
    bucket.pipe("/news/x.warc.gz", archive())
    (page,) = items(plan(["memory://news/x.warc.gz"])[0])
    assert isinstance(page, Item)
    assert (page.where, page.uri) == ("memory://news/x.warc.gz#1", "https://example.org/1")
