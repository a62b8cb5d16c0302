"""Search as you type: the first hits under the field, all of them on a page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.desk.render import page
from khabar.desk.state import Desk
from khabar.store.search import Filters, Hit
from khabar.store.search import search as find_text

FEW, MANY = 7, 100


def search(request: Request) -> Response:
    """The reports that hold the words."""
    desk: Desk = request.app.state.desk
    words = request.query_params.get("q", "").strip()[:300]
    typing = request.headers.get("hx-target") == "found"
    limit = FEW if typing else MANY
    hits = desk.remembered(("search", words, limit), lambda: find_text(desk.store, words, Filters(), limit)) if len(words) > 1 else []
    shown = [(hit, _parts(hit)) for hit in hits]
    if typing:
        return page(request, "found.html", hits=shown, q=words)
    return page(request, "search.html", hits=shown, q=words)


def _parts(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it was searched for."""
    out, last = [], 0
    for start, end in hit.marks:
        if start >= last:
            out += [(hit.snippet[last:start], False), (hit.snippet[start:end], True)]
            last = end
    return [*out, (hit.snippet[last:], False)]


ROUTES = [Route("/search", search)]
