"""The sources: what each said, where it is corroborated or contested, and its grade."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.desk.access import Session
from khabar.desk.address import page_of
from khabar.desk.posting import field, posting
from khabar.desk.render import fragment, language_of, page
from khabar.desk.state import Desk
from khabar.store import judge, report_lists
from khabar.store.people import log

PAGE = 50
Json = dict[str, Any]


def sources(request: Request) -> Response:
    """All named sources, or those with some letters in their name."""
    desk: Desk = request.app.state.desk
    wanted = request.query_params.get("q", "").strip()[:100]
    at = page_of(request.query_params)
    found = named(desk, wanted)
    rows = desk.remembered(("sources", desk.store.fold(wanted), at, language_of(request)), lambda: _rows(request, desk, found[(at - 1) * PAGE:at * PAGE]))
    return page(request, "sources.html", rows=rows, total=len(found), q=wanted, at=at, last=max(1, -(-len(found) // PAGE)))


def _rows(request: Request, desk: Desk, found: list[Json]) -> Markup:
    grades = {j.subject: j.verdict for j in judge.judgements(desk.store, "source") if j.verdict in judge.RELIABILITY}
    return Markup(fragment(request, "_sources.html", sources=found, grades=grades))


def source(request: Request) -> Response:
    """One source."""
    desk: Desk = request.app.state.desk
    entry = taken(request)
    said = report_lists.said_by(desk.store, [entry["short"]])
    letter, _ = judge.suggestion(entry, entry["relayed"])
    given = [j for j in judge.judgements(desk.store, "source", entry["short"]) if j.verdict in judge.RELIABILITY]
    return page(request, "source.html", source=entry, said=said, suggestion=letter, grades=list(reversed(given)), letters=judge.RELIABILITY)


@posting("reviewer")
def give_grade(request: Request, session: Session, form: FormData) -> Response:
    """Grade a source."""
    desk: Desk = request.app.state.desk
    entry, letter = taken(request), field(form, "grade", 1)
    if letter not in judge.RELIABILITY:
        raise HTTPException(400)
    note = field(form, "note")
    judge.judge(desk.store, "source", entry["short"], letter, session.who, {"note": note} if note else {})
    log(desk.store, session.who, "graded", f"source {letter}")
    return RedirectResponse(request.url.path, 303)


def known(desk: Desk) -> dict[str, Json]:
    """All named sources of the store."""
    found: dict[str, Json] = desk.standing("sources", lambda: report_lists.standing(desk.store))
    return found


def named(desk: Desk, letters: str) -> list[Json]:
    """The named sources with some letters in their name; all of them for none."""
    key = desk.store.fold(letters)
    return [s for s in known(desk).values() if not key or any(key in spelling for spelling in s["spellings"])]


def taken(request: Request) -> Json:
    """The source that the address names. Raises HTTPException 404."""
    entry = known(request.app.state.desk).get(request.path_params["short"])
    if entry is None:
        raise HTTPException(404)
    return entry


ROUTES = [Route("/sources", sources), Route("/sources/{short:path}", source), Route("/sources/{short:path}", give_grade, methods=["POST"])]
