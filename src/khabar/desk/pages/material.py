"""Material: the gallery, taking in, one item beside its claims, boxes over faces, copies that may be handed on."""

from __future__ import annotations

import shutil
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from khabar.desk import material as shown
from khabar.desk.access import Session
from khabar.desk.giving import Gift, Givings, waiting
from khabar.desk.posting import field, posting, session_of
from khabar.desk.render import language_of, page
from khabar.desk.state import Desk
from khabar.errors import InputError
from khabar.material import against, copies, custody, share, ties
from khabar.material.items import Item, items
from khabar.material.vault import path_of
from khabar.store import query
from khabar.store.people import log

PAGE = 48
KINDS = ("image", "video", "audio", "document", "other")
#: Longer side of a picture in the viewer, in pixels.
VIEW = 1600
#: Not kept by browsers, and not packed, since packed parts of a film could not be asked for one by one.
_AS_IT_IS = {"cache-control": "no-store", "content-encoding": "identity"}


def gallery(request: Request) -> Response:
    """All items, or those of one kind."""
    desk: Desk = request.app.state.desk
    session, kind, number = session_of(request), request.query_params.get("kind", ""), request.query_params.get("page", "1")
    at = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    kind = kind if kind in KINDS else ""
    found, total = shown.listed(desk.store, kind, (at - 1) * PAGE, PAGE, session.may("reviewer"))
    return page(request, "material.html", cards=shown.cards(desk.store, found, session.may("reviewer")), total=total, kind=kind, kinds=KINDS, at=at,
                last=max(1, -(-total // PAGE)), about="", subject="", job=None, **_words(request))


def beside(request: Request) -> Response:
    """The material of a happening or a report, as a part of its page."""
    desk: Desk = request.app.state.desk
    session, store = session_of(request), desk.store
    said: against.Said | None = None
    if name := request.query_params.get("happening", ""):
        h = query.happening(store, name)
        if h is None:
            raise HTTPException(404)
        found, said, about, subject = items(store, ties.of_happening(store, h)), against.happening_said(h), "happening", h["id"]
    else:
        number = request.query_params.get("report", "")
        row = store.connection.execute("SELECT hash FROM reports WHERE id=?", (number[:12],)).fetchone()
        if row is None:
            raise HTTPException(404)
        found, about, subject = shown.of_report(store, row[0]), "report", row[0]
    return page(request, "material_of.html", cards=shown.cards(store, found, session.may("reviewer"), said), about=about, subject=subject, **_words(request))


@posting("reviewer")
def take(request: Request, session: Session, form: FormData) -> Response:
    """Begin to take in what was given."""
    desk: Desk = request.app.state.desk
    givings: Givings = request.app.state.givings
    tied = _ties(desk, form)
    uploads = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not uploads:
        raise HTTPException(400)
    room = givings.room()
    try:
        files = tuple(waiting(room, n, f.filename or "?", f.file) for n, f in enumerate(uploads))
    except OSError:
        shutil.rmtree(room, ignore_errors=True)
        raise
    job = givings.start(Gift(files, field(form, "giver", 200), field(form, "note", 2000), tied), session.who, room)
    log(desk.store, session.who, "gave material", f"{len(files)} files{''.join(f', {t.about} {t.subject[:24]}' for t in tied)}")
    return RedirectResponse(f"/material/given/{job.id}", 303)


def progress(request: Request) -> Response:
    """How far the taking in is."""
    session = session_of(request, "reviewer")
    job = request.app.state.givings.find(request.path_params["job"], session.who)
    if job is None:
        raise HTTPException(404)
    return page(request, "material_job.html" if request.headers.get("hx-target") == "given" else "material_given.html", job=job)


def viewer(request: Request) -> Response:
    """One item beside the claims that it is evidence for or against."""
    desk: Desk = request.app.state.desk
    session, item = session_of(request), _item(request)
    lang, full = language_of(request), session.may("reviewer")
    log_ = [e for e in custody.entries(desk.store) if e.fields.get("item") == item.sha] if full else []
    reports = {m: r[0] for g in item.givings if (m := g.message) and (r := desk.store.connection.execute("SELECT id FROM reports WHERE hash=?", (m,)).fetchone())}
    return page(request, "material_item.html", name=request.path_params["name"], item=item, full=full, unshared=share.unshared(item), claims=shown.claims(desk.store, lang, item), boxes=share.boxes(desk.store, item.sha), custody=log_, reports=reports,
                film=_film(request, item), **_words(request))


def same(request: Request) -> Response:
    """The same picture elsewhere, as a part of the viewer, since looking for it may take seconds."""
    desk: Desk = request.app.state.desk
    item = _item(request)
    how = {m.sha: m for m in request.app.state.givings.same(item.sha)}
    full = session_of(request).may("reviewer")
    bare = sum(not share.boxes(desk.store, sha) for sha in how) if full and share.boxes(desk.store, item.sha) else 0
    return page(request, "material_same.html", bare=bare, cards=shown.cards(desk.store, items(desk.store, how), full), how=how, **_words(request))


def film(request: Request) -> Response:
    """Whether the copy of a film is ready, as a part of the viewer."""
    item = _item(request)
    return page(request, "material_film.html", name=request.path_params["name"], item=item, film=_film(request, item))


def picture(request: Request) -> Response:
    """A picture of an item: small or large, with boxes blurred; for reviewers also without (``plain``), to draw them."""
    desk: Desk = request.app.state.desk
    session, item = session_of(request), _item(request)
    plain = request.query_params.get("plain") == "1"
    if plain and not session.may("reviewer"):
        raise HTTPException(403)
    if item.kind not in ("image", "video"):
        raise HTTPException(404)
    longest = share.THUMBNAIL if request.query_params.get("size") == "small" else VIEW
    path = copies.made(desk.store, item, longest, plain=plain)
    return FileResponse(path, media_type="image/jpeg", headers=_AS_IT_IS)


def copy(request: Request) -> Response:
    """The protected copy in full size: to be played, or (``save``) kept."""
    desk: Desk = request.app.state.desk
    session, item = session_of(request), _item(request)
    path = copies.made(desk.store, item) if item.kind == "image" else request.app.state.givings.film(item)[0]
    if path is None:
        raise HTTPException(404)
    media = "image/jpeg" if item.kind == "image" else f"{item.kind}/mp4"
    headers = dict(_AS_IT_IS)
    if request.query_params.get("save") == "1":
        headers["content-disposition"] = f'attachment; filename="material-{request.path_params["name"][:8]}{share.suffix(item)}"'
        log(desk.store, session.who, "shared", f"protected copy of material {request.path_params['name']}")
    return FileResponse(path, media_type=media, headers=headers)


@posting("reviewer")
def original(request: Request, session: Session, form: FormData) -> Response:
    """The original, byte for byte, to be kept; noted in the custody log."""
    desk: Desk = request.app.state.desk
    item = _item(request)
    with desk.store.writing() as connection:
        head = custody.append(connection, "original handed out", item=item.sha, who=session.who, source="desk")
    custody.note_head(desk.store, head)
    log(desk.store, session.who, "shared", f"ORIGINAL of material {request.path_params['name']}, NOT protected")
    return FileResponse(path_of(desk.store, item.sha), media_type="application/octet-stream",
                        headers=_AS_IT_IS | {"content-disposition": f'attachment; filename="{item.sha}.original"'})


@posting("reviewer")
def blur(request: Request, session: Session, form: FormData) -> Response:
    """Set the boxes that are blurred in every copy."""
    desk: Desk = request.app.state.desk
    item = _item(request)
    share.blur(desk.store, item.sha, _boxes(field(form, "boxes", 5000)), session.who)
    request.app.state.givings.again(item.sha)
    log(desk.store, session.who, "judged", f"blur material {request.path_params['name']}")
    return RedirectResponse(f"/material/{request.path_params['name']}", 303)


@posting("reviewer")
def tie(request: Request, session: Session, form: FormData) -> Response:
    """Tie an item to a claim, a report or a happening."""
    desk: Desk = request.app.state.desk
    item, wanted = _item(request), _ties(desk, form)
    if not wanted:
        raise HTTPException(400)
    for one in wanted:
        ties.add(desk.store, item.sha, one, session.who)
        log(desk.store, session.who, "tied", f"material {request.path_params['name']} to {one.about} {one.subject[:24]}")
    return RedirectResponse(f"/material/{request.path_params['name']}", 303)


def _item(request: Request) -> Item:
    """The item that the address names, if this person may see it. Raises HTTPException 404."""
    item = shown.find(request.app.state.desk.store, request.path_params["name"])
    if share.unshared(item) is not None and not session_of(request).may("reviewer"):
        raise HTTPException(404)
    return item


def _film(request: Request, item: Item) -> dict[str, Any] | None:
    """Whether a film's copy is ready, and why not; None for what is no film or sound."""
    if item.kind not in ("video", "audio") or share.unshared(item) is not None:
        return None
    path, why = request.app.state.givings.film(item)
    return {"ready": path is not None, "why": why}


def _ties(desk: Desk, form: FormData) -> tuple[ties.Tie, ...]:
    """What the form names. Raises InputError for what is not there."""
    wanted = [(about, str(v).strip()[:200]) for about in ("claim", "report", "happening") for v in form.getlist(about) if str(v).strip()]
    kind = field(form, "about", 20)
    if kind in ("claim", "report", "happening") and field(form, "subject", 200):
        wanted.append((kind, field(form, "subject", 200)))
    return tuple(ties.resolve(desk.store, about, name) for about, name in wanted)  # type: ignore[arg-type]


def _boxes(text: str) -> tuple[share.Box, ...]:
    out = []
    for part in text.replace(";", " ").split():
        numbers = part.split(",")
        if len(numbers) != 4 or not all(n.isascii() and n.isdigit() for n in numbers):
            raise InputError(f"{part[:40]!r} is not a box like 400,120,90,120")
        out.append((int(numbers[0]), int(numbers[1]), int(numbers[2]), int(numbers[3])))
    return tuple(out)


def _words(request: Request) -> dict[str, Any]:
    """What the templates say comparisons with."""
    lang, full = language_of(request), session_of(request).may("reviewer")
    written = request.app.state.desk.names(lang).place
    return {"because": lambda reason: shown.told(lang, reason, full, written),
            "address": lambda **v: "/material" + (f"?{urlencode({k: x for k, x in v.items() if x})}" if any(v.values()) else "")}


_ONE = "/material/{name:str}"
ROUTES = [
    Route("/material", gallery), Route("/material", take, methods=["POST"]), Route("/material/of", beside), Route("/material/given/{job:str}", progress),
    Route(_ONE, viewer), Route(f"{_ONE}/picture", picture), Route(f"{_ONE}/copy", copy), Route(f"{_ONE}/film", film), Route(f"{_ONE}/same", same),
    Route(f"{_ONE}/original", original, methods=["POST"]), Route(f"{_ONE}/blur", blur, methods=["POST"]), Route(f"{_ONE}/tie", tie, methods=["POST"]),
]  # fmt: skip
