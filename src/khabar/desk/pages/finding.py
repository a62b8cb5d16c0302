"""Search as you type: the first hits under the field, all of them on pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.desk.address import page_of
from khabar.desk.render import page
from khabar.desk.state import Desk
from khabar.store.search import Filters, Hit, found_in
from khabar.store.search import search as find_text

FEW, PAGE = 7, 25


def search(request: Request) -> Response:
    """The reports that hold the words."""
    desk: Desk = request.app.state.desk
    words = request.query_params.get("q", "").strip()[:300]
    typing = request.headers.get("hx-target") == "found"
    limit, at = (FEW, 1) if typing else (PAGE, page_of(request.query_params))
    hits = desk.remembered(("search", words, limit, at), lambda: _found(desk, words, limit, at)) if len(words) > 1 else []
    if typing:
        return page(request, "found.html", hits=hits, q=words)
    total = desk.remembered(("found", words), lambda: found_in(desk.store, words)) if len(words) > 1 else 0
    return page(request, "search.html", hits=hits, q=words, total=total, at=at, last=max(1, -(-total // PAGE)))


def _found(desk: Desk, words: str, limit: int, at: int) -> list[tuple[Hit, list[tuple[str, bool]]]]:
    return [(hit, _parts(hit)) for hit in find_text(desk.store, words, Filters(), limit, (at - 1) * limit)]


def _parts(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it was searched for."""
    out, last = [], 0
    for start, end in hit.marks:
        if start >= last:
            out += [(hit.snippet[last:start], False), (hit.snippet[start:end], True)]
            last = end
    return [*out, (hit.snippet[last:], False)]


ROUTES = [Route("/search", search)]
