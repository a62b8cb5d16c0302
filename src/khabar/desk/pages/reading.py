"""The reports: their list, the reading view of one, and why a mark in it is as it is."""

from __future__ import annotations

from typing import Any, get_args

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.desk.address import page_of
from khabar.desk.marks import lines, marks, voices
from khabar.desk.render import fragment, language_of, page
from khabar.desk.state import Desk
from khabar.desk.why_arabic import arabic as in_arabic
from khabar.errors import RecordError
from khabar.explain import explain, find
from khabar.record import Attribution, Event, Place, Record
from khabar.record.gold import EVENT_TYPES
from khabar.record.types import Act, Modality
from khabar.store import appearances, record, report_lists, reviews

PAGE = 40


def reports(request: Request) -> Response:
    """What came in."""
    desk: Desk = request.app.state.desk
    at = page_of(request.query_params)
    lang = language_of(request)
    rows = desk.remembered(("reports", at, lang), lambda: Markup(fragment(request, "_reports.html", reports=report_lists.report_page(desk.store, PAGE, (at - 1) * PAGE))))
    total = desk.remembered("appearances", lambda: desk.store.connection.execute("SELECT count(*) FROM appearances").fetchone()[0])
    return page(request, "reports.html", rows=rows, at=at, last=max(1, -(-total // PAGE)), total=total)


def reading(request: Request) -> Response:
    """One report with everything that was found in it."""
    desk: Desk = request.app.state.desk
    number, made = taken(request)
    found = marks(made)
    return page(
        request, "reading.html", record=made, number=number, lines=lines(made, found), sources={s.id: s for s in made.sources},
        said={a.id: a for a in made.attributions}, colours=voices(made), stood=appearances(desk.store, number),
        reading=report_lists.reading_of(desk.store, number), happenings=report_lists.told_in(desk.store, made.report.id), events={e.id: e for e in made.events},
        copies=[(n, s, d) for n, s, d in report_lists.copies_of(desk.store, number)], kinds=_kinds(found), claim=None, **missing(desk, made),
    )  # fmt: skip


def missing(desk: Desk, made: Record) -> dict[str, Any]:
    """What the form for missed events and attributions needs, and what reviewers have added to a report, with its words."""
    added = [j for j in reviews.in_force(desk.store, "report", made.report.id) if j.verdict == "add"]
    words = [made.report.text[slice(*j.data["trigger" if j.data["what"] == "event" else "cue"])] for j in added]  # type: ignore[misc]
    return {"added": list(zip(added, words, strict=True)), "types": EVENT_TYPES, "modalities": get_args(Modality), "acts": get_args(Act)}


def why(request: Request) -> Response:
    """The explanation of some parts of a report's record, the innermost first."""
    number, made = taken(request)
    wanted = list(dict.fromkeys(request.query_params.get("ids", "").split(",")))[:8]
    try:
        shown = [(find(made, name), explain(made, name)) for name in wanted if name]
    except RecordError:
        raise HTTPException(404) from None
    if not shown:
        raise HTTPException(404)
    arabic = language_of(request) == "ar"
    told = [
        {"id": x.id, "kind": type(x).__name__.lower(), "part": x, "step": in_arabic(step, x) if arabic else step,
         "alternatives": x.alternatives if isinstance(x, Place) else _alternatives(x)}
        for x, step in shown
    ]  # fmt: skip
    return page(request, "why.html", told=told, number=number, sources={s.id: s for s in made.sources}, places={p.id: p for p in made.places},
                times={t.id: t for t in made.times})


def _alternatives(part: object) -> list[tuple[str, float | None]]:
    """What the readers did not take up but came near to: types of an event, sources of an attribution; each with its probability."""
    if not isinstance(part, Event | Attribution):
        return []
    own = part.type if isinstance(part, Event) else part.source.text if part.source else ""
    found: dict[str, float | None] = {}
    waiting = [part.why]
    while waiting:
        step = waiting.pop()
        waiting += step.parts
        if step.rule.startswith("alternative.") and step.note and step.note != own:
            found[step.note] = found.get(step.note) or step.score
    return sorted(found.items(), key=lambda f: -(f[1] or 0.0))


def taken(request: Request) -> tuple[int, Record]:
    """The report that the address names. Raises HTTPException 404."""
    desk: Desk = request.app.state.desk
    number = int(request.path_params["number"])
    made = record(desk.store, number) if number < 2**62 else None
    if made is None:
        raise HTTPException(404)
    return number, made


def _kinds(found: list[Any]) -> dict[str, int]:
    out: dict[str, int] = {}
    for kind, _ in {(m.kind, (m.id, m.span)) for m in found}:
        out[kind] = out.get(kind, 0) + 1
    return out


ROUTES = [Route("/reports", reports), Route("/reports/{number:int}", reading), Route("/reports/{number:int}/why", why)]
