"""Requests that change something: their form, checked, and the role they need."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from khabar.desk.access import Session, same
from khabar.store.people import Role

Handler = Callable[[Request, Session, FormData], Response]


#: Changes and exports at once: they may take long, and have threads of their own so that no page waits for them.
_CHANGES = 4
_limiters: WeakKeyDictionary[asyncio.AbstractEventLoop, CapacityLimiter] = WeakKeyDictionary()


def _limiter() -> CapacityLimiter:
    """The limiter of the running loop."""
    return _limiters.setdefault(asyncio.get_running_loop(), CapacityLimiter(_CHANGES))


def posting(role: Role) -> Callable[[Handler], Callable[[Request], Awaitable[Response]]]:
    """A page that takes a form from somebody with that role. The form's token is checked before anything else."""

    def made(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def page(request: Request) -> Response:
            session = session_of(request, role)
            async with request.form(max_files=200, max_fields=200, max_part_size=8 * 1024 * 1024) as form:
                token = request.headers.get("x-csrf") or str(form.get("csrf", ""))
                if not same(token, session.csrf):
                    raise HTTPException(403)
                return await run_sync(handler, request, session, form, limiter=_limiter())

        return page

    return made


def day_of(form: FormData, name: str) -> str | None:
    """A day in a field, as ISO date; None when it is empty. Raises HTTPException 400 for what is no date."""
    text = field(form, name, 10)
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise HTTPException(400) from None


def session_of(request: Request, role: Role = "reader") -> Session:
    """Who is in, with at least that role. Raises HTTPException 403."""
    session = request.scope.get("session")
    if session is None or not session.may(role):
        raise HTTPException(403)
    found: Session = session
    return found


def field(form: FormData, name: str, largest: int = 500) -> str:
    """A field of a form as stripped text, cut at ``largest`` characters; empty when missing."""
    value = form.get(name, "")
    return value.strip()[:largest] if isinstance(value, str) else ""
