"""Review: one claim at a time, the most doubtful and important first; every judgement signed, dated and kept."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any, get_args
from urllib.parse import urlencode

import yaml
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.desk.access import Session
from khabar.desk.address import page_of
from khabar.desk.corrections import addition, correction
from khabar.desk.environment import safe
from khabar.desk.gold import annotation
from khabar.desk.marks import lines, marks, voices
from khabar.desk.pages.reading import missing
from khabar.desk.posting import field, posting, session_of
from khabar.desk.render import language_of, page
from khabar.desk.state import Desk
from khabar.desk.texts import Language, name_of, say, texts
from khabar.record import Claim, Record
from khabar.record.types import Level
from khabar.store import judge, record, report_lists, reviews
from khabar.store.people import log, logged
from khabar.store.query import stats


def review(request: Request) -> Response:
    """The next claim for this person, or the one asked for."""
    desk: Desk = request.app.state.desk
    session = session_of(request, "reviewer")
    waiting, left = _waiting(desk, session)
    skip = min(page_of(request.query_params, "at", 0), max(0, len(waiting) - 1))
    wanted = request.query_params.get("claim")
    item = _one(desk, wanted) if wanted else next((w for w in waiting[skip:] if _there(desk, w)), None)
    last = next((j for j in reversed(reviews.in_force(desk.store)) if j.who == session.who and j.about != "material"), None)
    context: dict[str, Any] = {"item": item, "left": left, "at": skip, "last": last}
    if item is not None:
        made = record(desk.store, item.report)
        claim = next((c for c in made.claims if c.claiming == item.claiming), None) if made else None
        if made is None or claim is None:
            raise HTTPException(404)
        context |= _claim_context(desk, request, made, claim, item)
    return page(request, "review.html", **context)


def _claim_context(desk: Desk, request: Request, made: Record, claim: Claim, item: reviews.Waiting) -> dict[str, Any]:
    events = {e.id: e for e in made.events}
    mine = [events[v] for v in claim.events if v in events]
    chosen = request.query_params.get("event")
    event = next((e for e in mine if e.id == chosen), mine[0])
    sources, said = {s.id: s for s in made.sources}, {a.id: a for a in made.attributions}
    places = {p.id: p for p in made.places}
    return {
        "record": made, "number": item.report, "claim": claim, "events": mine, "event": event, "lines": lines(made, marks(made)), "sources": sources,
        "said": said, "colours": voices(made), "place": places.get(event.place or ""), "time": next((t for t in made.times if t.id == event.time), None),
        "speaker": sources[said[claim.chain[-1]].who] if claim.chain else None, "told_in": _happening(desk, claim), **missing(desk, made),
        "comments": [j for j in reviews.in_force(desk.store, "claim", claim.claiming or "") if j.verdict == "comment"], "levels": get_args(Level),
    }  # fmt: skip


def _happening(desk: Desk, claim: Claim) -> str | None:
    """The happening that a claim tells of."""
    row = desk.store.connection.execute("SELECT happening FROM happening_terms WHERE kind='claim' AND value=? LIMIT 1", (claim.claiming,)).fetchone()
    return row[0] if row else None


def _waiting(desk: Desk, session: Session) -> tuple[list[reviews.Waiting], int]:
    """The queue without what this person has judged, as far ahead as anybody looks, and how many claims wait in all. The order is made
    anew, beside the pages, when something was read."""
    done = reviews.judged_by(desk.store, session.who)
    length = (len(done) // reviews.QUEUE + 1) * reviews.QUEUE  # whoever has judged the first thousands goes on with the next ones
    queue: list[reviews.Waiting] = desk.standing(f"queue {length}", lambda: reviews.queue(desk.store, length))
    waiting = [w for w in queue if w.claiming not in done]
    total: int = desk.standing("stats", lambda: stats(desk.store))["claims"]
    return waiting, max(len(waiting), total - len(done)) if len(queue) == length else len(waiting)


def _there(desk: Desk, item: reviews.Waiting) -> bool:
    """Whether a claim of the queue is still what its report was read to say."""
    return desk.store.connection.execute("SELECT 1 FROM claims WHERE report=? AND claiming=?", (item.report, item.claiming)).fetchone() is not None


def _one(desk: Desk, claiming: str) -> reviews.Waiting:
    row = desk.store.connection.execute("SELECT report, id FROM claims WHERE claiming=? LIMIT 1", (claiming,)).fetchone()
    if row is None:
        raise HTTPException(404)
    return reviews.Waiting(row[0], row[1], claiming, (), ())


@posting("reviewer")
def decide(request: Request, session: Session, form: FormData) -> Response:
    """Accept, correct, reject or comment on a claim."""
    desk: Desk = request.app.state.desk
    claiming, verdict = field(form, "claim", 200), field(form, "verdict", 20)
    item = _one(desk, claiming)
    made = record(desk.store, item.report)
    claim = next((c for c in made.claims if c.claiming == claiming), None) if made else None
    if made is None or claim is None or verdict not in (*reviews.VERDICTS, "comment"):
        raise HTTPException(400)
    data: dict[str, object] = {"report": made.report.id, "where": [list(e.trigger.span) for e in made.events if e.id in claim.events]}
    if verdict == "correct":
        event = next((e for e in made.events if e.id == field(form, "event", 20) and e.id in claim.events), None)
        if event is None:
            raise HTTPException(400)
        data |= correction(form, made, event)
    note = field(form, "note", 2000)
    if verdict == "comment" and not note:
        raise HTTPException(400)
    judge.judge(desk.store, "claim", claiming, verdict, session.who, data | ({"note": note} if note else {}))
    log(desk.store, session.who, "judged", f"{verdict} {claiming[:24]}")
    back = {"at": field(form, "at", 6)} if verdict != "comment" else {"claim": claiming}
    return RedirectResponse(f"/review?{urlencode(back)}", 303)


@posting("reviewer")
def take_back(request: Request, session: Session, form: FormData) -> Response:
    """Undo one's own latest judgement."""
    desk: Desk = request.app.state.desk
    undone = reviews.undo(desk.store, session.who)
    if undone is not None:
        log(desk.store, session.who, "undid", f"{undone.verdict} {undone.subject[:24]}")
        if undone.about == "happening":
            from khabar.collect import rejudged

            rejudged(desk.store, map(str, undone.data.get("whole", ())))  # type: ignore[call-overload]
        if undone.about == "claim":
            return RedirectResponse(f"/review?{urlencode({'claim': undone.subject})}", 303)
    return RedirectResponse("/review", 303)


@posting("reviewer")
def add(request: Request, session: Session, form: FormData) -> Response:
    """A missed event or attribution."""
    desk: Desk = request.app.state.desk
    number = field(form, "report", 12)
    made = record(desk.store, int(number)) if number.isascii() and number.isdigit() else None
    if made is None:
        raise HTTPException(400)
    data = addition(form, made)
    judge.judge(desk.store, "report", made.report.id, "add", session.who, data)
    log(desk.store, session.who, "judged", f"add {data['what']} {made.report.id[:24]}")
    back = field(form, "claim", 200)
    return RedirectResponse(f"/review?{urlencode({'claim': back})}" if back else f"/reports/{number}", 303)


def agreed(request: Request) -> Response:
    """How far reviewers agree, and where they do not."""
    desk: Desk = request.app.state.desk
    session_of(request, "reviewer")
    found = reviews.agreement(desk.store)
    claims = {s for a in found for s, _, _ in a.disagreements}
    glosses = {s: r for s in claims if (r := desk.store.connection.execute("SELECT gloss, gloss_ar FROM claims WHERE claiming=?", (s,)).fetchone())}
    return page(request, "agreement.html", found=found, glosses=glosses)


def gold(request: Request) -> Response:
    """Judged reports as annotations: one YAML and one text file each."""
    desk: Desk = request.app.state.desk
    session = session_of(request, "reviewer")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for made, judged in _judged_reports(desk):
            name = made.report.id.removeprefix("sha256:")[:16]
            body = yaml.safe_dump(annotation(made, judged, name), allow_unicode=True, sort_keys=False, width=200)
            archive.writestr(f"{name}.yaml", body)
            archive.writestr(f"{name}.txt", made.report.text)
    log(desk.store, session.who, "exported", "gold")
    return Response(packed.getvalue(), media_type="application/zip", headers={"content-disposition": 'attachment; filename="khabar-gold.zip"'})


def new_places(request: Request) -> Response:
    """The places that reviewers put on the map, in the form that ``khabar gazetteer add`` takes."""
    desk: Desk = request.app.state.desk
    session = session_of(request, "reviewer")
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("name", "lat", "lon", "name_en", "level"))
    for j in reviews.in_force(desk.store, "claim"):
        p, number = j.data.get("place"), report_lists.number_of(desk.store, str(j.data.get("report")))
        made = record(desk.store, number) if number and isinstance(p, dict) and p.get("span") else None
        if made is not None and isinstance(p, dict):
            table.writerow((made.report.text[slice(*p["span"])], p["lat"], p["lon"], p.get("name") or "", p.get("level") or "village"))
    log(desk.store, session.who, "exported", "places")
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers={"content-disposition": 'attachment; filename="khabar-places.csv"'})


def _judged_reports(desk: Desk) -> list[tuple[Record, list[judge.Judgement]]]:
    """Reports with a judgement in force on a claim of theirs or on themselves."""
    by_report: dict[str, list[judge.Judgement]] = {}
    for j in reviews.in_force(desk.store):
        if j.about == "report":
            by_report.setdefault(j.subject, []).append(j)
        elif j.about == "claim" and j.verdict in reviews.VERDICTS and isinstance(j.data.get("report"), str):
            by_report.setdefault(str(j.data["report"]), []).append(j)
    out = []
    for hash_, judged in sorted(by_report.items()):
        number = report_lists.number_of(desk.store, hash_)
        made = record(desk.store, number) if number else None
        if made is not None:
            out.append((made, judged))
    return out


def log_page(request: Request) -> Response:
    """What was done at this desk."""
    session_of(request, "admin")
    lang = language_of(request)
    told = [(e.at, e.who, name_of(lang, "done", e.act), _detail(lang, e.detail)) for e in logged(request.app.state.desk.store)]
    return page(request, "log.html", entries=told)


def _detail(lang: Language, text: str) -> Markup:
    """The detail of a line of the log with its verdicts, roles and the like in the reader's language; names stay as they are, each in its own direction."""
    known = texts(lang)

    def word(part: str) -> str:
        return next((known[k] for group in ("verdict", "role", "detail") if (k := f"{group}.{part}") in known), part)

    parts = (" ".join(map(word, part.split(" "))) if word(part) == part else word(part) for part in text.split(", "))
    return Markup(say(lang, "app.comma")).join(Markup("<bdi>{}</bdi>").format(safe(part)) for part in parts)


ROUTES = [
    Route("/review", review), Route("/review/decide", decide, methods=["POST"]), Route("/review/undo", take_back, methods=["POST"]),
    Route("/review/add", add, methods=["POST"]), Route("/review/agreement", agreed), Route("/review/gold.zip", gold),
    Route("/review/places.csv", new_places), Route("/log", log_page),
]  # fmt: skip
