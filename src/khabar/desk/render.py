"""Pages and parts of pages in the reader's language."""

from __future__ import annotations

from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from khabar.desk import texts
from khabar.desk.cards import when, where
from khabar.desk.environment import environment
from khabar.desk.handing import TABLES, dossiers, exports
from khabar.desk.problem_arabic import told
from khabar.desk.state import Desk

#: The sections that the header leads to, in its order; the first is at the root.
SECTIONS = ("overview", "reports", "sources", "material", "review", "add")


def language_of(request: Request) -> texts.Language:
    """The reader's choice, else what the browser prefers; Arabic when it says nothing of the two."""
    chosen = request.cookies.get("lang")
    if chosen in texts.LANGUAGES:
        return chosen  # type: ignore[return-value]
    wishes = [w.split(";")[0].strip()[:2] for w in request.headers.get("accept-language", "").split(",")]
    return next((w for w in wishes if w in texts.LANGUAGES), "ar")  # type: ignore[return-value]


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one, in the reader's language."""
    return HTMLResponse(fragment(request, template, **values, **_frame(request)), status)


def _frame(request: Request) -> dict[str, Markup]:
    """What stands around every page: the header and the list of keys; the same for one session and section until it ends."""
    desk: Desk = request.app.state.desk
    lang, session = language_of(request), request.scope.get("session")
    section = (request.url.path.split("/", 2)[1] or "overview") if session else ""
    key = ("frame", lang, request.cookies.get("theme"), section if section in SECTIONS else "", session)

    def made() -> dict[str, Markup]:
        return {"top": Markup(fragment(request, "_top.html", section=section, sections=SECTIONS)), "keys": Markup(fragment(request, "_keys.html"))}

    found: dict[str, Markup] = desk.frame(key, made)
    return found


def fragment(request: Request, template: str, **values: Any) -> str:
    """The HTML of a template."""
    lang = language_of(request)
    return environment().get_template(template).render(_context(request, lang) | values)


def _context(request: Request, lang: texts.Language) -> dict[str, Any]:
    desk: Desk = request.app.state.desk
    arabic = lang == "ar"
    theme = request.cookies.get("theme", "auto")
    names = desk.names(lang)
    return {
        "lang": lang, "direction": "rtl" if arabic else "ltr", "t": partial(texts.say, lang), "name_of": partial(texts.name_of, lang),
        "day": partial(texts.day, lang), "period": partial(texts.period, lang), "theme": theme if theme in ("light", "dark") else "auto",
        "country": partial(texts.country, lang), "session": request.scope.get("session"), "links": desk.settings.links,
        "dossiers": dossiers(), "exports": exports(), "tables": TABLES, "token_mode": desk.settings.token is not None, "place_name": names.place, "actor_name": names.actor,
        "problem": partial(told, lang), "where": partial(where, names=names), "when": partial(when, lang=lang),
    }  # fmt: skip
