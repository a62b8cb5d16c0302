"""One happening: every claim side by side, its chain, what differs, the numbers, the graph of origins, the history."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.collect import linked
from khabar.desk.differences import differences
from khabar.desk.graph import graph
from khabar.desk.pages.maps import REACH_KM
from khabar.desk.render import language_of, page
from khabar.desk.state import Desk
from khabar.desk.texts import say
from khabar.store import judge, lists, query

Json = dict[str, Any]


def happening(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    h = taken(request)
    lang = language_of(request)
    claims = h["claims"]
    numbers = {r: lists.number_of(desk.store, r) for r in dict.fromkeys(c["report"] for c in claims)}
    parts = differences([c["text"] for c in claims], lists.place_words(desk.store, [n for n in numbers.values() if n]))
    glosses = lists.arabic_glosses(desk.store, [c["claiming"] for c in claims]) if lang == "ar" else {}
    drawn = graph(claims, say(lang, "voice.self"), say(lang, "report.no_outlet"), say(lang, "source.unknown"), lang == "ar")
    told = [{"claim": c, "parts": p, "gloss": glosses.get(c["claiming"], c["gloss"]), "number": numbers[c["report"]],
             "differing": _differing(c, h), "grade": judge.grade(desk.store, "claim", c["claiming"])} for c, p in zip(claims, parts, strict=True)]
    others = [{**o, "h": query.happening(desk.store, str(o["id"]))} for o in linked(desk.store, h["id"])]
    return page(
        request, "happening.html", h=h, told=told, graph=drawn, history=_history(claims), linked=[o for o in others if o["h"]], figures=_figures(h),
        reach=REACH_KM.get(h["place"]["level"], 0) if h["place"] else 0, judgements=judgements(desk, h),
    )  # fmt: skip


def taken(request: Request) -> Json:
    """The happening that the address names. Raises HTTPException 404."""
    found = query.happening(request.app.state.desk.store, request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return found


def judgements(desk: Desk, h: Json) -> list[judge.Judgement]:
    """What people judged of a happening: by its id, or by any claim in it, so that it is found after a new reading."""
    found = judge.judgements(desk.store, "happening", h["id"])
    held = {c["claiming"] for c in h["claims"]}
    for j in judge.judgements(desk.store, "happening"):
        if j.subject != h["id"] and held & set(map(str, j.data.get("claims", ()))):  # type: ignore[call-overload]
            found.append(j)
    undone = {j.data.get("of") for j in judge.judgements(desk.store) if j.verdict == "undo"}
    return [j for j in found if j.id not in undone]


def _differing(claim: Json, h: Json) -> set[str]:
    """Kinds of number that another claim gives differently."""
    out = set()
    for c in claim["counts"]:
        others = {(o["min"], o["max"]) for k in h["claims"] if k is not claim for o in k["counts"] if o["what"] == c["what"]}
        if others - {(c["min"], c["max"])}:
            out.add(c["what"])
    return out


def _figures(h: Json) -> list[Json]:
    """Each kind of number with its low, best and high, and who gave which."""
    out = []
    for what, r in h["counts"].items():
        given = [(c, (claim["chain"] or [claim["outlet"]])[-1], claim["published"]) for claim in h["claims"] for c in claim["counts"] if c["what"] == what]
        out.append({"what": what, "range": r, "given": given})
    return out


def _history(claims: list[Json]) -> list[Json]:
    """The reports by day of publication, with how many origins were known by then."""
    out: list[Json] = []
    known: set[str] = set()
    for c in sorted(claims, key=lambda c: (c["published"] or "9999", c["outlet"] or "")):
        if not c["denied"]:
            known.add(c["origin"])
        if not out or (out[-1]["report"] != c["report"]):
            out.append({"report": c["report"], "published": c["published"], "outlet": c["outlet"], "origins": 0, "numbers": [], "denied": False})
        out[-1]["origins"] = len(known)
        out[-1]["numbers"] += c["counts"]
        out[-1]["denied"] |= c["denied"]
    return out


ROUTES = [Route("/happenings/{name:str}", happening)]
