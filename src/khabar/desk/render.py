"""Templates: every value is escaped; report text is set apart by direction, so that it cannot turn the page around."""

from __future__ import annotations

import hashlib
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from khabar.desk import texts
from khabar.desk.handing import TABLES, dossiers, exports
from khabar.desk.state import Desk

_HERE = Path(__file__).parent
#: Marks that turn the direction of what follows; shown as a sign instead of obeyed.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LATIN = re.compile(r"([\[(]?[A-Za-z0-9][A-Za-z0-9_.,:/+–\-\[\]()]*(?: [A-Za-z0-9\[(+\-][A-Za-z0-9_.,:/+–\-\[\]()]*)*)")


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=_shown)
    made.globals["static"] = static
    made.filters["exact"] = exact
    made.filters["apart"] = apart
    made.filters["n"] = texts.number
    return made


@cache
def static(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?{hashlib.sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:10]}"


def _shown(value: Any) -> Any:
    """Plain text without marks that turn the direction: they are replaced by a visible sign. Markup is left as it is."""
    return _TURNS.sub("\u2423", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def exact(value: Any) -> Markup:
    """A value that must come back unchanged from a form: escaped, the marks as character references."""
    return Markup(_TURNS.sub(lambda m: f"&#{ord(m[0])};", str(escape(value))))


def apart(value: str) -> Markup:
    """A line of an explanation with its Latin words, ids and numbers set apart, so that they keep their order in Arabic."""
    shown = str(_shown(value))
    return Markup("").join(Markup('<bdi dir="ltr">{}</bdi>').format(part) if i % 2 else escape(part) for i, part in enumerate(_LATIN.split(shown)))


def language_of(request: Request) -> texts.Language:
    """The reader's choice, else what the browser prefers; Arabic when it says nothing of the two."""
    chosen = request.cookies.get("lang")
    if chosen in texts.LANGUAGES:
        return chosen  # type: ignore[return-value]
    wishes = [w.split(";")[0].strip()[:2] for w in request.headers.get("accept-language", "").split(",")]
    return next((w for w in wishes if w in texts.LANGUAGES), "ar")  # type: ignore[return-value]


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one, in the reader's language."""
    return HTMLResponse(fragment(request, template, **values), status)


def fragment(request: Request, template: str, **values: Any) -> str:
    """The HTML of a template."""
    lang = language_of(request)
    return _environment().get_template(template).render(_context(request, lang) | values)


def _context(request: Request, lang: texts.Language) -> dict[str, Any]:
    desk: Desk = request.app.state.desk
    arabic = lang == "ar"
    theme = request.cookies.get("theme", "auto")
    return {
        "lang": lang, "direction": "rtl" if arabic else "ltr", "t": partial(texts.say, lang), "name_of": partial(texts.name_of, lang),
        "day": partial(texts.day, lang), "period": partial(texts.period, lang), "theme": theme if theme in ("light", "dark") else "auto",
        "country": partial(texts.country, lang), "session": request.scope.get("session"), "path": request.url.path,
        "back": request.url.path + (f"?{request.url.query}" if request.url.query else ""), "links": desk.settings.links,
        "dossiers": dossiers(), "exports": exports(), "tables": TABLES, "token_mode": desk.settings.token is not None, "place_name": partial(place_name, desk, lang), "actor_name": partial(actor_name, desk, lang),
    }  # fmt: skip


def place_name(desk: Desk, lang: texts.Language, name: str | None) -> str:
    """A place as the reader's language writes it: in Arabic as the reports do."""
    from khabar.store.lists import arabic_places

    if lang != "ar" or not name:
        return name or ""
    return str(desk.remembered("places", lambda: arabic_places(desk.store)).get(name, name))


def actor_name(desk: Desk, lang: texts.Language, name: str) -> str:
    """An actor as the reader's language writes it."""
    from khabar.store.lists import arabic_actors

    return str(desk.remembered("actors", lambda: arabic_actors(desk.store)).get(name, name)) if lang == "ar" else name
