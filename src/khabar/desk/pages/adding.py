"""Adding: drop files, paste a text or an address; progress; what could not be taken in, and why."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.desk.access import Session
from khabar.desk.jobs import Given, Job
from khabar.desk.posting import day_of, field, posting, session_of
from khabar.desk.render import language_of, page
from khabar.desk.state import Desk
from khabar.desk.texts import say
from khabar.store import problems
from khabar.store.people import log

_LONGEST = 2_000_000
_SHOWN = 200  # problems


def adding(request: Request) -> Response:
    """The form, and the problems so far."""
    desk: Desk = request.app.state.desk
    session_of(request, "reviewer")
    return _page(request, desk, None)


def _page(request: Request, desk: Desk, job: Job | None) -> Response:
    """The whole page, or how far a job is: with the problems as they are then, once it is done."""
    alone = job is not None and request.headers.get("hx-target") == "job"
    values: dict[str, Any] = {"job": job, "alone": alone, "problems": problems(desk.store)[-_SHOWN:], "largest": desk.settings.largest // 1_048_576}
    return page(request, "job.html" if alone else "add.html", **values)


@posting("reviewer")
def take(request: Request, session: Session, form: FormData) -> Response:
    """Begin to take in what was given."""
    desk: Desk = request.app.state.desk
    files = tuple((f.filename or "?", f.file.read()) for f in form.getlist("files") if isinstance(f, UploadFile) and (f.filename or f.size))
    given = Given(files, field(form, "text", _LONGEST), field(form, "link", 2000), day_of(form, "published"), field(form, "outlet", 200) or None)
    if given.link and (not desk.settings.links or urlsplit(given.link).scheme not in ("http", "https")):
        raise HTTPException(400)
    if not (given.files or given.text or given.link):
        raise HTTPException(400)
    job = request.app.state.jobs.start(given, session.who, say(language_of(request), "add.pasted"))
    log(desk.store, session.who, "added", ", ".join(given.names()) or f"text {len(given.text)}")
    return RedirectResponse(f"/add/{job.id}", 303)


def progress(request: Request) -> Response:
    """How far it is."""
    desk: Desk = request.app.state.desk
    session = session_of(request, "reviewer")
    job = request.app.state.jobs.find(request.path_params["job"], session.who)
    if job is None:
        raise HTTPException(404)
    return _page(request, desk, job)


ROUTES = [Route("/add", adding), Route("/add", take, methods=["POST"]), Route("/add/{job:str}", progress)]
