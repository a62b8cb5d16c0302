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
from khabar.desk.posting import field, posting
from khabar.desk.state import Desk
from khabar.store import lists, query, report_lists
from khabar.store.people import log

_DOSSIER_MOST = 200


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
    """The happening, the happenings of the report, or those that the filters show."""
    if name := field(form, "happening", 40):
        h = query.happening(desk.store, name)
        return [h] if h else []
    if number := field(form, "report", 12):
        row = desk.store.connection.execute("SELECT hash FROM reports WHERE id=?", (number,)).fetchone()
        return report_lists.told_in(desk.store, row[0]) if row else []
    wanted = address.wanted(dict(parse_qsl(field(form, "filters", 2000).lstrip("?"))))
    return lists.data(desk.store, desk.columns.page(wanted, most, 0))


ROUTES = [Route("/share", share, methods=["POST"])]
