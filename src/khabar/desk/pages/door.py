"""The way in and out: the first link, signing in, language and theme."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.desk.access import COOKIE, SESSION_SECONDS, Session, checked, same
from khabar.desk.posting import field, posting
from khabar.desk.render import page
from khabar.desk.state import Desk
from khabar.desk.texts import LANGUAGES
from khabar.store.people import Role, User, log

_YEAR = 365 * 24 * 3600


def enter(request: Request) -> Response:
    """The first link: its token opens a session."""
    desk: Desk = request.app.state.desk
    token = desk.settings.token
    if token is None or not request.app.state.limiter.allowed(f"enter {_client(request)}"):
        return page(request, "sign_in.html", 429 if token else 403, message="often" if token else "")
    if not same(request.query_params.get("token", ""), token):
        log(desk.store, "?", "refused", "first link")
        return page(request, "sign_in.html", 403, message="link")
    request.app.state.limiter.forgive(f"enter {_client(request)}")
    return _let_in(request, desk.settings.owner, "admin")


def sign_in_page(request: Request) -> Response:
    """Where to type name and password; or, with a first link, that it is needed."""
    return page(request, "sign_in.html", message="")


async def sign_in(request: Request) -> Response:
    """Check name and password; few attempts a minute from one machine and for one name."""
    async with request.form(max_files=0, max_fields=10) as form:
        name, password = field(form, "name", 100), field(form, "password", 1000)
    return await run_in_threadpool(_sign_in, request, name, password)


def _sign_in(request: Request, name: str, password: str) -> Response:
    desk: Desk = request.app.state.desk
    limiter = request.app.state.limiter
    if not (limiter.allowed(f"from {_client(request)}") and limiter.allowed(f"as {name}")):
        return page(request, "sign_in.html", 429, message="often")
    user = checked(desk.store, name, password) if desk.settings.token is None else None
    if user is None:
        log(desk.store, name or "?", "refused", "password")
        return page(request, "sign_in.html", 403, message="password")
    limiter.forgive(f"from {_client(request)}")
    limiter.forgive(f"as {name}")
    return _let_in(request, name, user.role, user)


@posting("reader")
def sign_out(request: Request, session: Session, _: FormData) -> Response:
    """End the session."""
    request.app.state.sessions.end(request.cookies.get(COOKIE))
    log(request.app.state.desk.store, session.who, "signed out")
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


def choose(request: Request) -> Response:
    """Remember language or theme in a cookie and go back to where the link was followed."""
    answer = RedirectResponse(_before(request), 303)
    for name, allowed in (("lang", LANGUAGES), ("theme", ("auto", "light", "dark"))):
        value = request.query_params.get(name)
        if value is not None and value in allowed:
            answer.set_cookie(name, value, max_age=_YEAR, samesite="strict", httponly=True, secure=request.app.state.desk.settings.secure)
    return answer


def _before(request: Request) -> str:
    """The page of this desk that a link was followed on, with the filters that its address has by now; the first page for others."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.headers.get("host") or not came.path.startswith("/") or came.path.startswith(("//", "/\\")):
        return "/"
    return came.path + (f"?{came.query}" if came.query else "")


def _let_in(request: Request, who: str, role: Role, user: User | None = None) -> Response:
    desk: Desk = request.app.state.desk
    request.app.state.sessions.end(request.cookies.get(COOKIE))
    secret = request.app.state.sessions.start(who, role, user)
    log(desk.store, who, "signed in", role)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, secret, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=desk.settings.secure)
    return answer


def _client(request: Request) -> str:
    return request.client.host if request.client else "?"


ROUTES = [
    Route("/enter", enter), Route("/sign-in", sign_in_page), Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]), Route("/set", choose),
]  # fmt: skip
