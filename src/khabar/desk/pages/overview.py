"""The overview: what came in, happenings by state, contested ones first, with filters, counts, map and timeline."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from khabar.desk import address
from khabar.desk.render import fragment, language_of, page
from khabar.desk.state import Desk
from khabar.desk.texts import Language, day, name_of, say
from khabar.desk.timeline import draw, svg
from khabar.store import lists
from khabar.store.columns import NO_DAY
from khabar.store.lists import Wanted
from khabar.store.query import stats

PAGE = 25
_CHOICES = 250


def overview(request: Request) -> Response:
    """The whole page, or only what the filters change."""
    desk: Desk = request.app.state.desk
    wanted = address.wanted(request.query_params)
    at = address.page_of(request.query_params)
    lang = language_of(request)
    results = desk.remembered(("results", wanted, at, lang), lambda: fragment(request, "results.html", **found(desk, wanted, at, lang)))
    if request.headers.get("hx-target") == "results":
        return HTMLResponse(results, headers={"vary": "hx-target"})
    head = desk.standing("stats", lambda: stats(desk.store))
    choices = desk.standing(f"choices {lang}", lambda: _choices(request, desk, lang))
    shown = {name: _limit(desk, lang, name, value) for name in choices if (value := getattr(wanted, name))}
    return page(request, "overview.html", results=results, wanted=wanted, shown=shown, filters=address.address(wanted, ""), stats=head, choices=choices, empty=not head["reports"])


def found(desk: Desk, wanted: Wanted, at: int, lang: Language) -> dict[str, Any]:
    """What a page of results shows."""
    columns = desk.columns
    total, states = columns.total(wanted), columns.states(wanted)
    timeline = draw(columns.spread(wanted), _published(desk, wanted), wanted, lang)
    past = columns.among(wanted, desk.standing("past", lambda: lists.vaguely(desk.store, "past"))) if timeline.undated else 0
    return {
        "cards": desk.cards.html(desk.store, columns.page(wanted, PAGE, (at - 1) * PAGE), desk.names(lang)), "states": states, "total": total, "wanted": wanted,
        "at": at, "last": max(1, -(-total // PAGE)), "address": address.address, "timeline": timeline, "past": past, "bars": svg(timeline, lang),
        "limits": [(f.name, _limit(desk, lang, f.name, getattr(wanted, f.name))) for f in fields(wanted) if getattr(wanted, f.name)],
    }  # fmt: skip


def _published(desk: Desk, wanted: Wanted) -> dict[int, int]:
    """Reports by day of publication: all of them, or the first ones of the happenings wanted."""
    if wanted == Wanted():
        days = desk.standing("published", lambda: lists.published(desk.store))
        return {datetime.date.fromisoformat(d).toordinal(): n for d, n in days}
    found = desk.columns.spread(wanted).reported
    days, counts = np.unique(found[found != NO_DAY], return_counts=True)
    return dict(zip(days.tolist(), counts.tolist(), strict=True))


def _limit(desk: Desk, lang: Language, name: str, value: Any) -> str:
    """A limit as the reader's language writes it."""
    if name in ("type", "state"):
        return name_of(lang, name, value)
    shown: dict[str, Callable[[], str]] = {
        "kind": lambda: name_of(lang, "filter", value), "place": lambda: desk.names(lang).place(value), "actor": lambda: desk.names(lang).actor(value),
        "since": lambda: day(lang, value), "until": lambda: day(lang, value), "box": lambda: say(lang, "map.this"), "origins": lambda: f"{value}+",
    }  # fmt: skip
    return shown.get(name, lambda: str(value))()


def _choices(request: Request, desk: Desk, lang: Language) -> dict[str, str]:
    """The options of the filters, as HTML that is the same for everybody: what is chosen is put before them."""
    found = {
        "type": list(desk.columns.counts(Wanted(), "type").items()), "place": lists.places(desk.store, _CHOICES),
        "actor": lists.terms(desk.store, "actor", _CHOICES), "outlet": lists.terms(desk.store, "outlet", _CHOICES),
    }  # fmt: skip
    return {name: fragment(request, "options.html", found=[(v, _limit(desk, lang, name, v), n) for v, n in values]) for name, values in found.items()}


ROUTES = [Route("/", overview)]
