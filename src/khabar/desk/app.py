"""The application: routes, the gate before them, and what a person sees when something goes wrong."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from khabar.desk import pages
from khabar.desk.access import Limiter, Sessions, stands
from khabar.desk.giving import Givings
from khabar.desk.guard import Guard
from khabar.desk.jobs import Jobs
from khabar.desk.pages.sources import known
from khabar.desk.render import page
from khabar.desk.settings import Settings
from khabar.desk.state import Desk
from khabar.errors import KhabarError

#: Threads that make pages. Each has a connection to the store with a cache of its own: few that are warm beat many that are cold.
_THREADS = 6
_log = logging.getLogger("khabar.desk")


def create_app(settings: Settings) -> Starlette:
    """The desk as an ASGI application. Raises StoreError when the store cannot be opened."""
    desk, sessions = Desk(settings), Sessions()
    jobs, givings = Jobs(desk), Givings(desk)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        threading.Thread(target=known, args=(desk,), name="khabar-warm", daemon=True).start()  # the one slow list, before anybody asks
        yield
        jobs.close()
        givings.close()

    static = Mount("/static", _Static(directory=Path(__file__).parent / "static"))
    routes: list[BaseRoute] = [static, *pages.routes()]
    app = Starlette(
        routes=routes, lifespan=lifespan,
        middleware=[Middleware(Guard, sessions=sessions, stands=lambda session: stands(desk.store, session), hosts=settings.hosts, largest=settings.largest, films=settings.films), Middleware(GZipMiddleware, minimum_size=1024, compresslevel=3)],
        exception_handlers={HTTPException: _refused, KhabarError: _wrong, Exception: _broken},
    )  # fmt: skip
    app.state.desk, app.state.sessions = desk, sessions
    app.state.limiter = Limiter()
    app.state.jobs, app.state.givings = jobs, givings
    return app


class _Static(StaticFiles):
    """Files whose address changes with their content: kept by the browser for good."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    key = {403: "forbidden", 404: "missing", 413: "large", 429: "often"}.get(status, "wrong")
    return page(request, "error.html", status, key=key)


async def _wrong(request: Request, error: Exception) -> Response:
    """An error that is meant for the user; where it happened (a path) is not shown."""
    return page(request, "error.html", 400, key="wrong", message=error.message if isinstance(error, KhabarError) else "")


async def _broken(request: Request, error: Exception) -> Response:
    """Anything else goes to the log of the process, never to the page."""
    _log.error("at %s", request.url.path, exc_info=error)
    return page(request, "error.html", 500, key="broken")
