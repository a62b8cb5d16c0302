"""Fetching pages and feeds, politely and safely.

Only http and https; never an address in a private, loopback, link-local or reserved range unless allowed, checked at
the moment of connecting (so that a name cannot be pointed elsewhere between check and connection) and again for every
redirect; robots.txt is kept as RFC 9309 says (redirects followed, a server's fault forbids all), with its Crawl-delay; one
request per host at a time with a pause between; timeouts; a size limit; conditional requests.
"""

from __future__ import annotations

import ipaddress
import math
import socket
import time
import urllib.robotparser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from khabar.errors import InputError

AGENT = "khabar (news reader; +https://pypi.org/project/khabar)"
PAUSE_SECONDS = 2.0
TIMEOUT_SECONDS = 20.0
LONGEST_SECONDS = 120.0
_LONGEST_PAUSE = 60.0
LARGEST = 16 * 1024 * 1024
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer; ``data`` is None when the page is unchanged since the etag or date given."""

    url: str
    data: bytes | None
    kind: str
    etag: str | None
    modified: str | None


class _Backend(httpcore.SyncBackend):
    """Connects to checked addresses only."""

    def __init__(self, allow_private: bool) -> None:
        self._allow = allow_private

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
                    socket_options: Iterable[Any] | None = None) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error.strerror}") from None
        for *_, address in found:
            if not self._allow and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_global:
                raise httpcore.ConnectError(f"{host} is at {address[0]}, which is not a public address")
        return super().connect_tcp(str(found[0][4][0]), port, timeout, local_address, socket_options)


class Fetcher:
    """Fetches for one run; remembers robots.txt and when each host was last asked."""

    def __init__(self, *, allow_private: bool = False, pause: float = PAUSE_SECONDS) -> None:
        transport = httpx.HTTPTransport()
        transport._pool = httpcore.ConnectionPool(network_backend=_Backend(allow_private), retries=1)
        self._client = httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False,
                                    headers={"User-Agent": AGENT, "Accept-Language": "ar"})
        self._pause = pause
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a page. Raises InputError that names the address and the reason."""
        headers = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        at, response, data = self._followed(url, headers, robots=True)
        if response.status_code == 304:
            return Fetched(at, None, "", etag, modified)
        if response.status_code != 200:
            raise InputError(f"answered {response.status_code} {response.reason_phrase}", at)
        return Fetched(at, data, response.headers.get("content-type", ""), response.headers.get("etag"), response.headers.get("last-modified"))

    def _followed(self, url: str, headers: dict[str, str], robots: bool) -> tuple[str, httpx.Response, bytes]:
        """The answer behind any redirects, and its address; each address is checked, and asked of robots.txt if wanted."""
        at = url
        for _ in range(_REDIRECTS + 1):
            _check(at)
            if robots and not self._allowed(at):
                raise InputError("robots.txt forbids fetching it", at)
            response, data = self._request(at, headers)
            if response.status_code not in (301, 302, 303, 307, 308) or "location" not in response.headers:
                return at, response, data
            at = urljoin(at, response.headers["location"])
        raise InputError(f"redirects more than {_REDIRECTS} times", url)

    def _request(self, url: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        host = urlsplit(url).netloc
        wait = self._last.get(host, -math.inf) + self._pause_of(url) - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        end = time.monotonic() + LONGEST_SECONDS
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                data = bytearray()
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > LARGEST:
                        raise InputError(f"is larger than {LARGEST // 1_048_576} MB", url)
                    if time.monotonic() > end:
                        raise InputError(f"takes longer than {LONGEST_SECONDS:.0f} seconds", url)
                return response, bytes(data)
        except (httpx.HTTPError, httpcore.ConnectError, httpcore.NetworkError, httpcore.TimeoutException, ValueError) as error:
            raise InputError(f"cannot be fetched: {error or type(error).__name__}", url) from None
        finally:
            self._last[host] = time.monotonic()

    def _allowed(self, url: str) -> bool:
        root = _root(url)
        if root not in self._robots:
            _, response, data = self._followed(f"{root}/robots.txt", {}, robots=False)
            if response.status_code >= 500:
                raise InputError(f"is not fetched: its robots.txt answered {response.status_code}", url)
            rules = urllib.robotparser.RobotFileParser()
            rules.parse(data.decode("utf-8-sig", "replace").splitlines() if response.status_code == 200 else [])
            self._robots[root] = rules
        return self._robots[root].can_fetch(AGENT, url)

    def _pause_of(self, url: str) -> float:
        """Seconds between two requests to a host: ours, or what its robots.txt asks for, within reason."""
        rules = self._robots.get(_root(url))
        asked = float(rules.crawl_delay(AGENT) or 0.0) if rules is not None and self._pause else 0.0
        return max(self._pause, min(asked, _LONGEST_PAUSE))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("only http and https addresses are fetched", url)
    if parts.username or parts.password:
        raise InputError("addresses with a password are not fetched", url)
