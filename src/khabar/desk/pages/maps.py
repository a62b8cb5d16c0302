"""What the map is drawn from: the shapes of the world with Arabic names, and where the happenings wanted lie."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import khabar.dossier
from khabar.desk import address
from khabar.desk.labels import labels
from khabar.desk.render import language_of, place_name
from khabar.desk.state import Desk
from khabar.desk.texts import name_of
from khabar.store import lists
from khabar.store.lists import Wanted

#: How far an area reaches from its middle, in kilometres, when only the area is known: a usual size, drawn as such.
REACH_KM = {"country": 300.0, "admin1": 80.0, "region": 150.0, "natural": 60.0, "admin2": 25.0}
_MOVES = ("move", "withdraw", "displace")
_ARROWS = 150


@cache
def _world() -> bytes:
    data = (Path(khabar.dossier.__file__).parent / "data" / "countries-50m.json").read_bytes()
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def world(_: Request) -> Response:
    """Natural Earth's countries as TopoJSON, packed once."""
    return Response(_world(), media_type="application/json", headers={"content-encoding": "gzip", "cache-control": "private, max-age=604800"})


def names(request: Request) -> Response:
    """Names of countries in the reader's language, and where to write them."""
    return JSONResponse(labels(language_of(request)), headers={"cache-control": "private, max-age=3600", "vary": "cookie"})


def points(request: Request) -> Response:
    """Points, areas and arrows of the happenings wanted."""
    desk: Desk = request.app.state.desk
    wanted, lang = address.wanted(request.query_params), language_of(request)
    if only := request.query_params.get("only"):
        wanted = replace(wanted, only=only[:40])
    body = desk.remembered(("map", wanted, lang), lambda: json.dumps(_drawn(desk, wanted, lang), ensure_ascii=False))
    return Response(body, media_type="application/json")


def _drawn(desk: Desk, wanted: Wanted, lang: Any) -> dict[str, Any]:
    found = [
        {"place": p.place, "name": place_name(desk, lang, p.place), "lat": p.lat, "lon": p.lon, "state": p.state, "n": p.count,
         "type": name_of(lang, "type", p.type) if p.type else "", "km": REACH_KM.get(p.level, 0), "level": name_of(lang, "level", p.level), "id": p.happening}
        for p in lists.points(desk.store, wanted)
    ]  # fmt: skip
    return {"points": found, "moves": _moves(desk, wanted, lang)}


def _moves(desk: Desk, wanted: Wanted, lang: Any) -> list[dict[str, Any]]:
    """Arrows from origin to destination, for movements of which both are known."""
    ids = [name for kind in _MOVES if wanted.type in ("", kind) for name in lists.ids(desk.store, replace(wanted, type=kind), _ARROWS // 3)]
    out = []
    for m in lists.movements(desk.store, ids):
        out.append({"from": [m.from_lat, m.from_lon], "to": [m.to_lat, m.to_lon], "id": m.happening, "planned": m.modality != "actual",
                    "name": f"{name_of(lang, 'type', m.type)}: {m.from_text} ← {m.to_text}" if lang == "ar" else f"{name_of(lang, 'type', m.type)}: {m.from_text} → {m.to_text}"})
    return out


ROUTES = [Route("/map/world.json", world), Route("/map/names.json", names), Route("/map/points.json", points)]
