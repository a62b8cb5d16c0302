"""Ingesting again reads only what is new."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from khabar import collect, pipeline
from khabar.cli import app, common
from khabar.ingest import expected


def test_what_is_in_the_store_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(f"قال الطبيب سامر قاسم إن {n + 3} جرحى وصلوا إلى المستشفى يوم الأحد.", encoding="utf-8")
    call = ["ingest", str(tmp_path / "0.txt"), str(tmp_path / "1.txt"), "--store", str(tmp_path / "x.db"), "--reader", "lexicon", "--published"]
    assert "2 reports taken in, 0 known" in CliRunner().invoke(app, [*call, "2024-03-14"]).output
    (tmp_path / "2.txt").write_text("قالت المحامية هبة سعد إن الشرطة اعتقلت شابين في دمشق.", encoding="utf-8")
    read, seen = pipeline.read, []
    monkeypatch.setattr(pipeline, "read", lambda text, **given: seen.append(text) or read(text, **given))
    again = CliRunner().invoke(app, [call[0], str(tmp_path / "2.txt"), *call[1:], "2024-03-14"])
    assert "1 reports taken in, 2 known" in again.output
    assert len(seen) == 1
    assert "2 reports taken in, 0 known" in CliRunner().invoke(app, [*call, "2024-03-15"]).output


def _jsonl(path: Path) -> Path:
    rows = [{"id": str(n), "text": f"قال الطبيب سامر قاسم إن {n + 3} جرحى وصلوا إلى المستشفى يوم الأحد.", "published": "2024-03-14", "outlet": "قناة السد"}
            for n in range(6)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines.insert(2, "{ no JSON")
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def _warc(path: Path) -> Path:
    parts = []
    for n in range(5):
        text = " ".join([f"قالت المهندسة رنا حداد إن {n + 4} منازل تضررت في البلدة بعد العاصفة."] * 6)
        page = f"<html><head><title>خبر {n}</title></head><body><article><p>{text}</p></article></body></html>".encode()
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
        head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000000{n}-0000-4000-8000-000000000000>\r\nWARC-Date: 2024-03-14T00:00:00Z\r\n"
                f"WARC-Target-URI: https://example.org/{n}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n")
        parts.append(head.encode() + body + b"\r\n\r\n")
    path.write_bytes(b"".join(parts))
    return path


def _contents(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return sorted(db.execute("SELECT data FROM happenings")) + sorted(db.execute("SELECT hash FROM reports")) + sorted(db.execute("SELECT input FROM problems"))


@pytest.mark.parametrize(("make", "name", "reports", "bad"), [(_jsonl, "x.jsonl.gz", 6, 1), (_warc, "x.warc", 5, 0)])
@pytest.mark.parametrize("stop", [1, 3])
def test_an_interrupted_run_goes_on_in_the_middle_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path], name: str, reports: int, bad: int, stop: int
) -> None:
    source = make(tmp_path / name)
    call = ["ingest", str(source), "--reader", "lexicon", "--published", "2024-03-14", "--store"]
    read, seen = pipeline.read, []

    def interrupted(text: str, **given: object) -> object:
        if len(seen) == stop:
            raise KeyboardInterrupt
        seen.append(text)
        return read(text, **given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read", interrupted)
        assert CliRunner().invoke(app, [*call, str(tmp_path / "a.db")]).exit_code != 0
    again = CliRunner().invoke(app, [*call, str(tmp_path / "a.db")])
    assert f"{reports - stop} reports taken in, {stop} known already, {bad} problems" in again.output
    CliRunner().invoke(app, [*call, str(tmp_path / "b.db")])
    assert _contents(tmp_path / "a.db") == _contents(tmp_path / "b.db")


def test_a_fault_of_ours_costs_one_report_and_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add, seen = collect.add, []

    def faulty(kept: object, record: object) -> bool:
        seen.append(record)
        if len(seen) == 2:
            raise IndexError("out of range")
        return add(kept, record)  # type: ignore[arg-type]

    monkeypatch.setattr(collect, "add", faulty)
    got = CliRunner().invoke(app, ["ingest", str(_jsonl(tmp_path / "x.jsonl.gz")), "--reader", "lexicon", "--store", str(tmp_path / "a.db")])
    assert got.exit_code == 2 and "5 reports taken in, 0 known already, 2 problems" in got.output and "Traceback" not in got.output
    assert "could not be gathered (IndexError" in CliRunner().invoke(app, ["problems", "--store", str(tmp_path / "a.db")]).output


def test_the_bar_counts_lines_and_holds_nothing(tmp_path: Path) -> None:
    assert expected([str(_jsonl(tmp_path / "x.jsonl.gz")), "a.txt", "-"]) == 7 + 1 + 1
    taken: list[int] = []
    def source() -> Iterator[int]:
        for n in range(50):
            taken.append(n)
            yield n
    shown = common.with_progress(source(), Console(force_terminal=True, file=io.StringIO()), lambda: 40)
    assert [next(shown), next(shown)] == [0, 1] and len(taken) == 2
    assert sum(1 for _ in shown) == 48
