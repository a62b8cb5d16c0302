"""Hostile and broken files: an error that names the place, and nothing else lost. Most of these were found by benchmarks/fuzz.py."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.ingest import Item, compressed, reports
from khabar.ingest.exports import opened
from khabar.ingest.exports import read as read_export
from khabar.ingest.feeds import from_feed
from khabar.ingest.messages import Pseudonyms

TEXT = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء، وإن القوات تعمل على فتحه، وأضاف أن الأهالي عادوا إلى بيوتهم."
PAGE = f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()


def record(number: int, length: str | None = None, kind: str = "response", http: bytes | None = None) -> bytes:
    """A WARC record; ``length`` is what it claims, when that is not true."""
    if http is None:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2024-03-12T10:00:00Z\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length or len(http)}\r\n\r\n")
    return head.encode() + http + b"\r\n\r\n"


def read_archive(folder: Path, records: list[bytes], packed: bool) -> tuple[list[str], list[str]]:
    """Numbers of the pages read from an archive, and the errors."""
    path = folder / f"x.warc{'.gz' if packed else ''}"
    path.write_bytes(b"".join(gzip.compress(r) for r in records) if packed else b"".join(records))
    found = list(reports([str(path)]))
    return [i.uri[-1] for i in found if isinstance(i, Item) and i.uri], [str(e) for e in found if isinstance(e, InputError)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", ["response", "metadata"])
@pytest.mark.parametrize("length", ["0", "1", "50", "700", "1200", "1000000", "9223372036854775808", "-5", "abc"])
def test_a_record_that_lies_about_its_length_costs_no_other(tmp_path: Path, length: str, kind: str, packed: bool) -> None:
    pages, errors = read_archive(tmp_path, [record(1), record(2, length, kind), record(3), record(4)], packed)
    assert [p for p in pages if p != "2"] == ["1", "3", "4"]
    assert errors and all("#2" in e for e in errors)


def test_an_archive_is_read_past_a_window_of_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar.ingest import warc

    monkeypatch.setattr(warc, "_WINDOW", 40)
    assert read_archive(tmp_path, [record(1), record(2, "0"), record(3)], packed=False)[0] == ["1", "3"]


def test_encodings_of_a_response_are_undone(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    http = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n")
    assert read_archive(tmp_path, [record(1, http=http), record(2)], packed=False) == (["1", "2"], [])


@pytest.mark.parametrize("day", ["0000-00-00", "-1", "Tue, 99 Mar 2024", "9999-99-99T99:99:99Z", "10000-01-01"])
def test_days_that_are_none(day: str) -> None:
    (item,) = from_feed(f'<rss version="2.0"><channel><item><title>{TEXT}</title><pubDate>{day}</pubDate></item></channel></rss>'.encode(), "x")
    assert item.text == TEXT


def test_a_feed_whose_encoding_is_no_word() -> None:
    with pytest.raises(InputError):
        from_feed(b'<?xml version="1.0" encoding="u\x8b"?><rss version="2.0"></rss>', "x")


def test_a_member_without_a_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name in (".", "_chat.txt"):
            box.writestr(zipfile.ZipInfo(name), "x")
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    with opened(tmp_path / "x.zip") as box:
        assert box.members == ("_chat.txt",)
        assert "has no name" in str(box.refused[0])


def test_a_damaged_member(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("_chat.txt", "[13/03/2024, 14:05:33] رنا: وصلنا\n" * 50)
    data = bytearray(out.getvalue())
    start = data.index(b"_chat.txt") + len("_chat.txt")
    for byte in range(start, start + 40):
        broken = data.copy()
        broken[byte] ^= 0xFF
        (tmp_path / "x.zip").write_bytes(broken)
        with pytest.raises(InputError), opened(tmp_path / "x.zip") as box:
            read_export(box, Pseudonyms())


@pytest.mark.parametrize("make", [lambda n: b"\n" * n, lambda n: b"{}\n" * (n // 3)])
def test_a_bomb_of_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[int], bytes]) -> None:
    monkeypatch.setattr(compressed, "_FREE", 100_000)
    monkeypatch.setattr(compressed, "_EMPTY", 50_000)
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(make(1_000_000)))
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    found = list(reports([str(path), str(good)]))
    assert "bomb" in str(found[-2]) or "empty lines" in str(found[-2])
    assert isinstance(found[-1], Item)


def test_a_tag_of_many_attributes(tmp_path: Path) -> None:
    for name, attributes in (("x", " ".join(f"a{n}=1" for n in range(100_000))), ("y", "a " * 100_000), ("z", f'src="data:{"x " * 100_000}"')):
        (tmp_path / f"{name}.html").write_text(f"<html><body><article><p {attributes}>{TEXT}</p></article></body></html>", encoding="utf-8")
    found = list(reports([str(tmp_path / f"{n}.html") for n in "xyz"]))
    assert [isinstance(i, Item) for i in found] == [False, False, True]
    assert "attributes" in str(found[0])


@pytest.mark.slow
def test_a_page_that_unpacks_to_much_takes_no_more_than_its_limit(tmp_path: Path) -> None:
    import tracemalloc

    packed = gzip.compress(b"<p>" + b"a" * 300_000_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
    tracemalloc.start()
    try:
        assert read_archive(tmp_path, [record(1, http=http), record(2)], packed=False)[0] == ["2"]
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_an_encoding_that_the_crawler_has_undone(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n" + PAGE
    assert read_archive(tmp_path, [record(1, http=http)], packed=False) == (["1"], [])


def test_an_e_mail_of_nested_parts(tmp_path: Path) -> None:
    path, good = tmp_path / "x.eml", tmp_path / "good.txt"
    path.write_text("Subject: x\n" + "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(10_000)) + f"Content-Type: text/plain\n\n{TEXT}\n")
    good.write_text(TEXT, encoding="utf-8")
    found = list(reports([str(path), str(good)]))
    assert isinstance(found[0], InputError) and "nested too deeply" in str(found[0])
    assert isinstance(found[1], Item)


def test_an_empty_member_is_not_the_end(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(gzip.compress(r) for r in (record(1), b"", record(2), b"", b"", record(3))))
    assert [i.uri[-1] for i in reports([str(path)]) if isinstance(i, Item) and i.uri] == ["1", "2", "3"]
