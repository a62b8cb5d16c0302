"""Exports and dossiers, from every view; protection is on unless it is taken off."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.desk import address, handing
from khabar.desk.access import Session
from khabar.desk.pages import reading, sources
from khabar.desk.posting import field, posting
from khabar.desk.state import Desk
from khabar.store import lists, query, report_lists
from khabar.store.people import log
from khabar.store.search import search

_DOSSIER_MOST = 200
#: Reports found whose happenings are handed on.
_FOUND = 2000


@posting("reader")
def share(request: Request, session: Session, form: FormData) -> Response:
    """The file asked for. An unprotected one is for reviewers, and noted in the log as such."""
    desk: Desk = request.app.state.desk
    what, plain = field(form, "form", 20), field(form, "protect", 5) != "on"
    whole = what.removeprefix("dossier-")
    is_dossier = what.startswith("dossier-")
    if (is_dossier and whole not in handing.dossiers()) or (not is_dossier and what not in handing.exports()):
        raise HTTPException(400)
    if plain and not session.may("reviewer"):
        raise HTTPException(403)
    found = _found(desk, form, _DOSSIER_MOST if is_dossier else handing.MOST)
    if not found:
        raise HTTPException(404)
    store, shown = (desk.store, found) if plain else handing.safe(desk.store, found)
    body = handing.dossier(store, shown, whole) if is_dossier else handing.export(store, shown, what)
    log(desk.store, session.who, "shared", f"{what}, {len(shown)} happenings, {'NOT protected' if plain else 'protected'}")
    name = f"khabar-{'dossier' if is_dossier else what}{'' if plain else '-protected'}.{whole if is_dossier else handing.EXPORTS[what]}"
    return Response(body, media_type="application/octet-stream", headers={"content-disposition": f'attachment; filename="{name}"'})


def _found(desk: Desk, form: FormData, most: int) -> list[dict[str, object]]:
    """The happenings that the view shows or tells of."""
    if name := field(form, "happening", 40):
        h = query.happening(desk.store, name)
        return [h] if h else []
    if number := field(form, "report", 12):
        row = desk.store.connection.execute("SELECT hash FROM reports WHERE id=?", (number,)).fetchone()
        return report_lists.told_in(desk.store, row[0]) if row else []
    for name, told in _VIEWS.items():
        if value := field(form, name, 300):
            return lists.data(desk.store, told(desk, value, form)[:most])
    wanted = address.wanted(dict(parse_qsl(field(form, "filters", 2000).lstrip("?"))))
    return lists.data(desk.store, desk.columns.page(wanted, most, 0))


def _of_reports(desk: Desk, page: str, _: FormData) -> list[str]:
    """Those that the reports of a page tell of."""
    at = address.page_of({"page": page})
    return report_lists.happenings_of(desk.store, [r.hash for r in report_lists.report_page(desk.store, reading.PAGE, (at - 1) * reading.PAGE)])


def _of_search(desk: Desk, words: str, _: FormData) -> list[str]:
    """Those that the reports found tell of."""
    return report_lists.happenings_of(desk.store, [hit.id for hit in search(desk.store, words, limit=_FOUND)])


def _of_source(desk: Desk, short: str, _: FormData) -> list[str]:
    """Those that a source spoke of."""
    return report_lists.spoken_of(desk.store, [short])


def _of_sources(desk: Desk, page: str, form: FormData) -> list[str]:
    """Those that the sources of a page spoke of."""
    at = address.page_of({"page": page})
    shown = sources.named(desk, field(form, "q", 100))[(at - 1) * sources.PAGE:at * sources.PAGE]
    return report_lists.spoken_of(desk.store, [s["short"] for s in shown])


_VIEWS = {"reports": _of_reports, "search": _of_search, "source": _of_source, "sources": _of_sources}


ROUTES = [Route("/share", share, methods=["POST"])]
