"""Feeds, archives, e-mail, PDF, packed files."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from email.message import EmailMessage
from pathlib import Path

import pytest
import zstandard

from khabar.errors import InputError
from khabar.ingest import Item, reports
from khabar.ingest.compressed import read_all
from khabar.ingest.feeds import opml_urls

TEXT = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء، وإن القوات تعمل على فتحه."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>صحيفة الوادي</title>
<item><title>إغلاق الطريق</title><link>https://example.org/1</link><pubDate>Tue, 12 Mar 2024 10:00:00 +0300</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;وأضاف أن الحركة توقفت.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title></title></item></channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>مرصد الساحل</title><entry><title>خبر</title>
<id>tag:1</id><updated>2024-03-12T10:00:00Z</updated><content type="html">{TEXT}</content></entry></feed>"""


def one(path: Path) -> Item:
    (item,) = reports([str(path)])
    assert isinstance(item, Item), item
    return item


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "x.rss").write_text(RSS, encoding="utf-8")
    item = one(tmp_path / "x.rss")
    assert item.text == f"إغلاق الطريق\n{TEXT}\nوأضاف أن الحركة توقفت."
    assert (item.outlet, item.published, item.uri) == ("صحيفة الوادي", "2024-03-12", "https://example.org/1")


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "x.atom").write_text(ATOM, encoding="utf-8")
    item = one(tmp_path / "x.atom")
    assert TEXT in item.text and item.published == "2024-03-12"


def test_no_feed(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<a/>", encoding="utf-8")
    (error,) = reports([str(tmp_path / "x.xml")])
    assert isinstance(error, InputError)


def test_opml() -> None:
    data = b'<opml><body><outline title="a"><outline xmlUrl="https://x/rss" text="b"/></outline></body></opml>'
    assert opml_urls(data, "w") == [("https://x/rss", "b")]
    entity = b'<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="https://x/" text="&e;"/></body></opml>'
    for data in (entity, b"<opml/>", b"no markup"):
        with pytest.raises(InputError):
            opml_urls(data, "w")


def test_mail_keeps_no_sender(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "secret@example.org", "desk@example.org", "خبر عاجل"
    message["Date"] = "Tue, 12 Mar 2024 10:00:00 +0300"
    message.set_content(TEXT)
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    (tmp_path / "x.eml").write_bytes(bytes(message))
    item = one(tmp_path / "x.eml")
    assert item.text == TEXT and item.published == "2024-03-12" and item.title == "خبر عاجل"
    assert "secret" not in repr(item)


def test_broken_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 broken")
    (error,) = reports([str(tmp_path / "x.pdf")])
    assert isinstance(error, InputError)


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [(".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress), (".zst", lambda d: zstandard.ZstdCompressor().compress(d))],
)
def test_packed_json_lines(tmp_path: Path, suffix: str, pack) -> None:  # type: ignore[no-untyped-def]
    lines = "\n".join(json.dumps({"id": str(n), "text": TEXT}) for n in range(3)).encode()
    path = tmp_path / f"x.jsonl{suffix}"
    path.write_bytes(pack(lines))
    assert [x.id for x in reports([str(path)]) if isinstance(x, Item)] == ["0", "1", "2"]
    path.write_bytes(pack(lines)[:-4] if suffix != ".zst" else b"(\xb5/\xfdbroken")
    assert isinstance(list(reports([str(path)]))[-1], InputError)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.txt.gz"
    path.write_bytes(gzip.compress(b"\0" * 5_000_000))
    with pytest.raises(InputError, match="larger"):
        read_all(path, limit=1_000_000)


def test_warc(tmp_path: Path) -> None:
    from tests.ingest.test_reports import PAGE

    body = PAGE.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    out = io.BytesIO()
    for uri in (b"https://example.org/a", b"https://example.org/b"):
        out.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + uri + b"\r\nWARC-Date: 2024-03-12T10:00:00Z\r\n"
                  b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n")
    path = tmp_path / "x.warc"
    path.write_bytes(out.getvalue())
    assert [x.uri for x in reports([str(path)]) if isinstance(x, Item)] == ["https://example.org/a", "https://example.org/b"]
    path.write_bytes(b"no archive")
    assert isinstance(list(reports([str(path)]))[-1], InputError)
