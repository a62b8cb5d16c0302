"""One happening: every claim side by side, its chain, what differs, the numbers, the graph of origins, the history."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.collect import linked, rejudged
from khabar.desk.access import Session
from khabar.desk.differences import differences
from khabar.desk.graph import graph
from khabar.desk.pages.maps import REACH_KM
from khabar.desk.posting import field, posting
from khabar.desk.render import language_of, page
from khabar.desk.state import Desk
from khabar.desk.texts import say
from khabar.store import judge, lists, query, report_lists, reviews
from khabar.store.people import log

Json = dict[str, Any]


def happening(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    h = taken(request)
    lang = language_of(request)
    claims = h["claims"]
    numbers = {r: report_lists.number_of(desk.store, r) for r in dict.fromkeys(c["report"] for c in claims)}
    parts = differences([c["text"] for c in claims], report_lists.place_words(desk.store, [n for n in numbers.values() if n]))
    glosses = report_lists.arabic_glosses(desk.store, [c["claiming"] for c in claims]) if lang == "ar" else {}
    drawn = graph(claims, say(lang, "voice.self"), say(lang, "report.no_outlet"), say(lang, "source.unknown"), lang == "ar")
    told = [{"claim": c, "parts": p, "gloss": glosses.get(c["claiming"], c["gloss"]), "number": numbers[c["report"]],
             "differing": _differing(c, h), "grade": judge.grade(desk.store, "claim", c["claiming"]),
             "verdicts": _verdicts(desk, request.scope["session"], c["claiming"])} for c, p in zip(claims, parts, strict=True)]
    others = [{**o, "h": query.happening(desk.store, str(o["id"]))} for o in linked(desk.store, h["id"])]
    return page(
        request, "happening.html", h=h, told=told, graph=drawn, history=_history(claims, set(h["origins"]["list"])), linked=[o for o in others if o["h"]], figures=_figures(h), conflicts=[_conflict(c) for c in h["conflicts"]],
        reach=REACH_KM.get(h["place"]["level"], 0) if h["place"] else 0, judgements=judgements(desk, h), near=lists.near(desk.store, h),
    )  # fmt: skip


def taken(request: Request) -> Json:
    """The happening that the address names. Raises HTTPException 404."""
    store = request.app.state.desk.store
    found = query.happening(store, request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return lists.data(store, [found["id"]])[0]


@posting("reviewer")
def decide(request: Request, session: Session, form: FormData) -> Response:
    """Split claims off, join with another happening, or comment; the happenings are made anew at once."""
    desk: Desk = request.app.state.desk
    h, verdict, note = taken(request), field(form, "verdict", 20), field(form, "note", 2000)
    held = [c["claiming"] for c in h["claims"]]
    data: Json = {"whole": held, "claims": held}
    if verdict == "split":
        data["claims"] = [c for c in map(str, form.getlist("claims")) if c in held]
        if not data["claims"] or len(data["claims"]) == len(held):
            raise HTTPException(400)
    elif verdict == "merge":
        other = query.happening(desk.store, field(form, "other_id", 40) or field(form, "other", 40))
        if other is None or other["id"] == h["id"] or other["class"] != h["class"]:
            raise HTTPException(400)
        data = {"claims": (both := [*held, *(c["claiming"] for c in other["claims"])]), "whole": both, "with": other["id"]}
    elif verdict != "comment" or not note:
        raise HTTPException(400)
    judge.judge(desk.store, "happening", h["id"], verdict, session.who, data | ({"note": note} if note else {}))
    log(desk.store, session.who, "judged", f"{verdict} {h['id']}")
    if verdict != "comment":
        rejudged(desk.store, data["whole"])
    there = desk.store.connection.execute("SELECT happening FROM happening_terms WHERE kind='claim' AND value=? LIMIT 1", (held[0],)).fetchone()
    return RedirectResponse(f"/happenings/{there[0] if there else h['id']}", 303)


def judgements(desk: Desk, h: Json) -> list[judge.Judgement]:
    """Judgements in force on a happening: by its id, or by any claim in it, so that they are found after a new reading."""
    held = {c["claiming"] for c in h["claims"]}
    found = reviews.in_force(desk.store, "happening")
    return [j for j in found if j.subject == h["id"] or held & set(map(str, j.data.get("whole", ())))]  # type: ignore[call-overload]


def _verdicts(desk: Desk, session: Session, claiming: str) -> list[judge.Judgement]:
    """What reviewers said of a claim. A reviewer who has still to judge it sees no other's verdict."""
    found = [j for j in reviews.in_force(desk.store, "claim", claiming) if j.verdict in reviews.VERDICTS]
    return found if not session.may("reviewer") or any(j.who == session.who for j in found) else []


def _differing(claim: Json, h: Json) -> set[str]:
    """Kinds of number that another claim gives differently."""
    out = set()
    for c in claim["counts"]:
        others = {(o["min"], o["max"]) for k in h["claims"] if k is not claim for o in k["counts"] if o["what"] == c["what"]}
        if others - {(c["min"], c["max"])}:
            out.add(c["what"])
    return out


def _conflict(text: str) -> tuple[str, list[str]]:
    """A contradiction as the store words it (``killed: 30 / 12``, ``by A / B``): of what, and the values."""
    what, _, values = text.partition(": ") if ": " in text else text.partition(" ")
    return what, values.split(" / ")


def _figures(h: Json) -> list[Json]:
    """Each kind of number with its low, best and high, and who gave which."""
    out = []
    for what, r in h["counts"].items():
        given = [(c, (claim["chain"] or [claim["outlet"]])[-1], claim["published"]) for claim in h["claims"] for c in claim["counts"] if c["what"] == what]
        out.append({"what": what, "range": r, "given": given})
    return out


def _history(claims: list[Json], counted: set[str]) -> list[Json]:
    """The reports by day of publication, with how many of the origins that count were known by then."""
    out: list[Json] = []
    known: set[str] = set()
    for c in sorted(claims, key=lambda c: (c["published"] or "9999", c["outlet"] or "")):
        if not c["denied"] and c["origin"] in counted:
            known.add(c["origin"])
        if not out or (out[-1]["report"] != c["report"]):
            out.append({"report": c["report"], "published": c["published"], "outlet": c["outlet"], "origins": 0, "numbers": [], "denied": False})
        out[-1]["origins"] = len(known)
        out[-1]["numbers"] += c["counts"]
        out[-1]["denied"] |= c["denied"]
    return out


ROUTES = [Route("/happenings/{name:str}", happening), Route("/happenings/{name:str}/decide", decide, methods=["POST"])]
