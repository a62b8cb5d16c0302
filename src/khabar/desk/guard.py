"""The gate before every page: headers, sizes, who is in, and where a request comes from."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khabar.desk.access import COOKIE, Session, Sessions, same

#: No inline script or style, nothing from elsewhere, no frames around the desk, forms only to the desk.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; media-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "x-frame-options": "DENY",
    "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}  # fmt: skip
_OPEN = ("/static/", "/enter", "/sign-in", "/set")


class TooLargeError(Exception):
    """The body of a request is larger than allowed."""


class Guard:
    """ASGI middleware. Everything but the way in and the static files needs a session; changes need its token too."""

    def __init__(self, app: ASGIApp, sessions: Sessions, stands: Callable[[Session], bool], hosts: tuple[str, ...], largest: int, films: int) -> None:
        self.app, self.sessions, self.stands, self.hosts, self.largest, self.films = app, sessions, stands, hosts, largest, films

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-store"
            await send(message)

        answer = self._refusal(scope)
        if answer is not None:
            await answer(scope, receive, sent)
            return
        try:
            await self.app(scope, self._limited(receive, self._most(scope)), sent)
        except TooLargeError:
            if not started:
                await PlainTextResponse("too large", 413)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """The answer to a request that may not go on."""
        headers, path = Headers(scope=scope), scope["path"]
        if not self._host(headers.get("host", "")):
            return PlainTextResponse("not under this name", 400)
        if int(headers.get("content-length") or 0) > self._most(scope):
            return PlainTextResponse("too large", 413)
        session = self.sessions.find(Request(scope).cookies.get(COOKIE))
        if session is not None and not path.startswith("/static/") and not self.stands(session):
            self.sessions.end_of(session.who)
            session = None
        scope["session"] = session
        changes = scope["method"] not in ("GET", "HEAD")
        if changes and not _from_here(headers):
            return PlainTextResponse("not from this desk", 403)
        if path.startswith(_OPEN):
            return None
        if session is None:
            return PlainTextResponse("", 401, {"hx-redirect": "/sign-in"}) if headers.get("hx-request") else RedirectResponse("/sign-in", 303)
        if changes and not same(headers.get("x-csrf", ""), session.csrf) and "form" not in headers.get("content-type", ""):
            return PlainTextResponse("the page is too old; load it anew", 403)
        return None

    def _host(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return "*" in self.hosts or name in self.hosts

    def _most(self, scope: Scope) -> int:
        """Bytes that a request may bring: more where films are dropped."""
        return self.films if scope["path"] == "/material" else self.largest

    def _limited(self, receive: Receive, most: int) -> Receive:
        size = 0

        async def limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise TooLargeError
            return message

        return limited


def _from_here(headers: Headers) -> bool:
    """A browser says where a change comes from; it must be this desk. (Under ``no-referrer`` it would say ``null``.)"""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return urlsplit(origin).netloc == headers.get("host", "")
