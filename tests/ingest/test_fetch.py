"""Fetching: polite, and never where it should not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from khabar.errors import InputError
from khabar.ingest import fetch
from khabar.ingest.fetch import Fetcher


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /secret\n")
        elif self.path == "/page":
            if self.headers.get("If-None-Match") == '"1"':
                self._send(304, b"")
            else:
                self._send(200, "خبر".encode(), etag='"1"')
        elif self.path == "/away":
            self._send(302, b"", location="http://169.254.169.254/latest")
        elif self.path == "/file":
            self._send(302, b"", location="file:///etc/passwd")
        elif self.path == "/loop":
            self._send(302, b"", location="/loop")
        elif self.path == "/large":
            self._send(200, b"x" * 200_000)
        else:
            self._send(404, b"")

    def _send(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
    server.shutdown()


def test_page_and_conditional_request(site: tuple[str, list[str]]) -> None:
    got = Fetcher(allow_private=True, pause=0).get(site[0] + "/page")
    assert got.data == "خبر".encode() and got.etag == '"1"'
    assert Fetcher(allow_private=True, pause=0).get(site[0] + "/page", etag='"1"').data is None


def test_robots_are_kept(site: tuple[str, list[str]]) -> None:
    with pytest.raises(InputError, match=r"robots\.txt"):
        Fetcher(allow_private=True, pause=0).get(site[0] + "/secret")
    assert "/secret" not in site[1]


def test_private_addresses_are_refused(site: tuple[str, list[str]]) -> None:
    for url in (site[0] + "/page", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/"):
        with pytest.raises(InputError, match="not a public address"):
            Fetcher(pause=0).get(url)
    assert site[1] == []


@pytest.mark.parametrize("path", ["/file", "/loop", "/nothing"])
def test_bad_answers(site: tuple[str, list[str]], path: str) -> None:
    with pytest.raises(InputError):
        Fetcher(allow_private=True, pause=0).get(site[0] + path)


def test_a_redirect_is_checked_again(site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = Fetcher(allow_private=True, pause=0)
    fetcher.get(site[0] + "/page")
    monkeypatch.setattr(fetcher._client._transport._pool._network_backend, "_allow", False)  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="not a public address"):
        fetcher.get(site[0] + "/away")


def test_large_answers_are_cut_off(site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 100_000)
    with pytest.raises(InputError, match="larger"):
        Fetcher(allow_private=True, pause=0).get(site[0] + "/large")


def test_hosts_are_asked_with_a_pause(site: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waits.append)
    Fetcher(allow_private=True, pause=5).get(site[0] + "/page")
    assert waits and 4 < waits[0] <= 5


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/passwd", "http://user:pw@example.org/", "javascript:x"])
def test_other_schemes(url: str) -> None:
    with pytest.raises(InputError):
        Fetcher().get(url)
