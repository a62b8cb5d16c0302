"""Addresses given to ingest and watch: fetched in one run with pauses, conditional, by the rules of robots.txt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli import app
from khabar.errors import InputError
from khabar.ingest import Item, fetch, reports
from khabar.ingest.fetch import Fetcher

TEXT = "قال مسؤول محلي إن خمسة مدنيين قتلوا في هجوم على سوق البلدة يوم الثلاثاء، وإن القوات تعمل على فتح الطريق المغلق منذ الصباح."
PAGE = f'<html><head><meta property="article:published_time" content="2024-03-12"></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>'
FEED = (f"<rss version='2.0'><channel><title>صحيفة الوادي</title><item><title>هجوم</title><pubDate>Tue, 12 Mar 2024 10:00:00 +0300</pubDate>"
        f"<description>{TEXT}</description></item><item><title>Only English here</title></item></channel></rss>")

PAGES = {"/a": ("text/html", PAGE), "/b": ("text/html", PAGE.replace("خمسة", "ستة")), "/t": ("text/plain; charset=utf-8", TEXT), "/feed": ("application/rss+xml", FEED)}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = self.server.asked  # type: ignore[attr-defined]
        asked.append((self.path, self.headers.get("If-None-Match")))
        if self.path == "/robots.txt":
            code, head, body = self.server.robots  # type: ignore[attr-defined]
        elif self.path == "/rules":
            code, head, body = 200, {}, b"User-agent: *\nDisallow: /b\n"
        elif self.path in PAGES and self.headers.get("If-None-Match") != '"1"':
            code, head, body = 200, {"ETag": '"1"', "Content-Type": PAGES[self.path][0]}, PAGES[self.path][1].encode()
        else:
            code, head, body = (304 if self.path in PAGES else 404), {}, b""
        self.send_response(code)
        for name, value in ({"Content-Length": str(len(body))} | head).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setattr(fetch.Fetcher.__init__, "__kwdefaults__", {"allow_private": False, "pause": 0.0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.robots = [], (404, {}, b"")  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def url(site: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}{path}"


def test_ingest_takes_addresses(site: ThreadingHTTPServer, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "x.db"), "--reader", "lexicon"]
    got = CliRunner().invoke(app, ["ingest", url(site, "/a"), url(site, "/nothing"), url(site, "/t"), *store, "--allow-private"])
    assert "2 reports taken in, 0 known already, 1 problems" in got.output and got.exit_code == 2
    assert [p for p, _ in site.asked] == ["/robots.txt", "/a", "/nothing", "/t"]  # type: ignore[attr-defined]
    assert "/nothing: answered 404" in CliRunner().invoke(app, ["problems", *store[:2]]).output
    refused = CliRunner().invoke(app, ["ingest", url(site, "/b"), *store])
    assert "not a public address" in refused.output and len(site.asked) == 4  # type: ignore[attr-defined]


def test_addresses_of_one_host_are_fetched_with_pauses(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(fetch.Fetcher.__init__, "__kwdefaults__", {"allow_private": False, "pause": 5.0})
    monkeypatch.setattr(fetch.time, "sleep", waits.append)
    found = list(reports([url(site, "/a"), url(site, "/b")], allow_private=True))
    assert [i.published for i in found if isinstance(i, Item)] == ["2024-03-12"] * 2
    assert len(waits) == 2 and all(4 < w <= 5 for w in waits)  # after robots.txt, after /a


def test_the_hosts_own_pause_is_kept(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    site.robots = (200, {}, b"User-agent: *\nCrawl-delay: 30\n")  # type: ignore[attr-defined]
    monkeypatch.setattr(fetch.time, "sleep", waits.append)
    Fetcher(allow_private=True, pause=1).get(url(site, "/a"))
    assert len(waits) == 1 and 29 < waits[0] <= 30


def test_robots_behind_a_redirect_are_kept(site: ThreadingHTTPServer) -> None:
    site.robots = (301, {"Location": "/rules"}, b"")  # type: ignore[attr-defined]
    fetcher = Fetcher(allow_private=True)
    assert fetcher.get(url(site, "/a")).data
    with pytest.raises(InputError, match=r"robots\.txt forbids"):
        fetcher.get(url(site, "/b"))


def test_a_server_that_fails_to_give_its_robots_is_left_alone(site: ThreadingHTTPServer) -> None:
    site.robots = (503, {}, b"")  # type: ignore[attr-defined]
    with pytest.raises(InputError, match=r"robots\.txt answered 503"):
        Fetcher(allow_private=True).get(url(site, "/a"))


def test_an_answer_that_never_ends_is_given_up(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST_SECONDS", -1.0)
    with pytest.raises(InputError, match="takes longer"):
        Fetcher(allow_private=True).get(url(site, "/rules"))


def test_watch_asks_only_for_what_changed_and_reads_only_what_is_new(site: ThreadingHTTPServer, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(
        f'<opml><body><outline text="صحيفة الوادي" xmlUrl="{url(site, "/feed")}"/><outline xmlUrl="{url(site, "/gone")}"/></body></opml>', encoding="utf-8")
    call = ["watch", str(tmp_path / "feeds.opml"), "--store", str(tmp_path / "x.db"), "--reader", "lexicon", "--rounds", "1", "--allow-private"]
    first = CliRunner().invoke(app, call)
    assert "/feed: 2 entries, 1 new" in first.output and "/gone" in first.output
    again = CliRunner().invoke(app, call)
    assert "/feed: unchanged" in again.output
    assert [e for p, e in site.asked if p == "/feed"] == [None, '"1"']  # type: ignore[attr-defined]
    kept = CliRunner().invoke(app, ["problems", "--store", str(tmp_path / "x.db")]).output
    assert "/gone: answered 404" in kept and "/feed#2: is not Arabic" in kept


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/html", "text/plain; charset=utf-8"])
def test_ingest_takes_a_list_of_feeds_that_is_named(site: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setitem(PAGES, "/feed", (kind, "<?xml version='1.0'?><!-- made by hand -->" + FEED))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "feeds.opml").write_text(f'<opml><body><outline text="صحيفة الوادي" xmlUrl="{url(site, "/feed")}"/></body></opml>', encoding="utf-8")
    call = ["--store", str(tmp_path / "x.db"), "--reader", "lexicon", "--allow-private"]
    inside = CliRunner().invoke(app, ["ingest", str(tmp_path / "in"), *call])
    assert "is a list of feeds" in inside.output and site.asked == []  # type: ignore[attr-defined]
    got = CliRunner().invoke(app, ["ingest", str(tmp_path / "in" / "feeds.opml"), *call])
    assert "1 reports taken in, 0 known already, 1 problems" in got.output
